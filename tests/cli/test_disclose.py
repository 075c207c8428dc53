"""``disclose`` releases a table; ``attack`` finds what is uncovered and ends with 1."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from cli_process import too_wide
from invented_table import write_table

OPTIONS = ("--structure", "pupils.toml", "--register", "register", "--asked-by", "data-lead")


@pytest.fixture
def release_result(stocktake, tmp_path: Path):
    write_table(tmp_path)
    return stocktake("disclose", "pupils.csv", *OPTIONS, "--out", "out", "--warehouse", "warehouse")


def test_a_table_is_released_recorded_and_kept(release_result, tmp_path: Path) -> None:
    assert release_result.code == 0, release_result.err
    assert too_wide(release_result.out) == []
    record = json.loads((tmp_path / "out" / "pupils.record.json").read_text())
    assert release_result.out.splitlines()[0] == f"Released: {record['id']}"
    assert record["requested_by"] == "data-lead"
    assert record["reasons"] == ["small count"]
    assert "hidden_primary" not in record
    published_table = pl.read_csv(tmp_path / "out" / "pupils.csv", infer_schema=False)
    row = published_table.filter((pl.col("place") == "school-3") & (pl.col("need") == "Plan"))
    assert row.row(0)[3:] == ("c", "c")
    assert (tmp_path / "warehouse" / "disclosed-pupils").is_dir()


def test_tables_of_a_plan_are_released_together(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    lines = (tmp_path / "pupils.csv").read_text().splitlines()
    totals = [line for line in lines if line.startswith(("place", "la-890"))]
    (tmp_path / "totals.csv").write_text("\n".join(totals) + "\n")
    plan = ("--with", "totals.csv=pupils.toml", "--as-of", "2025-01-31")
    result = stocktake("disclose", "pupils.csv", *OPTIONS, *plan, "--out", "out")
    assert result.code == 0, result.err
    assert too_wide(result.out) == []
    records = [
        json.loads((tmp_path / "out" / f"{name}.record.json").read_text())
        for name in ("pupils", "totals")
    ]
    assert records[0]["plan"] == records[1]["plan"] != ""
    result = stocktake("register", "verify", "--register", "register")
    assert "2 linked releases" in result.out
    result = stocktake("disclose", "pupils.csv", *OPTIONS, "--with", "totals.csv", "--out", "again")
    assert result.code == 2
    assert "expected TABLE=STRUCTURE" in result.err


def test_a_release_is_recalled_from_the_shell(release_result, stocktake, tmp_path: Path) -> None:
    identity = release_result.out.splitlines()[0].removeprefix("Released: ")
    arguments = ("--register", "register", "--by", "data-lead", "--reason", "wrong year")
    arguments += ("--warehouse", "warehouse")
    result = stocktake("register", "recall", "pupils", *arguments)
    assert result.code == 0, result.err
    assert result.out.splitlines()[0] == f"Recalled: {identity}"
    assert identity not in stocktake("releases", "--warehouse", "warehouse").out
    assert stocktake("register", "recall", identity, *arguments).code == 2
    listing = stocktake("register", "list", "--register", "register").out
    assert identity.partition("/")[0] in listing


def test_what_was_released_is_attacked_in_vain(release_result, stocktake) -> None:
    files = ("out/pupils.csv", "--structure", "out/pupils.structure.json")
    result = stocktake("attack", *files, "--least-width", "10", "--json")
    assert result.code == 0, result.err
    attack = json.loads(result.out)
    assert attack["uncovered_count"] == 0
    assert attack["hidden_count"] > 0


def test_a_table_with_one_hidden_figure_is_uncovered(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    text = (tmp_path / "pupils.csv").read_text().replace("Plan,17,3,17.6", "Plan,17,c,c;")
    lines = [line.split(";")[0] for line in text.splitlines()]
    (tmp_path / "pupils.csv").write_text("\n".join(lines))
    result = stocktake("attack", "pupils.csv", "--structure", "pupils.toml")
    assert result.code == 1
    assert "Hidden figures: 1. Uncovered: 1." in result.out
    assert too_wide(result.out) == []
    assert result.err == "1 of 1 hidden figures are uncovered\n"


def test_a_structure_with_faults_names_them(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    text = (tmp_path / "pupils.toml").read_text()
    (tmp_path / "pupils.toml").write_text(text.replace("publisher", "publishr"))
    result = stocktake("attack", "pupils.csv", "--structure", "pupils.toml")
    assert result.code == 2
    assert "publishr" in result.err
    result = stocktake("attack", "gone.csv", "--structure", "gone.toml")
    assert result.code == 3


def test_files_are_not_written_over(release_result, stocktake) -> None:
    result = stocktake("disclose", "pupils.csv", *OPTIONS, "--out", "out")
    assert result.code == 2
    assert "exists already" in result.err


WIDE = """\
place,n,b,g
a,30,3,27
b,59,30,29
c,56,25,31
d,50,28,22
la-1,195,86,109
"""
WIDE_STRUCTURE = """\
population = "all"
period = "202324"
measure = [{ id = "n", column = "n" }, { id = "b", column = "b" }, { id = "g", column = "g" }]
dimension = [{ id = "place", column = "place" }]
"""


def test_questions_come_all_at_once_and_answers_release_the_table(
    stocktake, tmp_path: Path
) -> None:
    (tmp_path / "wide.csv").write_text(WIDE)
    structure = tmp_path / "wide.toml"
    structure.write_text(WIDE_STRUCTURE.replace("202324", "spring"))
    arguments = ("--structure", "wide.toml", "--register", "register", "--asked-by", "data-lead")
    result = stocktake("disclose", "wide.csv", *arguments, "--out", "out")
    assert result.code == 1
    assert too_wide(result.err) == []
    message = " ".join(result.err.split())
    assert message.startswith("the table raises questions that its structure does not answer;")
    assert "period spring: spring is a part of a year, and does not say of which" in message
    assert (
        'sum n = b + g: n is b + g in every row; [[sum]] total = "n", parts = ["b", "g"]' in message
    )
    assert not (tmp_path / "register").exists() or not list(tmp_path.glob("register/*/*"))
    structure.write_text(WIDE_STRUCTURE + '[[sum]]\ntotal = "n"\nparts = ["b", "g"]\n')
    result = stocktake("disclose", "wide.csv", *arguments, "--out", "out")
    assert result.code == 0, result.err
    assert "Note: place: la-1 is taken to be a and b and c and d." in result.out


@pytest.mark.slow
def test_a_published_file_with_a_lone_hidden_authority(shared_data: Path, stocktake) -> None:
    """One authority of a region hidden, the region printed: found, as counts alone."""
    result = stocktake("attack", shared_data / "ees" / "level_2_3_sfla.zip", "--json", "--limit", 0)
    attack = json.loads(result.out)
    assert result.code == 1
    assert (attack["hidden_count"], attack["uncovered_count"]) == (570, 570)
    assert len(attack["not_attacked"]) == 4
    assert all("is no count" in reason for reason in attack["not_attacked"])


def test_a_published_file_that_hides_nothing(shared_data: Path, stocktake) -> None:
    result = stocktake("attack", shared_data / "ees" / "absence_by_term.zip")
    assert result.code == 0
    assert "Hidden figures: 0. Uncovered: 0." in result.out
    assert "13,520 figures are not applicable (z), which" in result.err
