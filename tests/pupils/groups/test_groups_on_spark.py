"""Groups, gaps and rankings give on Spark, and lazily, what they give on Polars."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from stocktake.pupils.groups import (
    by_groups,
    characteristics,
    gaps,
    need_at_baseline,
    transition_by_group,
    who_would_benefit,
)

YEAR, ON = "202324", date(2024, 1, 18)
PUPILS = 240


def invent_tables() -> dict[str, pl.DataFrame]:
    chance = random.Random(3)
    names = [f"p{number:03d}" for number in range(PUPILS)]

    def any_of(*values: Any) -> list[Any]:
        return [chance.choice(values) for _ in names]

    return {
        "pupils": pl.DataFrame(
            {
                "time_period": YEAR,
                "pupil": names,
                "nc_year": "11",
                "sex": any_of("F", "M"),
                "ethnicity": any_of("WBRI", "MWBC", "AIND", None),
                "first_language": any_of("ENG", "OTH", None),
                "date_of_birth": any_of(date(2007, 9, 1), date(2008, 2, 29), date(2008, 8, 31)),
                "sen_provision": any_of("N", "N", "K", "E"),
                "sen_primary_need": any_of("SEMH", "SLCN", None),
                "fsm6": any_of(True, False, False),
                "ward": any_of("Quay", "Lido", "Dunes", None),
            }
        ),
        "care": pl.DataFrame(
            {
                "pupil": names[:40] + names[:20],
                "status": ["CIN"] * 20 + ["CLA"] * 20 + ["PLA"] * 10 + ["CPP"] * 10,
                "start_date": date(2022, 5, 1),
                "end_date": [None, date(2023, 7, 1)] * 30,
            }
        ),
        "carers": pl.DataFrame(
            {
                "pupil": names[:9],
                "start_date": date(2023, 1, 1),
                "end_date": [None] * 8 + [date(2024, 1, 1)],
            }
        ),
        "enrolments": pl.DataFrame(
            {
                "pupil": names,
                "school_urn": any_of(1, 2, 3),
                "enrolment_status": "C",
                "entry_date": any_of(date(2019, 9, 1), date(2023, 11, 6)),
                "leaving_date": any_of(None, date(2024, 7, 19)),
            }
        ),
        "prior": pl.DataFrame(
            {
                "pupil": names[:200],
                "prior_score": [90.0 + chance.randint(0, 60) / 2 for _ in range(200)],
            }
        ),
        "rows": pl.DataFrame(
            {
                "pupil": names,
                "met": any_of(True, False, None),
                "score": [chance.choice([None, chance.gauss(0, 1.3)]) for _ in names],
            }
        ),
        "assessments": pl.DataFrame(
            {
                "pupil": names * 2,
                "time_period": YEAR,
                "school_urn": (any_of(1, 2, 3)) * 2,
                "stage": "RBA",
                "component": ["LCL"] * PUPILS + ["MAT"] * PUPILS,
                "measure": "RAW",
                "result": any_of(*map(str, range(20)), "A") + any_of(*map(str, range(19))),
            }
        ),
        "entries": pl.DataFrame(
            {
                "pupil": names,
                "time_period": YEAR,
                "stage": "KS4",
                "qualification": "GCSE",
                "subject": "MATHS",
                "grade": any_of(*"987654321", "U", "X"),
                "award_date": date(2024, 8, 22),
            }
        ),
    }


MATRIX = pl.DataFrame(
    {
        "time_period": YEAR,
        "breakdown": "all",
        "prior_band": ["Under 105"] * 2 + ["105 - 120"] * 2,
        "prior_lower": [0.0] * 2 + [105.0] * 2,
        "prior_upper": [104.5] * 2 + [120.0] * 2,
        "subject": "Mathematics",
        "outcome": ["4", "5"] * 2,
        "pupils_count": [60, 40, 20, 80],
    }
)
Tables = dict[str, Any]


def groups_of(t: Tables) -> Any:
    return characteristics(
        t["pupils"],
        t["care"],
        carers=t["carers"],
        enrolments=t["enrolments"],
        prior=t["prior"],
        on=ON,
    )


MEASURES: dict[str, Callable[[Tables], Any]] = {
    "characteristics": groups_of,
    "share by groups": lambda t: (
        by_groups(
            t["rows"], t["groups"], dimensions=["ward", "disadvantaged"], measure="met"
        ).content
    ),
    "mean by school": lambda t: (
        by_groups(
            t["rows"], t["groups"], dimensions=["school_urn", "prior_band"], measure="score"
        ).content
    ),
    "gaps": lambda t: (
        gaps(t["rows"], t["groups"], dimension="ward", by=["sex"], measure="met").content
    ),
    "who would benefit": lambda t: (
        who_would_benefit(
            t["rows"],
            t["groups"],
            dimensions=["ward", ("sex", "disadvantaged")],
            measure="score",
            seed=2,
        ).content
    ),
    "need at baseline": lambda t: need_at_baseline(t["assessments"], year=YEAR).content,
    "transition": lambda t: (
        transition_by_group(
            t["entries"],
            t["prior"],
            MATRIX,
            t["groups"],
            dimensions=["sex"],
            year=YEAR,
            subject="MATHS",
        ).content
    ),
}


def same(result: pl.DataFrame, expected: pl.DataFrame) -> None:
    assert expected.height > 0
    assert_frame_equal(
        result.select(expected.columns),
        expected,
        check_row_order=False,
        check_dtypes=False,
        abs_tol=1e-9,
    )


@pytest.mark.parametrize("name", MEASURES)
def test_a_lazy_frame_gives_what_an_eager_one_gives(name: str) -> None:
    tables = invent_tables()
    tables["groups"] = groups_of(tables)
    lazy_result = MEASURES[name]({key: table.lazy() for key, table in tables.items()})
    same(lazy_result.lazy().collect(), MEASURES[name](tables))


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
def test_spark_gives_what_polars_gives(name: str, spark: Any) -> None:
    tables = invent_tables()
    tables["groups"] = groups_of(tables)
    on_spark = {key: spark.createDataFrame(table.to_arrow()) for key, table in tables.items()}
    spark_result = MEASURES[name](on_spark)
    if not isinstance(spark_result, pl.DataFrame):
        spark_result = pl.from_arrow(spark_result.toArrow())
    same(spark_result, MEASURES[name](tables))
