"""Children educated at home: on a day, in a year, against whom, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from stocktake.pupils.home_education import home_education_counts, home_education_reasons

YEAR = "202324"


def spells(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Pupil, start, end, reason and judgement."""
    schema = {
        "pupil": pl.String,
        "start_date": pl.Date,
        "end_date": pl.Date,
        "reason": pl.String,
        "judged_suitable": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


AT_HOME = spells(
    ("all year", date(2022, 5, 1), None, "HEALTH", True),
    ("until census", date(2023, 9, 1), date(2023, 10, 5), "HEALTH", None),
    ("until the day before", date(2023, 9, 1), date(2023, 10, 4), "HEALTH", None),
    ("from january", date(2024, 1, 8), None, "LIFESTYLE", None),
    ("long ago", date(2020, 1, 1), date(2023, 8, 31), "HEALTH", True),
    ("next year", date(2024, 9, 1), None, "HEALTH", True),
    ("unsuitable", date(2023, 9, 1), None, "HEALTH", False),
    ("two spells", date(2023, 9, 1), date(2023, 9, 20), "HEALTH", None),
    ("two spells", date(2023, 10, 2), None, "LIFESTYLE", None),
)
CHILDREN = pl.DataFrame(
    {"pupil": [*AT_HOME["pupil"].unique(), *(f"at school {n}" for n in range(12))]}
).with_columns(date_of_birth=pl.lit(date(2012, 1, 1)), sex=pl.lit("F"))


def test_census_day_and_any_time_in_the_year_are_two_counts_of_children() -> None:
    counts = home_education_counts(AT_HOME, CHILDREN, year=YEAR).row(0, named=True)
    assert counts == {
        "population_count": 20,
        "on_census_day_count": 3,
        "on_census_day_percent": 15.0,
        "any_time_in_year_count": 5,
        "any_time_in_year_percent": 25.0,
        "judged_unsuitable_count": 1,
    }


def test_home_educated_children_in_no_population_are_not_lost() -> None:
    at_school = CHILDREN.filter(pl.col("pupil").str.starts_with("at school"))
    counts = home_education_counts(AT_HOME, at_school, year=YEAR, by=["sex"])
    assert counts.sort("sex").select(
        "sex", "population_count", "any_time_in_year_count"
    ).rows() == [
        (None, 6, 5),
        ("F", 12, 0),
    ]


def test_the_population_is_5_to_15_on_the_31_august_before() -> None:
    birth_dates = [date(2007, 8, 31), date(2007, 9, 1), date(2018, 8, 31), date(2018, 9, 1)]
    ages = pl.DataFrame({"pupil": ["16", "15", "5", "4"], "date_of_birth": birth_dates})
    counts = home_education_counts(spells(), ages, year=YEAR).row(0, named=True)
    assert counts["population_count"] == 2
    assert counts["on_census_day_percent"] == 0.0


def test_reasons_count_children_not_spells() -> None:
    reasons = home_education_reasons(AT_HOME, year=YEAR).sort("reason")
    assert reasons.rows() == [("HEALTH", 2, 4), ("LIFESTYLE", 1, 2)]


def test_nobody_has_no_rate() -> None:
    counts = home_education_counts(spells(), CHILDREN.clear(), year=YEAR).row(0, named=True)
    assert counts["population_count"] == 0
    assert counts["on_census_day_percent"] is None
