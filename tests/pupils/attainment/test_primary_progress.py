"""Progress to key stage 2, with a table made for the test: none is shipped."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest
from attainment_results import assessments

from stocktake.pupils.attainment.primary_progress import (
    average_key_stage_2_progress,
    key_stage_2_progress,
)
from stocktake.standards.errors import DefinitionError

TABLE = """
year = "201819"
results = { WRIT = { WTS = 91, EXS = 103, GDS = 113 }, READ = { BLW = 59 } }
bands = { read = "key-stage-2-2019-reading" }
group = [
  { number = 1, upper = 10, read = 95.0, writ = 92.0, math = 96.0 },
  { number = 2, upper = 15, read = 101.0, writ = 99.5, math = 102.0 },
  { number = 3, upper = 21, read = 108.5, writ = 107.0, math = 109.0 },
]

[sd]
read = 6.2
writ = 5.6
math = 5.4

[[source]]
title = "Made for a test"
"""


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    (tmp_path / "primary_progress").mkdir()
    (tmp_path / "primary_progress" / "201819.toml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def measure_progress(own_folder: Path) -> pl.DataFrame:
    rows = [
        ("a", "201819", "KS2", "READ", "SCALED", "105"),
        ("a", "201819", "KS2", "WRIT", "TA", "EXS"),
        ("a", "201819", "KS2", "MATH", "SCALED", "100"),
        ("b", "201819", "KS2", "READ", "TA", "BLW"),
        ("c", "201819", "KS2", "READ", "SCALED", "110"),
    ]
    prior = pl.DataFrame({"pupil": ["a", "b"], "prior_score": [15.0, 3.0]})
    return key_stage_2_progress(
        assessments(rows), prior, year="201819", own_folder=own_folder
    ).sort("pupil")


def test_progress_is_the_score_less_the_average_of_the_group(own_folder: Path) -> None:
    assert measure_progress(own_folder).rows() == [
        ("a", 2, 4.0, 3.5, -2.0),
        ("b", 1, -36.0, None, None),
    ]


def test_a_school_has_mean_interval_and_band(own_folder: Path) -> None:
    pupils = pl.DataFrame(
        {"read_progress": [3.2] * 60, "writ_progress": [None] * 60, "math_progress": 0.0},
        schema_overrides={"writ_progress": pl.Float64},
    )
    row = average_key_stage_2_progress(pupils, year="201819", own_folder=own_folder).row(
        0, named=True
    )
    half = 1.96 * 6.2 / math.sqrt(60)
    assert row["read_progress_lower"] == pytest.approx(3.2 - half)
    assert row["read_progress_band"] == "well above average"
    assert (row["writ_progress_count"], row["writ_progress"]) == (0, None)
    assert "math_progress_band" not in row


def test_a_lost_decimal_point_is_found(own_folder: Path) -> None:
    path = own_folder / "primary_progress" / "201819.toml"
    path.write_text(TABLE.replace("101.0", "1010"), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        measure_progress(own_folder)
    expected = "group 2, column read: 1010 is not between 55 and 125; is a decimal point lost?"
    assert expected in str(caught.value)


@pytest.mark.parametrize("year", ["201819", "202223"])
def test_without_a_table_it_says_so(year: str) -> None:
    empty = pl.DataFrame(schema={"pupil": pl.String})
    label = f"{year[:4]}/{year[4:]}"
    with pytest.raises(DefinitionError) as caught:
        key_stage_2_progress(empty, empty, year=year)
    assert str(caught.value) == (
        f"cannot tell progress to key stage 2 for {label}\n"
        f"  definitions/primary_progress: the department's table for {label} has not been obtained"
    )
