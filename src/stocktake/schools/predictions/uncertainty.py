"""What chance alone does at a cohort's size: to a share, to a mean, to a distribution of grades."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import NormalDist

import numpy as np
import polars as pl
from numpy.typing import NDArray

SEED = 20_260_831
DRAWS = 2_000
MEAN_ABSOLUTE_NORMAL = math.sqrt(2 / math.pi)
"""Mean absolute value of a standard normal variable."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class GradeNoise:
    """What a forecaster who knew each pupil's true chances would still get wrong.

    Parameters
    ----------
    mean_error_grades : float
        Mean absolute error of the mean grade.
    misplaced_percent : float
        Mean share of pupils whom two such cohorts' distributions do not have in common.
    """

    mean_error_grades: float
    misplaced_percent: float


@lru_cache(maxsize=100_000)
def binomial_mean_error(percent: float, pupil_count: int) -> float:
    """Mean absolute error of a share in percentage points where the true share is known.

    Notes
    -----
    Source: A. de Moivre (1730); P. Diaconis and S. Zabell, Closed form summation for classical
    distributions (1991): the mean absolute deviation of a binomial is exact.

    Examples
    --------
    >>> round(binomial_mean_error(50, 30), 2), binomial_mean_error(100, 30)
    (7.22, 0.0)
    """
    p, n = percent / 100, pupil_count
    if n < 1 or not 0 < p < 1:
        return 0.0
    k = math.floor(n * p) + 1
    log_mass = (
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(p)
        + (n - k + 1) * math.log1p(-p)
    )
    return 100 * 2 * k * math.exp(log_mass) / n


@lru_cache(maxsize=100_000)
def binomial_share_within(percent: float, pupil_count: int, tolerance: float) -> float:
    """Percent of cohorts whose share lies within a tolerance of the true one, by chance alone.

    Examples
    --------
    >>> round(binomial_share_within(50, 30, 5), 1)
    41.5
    """
    p, n = percent / 100, pupil_count
    if n < 1:
        return 100.0
    if not 0 < p < 1:
        return 100.0
    # A hair more, so that a share exactly at the tolerance counts, as it does for a school.
    low = math.ceil(n * (p - tolerance / 100) - 1e-9)
    high = math.floor(n * (p + tolerance / 100) + 1e-9)
    counts = np.arange(max(low, 0), min(high, n) + 1)
    if not len(counts):
        return 0.0
    logs = _log_factorials(n)
    log_mass = (
        logs[n] - logs[counts] - logs[n - counts] + counts * math.log(p)
        + (n - counts) * math.log1p(-p)
    )  # fmt: skip
    return 100 * min(1.0, float(np.exp(log_mass).sum()))


def normal_share_within(spread: float, tolerance: float) -> float:
    """The same for a mean whose error has a standard deviation."""
    if spread <= 0:
        return 100.0
    return 100 * (2 * NormalDist().cdf(tolerance / spread) - 1)


def grade_noise(grade_counts: dict[str, int], *, seed: int = SEED) -> GradeNoise:
    """Simulate what chance does to a subject's grades at its cohort's size.

    Cohorts are drawn from the distribution itself, with a fixed seed: the same counts have the
    same answer on every day.

    Parameters
    ----------
    grade_counts : dict of str to int
        Pupils by grade.
    seed : int
    """
    from stocktake.schools.predictions.entry import GRADE_POINTS

    counts = np.array(list(grade_counts.values()), dtype=np.int64)
    total = int(counts.sum())
    if total == 0:
        return GradeNoise(0.0, 0.0)
    points = np.array([GRADE_POINTS[grade] for grade in grade_counts], dtype=np.float64)
    chance = counts / total
    draws = np.random.default_rng(seed).multinomial(total, chance, size=DRAWS)
    errors = np.abs(draws @ points / total - chance @ points)
    misplaced = np.abs(draws / total - chance).sum(axis=1) / 2
    return GradeNoise(float(errors.mean()), 100 * float(misplaced.mean()))


def sampling_sd(
    *, unit: str, share_percent: pl.Expr, pupil_count: pl.Expr, pupil_sd: pl.Expr
) -> pl.Expr:
    """Standard deviation of a result by chance among its pupils, in the measure's unit.

    Of a percentage it is that of a binomial with two pupils of each kind added, so that a cohort
    of which all or none reached the standard has a spread too. It overstates the spread a little:
    teachers know which pupils are likely to reach it.

    Notes
    -----
    Source: A. Agresti and B. Coull, Approximate is better than "exact" for interval estimation of
    binomial proportions (1998).
    """
    if unit != "percent":
        return pupil_sd / pupil_count.sqrt()
    share = (share_percent / 100 * pupil_count + 2) / (pupil_count + 4)
    return 100 * (share * (1 - share) / pupil_count).sqrt()


def student_tail(t: float, degrees: int) -> float:
    """Chance that a Student t variable with whole degrees of freedom is above ``t``.

    Notes
    -----
    Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3, 26.7.4.

    Examples
    --------
    >>> round(student_tail(2.228, 10), 3), round(student_tail(-1, 1), 2), student_tail(0, 5)
    (0.025, 0.75, 0.5)
    """
    if degrees < 1 or degrees > LARGEST_DEGREES:
        return 1 - NormalDist().cdf(t)
    angle = math.atan(abs(t) / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = degrees % 2
    term, total = (cosine, 0.0) if is_odd else (1.0, 0.0)
    for k in range(1 + is_odd, degrees, 2):
        total += term
        term *= cosine**2 * k / (k + 1)
    inside = (2 / math.pi) * (angle + sine * total) if is_odd else sine * total
    tail = (1 - inside) / 2
    return tail if t >= 0 else 1 - tail


LARGEST_DEGREES = 400
"""Above it a normal variable is as good."""


@cache
def _log_factorials(largest: int) -> Floats:
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, largest + 1)))))
