"""Every column of the table, worked by hand on invented schools."""

from __future__ import annotations

import math

import polars as pl
import pytest
from invented_schools import (
    AS_OF,
    COUNT,
    FIRST,
    SPECIAL,
    UNLISTED,
    figure,
    invented_data,
)

from stocktake.schools import SchoolProfiles


def row_of(profiles: SchoolProfiles, urn: int, measure: str, period: str, group="all") -> dict:
    rows = profiles.table.filter(
        pl.col("school_urn") == urn,
        pl.col("measure") == measure,
        pl.col("time_period") == period,
        pl.col("group") == group,
    )
    assert rows.height == 1
    return rows.row(0, named=True)


def test_a_percentile_is_the_share_of_other_schools_that_do_worse(invented_profiles) -> None:
    best = row_of(invented_profiles, FIRST + COUNT - 1, "ks4.attainment_8", "202324")
    worst = row_of(invented_profiles, FIRST, "ks4.attainment_8", "202324")
    tenth = row_of(invented_profiles, FIRST + 9, "ks4.attainment_8", "202324")
    assert (worst["percentile"], best["percentile"]) == (0, 100)
    assert tenth["percentile"] == pytest.approx(100 * 9 / 39)
    assert tenth["ranked_count"] == COUNT


def test_equal_schools_share_the_place_between_them(invented_profiles) -> None:
    # Eight schools each have 0 to 4% of pupils whose first language is not English.
    row = row_of(invented_profiles, FIRST, "census.eal", "202324")
    assert row["value"] == 0
    assert row["percentile"] == pytest.approx(100 * 3.5 / 39)


def test_a_lower_figure_is_better_where_lower_is_better() -> None:
    rows = [
        figure(FIRST + index, "202324", "absence.overall", 4.0 + index) for index in range(COUNT)
    ]
    profiles = SchoolProfiles(invented_data(rows), as_of=AS_OF)
    assert row_of(profiles, FIRST, "absence.overall", "202324")["percentile"] == 100
    assert row_of(profiles, FIRST + 39, "absence.overall", "202324")["percentile"] == 0


def test_special_schools_and_unknown_schools_are_ranked_with_nobody(invented_profiles) -> None:
    special = row_of(invented_profiles, SPECIAL, "ks4.attainment_8", "202324")
    assert (special["peers"], special["percentile"]) == ("special", None)
    unlisted = row_of(invented_profiles, UNLISTED, "ks4.attainment_8", "202324")
    assert (unlisted["peers"], unlisted["percentile"]) == (None, None)


def test_a_national_figure_is_computed_from_state_funded_schools_pupil_by_pupil(
    invented_profiles,
) -> None:
    row = row_of(invented_profiles, FIRST, "ks4.attainment_8", "202324")
    total = sum(100 * (31 + index) for index in range(COUNT)) + 20 * 5
    assert row["national"] == pytest.approx(total / (100 * COUNT + 20))
    assert (row["national_basis"], row["national_count"]) == ("computed", COUNT + 1)
    # Authority 002 has the schools of even index.
    assert row["local"] == pytest.approx(sum(31 + index for index in range(0, COUNT, 2)) / 20)


def test_a_published_figure_goes_before_a_computed_one_and_zero_is_a_figure() -> None:
    places = [
        {"place": "england", "time_period": "202324", "measure": "ks4.progress_8", "group": "all",
         "value": 0.0, "stage": "final", "release": "x"},
        {"place": "la-002", "time_period": "202324", "measure": "ks4.progress_8", "group": "all",
         "value": -0.5, "stage": "final", "release": "x"},
    ]  # fmt: skip
    profiles = SchoolProfiles(invented_data(places=places), as_of=AS_OF)
    row = row_of(profiles, FIRST, "ks4.progress_8", "202324")
    assert (row["national"], row["national_basis"], row["national_count"]) == (0, "published", None)
    assert (row["local"], row["local_basis"]) == (-0.5, "published")
    peer = row_of(profiles, FIRST + 1, "ks4.progress_8", "202324")
    assert peer["local_basis"] == "computed"


def test_a_quarter_of_the_schools_is_not_the_country() -> None:
    rows = [
        figure(FIRST + index, "202425", "ks4.attainment_8", 40.0, pupil_count=100)
        for index in range(10)
    ]
    profiles = SchoolProfiles(invented_data(rows), as_of=AS_OF)
    assert row_of(profiles, FIRST, "ks4.attainment_8", "202425")["national"] is None
    assert row_of(profiles, FIRST, "ks4.attainment_8", "202324")["national"] is not None


def test_intervals_are_those_of_the_file_or_computed(invented_profiles) -> None:
    row = row_of(invented_profiles, FIRST, "ks4.progress_8", "202324")
    half = 1.959963984540054 * 1.41628 / math.sqrt(100)
    assert row["lower"] == pytest.approx(-0.95 - half)
    assert row["upper"] == pytest.approx(-0.95 + half)
    assert row["interval_basis"] == "computed"
    published = figure(
        FIRST, "201819", "ks4.progress_8", 0.1, pupil_count=100, lower=-0.15, upper=0.35
    )
    profiles = SchoolProfiles(invented_data([published]), as_of=AS_OF)
    row = row_of(profiles, FIRST, "ks4.progress_8", "201819")
    assert (row["lower"], row["upper"], row["interval_basis"]) == (-0.15, 0.35, "published")


@pytest.mark.parametrize(
    ("value", "low", "high"), [(0.0, 0.0, 3.699), (100.0, 96.301, 100.0), (50.0, 40.383, 59.617)]
)
def test_a_percentage_has_wilsons_interval(value: float, low: float, high: float) -> None:
    rows = [figure(FIRST, "202324", "ks4.english_maths_9_5", value, pupil_count=100)]
    profiles = SchoolProfiles(invented_data(rows), as_of=AS_OF)
    row = row_of(profiles, FIRST, "ks4.english_maths_9_5", "202324")
    assert row["lower"] == pytest.approx(low, abs=1e-3)
    assert row["upper"] == pytest.approx(high, abs=1e-3)


def test_the_number_of_pupils_of_the_nearest_year_stands_in_and_is_named() -> None:
    rows = [
        figure(FIRST, "202425", "ks4.attainment_8", 33.0),
        figure(FIRST, "202425", "ks4.attainment_8", 20.0, group="disadvantaged"),
    ]
    profiles = SchoolProfiles(invented_data(rows), as_of=AS_OF)
    row = row_of(profiles, FIRST, "ks4.attainment_8", "202425")
    assert (row["pupil_count"], row["cohort_count"], row["cohort_period"]) == (None, 100, "202324")
    # Of a group of pupils another year's number says nothing.
    group = row_of(profiles, FIRST, "ks4.attainment_8", "202425", "disadvantaged")
    assert (group["cohort_count"], group["lower"]) == (None, None)


@pytest.mark.slow
def test_a_cohort_of_three_is_never_shown_whatever_the_file_holds() -> None:
    rows = [figure(FIRST, "202425", "ks4.attainment_8", 12.5, pupil_count=3, lower=1.0, upper=24.0)]
    profiles = SchoolProfiles(invented_data(rows), as_of=AS_OF)
    row = row_of(profiles, FIRST, "ks4.attainment_8", "202425")
    visible_cells = [row[name] for name in ("value", "lower", "upper", "pupil_count", "percentile")]
    assert visible_cells == [None] * 5
    assert row["symbol"] == "small"
    profile = profiles.profile(FIRST)
    text = profile.model_dump_json()
    assert "12.5" not in text
    assert "fewer than 6 pupils are counted, and no figure is shown" in text


def test_similar_means_are_of_the_schools_on_the_list(invented_profiles) -> None:
    partners = invented_profiles.pairs.filter(pl.col("school_urn") == FIRST)[
        "similar_urn"
    ].to_list()
    assert len(partners) == COUNT - 1
    row = row_of(invented_profiles, FIRST, "ks4.attainment_8", "202324")
    assert row["similar_mean"] == pytest.approx(
        sum(31 + urn - FIRST for urn in partners) / len(partners)
    )
    assert row["similar_count"] == COUNT - 1
    assert FIRST not in partners
