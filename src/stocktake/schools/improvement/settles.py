"""What would settle a "cannot tell", and by when: the next results, and which they must be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np

from stocktake.schools.improvement.fit import TYPICAL_COHORT
from stocktake.schools.improvement.forecasts import ForecastPattern, ForecastVersion
from stocktake.schools.improvement.judge import NOT_SUFFICIENT_TO, SUFFICIENT_FROM
from stocktake.schools.improvement.measures import ImprovementMeasure


@dataclass(frozen=True)
class Turning:
    """Distances of the next result to the national one at which the verdict would turn."""

    sufficient_from: float | None
    not_sufficient_to: float | None


def next_results_year(measure: ImprovementMeasure, year: int) -> int:
    """The first summer after a year that has results of the measure."""
    later = year + 1
    while measure.absent_in(later):
        later += 1
    return later


def expected_from(measure: ImprovementMeasure, year: int) -> date:
    """The first day of the month in which the results of a summer are expected."""
    after_new_year = measure.results_month < 8
    return date(year + 1 if after_new_year else year, measure.results_month, 1)


def turning_points(
    version: ForecastVersion,
    past: dict[int, float],
    *,
    latest_year: int,
    due_year: int,
    level: float,
    pupils: int,
) -> Turning:
    """Find which next result would make the rate sufficient, and which not sufficient.

    Parameters
    ----------
    past : dict of int to float
        Distances to the national result by summer.
    latest_year : int
        The summer of the next result is the one after.
    """
    horizon = due_year - latest_year - 1
    if horizon == 0:
        # The next result is the one that counts: it reaches the level or it does not.
        return Turning(level, level)
    pattern = _pattern_after(version, past, latest_year + 1, horizon)
    if pattern is None:
        return Turning(None, None)
    shrink = np.sqrt(TYPICAL_COHORT / pupils)
    weights = [a + b * shrink for a, b in zip(pattern.past, pattern.small, strict=True)]
    rest = pattern.constant + sum(
        weight * past[latest_year + 1 - lag]
        for weight, lag in zip(weights[1:], pattern.lags[1:], strict=True)
    )
    if weights[0] <= 0:
        return Turning(None, None)
    spread = float(np.sqrt(pattern.variance + pattern.variance_per_pupil / pupils))
    ends = [
        float((level + NormalDist().inv_cdf(chance) * spread - rest) / weights[0])
        for chance in (SUFFICIENT_FROM, NOT_SUFFICIENT_TO)
    ]
    return Turning(*ends)


def _pattern_after(
    version: ForecastVersion, past: dict[int, float], year: int, horizon: int
) -> ForecastPattern | None:
    """The forecast that will be used once the results of a year are known."""
    usable = [
        item
        for item in version.pattern
        if item.horizon == horizon and all(year - lag in past for lag in item.lags[1:])
    ]
    return max(usable, key=lambda item: len(item.lags), default=None)
