"""Who joins or leaves in the course of a year, and who only seems to."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.moves import enrolment_moves, mobility_rates

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


@pytest.mark.parametrize(
    ("entry", "leaving", "joiner", "leaver"),
    [
        (date(2020, 9, 1), None, False, False),
        (date(2023, 9, 30), None, False, False),
        (date(2023, 10, 1), None, True, False),
        (date(2020, 9, 1), date(2024, 6, 30), False, True),
        (date(2020, 9, 1), date(2024, 7, 1), False, False),
        (date(2024, 1, 8), date(2024, 2, 9), True, True),
    ],
)
def test_mid_year_lies_between_admission_and_the_end_of_the_year(
    entry: date, leaving: date | None, joiner: bool, leaver: bool
) -> None:
    moves = enrolment_moves(spells(("a", 1, "C", entry, leaving)), year=YEAR)
    assert moves.select("mid_year_joiner", "mid_year_leaver").row(0) == (joiner, leaver)


def test_a_change_of_registration_and_an_absence_are_no_moves() -> None:
    changed_spells = spells(
        ("a", 1, "M", date(2020, 9, 1), date(2023, 11, 3)),
        ("a", 1, "C", date(2023, 11, 6), None),
    )
    moves = enrolment_moves(changed_spells, year=YEAR)
    assert moves.select("on_roll", "mid_year_joiner", "mid_year_leaver").rows() == [
        (True, False, False)
    ]


def test_subsidiary_registrations_and_other_years_are_not_looked_at() -> None:
    other_spells = spells(
        ("a", 1, "S", date(2023, 11, 6), None),
        ("b", 1, "C", date(2020, 9, 1), date(2023, 7, 21)),
        ("c", 1, "C", date(2024, 9, 2), None),
    )
    assert enrolment_moves(other_spells, year=YEAR).is_empty()


def test_turnover_is_joiners_and_leavers_against_the_january_roll() -> None:
    roll = spells(
        ("a", 1, "C", date(2020, 9, 1), None),
        ("b", 1, "C", date(2020, 9, 1), None),
        ("c", 1, "C", date(2023, 11, 6), None),
        ("d", 1, "C", date(2020, 9, 1), date(2024, 3, 1)),
        ("e", 2, "C", date(2020, 9, 1), date(2023, 12, 1)),
    )
    rates = mobility_rates(enrolment_moves(roll, year=YEAR), by=["school_urn"]).sort("school_urn")
    assert rates.rows() == [(1, 4, 1, 1, 25.0, 25.0, 50.0), (2, 0, 0, 1, None, None, None)]
