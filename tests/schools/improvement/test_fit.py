"""The fit recovers what was planted, is cross-fitted by school, and back-tests count plainly."""

from __future__ import annotations

from datetime import date
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest

from stocktake.schools.improvement.backtest import (
    Backtest,
    Outcome,
    cross_fitted_backtests,
    hold_against,
    missed_bars,
    pool,
)
from stocktake.schools.improvement.fit import (
    Cases,
    Window,
    cross_fit,
    expect,
    fit_forecast,
    fold_of,
    window_cases,
)
from stocktake.schools.improvement.fitting import FitPlan, definition_text, fit_definition
from stocktake.schools.improvement.forecasts import Forecast
from stocktake.schools.improvement.measures import improvement_measure, period_of
from stocktake.schools.improvement.spread import on_one_scale
from stocktake.standards.definitions import Source, parse_toml
from stocktake.standards.errors import InputError, UsageError

WINDOW = Window((2018, 2017), 2019)


def planted_cases(count: int = 4000, seed: int = 1) -> Cases:
    rng = np.random.default_rng(seed)
    pupils = rng.integers(20, 250, count).astype(float)
    past = rng.normal(0, 0.4, (count, 2))
    root = np.sqrt(30 / pupils)
    expected = 0.02 + (0.6 + 0.1 * root) * past[:, 0] + (0.3 - 0.2 * root) * past[:, 1]
    result = expected + rng.normal(0, 1, count) * np.sqrt(0.01 + 6 / pupils)
    return Cases(np.arange(900000, 900000 + count), past, pupils, result)


def test_planted_coefficients_are_recovered() -> None:
    fit = fit_forecast(planted_cases(40_000))
    assert fit.constant == pytest.approx(0.02, abs=0.01)
    assert fit.past.tolist() == pytest.approx([0.6, 0.3], abs=0.04)
    assert fit.small.tolist() == pytest.approx([0.1, -0.2], abs=0.06)
    assert fit.variance == pytest.approx(0.01, abs=0.005)
    assert fit.variance_per_pupil == pytest.approx(6, abs=0.6)


def test_the_formula_is_that_of_the_method_page() -> None:
    fit = fit_forecast(planted_cases())
    past, pupils = np.array([[-0.4, -0.6]]), np.array([75.0])
    expected, spread = expect(fit, past, pupils)
    root = (30 / 75) ** 0.5
    by_hand = fit.constant + sum(
        (fit.past[at] + fit.small[at] * root) * past[0, at] for at in (0, 1)
    )
    assert expected[0] == pytest.approx(by_hand)
    assert spread[0] == pytest.approx((fit.variance + fit.variance_per_pupil / 75) ** 0.5)


def test_a_school_is_judged_by_a_fit_without_it() -> None:
    cases = planted_cases(600)
    ((expected, _),) = cross_fit([cases])
    folds = fold_of(cases.school_urn)
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}
    without = fit_forecast(cases.take(folds != folds[0]))
    alone, _ = expect(without, cases.past[:1], cases.pupils[:1])
    assert expected[0] == pytest.approx(alone[0])


def test_a_school_is_in_one_part_whatever_else_is_in_the_file() -> None:
    urns = np.array([100001, 137973, 149999])
    assert fold_of(urns)[1] == fold_of(urns[1:2])[0]


def test_few_schools_are_not_fitted() -> None:
    with pytest.raises(InputError) as error:
        fit_forecast(planted_cases(60))
    assert "schools; expected at least 100; load more years" in str(error.value)


def test_a_year_without_results_is_named() -> None:
    points = pl.DataFrame(
        {"school_urn": [1], "year": [2018], "relative": [0.0], "pupil_count": [100]}
    )
    with pytest.raises(InputError, match="no results of 2016/17, 2018/19"):
        window_cases(points, WINDOW)


def test_windows_of_different_kinds_are_not_fitted_together() -> None:
    with pytest.raises(UsageError, match="windows of different lags or horizons"):
        FitPlan("ks4.progress_8", 0.2, ((WINDOW, Window((2017,), 2018)),))


def test_a_backtest_counts_as_a_person_would() -> None:
    cases = planted_cases(500, seed=3)
    expected, spread = expect(fit_forecast(planted_cases(2000, seed=4)), cases.past, cases.pupils)
    backtest = hold_against(cases, expected, spread, WINDOW, 0.2)
    start = cases.past[:, 1]
    lowest = start.mean() - 3 * start.std()
    tallies = {"all": [0, 0], "yes": [0, 0], "no": [0, 0], "good": [0, 0], "bad": [0, 0]}
    for at, first in enumerate(start):
        if not lowest < first < 0:
            continue
        level = first + 0.2
        has_reached = int(cases.result[at] >= level)
        chance = 1 - NormalDist(expected[at], spread[at]).cdf(level)
        pace = cases.past[at, 0] - first
        names = ["all", "yes" if pace >= 0.1 else "no"]
        names += ["good"] if chance >= 0.75 else ["bad"] if chance <= 0.25 else []
        for name in names:
            tallies[name][0] += 1
            tallies[name][1] += has_reached
    outcomes = {
        "all": backtest.statements,
        "yes": backtest.naive_yes,
        "no": backtest.naive_no,
        "good": backtest.sufficient,
        "bad": backtest.not_sufficient,
    }
    assert {
        name: [item.statements_count, item.reached_count] for name, item in outcomes.items()
    } == tallies


def outcome(count: int, percent: float) -> Outcome:
    return Outcome(count, round(count * percent / 100))


@pytest.mark.parametrize(
    ("sufficient", "not_sufficient", "faults"),
    [
        (outcome(100, 75), outcome(100, 20), []),
        (outcome(100, 74), outcome(100, 20), ["74% of sufficient reached the level, not 75%"]),
        (
            outcome(100, 75),
            outcome(100, 21),
            ["21% of not sufficient reached the level, above 20%"],
        ),
        (outcome(29, 90), outcome(100, 5), ["29 statements say sufficient, fewer than thirty"]),
    ],
)
def test_the_bars(sufficient: Outcome, not_sufficient: Outcome, faults: list[str]) -> None:
    all_schools = outcome(300, 40)
    result = Backtest("x", 0.2, all_schools, all_schools, all_schools, sufficient, not_sufficient)
    assert missed_bars(result) == faults


def test_pooling_adds_up() -> None:
    all_schools, decided_schools = outcome(300, 40), outcome(60, 50)
    part = Backtest(
        "x", 0.2, all_schools, all_schools, all_schools, decided_schools, decided_schools
    )
    pooled = pool([part, part, part])
    assert pooled.statements == Outcome(900, 360)
    assert pooled.sufficient == Outcome(180, 90)
    assert part.cannot_tell_percent == pooled.cannot_tell_percent == pytest.approx(60)


def test_a_definition_is_written_and_read_again() -> None:
    cases = planted_cases(1500, seed=8)
    rows = [
        {
            "school_urn": int(urn),
            "year": year,
            "relative": float(value),
            "pupil_count": int(pupils),
        }
        for urn, past, pupils, result in zip(
            cases.school_urn, cases.past, cases.pupils, cases.result, strict=True
        )
        for year, value in ((2018, past[0]), (2017, past[1]), (2019, result))
    ]
    plan = FitPlan("ks4.progress_8", 0.2, ((WINDOW,),))
    forecast = fit_definition(
        pl.DataFrame(rows), plan, starts=date(2026, 1, 1), source=Source(title="invented")
    )
    text = definition_text(forecast, "invented")
    assert text.startswith("# invented\n")
    assert Forecast.model_validate(parse_toml(text, "x.toml")) == forecast
    pattern = forecast.version[0].pattern[0]
    assert (pattern.lags, pattern.horizon) == ((0, 1), 1)
    assert pattern.windows == ("2016/17 and 2017/18 to 2018/19",)
    backtests = cross_fitted_backtests(pl.DataFrame(rows), [WINDOW], 0.2)
    assert pattern.backtest.sufficient_count == backtests[0].sufficient.statements_count


def test_a_change_of_points_puts_earlier_distances_on_the_later_scale() -> None:
    measure = improvement_measure("ks4.attainment_8")
    rows = [
        {"school_urn": at, "segment": 0, "year": year, "distance": distance * scale}
        for at, distance in enumerate((-2.0, 0.0, 2.0))
        for year, scale in ((2016, 1.0), (2019, 3.0))
    ]
    scaled = on_one_scale(pl.DataFrame(rows), measure).filter(pl.col("year") == 2016)
    assert scaled["relative"].to_list() == pytest.approx([-6.0, 0.0, 6.0])


def test_without_a_change_of_points_distances_stay_as_they_are() -> None:
    measure = improvement_measure("ks4.progress_8")
    rows = pl.DataFrame(
        {"school_urn": [1, 2], "segment": [0, 0], "year": [2018, 2019], "distance": [1.0, 3.0]}
    )
    assert on_one_scale(rows, measure)["relative"].to_list() == [1.0, 3.0]


@pytest.mark.parametrize("year", [2016, 2025])
def test_a_year_and_its_period_are_one(year: int) -> None:
    assert int(period_of(year)[:4]) + 1 == year
