"""Absence, exclusions, destinations, moves and provision give on Spark what they give on Polars."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.absence import absence_rates, enrolment_absence, session_totals
from stocktake.pupils.alternative_provision import placement_days, placement_summary
from stocktake.pupils.destinations import (
    destination_rates,
    neet_and_not_known,
    sustained_destinations,
)
from stocktake.pupils.exclusions import (
    code_e_runs,
    enrolment_exclusions,
    exclusion_rates,
    provision_due,
    suspension_totals,
)
from stocktake.pupils.home_education import home_education_counts, home_education_reasons
from stocktake.pupils.moves import (
    enrolment_moves,
    mobility_rates,
    off_roll_reasons,
    off_roll_signals,
)

pytestmark = pytest.mark.slow

YEAR = "202324"
Tables = dict[str, Any]


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    """Sixty pupils of three schools in one year, drawn from a seed."""
    chance = random.Random(7)  # noqa: S311 - invented children, no secret
    pupils = [f"p{number}" for number in range(60)]
    day = date(2023, 9, 4)
    days = [day + timedelta(days=n) for n in range(330) if (day + timedelta(days=n)).weekday() < 5]

    def term(day: date) -> str:
        starts = [
            (date(2024, 6, 3), "summer_second_half"),
            (date(2024, 4, 15), "summer_first_half"),
        ]
        starts.append((date(2024, 1, 8), "spring"))
        return next((name for start, name in starts if day >= start), "autumn")

    def some_day() -> date:
        return chance.choice(days)

    school = {pupil: chance.choice([1, 2, 3]) for pupil in pupils}
    months = [f"{2023 + (7 + n) // 12}-{(7 + n) % 12 + 1:02d}" for n in range(12)]
    activities = ["FE", "SCHOOL", "APPRENTICESHIP", "EMPLOYMENT", "NEET", "NOT_KNOWN", "CUSTODY"]
    return {
        "calendar": pl.DataFrame(
            [(YEAR, urn, day, term(day)) for urn in (1, 2, 3) for day in days],
            schema=["time_period", "school_urn", "date", "term"],
            orient="row",
        ),
        "marks": pl.DataFrame(
            [
                (pupil, school[pupil], day, chance.choice(["/"] * 12 + ["I", "O", "E", "#", "J"]))
                for pupil in pupils
                for day in days[::3]
            ]
            + [(pupils[0], school[pupils[0]], day, "E") for day in days],
            schema=["pupil", "school_urn", "date", "code"],
            orient="row",
        ),
        "pupils": pl.DataFrame(
            [
                (period, pupil, grade, date(chance.randint(2005, 2019), chance.randint(1, 12), 28))
                for pupil in pupils
                for period, grade in (("202223", "10"), (YEAR, "11"))
            ],
            schema=["time_period", "pupil", "nc_year", "date_of_birth"],
            orient="row",
        ),
        "enrolments": pl.DataFrame(
            [
                (
                    pupil,
                    school[pupil],
                    date(2022, 9, 5) if number % 5 else some_day(),
                    None if number % 3 else date(2023, 11, 30) + timedelta(days=number),
                    chance.choice(["C", "C", "M", "S"]),
                    chance.choice(["EHE", "TRANSFER_OUT", None]),
                    number % 11 == 0,
                )
                for number, pupil in enumerate(pupils)
            ],
            schema=[
                "pupil",
                "school_urn",
                "entry_date",
                "leaving_date",
                "enrolment_status",
                "leaving_reason",
                "boarder",
            ],
            orient="row",
        ),
        "exclusions": pl.DataFrame(
            [
                (pupil, school[pupil], chance.choice(["SUSP", "SUSP", "PERM"]), some_day(), length)
                for pupil in pupils[:30]
                for length in (chance.randint(1, 30), None)
            ],
            schema=["pupil", "school_urn", "category", "start_date", "sessions"],
            orient="row",
        ),
        "destinations": pl.DataFrame(
            [
                (pupil, month, activities[number % 5 if number % 2 else chance.randint(0, 6)])
                for number, pupil in enumerate(pupils[:50])
                for month in months
            ],
            schema=["pupil", "month", "activity"],
            orient="row",
        ),
        "home_education": pl.DataFrame(
            [
                (pupil, some_day(), None, chance.choice(["HEALTH", "LIFESTYLE"]), suitable)
                for pupil in pupils[40:]
                for suitable in (True, None)
            ],
            schema={
                "pupil": pl.String,
                "start_date": pl.Date,
                "end_date": pl.Date,
                "reason": pl.String,
                "judged_suitable": pl.Boolean,
            },
            orient="row",
        ),
        "alternative_provision": pl.DataFrame(
            [
                (
                    pupil,
                    school[pupil],
                    "A farm",
                    "EXCLUSION",
                    days[50 + number],
                    days[90] if number % 2 else None,
                    number % 11,
                    days[45] if number % 3 else None,
                )
                for number, pupil in enumerate(pupils[:20])
            ],
            schema=[
                "pupil",
                "school_urn",
                "provider_name",
                "reason",
                "start_date",
                "end_date",
                "sessions_per_week",
                "required_from",
            ],
            orient="row",
        ),
    }


def absent(t: Tables) -> Any:
    totals = session_totals(t["marks"], year=YEAR, calendar=t["calendar"])
    return enrolment_absence(totals, year=YEAR, pupils=t["pupils"], enrolments=t["enrolments"])


def leavers(t: Tables) -> Any:
    return sustained_destinations(t["listed"], t["destinations"], year="202223")


MEASURES: dict[str, Callable[[Tables], Any]] = {
    "session totals": lambda t: session_totals(t["marks"], year=YEAR),
    "enrolments": absent,
    "absence": lambda t: absence_rates(absent(t), by=["school_urn"]),
    "age 4": lambda t: absence_rates(absent(t), age_group="4"),
    "exclusions": lambda t: exclusion_rates(
        enrolment_exclusions(t["exclusions"], t["enrolments"], year=YEAR), by=["school_urn"]
    ),
    "suspension totals": lambda t: suspension_totals(t["exclusions"], year=YEAR),
    "provision due": lambda t: provision_due(t["exclusions"], t["calendar"]),
    "code E": lambda t: code_e_runs(t["marks"], t["calendar"], year=YEAR),
    "destinations": leavers,
    "destination rates": lambda t: destination_rates(leavers(t)),
    "neet": lambda t: neet_and_not_known(t["listed"], t["destinations"], year=YEAR),
    "mobility": lambda t: mobility_rates(
        enrolment_moves(t["enrolments"], year=YEAR), by=["school_urn"]
    ),
    "off-rolling": lambda t: off_roll_signals(t["pupils"], t["enrolments"], year=YEAR),
    "off-rolling reasons": lambda t: off_roll_reasons(t["pupils"], t["enrolments"], year=YEAR),
    "home education": lambda t: home_education_counts(t["home_education"], t["listed"], year=YEAR),
    "home education reasons": lambda t: home_education_reasons(t["home_education"], year=YEAR),
    "alternative provision": lambda t: placement_summary(
        placement_days(t["alternative_provision"], t["calendar"], year=YEAR)
    ),
}


@pytest.fixture(scope="module")
def on_polars(tables: dict[str, pl.DataFrame]) -> Tables:
    unique_pupils = tables["pupils"].select("pupil", "date_of_birth").unique("pupil", keep="first")
    return {**tables, "listed": unique_pupils.sort("pupil")}


@pytest.fixture(scope="module")
def on_spark(spark: Any, on_polars: Tables) -> Tables:
    return {name: spark_frame(spark, table) for name, table in on_polars.items()}


@pytest.mark.parametrize("name", MEASURES)
def test_one_implementation_gives_one_answer(
    name: str, on_polars: Tables, on_spark: Tables
) -> None:
    measure = MEASURES[name]
    eager = measure(on_polars)
    assert eager.height > 0
    lazy = measure({key: table.lazy() for key, table in on_polars.items()})
    result = measure(on_spark)
    assert result.columns == eager.columns
    expected = sort_rows(eager.rows())
    assert sort_rows(lazy.collect(engine="streaming").rows()) == expected
    assert sort_rows([tuple(row) for row in result.collect()]) == expected


def sort_rows(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows in one order, their fractions to nine figures: engines add in different orders."""
    rounded_rows = [
        tuple(float(f"{cell:.9g}") if isinstance(cell, float) else cell for cell in row)
        for row in rows
    ]
    return sorted(rounded_rows, key=lambda row: [(cell is not None, str(cell)) for cell in row])


def spark_frame(spark: Any, table: pl.DataFrame) -> Any:
    from pyspark.sql import types

    kinds = {
        pl.String: types.StringType(),
        pl.Int64: types.LongType(),
        pl.Date: types.DateType(),
        pl.Boolean: types.BooleanType(),
    }
    fields = [
        types.StructField(name, kinds[type(dtype) if not isinstance(dtype, type) else dtype])
        for name, dtype in table.schema.items()
    ]
    return spark.createDataFrame(table.rows(), schema=types.StructType(fields))
