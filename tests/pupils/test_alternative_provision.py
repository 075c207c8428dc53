"""Days of alternative provision, full time or not, and waits past the sixth day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.alternative_provision import placement_days, placement_summary

YEAR = "202324"
FIRST = date(2023, 9, 4)
WEEKDAYS = [day for day in (FIRST + timedelta(days=n) for n in range(70)) if day.weekday() < 5]
CALENDAR = pl.DataFrame({"school_urn": [1] * len(WEEKDAYS), "date": WEEKDAYS})


def make_placements(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Pupil, school, start, end, sessions a week, required from."""
    schema = {
        "pupil": pl.String,
        "school_urn": pl.Int64,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "sessions_per_week": pl.Int64,
        "required_from": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        provider_name=pl.lit("A farm"), reason=pl.lit("EXCLUSION")
    )


def test_a_half_time_week_is_five_school_days_and_two_and_a_half_full_ones() -> None:
    rows = placement_days(
        make_placements(("a", 1, FIRST, date(2023, 9, 10), 5, None)), CALENDAR, year=YEAR
    )
    assert rows.select("days_count", "days", "full_time").row(0) == (5, 2.5, False)


def test_full_time_is_ten_sessions() -> None:
    rows = placement_days(make_placements(("a", 1, FIRST, FIRST, 10, None)), CALENDAR, year=YEAR)
    assert rows.select("days", "full_time").row(0) == (1.0, True)


def test_a_wait_is_counted_in_school_days_and_is_nought_when_in_time() -> None:
    monday, next_tuesday = date(2023, 9, 18), date(2023, 9, 26)
    rows = placement_days(
        make_placements(
            ("late", 1, next_tuesday, None, 10, monday),
            ("in time", 1, monday, None, 10, monday),
            ("early", 1, FIRST, None, 10, monday),
            ("not due", 1, monday, None, 10, None),
        ),
        CALENDAR,
        year=YEAR,
    )
    waits = dict(rows.select("pupil", "wait_days_count").rows())
    assert waits == {"late": 6, "in time": 0, "early": 0, "not due": None}


def test_what_cannot_be_told_is_null() -> None:
    rows = placement_days(
        make_placements(("a", 9, FIRST, None, 10, FIRST), ("b", 1, FIRST, FIRST, None, None)),
        CALENDAR,
        year=YEAR,
    ).sort("pupil")
    assert rows.select("days_count", "days", "wait_days_count").rows() == [
        (None, None, None),
        (1, None, None),
    ]


def test_a_placement_that_lasts_is_counted_to_the_day_asked_about() -> None:
    lasting = make_placements(("a", 1, FIRST, None, 10, None))
    rows = placement_days(lasting, CALENDAR, year=YEAR, as_of=date(2023, 9, 8))
    assert rows["days_count"].to_list() == [5]
    later = make_placements(("a", 1, date(2023, 9, 11), None, 10, None))
    assert placement_days(later, CALENDAR, year=YEAR, as_of=date(2023, 9, 8)).is_empty()


def test_a_school_is_summed_up_with_its_late_placements() -> None:
    rows = placement_days(
        make_placements(
            ("a", 1, FIRST, date(2023, 9, 8), 10, None),
            ("a", 1, date(2023, 9, 18), date(2023, 9, 22), 5, date(2023, 9, 11)),
            ("b", 1, date(2023, 9, 18), date(2023, 9, 22), 10, date(2023, 9, 18)),
        ),
        CALENDAR,
        year=YEAR,
    )
    assert placement_summary(rows).row(0, named=True) == {
        "school_urn": 1,
        "pupils_count": 2,
        "placements_count": 3,
        "days": 12.5,
        "full_time_count": 2,
        "full_time_percent": 200 / 3,
        "due_count": 2,
        "late_count": 1,
        "late_percent": 50.0,
        "longest_wait_days": 5,
    }


days = st.integers(0, 69).map(lambda n: FIRST + timedelta(days=n))


@pytest.mark.slow
@given(days, st.none() | days, st.none() | days)
def test_days_are_those_of_a_walk_through_the_calendar(
    start: date, end: date | None, due: date | None
) -> None:
    if end is not None and end < start:
        start, end = end, start
    row = placement_days(make_placements(("a", 1, start, end, 10, due)), CALENDAR, year=YEAR).row(
        0, named=True
    )
    assert row["days_count"] == sum(
        start <= day and (end is None or day <= end) for day in WEEKDAYS
    )
    days_waited = None if due is None else sum(due <= day < start for day in WEEKDAYS)
    assert row["wait_days_count"] == days_waited
