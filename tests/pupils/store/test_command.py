"""The command ``stocktake pupils`` from keys to erasure, as somebody types it."""

from __future__ import annotations

import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from invented_returns import PERSONAL, TABLES, A, B, upn_of, write_tables

from stocktake.cli.main import run


class CommandResult(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., CommandResult]


@pytest.fixture
def pupils(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    """Run ``stocktake pupils`` in a folder that holds the invented returns; nothing personal is
    ever printed.
    """
    monkeypatch.chdir(tmp_path)
    write_tables(tmp_path / "returns")

    def call(*arguments: str, typed_text: str = "") -> CommandResult:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed_text))
        code = run(["pupils", *arguments])
        captured = capsys.readouterr()
        output = captured.out + captured.err
        assert not [personal_text for personal_text in PERSONAL if personal_text in output]
        assert "--json" in arguments or max(map(len, captured.out.splitlines()), default=0) <= 80
        return CommandResult(code, captured.out, captured.err)

    return call


@pytest.fixture
def stored(pupils: Command) -> Command:
    """The same, with the returns loaded into a store."""
    assert pupils("keys", "--out", "keys.toml").code == 0
    assert pupils("load", "returns", "--store", "store", "--keys", "keys.toml").code == 0
    return pupils


STORE = ("--store", "store", "--keys", "keys.toml")


def test_keys_are_made_once_and_for_their_owner_alone(pupils: Command, tmp_path: Path) -> None:
    assert pupils("keys", "--out", "keys.toml").out.startswith("Written: keys.toml\n")
    key_bytes = (tmp_path / "keys.toml").read_bytes()
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "keys.toml").stat().st_mode) == 0o600
    again = pupils("keys", "--out", "keys.toml")
    assert again.code == 2
    assert again.err == (
        "no keys were made\n"
        "  keys.toml: exists already, and whatever it opens would be lost with it;\n"
        "    expected another file\n"
    )
    assert (tmp_path / "keys.toml").read_bytes() == key_bytes


def test_a_folder_in_order_may_be_used(pupils: Command) -> None:
    result = pupils("check", "returns")
    assert result.code == 0
    assert "May the rest be used?\nYes.\n" in result.out
    assert "R-051  a school with marks has a calendar for the year\n" in result.out
    assert "Not opened: young_carers (give --authorised young_carers where you may)" in result.out


@pytest.mark.slow
def test_a_folder_with_too_many_faults_may_not(pupils: Command, tmp_path: Path) -> None:
    text = TABLES["enrolments"].replace("2023-12-21", "2021-08-31")
    write_tables(tmp_path / "returns", enrolments=text)
    result = pupils("check", "returns")
    assert result.code == 3
    assert "enrolments, leaving_date: 1 row (25.0%), enrolments.csv: row 3" in result.out
    assert "May the rest be used?\nNo:\n" in result.out
    as_json = json.loads(pupils("check", "returns", "--json").out)
    assert as_json["usable"] is False
    assert {"table": "enrolments", "rows_count": 4, "set_aside_count": 1} in as_json["tables"]
    assert pupils("keys", "--out", "keys.toml").code == 0
    refusal = pupils("load", "returns", *STORE)
    assert refusal.code == 3
    assert "nothing was loaded: the rest may not be used\n" in refusal.err
    assert "Nothing in store." in pupils("status", *STORE).out
    load_result = pupils("load", "returns", *STORE, "--despite-faults")
    assert "Set aside: 1 row" in load_result.out


def test_a_loaded_store_lists_what_it_holds(stored: Command) -> None:
    listing = stored("status", *STORE).out
    assert [line.split()[:3] for line in listing.splitlines()[2:]] == [
        ["calendar", "202324", "2"],
        ["enrolments", "202122", "3"],
        ["enrolments", "202324", "1"],
        ["exclusions", "202324", "1"],
        ["identifiers", "202324", "3"],
        ["marks", "202324", "4"],
        ["pupils", "202324", "3"],
        ["schools", "2", listing.splitlines()[-1].split()[-1]],
    ]


@pytest.mark.slow
def test_separately_authorised_tables_are_opened_when_it_is_said(stored: Command) -> None:
    result = stored("load", "returns", *STORE, "--authorised", "young_carers")
    assert result.code == 0
    assert "young_carers" in stored("status", *STORE).out


def test_retention_says_what_went(stored: Command) -> None:
    result = stored("retain", "--before", "202425", *STORE)
    assert "Removed: 3 rows of pupils\n" in result.out
    assert stored("retain", "--before", "202425", *STORE).out == "Nothing is older than 202425.\n"
    assert stored("retain", "--before", "2024", *STORE).code == 2


def test_a_pupil_is_erased_by_a_number_that_stands_in_a_file(
    stored: Command, tmp_path: Path
) -> None:
    def erase(text: str) -> CommandResult:
        (tmp_path / "upn.txt").write_text(text, encoding="utf-8")
        return stored("erase", "--upn-from", "upn.txt", *STORE)

    assert erase(f"{B}\n").out == (
        "Removed: 2 rows of enrolments\n"
        "Removed: 1 row of exclusions\n"
        "Removed: 1 row of identifiers\n"
        "Removed: 1 row of pupils\n"
        "Back-ups and the files that were loaded are not touched.\n"
    )
    assert erase(upn_of(99)).out.startswith("The store holds nothing about that pupil.\n")
    assert (erase("Zzarrowby").code, erase("").code) == (2, 2)


def test_the_number_is_asked_for_where_no_file_is_given(stored: Command) -> None:
    assert "Removed: 1 row of pupils\n" in stored("erase", *STORE, typed_text=f"{B}\n").out


def test_the_wrong_key_file_is_an_error_of_the_store(stored: Command) -> None:
    assert stored("keys", "--out", "other.toml").code == 0
    result = stored("status", "--store", "store", "--keys", "other.toml")
    assert result.code == 4
    assert result.err == (
        "the pupil store refuses\n"
        "  manifest.parquet: does not open with this key, or was damaged or moved; check\n"
        "    the key file\n"
    )


def test_an_absent_key_file_is_named(pupils: Command) -> None:
    result = pupils("status", *STORE)
    assert (result.code, result.err.splitlines()[0]) == (4, "the keys cannot be read")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_key_file_that_others_can_read_is_remarked_upon(stored: Command, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").chmod(0o644)
    result = stored("status", *STORE)
    assert result.code == 0
    assert "keys.toml can be read by others on this machine" in result.err


@pytest.mark.slow
def test_a_systems_export_is_checked_by_its_mapping(pupils: Command, tmp_path: Path) -> None:
    (tmp_path / "export.toml").write_text(
        'table = "young_carers"\ndate_format = "%d/%m/%Y"\nconstant = { end_date = "" }\n'
        '[[column]]\nheading = "No"\ncolumn = "upn"\n'
        '[[column]]\nheading = "Since"\ncolumn = "start_date"\n'
    )
    write_tables(tmp_path / "returns", young_carers=f"No,Since\n{A},03/05/2022\n")
    arguments = ("check", "returns", "--authorised", "young_carers")
    assert pupils(*arguments).code == 3
    result = pupils(*arguments, "--mapping", "export.toml")
    assert result.code == 0
    assert "young_carers" in result.out
