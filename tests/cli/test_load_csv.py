"""``load csv``: what is proposed, what is written, and what is loaded by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_process import too_wide

from stocktake.statistics.store import Warehouse

CERTAIN = (
    "LA number,Year,Kind of year,Rate\n890,202223,Academic year,5.5%\n891,202223,Academic year,6%\n"
)
DOUBTFUL = "LA number,Year,Need,Rate\n890,2024,Total,5.5\n890,2024,a,SUPP\n891,2024,a,DNS\n"


@pytest.fixture
def certain(tmp_path: Path) -> Path:
    path = tmp_path / "absence.csv"
    path.write_text(CERTAIN)
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    path = tmp_path / "absence.csv"
    path.write_text(DOUBTFUL + "".join(f"{number},2024,Total,5.5\n" for number in range(892, 897)))
    return path


def test_a_file_is_proposed_first_and_nothing_is_loaded(doubtful, stocktake, tmp_path) -> None:
    result = stocktake("load", "csv", "absence.csv")
    assert result.code == 0
    assert too_wide(result.out) == []
    assert (
        result.out.splitlines()
        == """\
Column                                              Is         Read as
────────────────────────────────────────────────────────────────────────────────
LA number                                           place      old_la_code
Year                                                period     column
Need                                                breakdown  total: Total
Rate                                                figure     number, 1 decimal

Whole file             Read as
────────────────────────────────────────────────────────────────────────────────
id                     absence
title                  absence
producer               cannot tell
name          file     absence.csv
kind_of_year  period   cannot tell
one_year      period   cannot tell
level         place    Local authority
SUPP          missing  suppressed to protect confidentiality?
DNS           missing  cannot tell

Cannot tell: answer in the mapping
- producer: cannot tell who published the figures; what is loaded counts as
  published; write producer = "Department for Education"
- period.kind_of_year: cannot tell whether 2024 is a calendar or an academic
  year; write kind_of_year = "Calendar year", "Academic year" or "Financial
  year"
- period.one_year: nor, of an academic or a financial year, whether it ends or
  begins in 2024; write one_year = "ends" or "begins"
- missing."DNS": cannot tell what 'DNS' means (1 cell, the first in line 4,
  column 'Rate'); write DNS = "c", "x" or "z"

Guesses: look at them in the mapping
- missing."SUPP": suppressed to protect confidentiality; 1 cell, the first in
  line 3

Written: absence.mapping.toml
Nothing is loaded yet. Answer every question in it and look at the guesses,
then:
  stocktake load csv absence.csv --mapping absence.mapping.toml
""".splitlines()
    )
    assert Warehouse(tmp_path / "warehouse").releases() == []
    assert '# kind_of_year = "Calendar year"' in (tmp_path / "absence.mapping.toml").read_text()


def test_it_is_loaded_by_the_mapping_once_that_is_answered(doubtful, stocktake, tmp_path) -> None:
    stocktake("load", "csv", "absence.csv", "--producer", "A council")
    mapping = tmp_path / "absence.mapping.toml"
    load = ("load", "csv", "absence.csv", "--mapping", mapping.name)
    unanswered = stocktake(*load)
    assert (unanswered.code, unanswered.out) == (2, "")
    assert "write either kind_of_year" in unanswered.err
    text = mapping.read_text()
    for question in ('kind_of_year = "Calendar year"', 'DNS = "x"'):
        text = text.replace(f"# {question}", question)
    mapping.write_text(text)
    first = stocktake(*load)
    assert first.code == 0
    assert first.out.startswith("Kept: csv-absence/")
    assert first.out.splitlines()[1] == "  2 series, 8 observations, 0 notes"
    assert stocktake(*load).out.startswith("Already held: csv-absence/")
    comparison = stocktake("compare", "csv:absence/Rate", "--place", "la-890")
    assert "2024" in comparison.out
    assert "5.5" in comparison.out


def test_yes_loads_what_is_certain(certain, stocktake, tmp_path) -> None:
    result = stocktake("load", "csv", "absence.csv", "--yes", "--producer", "A council")
    assert result.code == 0
    assert "Kept: csv-absence/" in result.out
    again = stocktake("load", "csv", "absence.csv", "--mapping", "absence.mapping.toml")
    assert again.out.startswith("Already held: csv-absence/")


def test_yes_loads_nothing_that_is_doubtful(certain, stocktake, tmp_path) -> None:
    result = stocktake("load", "csv", "absence.csv", "--yes")
    assert result.code == 2
    assert " ".join(result.err.split()) == (
        "nothing was loaded: not everything about the file is certain absence.mapping.toml: "
        "producer: cannot tell who published the figures; what is loaded counts as published; "
        'write producer = "Department for Education"'
    )
    assert Warehouse(tmp_path / "warehouse").releases() == []
    assert (tmp_path / "absence.mapping.toml").exists()


def test_a_mapping_that_somebody_changed_is_not_replaced(certain, stocktake, tmp_path) -> None:
    mapping = tmp_path / "absence.mapping.toml"
    mapping.write_text("mine")
    result = stocktake("load", "csv", "absence.csv")
    assert result.code == 2
    assert " ".join(result.err.split()) == (
        "no mapping was written absence.mapping.toml: exists already; load by it with --mapping, "
        "name another with --out, or give --force"
    )
    assert mapping.read_text() == "mine"
    assert stocktake("load", "csv", "absence.csv", "--out", "other.toml").code == 0
    assert stocktake("load", "csv", "absence.csv", "--force").code == 0
    assert mapping.read_text() == (tmp_path / "other.toml").read_text()


def test_a_mapping_of_another_file_is_refused(certain, stocktake, tmp_path) -> None:
    stocktake("load", "csv", "absence.csv", "--producer", "A council")
    certain.write_text(CERTAIN.replace("5.5", "5.6"))
    result = stocktake("load", "csv", "absence.csv", "--mapping", "absence.mapping.toml")
    assert (result.code, result.out) == (2, "")
    assert "is the mapping of another file" in result.err


def test_options_that_contradict_each_other(certain, stocktake) -> None:
    result = stocktake("load", "csv", "absence.csv", "--mapping", "m.toml", "--yes")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("--mapping loads by a mapping")


def test_a_file_that_is_not_there_and_one_that_is_no_table(stocktake, tmp_path) -> None:
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    for name in ("nowhere.csv", "picture.csv"):
        result = stocktake("load", "csv", name)
        assert (result.code, result.out) == (3, "")
        assert name in result.err
        assert not (tmp_path / f"{name.removesuffix('.csv')}.mapping.toml").exists()


def test_a_name_cannot_colour_a_terminal(stocktake, tmp_path) -> None:
    (tmp_path / "a.csv").write_text(CERTAIN.replace("Rate", "\x1b[31mRate"))
    result = stocktake("load", "csv", "a.csv")
    assert result.code == 0
    assert "\x1b" not in result.out
    assert "[31mRate" in result.out
