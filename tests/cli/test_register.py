"""``register``: a table waits, a second person lets it out or sends it back; what is out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_process import too_wide
from invented_table import write_table

REGISTER = ("--register", "register", "--seal", "seal.json")
ASK = ("register", "ask", "pupils.csv", "--structure", "pupils.toml", *REGISTER)
DAY = ("--as-of", "2025-01-31")


@pytest.fixture
def request_id(stocktake, tmp_path: Path) -> str:
    write_table(tmp_path)
    result = stocktake(*ASK, "--asked-by", "analyst", "--purpose", "for the board of June", *DAY)
    assert result.code == 0, result.err
    assert too_wide(result.out) == []
    assert "Of 48 figures" in result.out
    return str(result.out.splitlines()[0].removeprefix("Waiting: "))


def test_a_table_waits_is_shown_and_let_out(stocktake, request_id: str, tmp_path: Path) -> None:
    listing = stocktake("register", "waiting", "--register", "register")
    assert request_id in listing.out
    assert "for the board of June" in listing.out
    page = stocktake("register", "show", request_id, "--register", "register")
    assert "Asked by analyst on 2025-01-31: for the board of June" in page.out
    assert "school-3,Plan,17,c,c" in page.out
    decision = ("--by", "head-of-service", "--reason", "the board asked", *DAY)
    result = stocktake(
        "register", "approve", request_id, *REGISTER, *decision, "--out", "out",
        "--warehouse", "warehouse",
    )  # fmt: skip
    assert result.code == 0, result.err
    record = json.loads((tmp_path / "out" / "pupils.record.json").read_text())
    assert result.out.splitlines()[0] == f"Released: {record['id']}"
    assert (record["requested_by"], record["approved_by"]) == ("analyst", "head-of-service")
    assert (tmp_path / "warehouse" / "disclosed-pupils").is_dir()
    assert "Nothing waits" in stocktake("register", "waiting", "--register", "register").out
    listing = stocktake("register", "list", *REGISTER)
    assert record["id"] in listing.out
    assert "head-of-service" in listing.out
    recall = ("--by", "data-lead", "--reason", "the wrong year", "--as-of", "2025-02-03")
    assert stocktake("register", "recall", record["id"], *REGISTER, *recall).code == 0
    assert "2025-02-03" in stocktake("register", "list", *REGISTER).out


def test_it_is_sent_back_with_a_reason(stocktake, request_id: str) -> None:
    decision = ("--by", "output-checker", "--reason", "merge the smallest schools first")
    result = stocktake("register", "refuse", request_id, *REGISTER, *decision)
    assert result.out == f"Sent back: {request_id}\n"
    page = stocktake("register", "show", request_id, "--register", "register")
    assert "Sent back by output-checker" in page.out
    assert "Nothing has been released" in stocktake("register", "list", *REGISTER).out


def test_who_asked_does_not_decide_and_all_faults_are_said(stocktake, request_id: str) -> None:
    result = stocktake(
        "register", "approve", request_id, *REGISTER, "--by", "analyst", "--reason", " ",
        "--exception", "bounds=none", "--out", "out",
    )  # fmt: skip
    assert result.code == 2
    for fault in ("by: is who asked", "reason: is not stated", "bounds: asks for no reason"):
        assert fault in result.err
    result = stocktake(
        "register", "approve", request_id, *REGISTER, "--by", "head-of-service",
        "--reason", "yes", "--exception", "revised", "--out", "out",
    )  # fmt: skip
    assert result.code == 2
    assert "'revised' names no check" in result.err


def test_a_removed_register_is_noticed_until_its_state_is_accepted(
    stocktake, request_id: str, tmp_path: Path
) -> None:
    decision = ("--by", "head-of-service", "--reason", "the board asked", *DAY, "--out", "out")
    assert stocktake("register", "approve", request_id, *REGISTER, *decision).code == 0
    (tmp_path / "register").rename(tmp_path / "away")
    result = stocktake("register", "list", *REGISTER)
    assert result.code == 4
    assert "is gone, and what was out (1 in number) is unknown" in result.err
    reason = ("--by", "data-lead", "--reason", "a new register after the merger")
    assert stocktake("register", "seal", *REGISTER, *reason).out == "Sealed. Releases in it: 0\n"
    assert stocktake("register", "list", *REGISTER).code == 0


def test_an_unknown_request_names_the_nearest(stocktake, request_id: str) -> None:
    assert stocktake("register", "show", request_id[:-1], "--register", "register").code == 0
    result = stocktake("register", "show", f"{request_id[:-1]}x", "--register", "register")
    assert result.code == 2
    assert f"did you mean '{request_id}'" in " ".join(result.err.split())
