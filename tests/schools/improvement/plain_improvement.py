"""The slow, plain twin of the table of statements: one school at a time, by the formula."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

from stocktake.schools.improvement.forecasts import ForecastVersion
from stocktake.schools.improvement.measures import ImprovementMeasure


def judge_plainly(
    results: dict[int, float],
    pupils: int | None,
    *,
    level: float,
    due_year: int,
    measure: ImprovementMeasure,
    version: ForecastVersion,
) -> dict[str, Any]:
    """The verdict on one school; ``results`` are distances to the national result by summer."""
    if not results:
        return {"verdict": "cannot_tell", "reason": "no_results", "probability": None}
    latest = max(results)
    breaks = measure.hard_break_years
    if any(latest < year <= due_year for year in breaks):
        return {"verdict": "cannot_tell", "reason": "break_ahead", "probability": None}
    comparable = {
        year: value
        for year, value in results.items()
        if year >= latest - measure.window_years
        and not any(year < limit <= latest for limit in breaks)
    }
    if len(comparable) < 2:
        return {"verdict": "cannot_tell", "reason": "one_point", "probability": None}
    if pupils is None:
        return {"verdict": "cannot_tell", "reason": "cohort_unknown", "probability": None}
    best = None
    for pattern in version.pattern:
        years = [latest - lag for lag in pattern.lags]
        if pattern.horizon != due_year - latest or any(year not in comparable for year in years):
            continue
        if best is None or len(pattern.lags) > len(best.lags):
            best = pattern
    if best is None:
        return {"verdict": "cannot_tell", "reason": "no_forecast", "probability": None}
    expected = best.constant
    for lag, past, small in zip(best.lags, best.past, best.small, strict=True):
        expected += (past + small * (30 / pupils) ** 0.5) * comparable[latest - lag]
    spread = (best.variance + best.variance_per_pupil / pupils) ** 0.5
    probability = 1 - NormalDist(expected, spread).cdf(level)
    if probability >= 0.75:
        return {"verdict": "sufficient", "reason": None, "probability": probability}
    if probability <= 0.25:
        return {"verdict": "not_sufficient", "reason": None, "probability": probability}
    return {"verdict": "cannot_tell", "reason": "between", "probability": probability}
