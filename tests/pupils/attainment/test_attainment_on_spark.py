"""The measures of attainment give on Spark, and lazily, what they give on Polars."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from attainment_results import ASSESSMENT, YEAR, entries, entry
from polars.testing import assert_frame_equal

from stocktake.pupils.attainment.attainment_8 import attainment_8
from stocktake.pupils.attainment.average_progress import average_progress_8
from stocktake.pupils.attainment.by_nineteen import by_nineteen
from stocktake.pupils.attainment.ebacc import ebacc
from stocktake.pupils.attainment.english_and_maths import english_and_maths
from stocktake.pupils.attainment.prior import key_stage_2_prior, prior_band
from stocktake.pupils.attainment.progress_8 import progress_8
from stocktake.pupils.attainment.standards_met import early_years_profile, key_stage_2
from stocktake.pupils.attainment.transition import transition_to_grades
from stocktake.pupils.summary import mean, share

RELEASE = "202324-provisional"
PUPILS = 300
Tables = dict[str, Any]


def invent_tables() -> dict[str, pl.DataFrame]:
    """Results of a few hundred pupils, with absences, resits and gaps."""
    chance = random.Random(8)
    rows: list[dict[str, object]] = []
    tests: list[tuple[str, ...]] = []
    subjects = ["ENG_LANG", "ENG_LIT", "MATHS", "COMB_SCI", "HISTORY", "FRENCH", "RE", "SPORT"]
    days = [date(2023, 8, 24), date(2024, 8, 22), None]
    for number in range(PUPILS):
        pupil = f"p{number:03d}"
        for subject in chance.sample(subjects, k=chance.randint(0, len(subjects))):
            for _ in range(chance.choice([1, 1, 1, 2])):
                grade = chance.choice([*"987654321", "U", "X", "?"])
                kind = None
                if subject == "COMB_SCI":
                    grade = chance.choice(["99", "65", "54", "43", "U"])
                if subject == "SPORT":
                    grade, kind = chance.choice(["D2*", "M2", "U"]), "TECHNICAL_2"
                day = chance.choice(days)
                rows.append(entry(subject, grade, pupil=pupil, qualification=kind, day=day))
        for component in ("READ", "MATH"):
            if chance.random() < 0.95:
                score = chance.choice([*map(str, range(80, 121)), "A"])
                tests.append((pupil, "201819", "1", "KS2", component, "SCALED", score))
        if chance.random() < 0.1:
            tests.append((pupil, "201819", "1", "KS2", "READ", "TA", "PKF"))
        tests.append((pupil, "201819", "1", "KS2", "WRIT", "TA", chance.choice(["EXS", "GDS"])))
        for goal in ("LAU", "SPE", "COM"):
            tests.append((pupil, YEAR, "1", "EYFSP", goal, "TA", chance.choice("12")))
    cohort = {
        "pupil": [f"p{number:03d}" for number in range(PUPILS)],
        "school_urn": [str(100 + number % 4) for number in range(PUPILS)],
        "sex": [chance.choice(["F", "M", None]) for _ in range(PUPILS)],
    }
    return {
        "entries": entries(rows),
        "assessments": pl.DataFrame(tests, schema=ASSESSMENT, orient="row"),
        "cohort": pl.DataFrame(cohort),
    }


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    """The invented results, and their progress as pupils' rows for what is made of those."""
    invented_tables = invent_tables()
    return invented_tables | {"progress": progress(invented_tables)}


def progress(tables: Tables) -> Any:
    attained = attainment_8(tables["entries"], tables["cohort"], year=YEAR)
    prior = key_stage_2_prior(tables["assessments"])
    return progress_8(attained, prior, release=RELEASE, cap="approximation")


def schools(tables: Tables) -> Any:
    return average_progress_8(tables["progress"], by=["school_urn", "sex"], release=RELEASE)


def passes(tables: Tables) -> Any:
    return english_and_maths(tables["entries"], tables["cohort"], year=YEAR)


def transition(tables: Tables) -> Any:
    matrix = pl.DataFrame(
        {
            "time_period": YEAR,
            "breakdown": "all",
            "prior_band": ["low"] * 3 + ["high"] * 3,
            "prior_lower": [0.0] * 3 + [100.0] * 3,
            "prior_upper": [99.5] * 3 + [120.0] * 3,
            "subject": "Mathematics",
            "outcome": ["3", "4", "5"] * 2,
            "pupils_count": [5, 3, 2, 1, 2, 7],
        }
    )
    prior = key_stage_2_prior(tables["assessments"])
    return transition_to_grades(tables["entries"], prior, matrix, year=YEAR, subject="MATHS")


MEASURES: dict[str, tuple[Callable[[Tables], Any], list[str]]] = {
    "progress 8 of pupils": (progress, ["pupil"]),
    "progress 8 of schools": (schools, ["school_urn", "sex"]),
    "prior bands": (
        lambda t: prior_band(key_stage_2_prior(t["assessments"]), "prior_score"),
        ["pupil"],
    ),
    "english and maths": (passes, ["pupil"]),
    "share": (
        lambda t: share(t["progress"], "progress_8_adjusted", by=["sex"]),
        ["sex"],
    ),
    "mean": (
        lambda t: mean(t["progress"], "progress_8", by=["sex"]),
        ["sex"],
    ),
    "ebacc": (lambda t: ebacc(t["entries"], t["cohort"], year=YEAR), ["pupil"]),
    "key stage 2": (
        lambda t: key_stage_2(t["assessments"], t["cohort"], year="201819"),
        ["pupil"],
    ),
    "early years": (lambda t: early_years_profile(t["assessments"], year=YEAR), ["pupil"]),
    "by nineteen": (
        lambda t: by_nineteen(t["entries"], t["cohort"], until=date(2027, 8, 31)),
        ["pupil"],
    ),
    "transition": (transition, ["prior_band", "grade"]),
}


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_lazily_it_is_the_same(name: str, tables: dict[str, pl.DataFrame]) -> None:
    measure, keys = MEASURES[name]
    late = measure({table: frame.lazy() for table, frame in tables.items()})
    assert isinstance(late, pl.LazyFrame)
    assert_frame_equal(late.collect().sort(keys), measure(tables).sort(keys))


@pytest.fixture(scope="module")
def on_spark(spark: Any, tables: dict[str, pl.DataFrame], tmp_path_factory: Any) -> Tables:
    """The tables in a Spark of this machine's own."""
    folder: Path = tmp_path_factory.mktemp("spark")
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: spark.read.parquet(str(folder / f"{name}.parquet")) for name in tables}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(MEASURES))
def test_on_spark_it_is_the_same(
    name: str, tables: dict[str, pl.DataFrame], on_spark: Tables, tmp_path: Path
) -> None:
    measure, keys = MEASURES[name]
    measure(on_spark).coalesce(1).write.parquet(str(tmp_path / "out"))
    spark_table = pl.read_parquet(tmp_path / "out" / "*.parquet")
    polars_table = measure(tables)
    assert spark_table.columns == polars_table.columns
    assert_frame_equal(
        spark_table.sort(keys),
        polars_table.sort(keys),
        check_dtypes=False,
        abs_tol=1e-9,
        rel_tol=1e-9,
    )
