"""What chance does at a cohort's size: exact sums, slow twins, and scipy where it is at hand."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.schools.predictions.shrinkage import shrink_estimates
from stocktake.schools.predictions.uncertainty import (
    binomial_mean_error,
    binomial_share_within,
    grade_noise,
    normal_share_within,
    student_tail,
)

SHARES, SIZES = st.integers(0, 100), st.integers(1, 60)


def masses(percent: float, n: int) -> list[float]:
    """The chance of each number of pupils, term by term."""
    p = percent / 100
    return [math.comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n + 1)]


@given(SHARES, SIZES)
def test_mean_error_is_the_sum_over_all_outcomes(percent: int, n: int) -> None:
    plain = sum(m * abs(100 * k / n - percent) for k, m in enumerate(masses(percent, n)))
    assert binomial_mean_error(percent, n) == pytest.approx(plain, abs=1e-9)


@given(SHARES, SIZES, st.integers(1, 30))
def test_share_within_is_the_sum_over_outcomes_within(percent: int, n: int, within: int) -> None:
    plain = sum(
        m for k, m in enumerate(masses(percent, n)) if abs(100 * k - percent * n) <= within * n
    )
    assert binomial_share_within(percent, n, within) == pytest.approx(100 * plain, abs=1e-7)


def test_thirty_pupils_are_nine_points_uncertain() -> None:
    # One standard error of a half of 30 pupils is 9 points, of which the mean size is 0.8.
    assert binomial_mean_error(50, 30) == pytest.approx(9.13 * math.sqrt(2 / math.pi), rel=0.01)
    assert binomial_share_within(50, 30, 5) < 42


def test_a_normal_mean_within_its_spread() -> None:
    assert normal_share_within(2.0, 2.0) == pytest.approx(68.27, abs=0.01)
    assert normal_share_within(0.0, 1.0) == 100


def test_grades_by_simulation_are_near_the_formula_and_the_same_every_day() -> None:
    counts = {"9": 10, "5": 60, "4": 60, "U": 20}
    points = [9] * 10 + [5] * 60 + [4] * 60 + [0] * 20
    spread = float(np.std(points)) / math.sqrt(150)
    noise = grade_noise(counts)
    assert noise.mean_error_grades == pytest.approx(spread * math.sqrt(2 / math.pi), rel=0.05)
    assert noise == grade_noise(dict(counts))
    assert grade_noise({"5": 0}).misplaced_percent == 0


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 30, 399])
@pytest.mark.parametrize("t", [-3.0, -0.5, 0.0, 1.0, 2.5, 9.0])
def test_student_tails_are_those_of_scipy(t: float, degrees: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert student_tail(t, degrees) == pytest.approx(stats.t.sf(t, degrees), abs=1e-12)


def test_without_degrees_of_freedom_the_tail_is_normal() -> None:
    assert student_tail(1.96, 0) == pytest.approx(1 - NormalDist().cdf(1.96))


def test_shrinkage_by_hand() -> None:
    # Two schools 4 apart, each with variance 1: between them 8 - 1 = 7, so 7/8 is kept.
    shrunken = shrink_estimates([0.0, 4.0], [1.0, 1.0])
    assert (shrunken.centre, shrunken.spread_variance) == (2.0, 7.0)
    assert shrunken.estimates == (0.25, 3.75)
    assert shrunken.variances == (0.875, 0.875)


@given(
    st.lists(
        st.tuples(st.floats(-5, 5), st.floats(0.01, 4)),
        min_size=1,
        max_size=12,
    )
)
def test_a_shrunken_estimate_lies_between_its_own_and_the_centre(
    rows: list[tuple[float, float]],
) -> None:
    values, variances = [v for v, _ in rows], [s for _, s in rows]
    shrunken = shrink_estimates(values, variances)
    for value, estimate in zip(values, shrunken.estimates, strict=True):
        low, high = sorted((value, shrunken.centre))
        assert low - 1e-9 <= estimate <= high + 1e-9
