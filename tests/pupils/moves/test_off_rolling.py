"""Year 10 pupils who by the January of year 11 stand on no roll."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.moves import off_roll_reasons, off_roll_signals
from stocktake.standards.errors import UsageError

YEAR = "202324"
START = date(2019, 9, 3)


def spells(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Pupil, school, status, entry, leaving and reason."""
    schema = {
        "pupil": pl.String,
        "school_urn": pl.Int64,
        "enrolment_status": pl.String,
        "entry_date": pl.Date,
        "leaving_date": pl.Date,
        "leaving_reason": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


ROLL = spells(
    ("stayed", 1, "C", START, None, None),
    ("moved", 1, "C", START, date(2023, 7, 21), "TRANSFER_WITHIN"),
    ("moved", 2, "C", date(2023, 9, 4), None, None),
    ("at home", 1, "C", START, date(2023, 11, 3), "EHE"),
    ("vanished", 1, "C", START, date(2023, 12, 15), None),
    ("abroad", 1, "C", START, date(2023, 9, 29), "TRANSFER_OUT"),
    ("excluded", 1, "C", START, date(2023, 10, 6), "PERM_EXCL"),
    ("excluded", 3, "S", date(2023, 10, 16), None, None),
    ("left after", 1, "C", START, date(2024, 2, 2), "EHE"),
    ("left before", 1, "C", START, date(2023, 1, 6), "EHE"),
    ("joined since", 1, "C", date(2023, 9, 4), date(2023, 11, 3), "EHE"),
    ("guest", 1, "S", START, date(2023, 11, 3), "EHE"),
    ("elsewhere", 2, "C", START, None, None),
)
PUPILS = pl.DataFrame({"pupil": ROLL["pupil"].unique()}).with_columns(
    time_period=pl.lit("202223"),
    nc_year=pl.lit("10"),
    fsm6=pl.col("pupil").is_in(["at home", "stayed"]),
)


def test_the_signal_counts_by_school_and_tells_who_has_another_roll() -> None:
    signals = off_roll_signals(PUPILS, ROLL, year=YEAR).sort("school_urn")
    counts = ["cohort_count", "left_count", "on_another_roll_count", "off_roll_count"]
    assert signals.select("school_urn", *counts, "unexplained_count").rows() == [
        # Seven of year 10 in January 2023; the guest is on no main roll.
        (1, 7, 5, 2, 3, 2),
        (2, 1, 0, 0, 0, 0),
    ]
    assert signals["off_roll_percent"].to_list() == pytest.approx([300 / 7, 0.0])


def test_reasons_are_counted_and_a_missing_one_is_unknown() -> None:
    reasons = off_roll_reasons(PUPILS, ROLL, year=YEAR).sort("leaving_reason")
    assert reasons.rows() == [(1, "EHE", 1), (1, "TRANSFER_OUT", 1), (1, "UNKNOWN", 1)]


def test_other_year_groups_and_other_years_are_not_looked_at() -> None:
    younger = PUPILS.with_columns(nc_year=pl.lit("9"))
    assert off_roll_signals(younger, ROLL, year=YEAR).is_empty()
    assert off_roll_signals(PUPILS, ROLL, year="202425").is_empty()


def test_it_counts_by_group_and_never_by_child() -> None:
    by_group = off_roll_signals(PUPILS, ROLL, year=YEAR, by=["fsm6"]).sort("fsm6")
    assert by_group.select("fsm6", "cohort_count", "off_roll_count").rows() == [
        (False, 6, 2),
        (True, 2, 1),
    ]
    with pytest.raises(UsageError) as caught:
        off_roll_signals(PUPILS, ROLL, year=YEAR, by=["school_urn", "pupil"])
    assert str(caught.value) == (
        "off-rolling signals by pupil would be a list of children; expected groups such as "
        "school_urn"
    )
