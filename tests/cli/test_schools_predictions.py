"""Predictions from the command line: read, compared, entered, refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from cli_process import too_wide
from invented_predictions import HEADER, write_predictions

TEXT = """\
Predictions
6 predictions of 2 schools; 6 results known.

By measure
                                            Mean  Size of      By
Measure                           Results  error    error  chance  Within  Skill
────────────────────────────────────────────────────────────────────────────────
Attainment 8                            6  +4.25     4.42    1.01     50%  -5.00
"""


def row_of_today() -> str:
    """A prediction of results that are to come next summer, made today."""
    day = date.today()  # noqa: DTZ011 - the day of the command's own clock
    return f"100001,ks4-attainment-8,{day.year}{(day.year + 1) % 100:02},180,44,{day},deputy head\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a return and results."""
    write_predictions(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def comparison(folder: Path) -> tuple[str, ...]:
    """The words of the command that compares them."""
    return ("schools", "predictions", "predictions.csv", "--results", "results.csv")


def test_the_report_fits_and_says_who_may_see_it(comparison, stocktake) -> None:
    result = stocktake(*comparison)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(TEXT)
    assert too_wide(result.out) == []
    words = " ".join(result.out.split())
    assert "School 100001, Attainment 8: predictions for 2022/23, 2023/24 and 2024/25 were" in words
    assert "They are optimistic; please say why." in words
    assert "For the school, its trust, the council's officers only." in words
    assert "No prediction and no early indication sets a category, a letter or pay" in words


def test_json_is_the_whole_report(comparison, stocktake) -> None:
    report = json.loads(stocktake(*comparison, "--format", "json").out)
    assert [row["verdict"] for row in report["verdicts"]] == ["optimistic", "accurate"]
    assert report["false_accusation_rate"] == 0.05
    assert report["entry_count"] == 6
    assert len(report["results"]) == 6


def test_a_school_sees_its_own_alone(comparison, stocktake) -> None:
    out = stocktake(*comparison, "--school", "100002", "--format", "json").out
    assert "100001" not in out
    assert [row["school_urn"] for row in json.loads(out)["verdicts"]] == [100002]


def test_predictions_to_come_are_entered_in_a_ledger(folder, stocktake) -> None:
    (folder / "autumn.csv").write_text(HEADER + row_of_today(), encoding="utf-8")
    enter = ("schools", "predictions", "autumn.csv", "--ledger", "l.jsonl")
    result = stocktake(*enter)
    assert result.code == 0
    assert "Entered in l.jsonl: 1 of 1 entries." in result.err
    assert "Nothing to compare yet" in result.out
    again = stocktake(*enter)
    assert again.code == 3
    assert "was predicted already in this round, in entry 1" in " ".join(again.err.split())
    read = stocktake("schools", "predictions", "l.jsonl", "--format", "json")
    assert json.loads(read.out)["entry_count"] == 1


def test_nothing_is_entered_as_of_an_earlier_day(folder, stocktake) -> None:
    arguments = ("predictions.csv", "--ledger", "l.jsonl", "--as-of", "2022-11-30")
    result = stocktake("schools", "predictions", *arguments)
    assert result.code == 2
    assert "leave out --as-of with --ledger" in " ".join(result.err.split())
    assert not (folder / "l.jsonl").exists()


def test_what_was_over_is_not_entered(folder, stocktake) -> None:
    result = stocktake("schools", "predictions", "predictions.csv", "--ledger", "l.jsonl")
    assert result.code == 3
    assert result.err.startswith("6 fault(s), nothing was entered")
    assert not (folder / "l.jsonl").exists()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("no.csv",), 3, "no.csv"),
        (("no.jsonl",), 3, "no.jsonl"),
        (("predictions.csv", "--ledger", "l.csv"), 2, "expected one ending in .jsonl"),
        (("predictions.csv", "--results", "no.csv"), 3, "no.csv"),
        (("predictions.csv", "--results", "predictions.csv"), 3, "were not out on"),
    ],
)
def test_wrong_files_are_named(words, code, message, folder, stocktake) -> None:
    result = stocktake("schools", "predictions", *words)
    assert result.code == code
    assert message in " ".join(result.err.split())
    assert "Traceback" not in result.err


def test_a_changed_ledger_is_damaged(folder, stocktake) -> None:
    (folder / "autumn.csv").write_text(HEADER + row_of_today(), encoding="utf-8")
    stocktake("schools", "predictions", "autumn.csv", "--ledger", "l.jsonl")
    path = folder / "l.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("44.0", "41.0"), encoding="utf-8")
    result = stocktake("schools", "predictions", "l.jsonl")
    assert result.code == 4
    assert "entry 1: is not as it was written" in result.err


def test_the_template_is_written_and_not_over_another_file(folder, stocktake) -> None:
    command = ("schools", "prediction-template", "--out", "form.xlsx")
    result = stocktake(*command)
    assert result.code == 0
    assert too_wide(result.out) == []
    assert (folder / "form.xlsx").read_bytes()[:2] == b"PK"
    assert stocktake(*command).code == 2
    assert stocktake(*command, "--force").code == 0
