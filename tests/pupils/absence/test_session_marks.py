"""Marks become sessions by the code in force on their day; the fast count equals the plain one."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.absence import enrolment_absence, session_totals

sys.path.insert(0, str(Path(__file__).parent))
from absence_plain_twin import Mark, persistent_absentees

MARKS = {"pupil": pl.String, "school_urn": pl.Int64, "date": pl.Date, "code": pl.String}


def marks_of(rows: list[Mark]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=MARKS, orient="row")


@pytest.mark.parametrize(
    ("day", "code", "expected"),
    [
        (date(2024, 8, 18), "J", (1, 0, 0, 0)),
        (date(2024, 8, 19), "J", (0, 0, 0, 1)),
        (date(2024, 8, 18), "J1", (0, 0, 0, 1)),
        (date(2024, 8, 19), "J1", (1, 1, 0, 0)),
        (date(2024, 8, 18), "H", (1, 1, 0, 0)),
        (date(2024, 8, 18), "Y", (0, 0, 0, 0)),
        (date(2024, 8, 19), "Y4", (0, 0, 0, 0)),
        (date(2024, 8, 19), "K", (1, 0, 0, 0)),
        (date(2024, 1, 10), "G", (1, 0, 1, 0)),
        (date(2024, 1, 10), "L", (1, 0, 0, 0)),
        (date(2024, 1, 10), "#", (0, 0, 0, 0)),
        (date(2024, 1, 10), "*", (0, 0, 0, 1)),
    ],
)
def test_a_mark_means_what_its_code_meant_on_its_day(
    day: date, code: str, expected: tuple[int, ...]
) -> None:
    totals = session_totals(marks_of([("a", 1, day, code)]), year="202324")
    assert totals.select("^sess_.*$").row(0) == expected


def test_a_mark_without_a_code_is_unreadable_and_not_a_possible_session() -> None:
    frame = pl.DataFrame({"pupil": ["a"], "school_urn": [1], "date": [date(2024, 1, 10)]})
    totals = session_totals(frame.with_columns(code=pl.lit(None, pl.String)), year="202324")
    assert totals.select("^sess_.*$").row(0) == (0, 0, 0, 1)


def test_terms_begin_when_each_schools_own_calendar_says() -> None:
    calendar = pl.DataFrame(
        [
            (school, day, term)
            for school, half_term in ((1, date(2024, 6, 3)), (2, date(2024, 6, 10)))
            for day, term in (
                (date(2023, 9, 4), "autumn"),
                (date(2024, 1, 8), "spring"),
                (date(2024, 4, 15), "summer_first_half"),
                (half_term, "summer_second_half"),
            )
        ],
        schema=["school_urn", "date", "term"],
        orient="row",
    )
    day = date(2024, 6, 5)
    rows: list[Mark] = [("a", school, day, "/") for school in (1, 2, 3)]
    totals = session_totals(marks_of(rows), year="202324", calendar=calendar).sort("school_urn")
    assert totals["term"].to_list() == ["summer_second_half", "summer_first_half", None]


DAYS = [date(2023, 8, 30) + timedelta(days=13 * step) for step in range(30)]
HALF_TERMS = {1: date(2024, 6, 3), 2: date(2024, 6, 10)}
BIRTH_DATES = {
    "a": date(2008, 8, 31),
    "b": date(2008, 9, 1),
    "c": date(2019, 8, 31),
    "d": date(2019, 9, 1),
    "e": date(2007, 8, 31),
}
rows_of_marks = st.lists(
    st.tuples(
        st.sampled_from([*BIRTH_DATES, "nobody"]),
        st.sampled_from([1, 2]),
        st.sampled_from(DAYS),
        st.sampled_from(["/", "\\", "I", "O", "J", "J1", "H", "Y", "Y4", "#", "K", "B", "?"]),
    ),
    max_size=80,
)


@pytest.mark.slow
@given(rows_of_marks)
def test_the_fast_count_equals_the_plain_one(rows: list[Mark]) -> None:
    calendar = pl.DataFrame(
        [
            (school, day, term)
            for school, half_term in HALF_TERMS.items()
            for day, term in (
                (date(2023, 9, 4), "autumn"),
                (date(2024, 1, 8), "spring"),
                (date(2024, 4, 15), "summer_first_half"),
                (half_term, "summer_second_half"),
            )
        ],
        schema=["school_urn", "date", "term"],
        orient="row",
    )
    totals = session_totals(marks_of(rows), year="202324", calendar=calendar)
    pupils = pl.DataFrame(
        list(BIRTH_DATES.items()), schema=["pupil", "date_of_birth"], orient="row"
    )
    absence = enrolment_absence(totals, year="202324", pupils=pupils)
    columns = ["sess_possible", "sess_authorised", "sess_unauthorised", "persistent", "severe"]
    fast_counts = {
        row[:2]: row[2:] for row in absence.select("pupil", "school_urn", *columns).rows()
    }
    assert fast_counts == persistent_absentees(rows, BIRTH_DATES, HALF_TERMS, "202324")


@pytest.mark.slow
@given(rows_of_marks)
def test_lazy_and_eager_frames_give_the_same(rows: list[Mark]) -> None:
    keys = ["pupil", "school_urn"]
    eager = session_totals(marks_of(rows), year="202324").sort(keys)
    lazy = session_totals(marks_of(rows).lazy(), year="202324")
    assert isinstance(lazy, pl.LazyFrame)
    assert eager.equals(lazy.collect(engine="streaming").sort(keys))
