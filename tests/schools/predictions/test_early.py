"""Early indications: built for all schools at once, and silent where a back-test says so."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from stocktake.schools.improvement.measures import period_of
from stocktake.schools.predictions import early_indications, indication_measures
from stocktake.schools.predictions.early.backtest import backtest
from stocktake.schools.predictions.early.cases import ContextInput, build_cases
from stocktake.schools.predictions.early.decide import why_never_shown, why_not_shown
from stocktake.schools.predictions.early.fit import band_of, cross_fit, fit_estimate
from stocktake.schools.predictions.early.schema import fitted_estimates
from stocktake.standards.errors import InputError, UsageError

BANDS = (0, 100)
PRIOR = ContextInput("prior", ("ks4.prior_attainment",), is_needed=True, has_own_last=True)
YEARS = (2017, 2018, 2019)


def country(count: int = 600, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Schools whose result is what they add to their cohort's prior attainment, and chance."""
    chance = np.random.default_rng(seed)
    urn = np.arange(100_000, 100_000 + count)
    adds, intake = chance.normal(0, 3, count), chance.normal(0, 4, count)
    pupils = chance.integers(40, 240, count)
    points, figures = [], []
    for year in YEARS:
        prior = intake + chance.normal(0, 2, count)
        noise = chance.normal(0, 1, count) * np.sqrt(1 + 200 / pupils)
        points.append(
            pl.DataFrame(
                {
                    "school_urn": urn,
                    "year": [year] * count,
                    "distance": adds + prior + noise,
                    "national": [46.0] * count,
                    "pupil_count": pupils,
                }
            )
        )
        figures.append(
            pl.DataFrame(
                {
                    "school_urn": urn,
                    "time_period": [period_of(year)] * count,
                    "measure": ["ks4.prior_attainment"] * count,
                    "value": 100 + prior,
                }
            )
        )
    return pl.concat(points), pl.concat(figures)


def test_a_case_has_the_past_and_never_the_result_to_come() -> None:
    points, figures = country(20)
    inputs = [PRIOR]
    cases = build_cases(points, figures, target=2019, last_year=2018, inputs=inputs)
    unknown = points.with_columns(
        distance=pl.when(pl.col("year") == 2019).then(99.0).otherwise("distance")
    )
    unknown_cases = build_cases(unknown, figures, target=2019, last_year=2018, inputs=inputs)
    assert np.array_equal(cases.columns, unknown_cases.columns)
    assert set(unknown_cases.result) == {99.0}
    row = points.filter(pl.col("school_urn") == 100_003).sort("year")["distance"].to_list()
    place = cases.names.index
    assert cases.columns[3, place("last")] == row[1]
    assert cases.columns[3, place("second")] == row[0]
    assert cases.two_years[3] == pytest.approx((row[0] + row[1]) / 2)


def test_inputs_are_standard_deviations_from_the_mean_of_their_year() -> None:
    points, figures = country(50)
    cases = build_cases(points, figures, target=2019, last_year=2018, inputs=[PRIOR])
    column = cases.columns[:, cases.names.index("prior")]
    assert (column.mean(), column.std(ddof=1)) == pytest.approx((0, 1))


def test_a_school_without_a_needed_input_has_no_case() -> None:
    points, figures = country(30)
    is_kept = (pl.col("school_urn") != 100_007) | (pl.col("time_period") != "201819")
    cases = build_cases(
        points, figures.filter(is_kept), target=2019, last_year=2018, inputs=[PRIOR]
    )
    assert 100_007 not in cases.school_urn
    assert len(cases.school_urn) == 29


def test_the_size_of_the_cohort_is_what_the_school_says() -> None:
    points, figures = country(20)
    cases = build_cases(
        points, figures, target=2019, last_year=2018, inputs=[], cohorts={100_004: 77}
    )
    assert cases.pupils[4] == 77


def test_fit_is_least_squares_where_all_cohorts_are_alike() -> None:
    points, figures = country(300)
    alike = points.with_columns(pupil_count=pl.lit(150))
    cases = build_cases(alike, figures, target=2019, last_year=2018, inputs=[PRIOR])
    fit = fit_estimate(cases, BANDS)
    plain = cases.columns @ np.linalg.lstsq(cases.columns, cases.result, rcond=None)[0]
    assert fit.estimate(cases)[0] == pytest.approx(plain, abs=1e-3)


def test_prior_attainment_is_worth_what_it_is_worth_and_intervals_cover() -> None:
    points, figures = country(3_000)
    row = backtest(points, figures, target=2019, last_year=2018, inputs=[PRIOR], band_from=BANDS)
    assert row.error < 0.8 * row.last_error
    assert row.error < row.past_error
    assert 77 <= row.covered_percent <= 85
    assert all(band.covered_percent >= 75 for band in row.band)
    later = backtest(
        points, figures, target=2019, last_year=2018, inputs=[PRIOR], band_from=BANDS,
        fitted_on=(2018, 2017),
    )  # fmt: skip
    assert later.error < 0.85 * later.last_error


def test_no_school_is_estimated_by_a_fit_that_knows_its_result() -> None:
    points, figures = country(400)
    cases = build_cases(points, figures, target=2019, last_year=2018, inputs=[PRIOR])
    before, _ = cross_fit(cases, BANDS)
    cases.result[17] += 1_000
    after, _ = cross_fit(cases, BANDS)
    assert after[17] == before[17]
    assert not np.array_equal(after, before)


def test_few_schools_are_no_ground_for_a_fit() -> None:
    points, figures = country(50)
    cases = build_cases(points, figures, target=2019, last_year=2018, inputs=[])
    with pytest.raises(InputError, match="50 schools; expected at least 200"):
        fit_estimate(cases, BANDS)


def test_bands() -> None:
    assert band_of(np.array([1.0, 99, 100, 5_000]), BANDS).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("name", sorted(indication_measures()))
def test_every_measure_was_held_against_results(name: str) -> None:
    measure = indication_measures()[name]
    for version in fitted_estimates()[name].version:
        assert version.backtest
        assert version.band_from == measure.band_from


def test_what_is_shown_meets_every_bar_and_progress_8_is_not_shown() -> None:
    version_ids = {
        name: [v.id for v in fit.version if not why_not_shown(indication_measures()[name], v)]
        for name, fit in fitted_estimates().items()
    }
    assert version_ids == {
        "ks2-rwm-expected": ["this_cohort"],
        "ks4-attainment-8": ["with_last_prior", "this_cohort"],
        "ks4-english-maths-9-4": ["this_cohort"],
        "ks4-progress-8": [],
    }
    for name, ids in version_ids.items():
        bars = indication_measures()[name].bars
        for version in fitted_estimates()[name].version:
            for row in version.backtest:
                if version.id in ids and row.decides:
                    assert row.gain_percent >= bars.least_gain_percent == 10
                    assert 77 <= row.covered_percent <= 85
                    assert all(band.covered_percent >= 75 for band in row.band)
                    if row.two_year_estimate_error is not None:
                        assert row.two_year_estimate_error < row.two_year_error


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"error": 2.0, "two_year_estimate_error": 2.0}, "its mean error was 9% below"),
        ({"two_year_estimate_error": 2.08}, "the mean of two years was no worse"),
        ({"covered_percent": 76.9}, "its 80% intervals covered 77%; 77 to 85% is needed"),
        ({"covered_percent": 85.1}, "its 80% intervals covered 85%"),
    ],
)
def test_each_bar_by_itself(change: dict[str, float], reason: str) -> None:
    measure = indication_measures()["ks4-attainment-8"]
    version = fitted_estimates()["ks4-attainment-8"].version[0]
    row = version.backtest[0].model_copy(
        update=change | {"last_error": 2.2, "two_year_error": 2.08}
    )
    changed_version = version.model_copy(update={"backtest": (row,)})
    assert any(reason in text for text in why_not_shown(measure, changed_version))


def test_a_band_that_is_too_sure_of_itself() -> None:
    measure = indication_measures()["ks4-english-maths-9-4"]
    version = fitted_estimates()["ks4-english-maths-9-4"].version[0]
    assert why_not_shown(measure, version) == [
        "in 2018/19 they covered 71% of cohorts from 0; 75% is needed"
    ]


@pytest.mark.parametrize("period", ["202425", "202526"])
def test_cohorts_without_key_stage_2_have_none(period: str) -> None:
    points, figures = country(300)
    answer = early_indications(
        points, figures, measure="ks4-attainment-8", time_period=period, as_of=date(2026, 11, 30)
    )
    assert answer.schools == ()
    assert answer.reasons[0].startswith("this cohort sat no key stage 2 tests")
    assert why_never_shown(indication_measures()["ks4-attainment-8"], "202627") == ""


def test_an_indication_says_what_it_is() -> None:
    points, figures = country(300)
    answer = early_indications(
        points, figures, measure="ks4-attainment-8", time_period="201819", as_of=date(2026, 1, 1)
    )
    row = answer.schools[0]
    assert row.lower < row.value < row.upper
    assert row.fit_id == "with_last_prior"
    assert row.sentence().startswith("Attainment 8 in 2018/19: about ")
    assert row.sentence().endswith(row.nothing_decided)
    assert "No prediction and no early indication sets a category" in row.sentence()


def test_without_the_last_cohorts_prior_the_other_version_is_used() -> None:
    points, figures = country(300)
    this_year = figures.filter(pl.col("time_period") == "201819")
    answer = early_indications(
        points, this_year, measure="ks4-attainment-8", time_period="201819",
        as_of=date(2026, 1, 1),
    )  # fmt: skip
    assert {row.fit_id for row in answer.schools} == {"this_cohort"}


def test_silence_has_its_reason() -> None:
    points, figures = country(300)
    ask = {"points": points, "figures": figures, "time_period": "201819"}
    early = early_indications(**ask, measure="ks4-attainment-8", as_of=date(2020, 1, 1))
    assert early.reasons == ("nothing was fitted by that day",)
    progress = early_indications(**ask, measure="ks4-progress-8", as_of=date(2026, 1, 1))
    assert progress.reasons[0].startswith("an estimate of Progress 8 is hardly better")
    unknown = early_indications(
        points, figures.clear(), measure="ks4-attainment-8", time_period="201819",
        as_of=date(2026, 1, 1),
    )  # fmt: skip
    assert "the key stage 2 average of the cohort is not known" in unknown.reasons
    old = early_indications(
        points, figures, measure="ks4-attainment-8", time_period="202627", as_of=date(2026, 1, 1)
    )
    assert old.reasons == ("no results of the 4 years before are held",)
    with pytest.raises(UsageError, match="there is no early indication of 'ks4-music'"):
        early_indications(**ask, measure="ks4-music", as_of=date(2026, 1, 1))
