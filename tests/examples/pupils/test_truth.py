"""What is planted among the pupils can be found again by plain sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from stocktake.examples.pupils import Borough
from stocktake.examples.pupils.random_streams import load_planted, load_shape
from stocktake.examples.pupils.truth import register_key
from stocktake.examples.pupils.years import january_census

MEASURED_YEARS = ("202122", "202223", "202324")


@pytest.fixture(scope="module")
def truth(borough: Borough) -> dict[str, Any]:
    return dict(borough.truth)


@pytest.fixture(scope="module")
def progress(borough: Borough) -> pl.DataFrame:
    """Mean grade of each pupil less what key stage 2 leads one to expect."""
    prior = (
        borough.tables["assessments"]
        .filter(pl.col("stage") == "KS2", pl.col("measure") == "SCALED",
                pl.col("component").is_in(["READ", "MATH"]))
        .group_by("upn")
        .agg(prior=pl.col("result").cast(pl.Float64).mean())
    )  # fmt: skip
    grades = (
        borough.tables["entries"]
        .filter(pl.col("stage") == "KS4", pl.col("qualification") == "GCSE",
                pl.col("time_period").is_in(MEASURED_YEARS))
        .group_by("time_period", "school_urn", "upn")
        .agg(grade=pl.col("grade").cast(pl.Float64, strict=False).fill_null(0).mean())
        .join(prior, on="upn")
    )  # fmt: skip
    curve = np.array(load_shape().attainment_8_by_ks2)
    expected = np.interp(grades["prior"].to_numpy(), curve[:, 0], curve[:, 1]) / 10
    return grades.with_columns(progress=pl.col("grade") - pl.Series(expected)).join(
        borough.tables["pupils"].select("time_period", "upn", "ward", "fsm6"),
        on=["time_period", "upn"],
    )


def _mainstream(frame: pl.DataFrame, phases: pl.DataFrame) -> pl.DataFrame:
    secondary = phases.filter(pl.col("phase").is_in(["secondary", "all_through"]))
    return frame.join(secondary, on="school_urn", how="semi")


def test_the_coasting_school_looks_well_and_adds_least(
    progress: pl.DataFrame, phases: pl.DataFrame, truth: dict[str, Any]
) -> None:
    urn = truth["coasting_school"]["school_urn"]
    schools = _mainstream(progress, phases).group_by("time_period", "school_urn").agg(
        pl.col("grade", "progress", "prior").mean()
    )  # fmt: skip
    assert schools.height == 8 * len(MEASURED_YEARS)
    for time_period in MEASURED_YEARS:
        year = schools.filter(pl.col("time_period") == time_period)
        assert year.sort("progress")["school_urn"][0] == urn
        school_rows = year.filter(pl.col("school_urn") == urn)
        assert school_rows["grade"].item() > year["grade"].median()
        assert school_rows["prior"].item() == year["prior"].max()


def test_the_optimistic_school_is_too_hopeful_every_year(
    borough: Borough, phases: pl.DataFrame, truth: dict[str, Any]
) -> None:
    urn = truth["optimistic_school"]["school_urn"]
    actual = borough.tables["entries"].filter(pl.col("stage") == "KS4", pl.col("grade") != "X")
    error = pl.col("predicted_grade").cast(pl.Int64) - pl.col("grade").replace("U", "0").cast(
        pl.Int64
    )
    mean_errors = (
        _mainstream(borough.tables["predictions"], phases)
        .join(actual, on=["time_period", "upn", "subject"])
        .group_by("time_period", "school_urn")
        .agg(error=error.mean())
    )
    school_errors = mean_errors.filter(pl.col("school_urn") == urn)
    other_errors = mean_errors.filter(pl.col("school_urn") != urn)
    assert school_errors.height == 5
    expected_error = truth["optimistic_school"]["predicted_above_actual_grades"]
    assert school_errors["error"].to_list() == [pytest.approx(expected_error, abs=0.2)] * 5
    assert other_errors["error"].max() < 0.45


def test_the_off_rolling_school_loses_pupils_before_year_11_is_counted(
    borough: Borough, phases: pl.DataFrame, truth: dict[str, Any]
) -> None:
    """Pupils of year 10 in January who a year later are on no roll of the borough's."""
    urn = truth["off_rolling_school"]["school_urn"]
    lost = {True: 0, False: 0}
    pupil_counts = {True: 0, False: 0}
    for start in range(2018, 2024):
        before = _on_roll(borough, january_census(start)).join(
            borough.tables["pupils"].filter(
                pl.col("time_period").str.starts_with(str(start)), pl.col("nc_year") == "10"
            ),
            on="upn",
        )
        after = set(_on_roll(borough, january_census(start + 1))["upn"])
        for school, upn in _mainstream(before, phases).select("school_urn", "upn").iter_rows():
            pupil_counts[school == urn] += 1
            lost[school == urn] += upn not in after
    usual = lost[False] / pupil_counts[False]
    expected_share = truth["off_rolling_school"]["share_of_year_group"]
    assert usual < 0.035
    assert lost[True] / pupil_counts[True] - usual == pytest.approx(expected_share, abs=0.025)


def _on_roll(borough: Borough, day: date) -> pl.DataFrame:
    return borough.tables["enrolments"].filter(
        pl.col("enrolment_status") != "S",
        pl.col("entry_date") <= day,
        pl.col("leaving_date").is_null() | (pl.col("leaving_date") >= day),
    )


@pytest.mark.parametrize(
    ("programme", "subject"), [("maths-tutoring", "MATH"), ("reading-mentors", "READ")]
)
def test_one_programme_works_and_another_does_not(
    borough: Borough, truth: dict[str, Any], programme: str, subject: str
) -> None:
    """Least squares of the scaled score on having taken part, key stage 1 and disadvantage."""
    programme_truth = next(row for row in truth["programmes"] if row["id"] == programme)
    points = {"BLW": 0, "PKE": 1, "WTS": 2, "EXS": 3, "GDS": 4}
    results = borough.tables["assessments"]
    ks1 = results.filter(pl.col("stage") == "KS1", pl.col("component") != "SCI").select(
        "upn", "component", points=pl.col("result").replace_strict(points, return_dtype=pl.Float64)
    ).pivot("component", index="upn", values="points")  # fmt: skip
    sample = (
        results.filter(
            pl.col("stage") == "KS2", pl.col("component") == subject,
            pl.col("measure") == "SCALED", pl.col("time_period").is_in(["202122", "202223"]),
        )
        .with_columns(pl.col("result").cast(pl.Float64))
        .join(ks1, on="upn")
        .join(borough.tables["pupils"], on=["time_period", "upn"])
    )  # fmt: skip
    participants = set(register_key(borough.registers[programme], borough.upn.to_numpy())["upn"])
    treated = sample["upn"].is_in(list(participants)).to_numpy().astype(float)
    assert treated.sum() > 400
    score = sample["result"].to_numpy()
    prior_scores = sample.select("READ", "WRIT", "MATH").to_numpy()
    total = prior_scores.sum(axis=1)
    columns = [
        treated, np.ones(len(score)), sample["fsm6"].to_numpy().astype(float),
        (sample["time_period"] == "202223").to_numpy().astype(float), *prior_scores.T, total**2,
        (sample["sen_provision"] != "N").to_numpy().astype(float),
    ]  # fmt: skip
    effect = float(np.linalg.lstsq(np.column_stack(columns), score, rcond=None)[0][0])
    assert effect / score.std() == pytest.approx(programme_truth["effect_sd"], abs=0.11)
    assert programme_truth["works"] is (programme_truth["effect_sd"] > 0)


def test_the_under_served_group_has_the_largest_gap_and_the_lowest_reach(
    borough: Borough, progress: pl.DataFrame, truth: dict[str, Any]
) -> None:
    ward = truth["under_served"]["ward"]
    gaps = (progress.filter("fsm6").group_by("ward").agg(pl.col("progress").mean(), pl.len())).sort(
        "progress"
    )
    assert gaps["ward"][0] == ward
    assert gaps["len"][0] > 150
    pupils = borough.tables["pupils"].filter(
        pl.col("fsm6"), pl.col("time_period") == "202324", pl.col("nc_year").is_in(["9", "10"])
    )
    participants = set(register_key(borough.registers["mentoring"], borough.upn.to_numpy())["upn"])
    reach = pupils.with_columns(took=pl.col("upn").is_in(list(participants))).group_by(
        own=pl.col("ward") == ward
    ).agg(pl.col("took").mean())  # fmt: skip
    shares = dict(reach.iter_rows())
    assert shares[True] < 0.4 * shares[False]


def test_programmes_overlap(borough: Borough) -> None:
    upn = borough.upn.to_numpy()
    participants_by_programme = {
        name: set(register_key(borough.registers[name], upn)["upn"])
        for name in ("mentoring", "holiday-club")
    }
    shared = participants_by_programme["mentoring"] & participants_by_programme["holiday-club"]
    assert len(shared) > 0.65 * len(participants_by_programme["mentoring"])


def test_registers_are_typed_by_hand(borough: Borough, truth: dict[str, Any]) -> None:
    pupils = borough.tables["pupils"].unique("upn", keep="last").select(
        "upn", "forename", "surname", "date_of_birth"
    )  # fmt: skip
    for name, register in borough.registers.items():
        assert "upn" not in register.rows.columns
        key = register_key(register, borough.upn.to_numpy())
        register_truth = truth["registers"][name]
        assert key.height == register.rows.height == register_truth["rows_count"]
        assert (
            key["upn"].n_unique() == register_truth["people_count"] < register_truth["rows_count"]
        )
        typed_rows = pl.concat(
            [register.rows, key.select("row", "misspelt", person="upn")], how="horizontal"
        )
        true = typed_rows.join(
            pupils, left_on="person", right_on="upn", how="inner", suffix="_true"
        )
        assert true.height == typed_rows.height
        same = (
            (pl.col("forename").str.to_lowercase() == pl.col("forename_true").str.to_lowercase())
            & (pl.col("surname") == pl.col("surname_true"))
            & (pl.col("date_of_birth") == pl.col("date_of_birth_true"))
        )
        assert true.filter(same == pl.col("misspelt")).is_empty()
        assert 0.1 < true["misspelt"].mean() < 0.3  # type: ignore[operator]


def test_the_story_is_the_one_that_was_planted(truth: dict[str, Any]) -> None:
    story = load_planted()
    schools = {
        truth["coasting_school"]["school_urn"],
        truth["optimistic_school"]["school_urn"],
        truth["off_rolling_school"]["school_urn"],
    }
    assert len(schools) == 3
    assert [row["id"] for row in truth["programmes"]] == [item.id for item in story.programme]
