"""Suspensions and exclusions against the January headcount."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.exclusions import enrolment_exclusions, exclusion_rates
from stocktake.standards.errors import InputError

YEAR = "202324"


def spells(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Pupil, school, status, entry and leaving."""
    schema = {
        "pupil": pl.String,
        "school_urn": pl.Int64,
        "enrolment_status": pl.String,
        "entry_date": pl.Date,
        "leaving_date": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def excluded(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Pupil, school, category, start and sessions."""
    schema = {
        "pupil": pl.String,
        "school_urn": pl.Int64,
        "category": pl.String,
        "start_date": pl.Date,
        "sessions": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


START = date(2023, 9, 4)
OCTOBER = date(2023, 10, 2)


def test_headcount_is_sole_and_dual_main_registrations_of_the_january_census() -> None:
    roll = spells(
        ("sole", 1, "C", START, None),
        ("main", 1, "M", START, None),
        ("subsidiary", 1, "S", START, None),
        ("left before", 1, "C", START, date(2024, 1, 17)),
        ("last day", 1, "C", START, date(2024, 1, 18)),
        ("came after", 1, "C", date(2024, 1, 19), None),
        ("twice", 1, "C", START, date(2024, 1, 18)),
        ("twice", 1, "M", date(2024, 1, 18), None),
    )
    rows = enrolment_exclusions(excluded(), roll, year=YEAR)
    assert rows.filter(headcount=1)["pupil"].sort().to_list() == [
        "last day",
        "main",
        "sole",
        "twice",
    ]


def test_an_exclusion_that_no_census_saw_still_counts() -> None:
    roll = spells(("gone", 1, "C", START, date(2023, 11, 1)), ("here", 1, "C", START, None))
    rows = enrolment_exclusions(excluded(("gone", 1, "PERM", OCTOBER, None)), roll, year=YEAR)
    rates = exclusion_rates(rows).row(0, named=True)
    assert (rates["headcount"], rates["perm_excl"], rates["perm_excl_rate"]) == (1, 1, 100.0)


def test_a_rate_may_exceed_a_hundred() -> None:
    roll = spells(("a", 1, "C", START, None))
    three = [("a", 1, "SUSP", date(2023, 10, day), 2) for day in (2, 9, 16)]
    rates = exclusion_rates(enrolment_exclusions(excluded(*three), roll, year=YEAR))
    assert rates.select("susp_rate", "one_plus_susp_rate").row(0) == (300.0, 100.0)


def test_exclusions_of_another_year_do_not_count() -> None:
    roll = spells(("a", 1, "C", START, None))
    other_exclusions = excluded(
        ("a", 1, "SUSP", date(2023, 8, 31), 2), ("a", 1, "SUSP", date(2024, 9, 1), 2)
    )
    assert enrolment_exclusions(other_exclusions, roll, year=YEAR)["suspension"].to_list() == [0]


@pytest.mark.parametrize(("sessions", "days"), [(1, 1), (2, 1), (3, 2), (10, 5), (None, 0)])
def test_days_lost_are_sessions_halved_with_part_days_up(sessions: int | None, days: int) -> None:
    roll = spells(("a", 1, "C", START, None))
    rows = enrolment_exclusions(excluded(("a", 1, "SUSP", OCTOBER, sessions)), roll, year=YEAR)
    unknown = int(sessions is None)
    assert rows.select("days_lost", "suspension_length_unknown").row(0) == (days, unknown)


def test_a_school_that_nobody_attends_in_january_has_counts_and_no_rate() -> None:
    rows = enrolment_exclusions(excluded(("a", 7, "SUSP", OCTOBER, 2)), spells(), year=YEAR)
    rates = exclusion_rates(rows, by=["school_urn"]).row(0, named=True)
    assert (rates["headcount"], rates["suspension"], rates["susp_rate"]) == (0, 1, None)


def test_groups_come_from_columns_joined_to_the_enrolments() -> None:
    roll = spells(*((pupil, 1, "C", START, None) for pupil in "abcd"))
    rows = enrolment_exclusions(excluded(("a", 1, "SUSP", OCTOBER, 2)), roll, year=YEAR)
    sex = pl.DataFrame({"pupil": list("abcd"), "sex": ["M", "M", "F", "F"]})
    rates = exclusion_rates(rows.join(sex, on="pupil"), by=["sex"]).sort("sex")
    assert rates.select("sex", "susp_rate").rows() == [("F", 0.0), ("M", 50.0)]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputError) as caught:
        enrolment_exclusions(excluded().drop("sessions"), spells(), year=YEAR)
    assert str(caught.value) == (
        "the table exclusions lacks what is measured\n  exclusions: no column 'sessions'"
    )


def published(shared_data: Path) -> pl.DataFrame:
    with zipfile.ZipFile(shared_data / "ees" / "exclusions_by_geographic_level.zip") as archive:
        text = archive.read("exclusions_by_geographic_level.csv")
    figures = ["headcount", "perm_excl", "perm_excl_rate", "fixed_excl", "fixed_excl_rate"]
    return (
        pl.read_csv(io.BytesIO(text), infer_schema=False)
        .filter(pl.col("geographic_level").is_in(["School", "Local authority"]))
        .with_columns(pl.col(figures).cast(pl.Float64, strict=False))
        .drop_nulls(figures)
        # Before 2010/11 permanent exclusions were grossed up by weights: such a figure is no count.
        .filter(pl.col("perm_excl") == pl.col("perm_excl").floor())
        .with_row_index("row")
    )


@pytest.mark.slow
def test_rates_recomputed_from_counts_are_the_published_ones(shared_data: Path) -> None:
    table = published(shared_data)
    assert table.height > 150_000
    counts = table.select(
        "row",
        pl.col("headcount", "perm_excl").cast(pl.Int64),
        suspension=pl.col("fixed_excl").cast(pl.Int64),
        days_lost=0,
        suspension_length_unknown=0,
    )
    joined_table = table.join(exclusion_rates(counts, by=["row"]), on="row", suffix="_ours")
    apart = joined_table.filter(
        ((pl.col("perm_excl_rate") - pl.col("perm_excl_rate_ours")).abs() > 0.00501)
        | ((pl.col("fixed_excl_rate") - pl.col("susp_rate")).abs() > 0.00501)
    )
    assert apart.is_empty(), apart
