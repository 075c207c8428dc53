"""NEET and not known: a pair, averaged over three months."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stocktake.pupils.destinations import neet_and_not_known

WINTER = ["2024-12", "2025-01", "2025-02"]
AGED_16 = date(2008, 8, 31)


def people(count: int, birth_date: date = AGED_16) -> pl.DataFrame:
    return pl.DataFrame({"pupil": [str(number) for number in range(count)]}).with_columns(
        date_of_birth=pl.lit(birth_date)
    )


def months(pupil: int, *activities: str | None) -> list[tuple[str, str, str]]:
    pairs = zip(WINTER, activities, strict=True)
    return [(str(pupil), month, activity) for month, activity in pairs if activity is not None]


def make_returns(rows: list[tuple[str, str, str]]) -> pl.DataFrame:
    schema = {"pupil": pl.String, "month": pl.String, "activity": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_a_published_pair_comes_out_of_as_many_young_people() -> None:
    # 3,210 young people, 244 NEET and 42 not known in each month: 7.6 + 1.3 = 8.9 per cent.
    rows = []
    for number in range(3210):
        activity = "NEET" if number < 244 else "NOT_KNOWN" if number < 286 else "FE"
        rows += months(number, activity, activity, activity)
    row = neet_and_not_known(people(3210), make_returns(rows), year="202425").row(0, named=True)
    assert row["cohort_count"] == 3210
    assert round(row["neet_percent"], 1) == 7.6
    assert round(row["not_known_percent"], 1) == 1.3
    assert round(row["neet_or_not_known_percent"], 1) == 8.9


def test_who_has_no_row_for_a_month_is_not_known_and_not_a_participant() -> None:
    rows = months(0, "FE", "FE", "FE") + months(1, "FE", None, None)
    row = neet_and_not_known(people(2), make_returns(rows), year="202425").row(0, named=True)
    assert row["neet_percent"] == 0
    assert row["not_known_percent"] == pytest.approx(100 * 2 / 6)


def test_custody_leaves_the_cohort_for_the_month() -> None:
    rows = months(0, "NEET", "NEET", "CUSTODY") + months(1, "FE", "FE", "FE")
    row = neet_and_not_known(people(2), make_returns(rows), year="202425").row(0, named=True)
    assert row["cohort_count"] == pytest.approx(5 / 3)
    assert row["neet_percent"] == pytest.approx(100 * 2 / 5)


def test_taking_part_outweighs_neet_and_neet_outweighs_not_known_in_one_month() -> None:
    rows = [
        *months(0, "NEET", "NEET", "NEET"),
        *months(0, "EMPLOYMENT", None, None),
        *months(0, None, "NOT_KNOWN", None),
    ]
    row = neet_and_not_known(people(1), make_returns(rows), year="202425").row(0, named=True)
    assert row["neet_percent"] == pytest.approx(100 * 2 / 3)
    assert row["not_known_percent"] == 0


@pytest.mark.parametrize(
    ("birth_date", "cohort"),
    [
        (date(2008, 8, 31), 1.0),
        (date(2008, 9, 1), 0.0),
        (date(2006, 9, 1), 1.0),
        (date(2006, 8, 31), 0.0),
    ],
)
def test_the_cohort_is_16_or_17_on_the_31_august_before(birth_date: date, cohort: float) -> None:
    rows = make_returns(months(0, "FE", "FE", "FE"))
    row = neet_and_not_known(people(1, birth_date), rows, year="202425").row(0, named=True)
    assert row["cohort_count"] == cohort


def test_an_average_of_two_months_is_no_average_of_three() -> None:
    rows = make_returns(months(0, "FE", "NEET", None))
    row = neet_and_not_known(people(1), rows, year="202425").row(0, named=True)
    assert row["months_count"] == 2
    percents = ("neet_percent", "not_known_percent", "neet_or_not_known_percent")
    assert [row[name] for name in percents] == [None, None, None]
