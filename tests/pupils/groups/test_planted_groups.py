"""In the invented borough the planted coasting school and under-served group are found."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.pupils.attainment.attainment_8 import attainment_8
from stocktake.pupils.attainment.cohort import on_roll
from stocktake.pupils.attainment.prior import key_stage_2_prior
from stocktake.pupils.attainment.progress_8 import progress_8
from stocktake.pupils.attainment.standards_met import key_stage_2
from stocktake.pupils.groups import (
    characteristics,
    gaps,
    need_at_baseline,
    who_would_benefit,
)

pytestmark = pytest.mark.slow

YEAR = "202324"
CENSUS = date(2024, 1, 18)


def table(borough: Borough, name: str) -> pl.DataFrame:
    return borough.tables[name].rename({"upn": "pupil"}, strict=False)


def read_truth(borough: Borough, name: str) -> dict[str, Any]:
    truth = borough.truth[name]
    assert isinstance(truth, dict)
    return truth


@pytest.fixture(scope="module")
def groups(borough: Borough) -> pl.DataFrame:
    result = characteristics(
        table(borough, "pupils"),
        table(borough, "social_care"),
        carers=table(borough, "young_carers"),
        enrolments=table(borough, "enrolments"),
        prior=key_stage_2_prior(table(borough, "assessments")),
        on=CENSUS,
    )
    assert isinstance(result, pl.DataFrame)
    return result


def cohort(borough: Borough, nc_year: str) -> pl.DataFrame:
    roll = on_roll(
        table(borough, "pupils"),
        table(borough, "enrolments"),
        year=YEAR,
        nc_year=nc_year,
        on=CENSUS,
    )
    assert isinstance(roll, pl.DataFrame)
    return roll


def test_every_pupil_of_the_year_has_one_row(borough: Borough, groups: pl.DataFrame) -> None:
    pupils = table(borough, "pupils").filter(pl.col("time_period") == YEAR)
    assert groups["pupil"].n_unique() == groups.height == pupils.height
    assert groups["disadvantaged"].null_count() == 0
    assert groups["ethnic_group"].null_count() == 0


def test_the_under_served_group_would_benefit_most(borough: Borough, groups: pl.DataFrame) -> None:
    truth = read_truth(borough, "under_served")
    standards = key_stage_2(table(borough, "assessments"), cohort(borough, "6"), year=YEAR)
    benefits = who_would_benefit(
        standards,
        groups,
        dimensions=[("ward", "disadvantaged")],
        measure="rwm_expected",
        top=1,
        seed=1,
    ).content
    first = benefits.row(0, named=True)
    assert first["group"] == f"ward: {truth['ward']}; disadvantaged: yes"
    assert first["benefit_lower"] > benefits["benefit"][1]
    assert first["chance_in_top_percent"] > 95
    alike = who_would_benefit(
        standards,
        groups,
        dimensions=[("ward", "disadvantaged")],
        within=["disadvantaged"],
        measure="math_score",
        top=1,
        seed=1,
    ).content
    assert alike["group"][0] == first["group"]
    assert alike["benefit_lower"][0] > 0


def test_the_youngest_in_the_year_begin_behind(borough: Borough, groups: pl.DataFrame) -> None:
    needs_table = need_at_baseline(
        table(borough, "assessments"), groups, year=YEAR, dimensions=["term_of_birth"]
    ).content.filter(pl.col("component") == "TOTAL")
    terms = needs_table.sort("need_sd").drop_nulls("need_sd")
    assert terms["term_of_birth"].to_list() == ["autumn", "spring", "summer"]
    assert terms["signal"][-1] in ("below", "far below")


def test_the_coasting_school_looks_best_and_adds_least(
    borough: Borough, groups: pl.DataFrame
) -> None:
    school = read_truth(borough, "coasting_school")["school_urn"]
    mainstream = table(borough, "schools").filter(
        pl.col("phase").is_in(["secondary", "all_through"])
    )
    pupils = cohort(borough, "11").join(mainstream, on="school_urn", how="semi")
    attainment = attainment_8(table(borough, "entries"), pupils, year=YEAR)
    prior = key_stage_2_prior(table(borough, "assessments"))
    pupil_progress = progress_8(attainment, prior, release=f"{YEAR}-provisional")

    def rank_schools(measure: str, **options: Any) -> pl.DataFrame:
        gap_table = gaps(
            pupil_progress, groups, dimension="school_urn", measure=measure, **options
        ).content
        return gap_table.filter(pl.col("gap").is_not_null()).sort("gap")

    assert rank_schools("attainment_8_points")["school_urn"][-1] == school
    progress = rank_schools("progress_8").row(0, named=True)
    assert progress["school_urn"] == school
    assert progress["gap_upper"] < 0
    of_high = rank_schools("progress_8", by=["prior_band"]).filter(pl.col("prior_band") == "high")
    assert of_high["school_urn"][0] == school
