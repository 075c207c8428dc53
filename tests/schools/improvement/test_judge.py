"""The table of all schools against a plain twin, at the limits, on both sides of zero."""

from __future__ import annotations

from datetime import date
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_results import DEFINITIONS, ENGLAND, P8, figure_rows, figures_of
from plain_improvement import judge_plainly

from stocktake.schools.improvement import judge_improvement, verdict_of
from stocktake.schools.improvement.forecasts import load_forecasts
from stocktake.schools.improvement.history import band_history, reached_shares, start_table
from stocktake.schools.improvement.judge import probability_of_level
from stocktake.schools.improvement.measures import improvement_measure, period_of
from stocktake.schools.improvement.national import national_results
from stocktake.schools.improvement.points import comparable_points

MEASURE = improvement_measure(P8)
VERSION = load_forecasts(DEFINITIONS)[P8].on(date(2020, 1, 1))
YEARS = (2016, 2017, 2018, 2019, 2023, 2024)

schools_strategy = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(YEARS), st.floats(-1.5, 1.5), max_size=6),
        st.one_of(st.none(), st.integers(6, 400)),
        st.floats(-1.5, 1.5),
        st.integers(2017, 2027),
    ),
    min_size=1,
    max_size=12,
)


def points_of(*parts: list[dict[str, object]]) -> pl.DataFrame:
    figures = figures_of(*parts)
    return comparable_points(figures, national_results(figures, P8, place_figures=ENGLAND), MEASURE)


@pytest.mark.slow
@given(schools_strategy)
def test_the_table_says_what_the_plain_judge_says(
    schools: list[tuple[dict[int, float], int | None, float, int]],
) -> None:
    parts = [
        figure_rows(
            900000 + at,
            P8,
            {period_of(year): value for year, value in results.items()},
            pupils=pupils,
        )
        for at, (results, pupils, _, _) in enumerate(schools)
    ]
    questions = pl.DataFrame(
        {
            "school_urn": [900000 + at for at in range(len(schools))],
            "level": [level for _, _, level, _ in schools],
            "due_year": [due for *_, due in schools],
        },
        schema_overrides={"due_year": pl.Int32, "level": pl.Float64},
    )
    table = judge_improvement(points_of(*parts), questions, MEASURE, VERSION)
    for row, (results, pupils, level, due) in zip(
        table.iter_rows(named=True), schools, strict=True
    ):
        plain = judge_plainly(
            results, pupils, level=level, due_year=due, measure=MEASURE, version=VERSION
        )
        assert row["verdict"] == plain["verdict"]
        assert row["reason"] == plain["reason"]
        if plain["probability"] is None:
            assert row["probability"] is None
        else:
            assert row["probability"] == pytest.approx(plain["probability"], abs=1e-12)


@pytest.mark.parametrize(
    ("probability", "verdict"),
    [
        (0.75, "sufficient"),
        (np.nextafter(0.75, 0), "cannot_tell"),
        (0.25, "not_sufficient"),
        (np.nextafter(0.25, 1), "cannot_tell"),
        (1.0, "sufficient"),
        (0.0, "not_sufficient"),
    ],
)
def test_both_limits_belong_to_the_verdict_beyond_them(probability: float, verdict: str) -> None:
    assert verdict_of(probability) == verdict


@given(st.floats(0.001, 0.999), st.floats(0.01, 5), st.floats(-5, 5))
def test_the_probability_is_that_of_the_normal_distribution(
    probability: float, spread: float, expected: float
) -> None:
    level = NormalDist(expected, spread).inv_cdf(1 - probability)
    chance = probability_of_level(np.array([expected]), np.array([spread]), np.array([level]))
    assert chance[0] == pytest.approx(probability, abs=1e-9)


@pytest.mark.slow
@given(st.floats(-1.5, 1.5), st.floats(0.01, 1.0))
def test_a_higher_level_is_never_more_likely(latest: float, more: float) -> None:
    rows = figure_rows(900001, P8, {"201617": -0.2, "201718": latest})
    levels = [0.0, more]
    questions = pl.DataFrame(
        {"school_urn": [900001, 900001], "level": levels, "due_year": [2019, 2019]}
    )
    table = judge_improvement(points_of(rows), questions, MEASURE, VERSION)
    low, high = table["probability"].to_list()
    assert high <= low


def test_the_same_distance_above_and_below_is_mirrored() -> None:
    """The chance of being above the mirrored level is that of being below the level."""
    below = figure_rows(900001, P8, {"201617": -0.4, "201718": -0.3})
    above = figure_rows(900002, P8, {"201617": 0.4, "201718": 0.3})
    questions = pl.DataFrame(
        {"school_urn": [900001, 900002], "level": [-0.1, 0.1], "due_year": [2019, 2019]}
    )
    table = judge_improvement(points_of(below, above), questions, MEASURE, VERSION)
    low, high = table["probability"].to_list()
    assert low == pytest.approx(1 - high)


def test_no_slope_is_extended() -> None:
    """Of two schools that stand alike, the one that rose is not expected to rise on."""
    rising = figure_rows(900001, P8, {"201617": -0.6, "201718": -0.3})
    still = figure_rows(900002, P8, {"201617": -0.3, "201718": -0.3})
    questions = pl.DataFrame(
        {"school_urn": [900001, 900002], "level": [-0.2, -0.2], "due_year": [2019, 2019]}
    )
    table = judge_improvement(points_of(rising, still), questions, MEASURE, VERSION)
    rose, stayed = table["probability"].to_list()
    assert rose < stayed


def test_questions_keep_their_order_and_their_schools() -> None:
    rows = figure_rows(900001, P8, {"201617": -0.6, "201718": -0.3})
    questions = pl.DataFrame(
        {"school_urn": [7, 900001, 7], "level": [0.0, 0.1, 0.2], "due_year": [2019, 2019, 2019]}
    )
    table = judge_improvement(points_of(rows), questions, MEASURE, VERSION)
    assert table["school_urn"].to_list() == [7, 900001, 7]
    assert table["reason"].to_list()[::2] == ["no_results", "no_results"]


def test_without_a_forecast_nothing_is_told() -> None:
    rows = figure_rows(900001, P8, {"201617": -0.6, "201718": -0.3})
    questions = pl.DataFrame({"school_urn": [900001], "level": [0.0], "due_year": [2019]})
    table = judge_improvement(points_of(rows), questions, MEASURE, None)
    assert table["reason"].to_list() == ["no_forecast"]


def test_the_shares_of_all_schools_are_those_of_each() -> None:
    rng = np.random.default_rng(5)
    parts = [
        figure_rows(
            910000 + at,
            P8,
            {period_of(year): float(rng.normal(-0.3, 0.4)) for year in (2016, 2017, 2018, 2019)},
        )
        for at in range(300)
    ]
    points = points_of(*parts)
    questions = pl.DataFrame(
        {
            "latest": rng.normal(-0.3, 0.4, 40),
            "change_needed": rng.uniform(0.05, 0.6, 40),
            "horizon": rng.integers(1, 4, 40),
        }
    )
    shares = reached_shares(points, MEASURE, questions).to_list()
    for row, share in zip(questions.iter_rows(named=True), shares, strict=True):
        history = band_history(
            start_table(points, row["horizon"]),
            MEASURE,
            start=row["latest"],
            gain=row["change_needed"],
            horizon=row["horizon"],
        )
        assert share == (None if history is None else pytest.approx(history.reached_share))


def test_history_counts_as_a_person_would() -> None:
    rng = np.random.default_rng(6)
    values = {
        910000 + at: {year: float(rng.normal(-0.6, 0.3)) for year in (2016, 2017, 2018)}
        for at in range(150)
    }
    points = points_of(
        *(
            figure_rows(urn, P8, {period_of(year): value for year, value in years.items()})
            for urn, years in values.items()
        )
    )
    history = band_history(start_table(points, 1), MEASURE, start=-0.6, gain=0.2, horizon=1)
    assert history is not None
    starts = [
        (urn, year)
        for urn, years in values.items()
        for year in (2016, 2017)
        if -0.75 <= years[year] < -0.5
    ]
    gains = [
        (urn, year) for urn, year in starts if values[urn][year + 1] - values[urn][year] >= 0.2
    ]
    could_hold = [(urn, year) for urn, year in starts if year == 2016]
    lasting_gains = [
        (urn, year)
        for urn, year in could_hold
        if min(values[urn][2017], values[urn][2018]) - values[urn][2016] >= 0.2
    ]
    assert (history.starts_count, history.reached_count) == (len(starts), len(gains))
    assert (history.held_starts_count, history.held_count) == (len(could_hold), len(lasting_gains))


def test_few_starts_are_no_history() -> None:
    points = points_of(figure_rows(900001, P8, {"201617": -0.6, "201718": -0.3}))
    starts = start_table(points, 1)
    assert band_history(starts, MEASURE, start=-0.6, gain=0.2, horizon=1) is None
