"""An adjusted figure stands next to the school's own, and only where there is a record."""

from __future__ import annotations

import numpy as np
import pytest
from prediction_rows import make_prediction

from stocktake.schools.predictions import SchoolAccuracy, adjust_prediction, prediction_measures
from stocktake.schools.predictions.early.mocks import MockRecord, combine_with_mock

MEASURE = prediction_measures()["ks4-attainment-8"]
RECORD = SchoolAccuracy(
    school_urn=100001,
    measure="ks4-attainment-8",
    verdict="optimistic",
    years=("202324", "202425"),
    bias=5.0,
    lower=3.4,
    upper=6.6,
    shrunken_bias=4.2,
    chance_bias=1.6,
    adjusted_p=0.01,
    tolerance=2.0,
    reason="",
)


def test_the_schools_own_figure_stays_and_comes_first() -> None:
    adjusted = adjust_prediction(make_prediction(value=44.0), RECORD, MEASURE)
    assert adjusted is not None
    assert list(adjusted.model_dump())[3] == "school_value"
    assert (adjusted.school_value, adjusted.adjusted_value) == (44.0, pytest.approx(39.8))
    assert adjusted.lower < 39.8 < adjusted.upper
    assert "No prediction" in adjusted.nothing_decided


@pytest.mark.parametrize(
    "difference",
    [
        {"school_urn": 100002},
        {"measure": "ks4-english-maths-9-4"},
        {"years": ("202425",)},
        {"years": ("202425", "202526")},
    ],
)
def test_no_figure_without_a_record_of_its_own_earlier_years(difference: dict[str, object]) -> None:
    record = RECORD.model_copy(update=difference)
    assert adjust_prediction(make_prediction(), record, MEASURE) is None
    assert adjust_prediction(make_prediction(group="boys"), RECORD, MEASURE) is None


def test_it_never_leaves_the_measure() -> None:
    low = adjust_prediction(make_prediction(value=1.0), RECORD, MEASURE)
    assert low is not None
    assert (low.adjusted_value, low.lower) == (0.0, 0.0)


def test_an_adjusted_figure_covers_four_in_five_and_a_corrected_mock_helps() -> None:
    chance = np.random.default_rng(1)
    count = 20_000
    truth = chance.normal(40, 5, count)
    shared = chance.normal(0, 1, count)
    estimate = truth + shared + chance.normal(0, 1.7, count)
    mock = truth + 6 + shared + chance.normal(0, 1.7, count)
    record = MockRecord(100001, bias=6.0, error_sd=2.0, years_count=3)
    rows = [combine_with_mock(e, 2.0, m, record, 0.0) for e, m in zip(estimate, mock, strict=True)]
    value, spread = np.array(rows).T
    assert np.abs(value - truth).mean() < np.abs(estimate - truth).mean()
    assert 0.77 <= (np.abs(value - truth) <= 1.2816 * spread).mean() <= 0.86


def test_a_mock_never_makes_an_estimate_less_sure() -> None:
    record = MockRecord(100001, bias=0.0, error_sd=50.0, years_count=3)
    value, spread = combine_with_mock(40.0, 2.0, 60.0, record, 1.0)
    assert spread <= 2.0
    assert value == pytest.approx(40, abs=0.1)
