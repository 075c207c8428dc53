"""``disclose`` releases a table; ``attack`` finds what is uncovered and ends with 1."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from cli_process import too_wide
from invented_table import write_table

GIVEN = ("--structure", "pupils.toml", "--register", "register", "--asked-by", "data-lead")


@pytest.fixture
def released(stocktake, tmp_path: Path):
    write_table(tmp_path)
    return stocktake("disclose", "pupils.csv", *GIVEN, "--out", "out", "--warehouse", "warehouse")


def test_a_table_is_released_recorded_and_kept(released, tmp_path: Path) -> None:
    assert released.code == 0, released.err
    assert too_wide(released.out) == []
    record = json.loads((tmp_path / "out" / "pupils.record.json").read_text())
    assert released.out.splitlines()[0] == f"Released: {record['id']}"
    assert record["requested_by"] == "data-lead"
    assert record["hidden_primary"] == {"small count": 2}
    printed = pl.read_csv(tmp_path / "out" / "pupils.csv", infer_schema=False)
    row = printed.filter((pl.col("place") == "school-3") & (pl.col("need") == "Plan"))
    assert row.row(0)[3:] == ("c", "c")
    assert (tmp_path / "warehouse" / "disclosed-pupils").is_dir()


def test_tables_of_a_plan_are_released_together(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    lines = (tmp_path / "pupils.csv").read_text().splitlines()
    totals = [line for line in lines if line.startswith(("place", "la-890"))]
    (tmp_path / "totals.csv").write_text("\n".join(totals) + "\n")
    plan = ("--with", "totals.csv=pupils.toml", "--as-of", "2025-01-31")
    ended = stocktake("disclose", "pupils.csv", *GIVEN, *plan, "--out", "out")
    assert ended.code == 0, ended.err
    assert too_wide(ended.out) == []
    records = [
        json.loads((tmp_path / "out" / f"{name}.record.json").read_text())
        for name in ("pupils", "totals")
    ]
    assert records[0]["plan"] == records[1]["plan"] != ""
    ended = stocktake("register", "verify", "register")
    assert "2 linked releases" in ended.out
    ended = stocktake("disclose", "pupils.csv", *GIVEN, "--with", "totals.csv", "--out", "again")
    assert ended.code == 2
    assert "expected TABLE=STRUCTURE" in ended.err


def test_a_release_is_recalled_from_the_shell(released, stocktake, tmp_path: Path) -> None:
    identity = released.out.splitlines()[0].removeprefix("Released: ")
    given = ("--reason", "wrong year", "--asked-by", "data-lead", "--warehouse", "warehouse")
    ended = stocktake("register", "recall", "register", "pupils", *given)
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[0] == f"Recalled: {identity}"
    assert identity not in stocktake("releases", "--warehouse", "warehouse").out
    assert stocktake("register", "recall", "register", identity, *given).code == 2
    listing = stocktake("register", "list", "register").out
    assert identity.partition("/")[0] in listing


def test_what_was_released_is_attacked_in_vain(released, stocktake) -> None:
    files = ("out/pupils.csv", "--structure", "out/pupils.structure.json")
    ended = stocktake("attack", *files, "--least-width", "10", "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert found["uncovered_count"] == 0
    assert found["hidden_count"] > 0


def test_a_table_with_one_hidden_figure_is_uncovered(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    text = (tmp_path / "pupils.csv").read_text().replace("Plan,17,3,17.6", "Plan,17,c,c;")
    lines = [line.split(";")[0] for line in text.splitlines()]
    (tmp_path / "pupils.csv").write_text("\n".join(lines))
    ended = stocktake("attack", "pupils.csv", "--structure", "pupils.toml")
    assert ended.code == 1
    assert "Hidden figures: 1. Uncovered: 1." in ended.out
    assert too_wide(ended.out) == []
    assert ended.err == "1 of 1 hidden figures are uncovered\n"


def test_a_structure_with_faults_names_them(stocktake, tmp_path: Path) -> None:
    write_table(tmp_path)
    text = (tmp_path / "pupils.toml").read_text()
    (tmp_path / "pupils.toml").write_text(text.replace("publisher", "publishr"))
    ended = stocktake("attack", "pupils.csv", "--structure", "pupils.toml")
    assert ended.code == 2
    assert "publishr" in ended.err
    ended = stocktake("attack", "gone.csv", "--structure", "gone.toml")
    assert ended.code == 3


def test_files_are_not_written_over(released, stocktake) -> None:
    ended = stocktake("disclose", "pupils.csv", *GIVEN, "--out", "out")
    assert ended.code == 2
    assert "exists already" in ended.err


@pytest.mark.slow
def test_a_published_file_with_a_lone_hidden_authority(shared_data: Path, stocktake) -> None:
    """One authority of a region hidden, the region printed: found, as counts alone."""
    ended = stocktake("attack", shared_data / "ees" / "level_2_3_sfla.zip", "--json", "--limit", 0)
    found = json.loads(ended.out)
    assert ended.code == 1
    assert (found["hidden_count"], found["uncovered_count"]) == (570, 570)
    assert len(found["not_attacked"]) == 4
    assert all("is no count" in said for said in found["not_attacked"])


def test_a_published_file_that_hides_nothing(shared_data: Path, stocktake) -> None:
    ended = stocktake("attack", shared_data / "ees" / "absence_by_term.zip")
    assert ended.code == 0
    assert "Hidden figures: 0. Uncovered: 0." in ended.out
    assert "13,520 figures are not applicable (z), which" in ended.err
