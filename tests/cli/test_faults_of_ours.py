"""What is not the person's mistake is owned up to, without a traceback unless asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stocktake.cli import params


@pytest.fixture
def faulty_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise RuntimeError("a row with something private in it")

    monkeypatch.setattr(params, "plan_path", fail)


def test_a_fault_of_ours_says_so_and_how_to_report_it(faulty_command: None, stocktake) -> None:
    result = stocktake("judge", "blackpool")
    assert (result.code, result.out) == (70, "")
    assert result.err == (
        "This is a fault of Stocktake's, not yours: RuntimeError.\n"
        "Please report it with the command that you gave and what it prints when you add\n"
        "  --debug.\n"
    )


@pytest.mark.parametrize(
    "arguments", [("--debug", "judge", "blackpool"), ("judge", "blackpool", "--debug")]
)
def test_debug_shows_where_it_arose(
    faulty_command: None, arguments: tuple[str, ...], stocktake
) -> None:
    result = stocktake(*arguments)
    assert result.code == 70
    assert "Traceback" in result.err
    assert "RuntimeError" in result.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("jugde",), "Did you mean 'judge'?"),
        (("judge",), "PLAN"),
        (("judge", "blackpool", "--format", "odt"), "'odt'"),
        (("judge", "blackpool", "--at", "someday"), "someday"),
        (("judge", "blackpool", "--as-of", "2020"), "'2020' is no day such as 2026-04-08"),
        (("judge", "blackpool", "--definitions", "none"), "no such folder of definitions"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...], message: str, stocktake) -> None:
    result = stocktake(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


@pytest.mark.slow
def test_a_base_install_says_what_a_report_needs(
    stocktake, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("altair", "jinja2")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("stocktake.publish")]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("altair", "jinja2"):
        monkeypatch.setitem(sys.modules, name, None)  # how Python marks what cannot be imported
    result = stocktake("judge", "blackpool", "--at", "202021", "--format", "html")
    assert (result.code, result.out) == (2, "")
    assert "pip install stocktake[publish]" in result.err
