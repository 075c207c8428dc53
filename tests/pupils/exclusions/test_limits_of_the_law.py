"""Forty-five days in a year, education from day six, five days of code E."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.exclusions import (
    code_e_runs,
    exclusion_limits,
    provision_due,
    suspension_totals,
)
from stocktake.standards.errors import DefinitionError

YEAR = "202324"
WEEKDAYS = [
    day
    for day in (date(2023, 9, 4) + timedelta(days=step) for step in range(60))
    if day.weekday() < 5 and not date(2023, 10, 23) <= day <= date(2023, 10, 27)
]
CALENDAR = pl.DataFrame({"school_urn": [1] * len(WEEKDAYS), "date": WEEKDAYS})


def suspensions(*rows: tuple[str, int, int | None]) -> pl.DataFrame:
    """Pupil, school, sessions."""
    return pl.DataFrame(
        [(pupil, school, "SUSP", WEEKDAYS[0], sessions) for pupil, school, sessions in rows],
        schema=["pupil", "school_urn", "category", "start_date", "sessions"],
        orient="row",
        schema_overrides={"sessions": pl.Int64},
    )


def test_the_forty_five_days_are_counted_over_all_schools() -> None:
    totals = suspension_totals(
        suspensions(("a", 1, 46), ("a", 2, 44), ("b", 1, 46), ("b", 2, 45)), year=YEAR
    ).sort("pupil")
    assert totals.select("schools_count", "days", "days_left", "over_limit").rows() == [
        (2, 45.0, 0.0, False),
        (2, 45.5, 0.0, True),
    ]


def test_the_sixth_school_day_skips_week_ends_and_half_term() -> None:
    thursday = date(2023, 10, 19)
    excluded = suspensions(("a", 1, 12)).with_columns(start_date=pl.lit(thursday))
    due = provision_due(excluded, CALENDAR)["provision_due"].to_list()
    # 19, 20 October, then half-term, then 30, 31 October and 1 November; the sixth is 2 November.
    assert due == [date(2023, 11, 2)]


def test_five_days_bring_no_duty_and_a_permanent_exclusion_always_does() -> None:
    all_exclusions = pl.concat(
        [
            suspensions(("five", 1, 10), ("six", 1, 11), ("unknown", 1, None)),
            suspensions(("for good", 1, None)).with_columns(category=pl.lit("PERM")),
        ]
    )
    assert provision_due(all_exclusions, CALENDAR)["pupil"].sort().to_list() == ["for good", "six"]


def test_no_date_is_told_where_the_calendar_cannot_tell_it() -> None:
    sunday = suspensions(("a", 1, 12)).with_columns(start_date=pl.lit(date(2023, 9, 10)))
    at_the_end = suspensions(("b", 1, 12)).with_columns(start_date=pl.lit(WEEKDAYS[-2]))
    due_dates = provision_due(pl.concat([sunday, at_the_end]), CALENDAR)
    assert due_dates["provision_due"].to_list() == [None, None]


def e_marks(days: list[date]) -> pl.DataFrame:
    return pl.DataFrame(
        {"pupil": "a", "school_urn": 1, "date": days, "code": "E"},
        schema={"pupil": pl.String, "school_urn": pl.Int64, "date": pl.Date, "code": pl.String},
    )


def test_five_days_of_e_are_allowed_and_a_sixth_is_found() -> None:
    assert code_e_runs(e_marks(WEEKDAYS[:5] * 2), CALENDAR, year=YEAR).is_empty()
    runs = code_e_runs(e_marks(WEEKDAYS[:6] * 2), CALENDAR, year=YEAR)
    assert runs.select("starts", "ends", "days_count").rows() == [(WEEKDAYS[0], WEEKDAYS[5], 6)]


def plain_runs(day_numbers: set[int]) -> list[tuple[date, date, int]]:
    """Walk through the calendar day by day."""
    runs, run = [], []
    for number, day in enumerate(WEEKDAYS):
        if number in day_numbers:
            run.append(day)
        if (number not in day_numbers or number == len(WEEKDAYS) - 1) and run:
            runs.append((run[0], run[-1], len(run)))
            run = []
    return [candidate for candidate in runs if candidate[2] > 5]


@pytest.mark.slow
@given(st.sets(st.integers(0, len(WEEKDAYS) - 1), max_size=40))
def test_runs_are_those_that_a_walk_through_the_calendar_finds(day_numbers: set[int]) -> None:
    marks = e_marks([WEEKDAYS[number] for number in day_numbers])
    runs = code_e_runs(marks, CALENDAR, year=YEAR).sort("starts")
    assert runs.select("starts", "ends", "days_count").rows() == plain_runs(day_numbers)


def test_the_limits_of_a_place_replace_the_shipped_ones_and_faults_are_named(
    tmp_path: Path,
) -> None:
    assert exclusion_limits().provision_from_day == 6
    own_file = tmp_path / "exclusions" / "limits.toml"
    own_file.parent.mkdir()
    own_file.write_text('title = "Ours"\nmost_days = 45\n', encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        exclusion_limits(own_folder=tmp_path)
    assert "unknown key 'most_days'; did you mean 'most_days_in_year'?" in str(caught.value)
