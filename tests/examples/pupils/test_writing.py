"""One seed gives the same bytes; marks are in the codes of their day and add up to the totals."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl
import pytest

from stocktake.examples.pupils import (
    Borough,
    invented_pupils,
    stream_country_pupils,
    write_borough,
)
from stocktake.standards.errors import StoreError, UsageError
from stocktake.standards.identifiers import parse_upn

pytestmark = pytest.mark.slow

ONLY_BEFORE = {"H", "J", "Y"}
ONLY_SINCE = {"C1", "C2", "J1", "K", "Y4"}
AUTHORISED = ["C", "C1", "C2", "E", "H", "I", "J1", "M", "R", "S", "T"]
UNAUTHORISED = ["G", "N", "O", "U"]
NOT_POSSIBLE = ["D", "X", "Y", "Y4"]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_one_seed_is_written_byte_for_byte_the_same(tmp_path: Path) -> None:
    boroughs = [invented_pupils(seed, years=("202324",)) for seed in (3, 3, 4)]
    for borough, folder in zip(boroughs, ("first", "second"), strict=False):
        write_borough(borough, tmp_path / folder)
    first, second = _files(tmp_path / "first"), _files(tmp_path / "second")
    assert first == second
    assert not boroughs[2].tables["pupils"].equals(boroughs[0].tables["pupils"])
    assert boroughs[2].tables["schools"].height == 44
    assert {"pupils.csv", "truth.toml", "marks/202324.parquet"} <= set(first)
    assert "programme_registers/mentoring.csv" in first
    assert "truth/programme_registers/mentoring.csv" in first
    assert b"\r" not in first["pupils.csv"]
    assert tomllib.loads(first["truth.toml"].decode("utf-8"))["coasting_school"]
    marks = pl.scan_parquet(tmp_path / "first" / "marks" / "202324.parquet")
    assert marks.select(pl.len()).collect().item() > 5_000_000


def test_a_folder_that_cannot_be_written_to_is_told(borough: Borough, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="the invented pupils cannot be written"):
        write_borough(borough, tmp_path / "file")


def test_codes_are_those_of_their_day(marks: dict[str, pl.DataFrame]) -> None:
    before, since = (set(marks[time_period]["code"]) for time_period in ("202324", "202425"))
    assert not before & ONLY_SINCE
    assert not since & ONLY_BEFORE
    assert before & ONLY_BEFORE
    assert since & ONLY_SINCE
    assert {"/", "\\", "L", "I", "O", "E", "D"} <= before & since


@pytest.mark.parametrize("time_period", ["202324", "202425"])
def test_marks_add_up_to_the_termly_totals(
    borough: Borough, marks: dict[str, pl.DataFrame], time_period: str
) -> None:
    calendar = borough.tables["calendar"].select("school_urn", "date", "term")
    year_marks = marks[time_period].join(calendar, on=["school_urn", "date"], how="left")
    assert year_marks["term"].null_count() == 0
    key = ["upn", "school_urn", "term"]
    totals = year_marks.group_by(key).agg(
        sess_possible=(~pl.col("code").is_in(NOT_POSSIBLE)).sum().cast(pl.Int64),
        sess_authorised=pl.col("code").is_in(AUTHORISED).sum().cast(pl.Int64),
        sess_unauthorised=pl.col("code").is_in(UNAUTHORISED).sum().cast(pl.Int64),
    )
    termly_totals = (
        borough.tables["attendance_terms"]
        .filter(
            pl.col("time_period") == time_period,
            pl.col("school_urn").is_in(marks[time_period]["school_urn"].unique().to_list()),
        )
        .group_by(key)
        .agg(pl.col("sess_possible", "sess_authorised", "sess_unauthorised").sum())
    )
    totals = totals.filter(pl.col("sess_possible") > 0)
    assert totals.sort(key).equals(termly_totals.sort(key))
    assert totals.height > 500


def test_suspended_pupils_are_marked_e(borough: Borough, marks: dict[str, pl.DataFrame]) -> None:
    year_marks = marks["202324"]
    days = year_marks.filter(pl.col("code") == "E").select("upn", "school_urn", "date").unique()
    starts = borough.tables["exclusions"].filter(
        pl.col("category") == "SUSP",
        pl.col("school_urn").is_in(year_marks["school_urn"].unique().to_list()),
        pl.col("start_date").is_between(year_marks["date"].min(), year_marks["date"].max()),
    )
    start_marks = starts.join(
        days, left_on=["upn", "school_urn", "start_date"], right_on=["upn", "school_urn", "date"],
        how="semi",
    )  # fmt: skip
    # Whoever is at the unit that day, or whose school is shut, has another code.
    assert start_marks.height > 0.93 * starts.height > 50


def test_a_country_is_streamed_in_parts_that_fit_together(tmp_path: Path) -> None:
    progress_counts: list[int] = []
    stream_country_pupils(
        1, 230_000, tmp_path, tell=lambda _, count, total: progress_counts.append(count)
    )
    assert progress_counts == [100_000, 200_000, 230_000]
    pupils = pl.read_parquet(tmp_path / "pupils" / "**" / "*.parquet")
    assert pupils["upn"].n_unique() == pupils.height == 230_000
    assert all(parse_upn(upn) for upn in pupils["upn"].sample(200, seed=1))
    terms = pl.scan_parquet(tmp_path / "attendance_terms" / "**" / "*.parquet")
    assert terms.select(pl.len()).collect().item() == 4 * 230_000
    entries = pl.read_parquet(tmp_path / "entries" / "**" / "*.parquet")
    leavers = pupils.filter(pl.col("nc_year") == "11")
    assert set(entries["upn"]) == set(leavers["upn"])
    results = pl.read_parquet(tmp_path / "assessments" / "**" / "*.parquet")
    assert set(leavers["upn"]) <= set(results.filter(pl.col("time_period") == "201819")["upn"])


@pytest.mark.parametrize("count", [0, -1, 40_000_001])
def test_no_country_is_that_small_or_large(tmp_path: Path, count: int) -> None:
    with pytest.raises(UsageError, match="no such country can be invented"):
        stream_country_pupils(1, count, tmp_path)
