"""Makes the definition of a measure's forecasts: every pattern fitted, back-tested and dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from stocktake.schools.improvement.backtest import Backtest, cross_fitted_backtests, pool
from stocktake.schools.improvement.fit import (
    Coefficients,
    Window,
    fit_forecast,
    join_cases,
    window_cases,
)
from stocktake.schools.improvement.forecasts import BacktestFigures, Forecast
from stocktake.schools.improvement.measures import period_of
from stocktake.standards.definitions import Source
from stocktake.standards.errors import Fault, UsageError

DIGITS = 5
"""Figures of a coefficient that a definition keeps."""


@dataclass(frozen=True)
class FitPlan:
    """What is fitted for a measure: windows of one pattern together, and the gain asked for."""

    measure: str
    gain: float
    patterns: tuple[tuple[Window, ...], ...]

    def __post_init__(self) -> None:
        for windows in self.patterns:
            if len({(window.lags, window.horizon) for window in windows}) != 1:
                fault = Fault(self.measure, "windows of different lags or horizons in one pattern")
                raise UsageError("this cannot be fitted together", [fault])


def fit_definition(
    points: pl.DataFrame, plan: FitPlan, *, starts: date, source: Source
) -> Forecast:
    """Fit every pattern of a plan and hold each against what happened.

    Parameters
    ----------
    points : DataFrame
        As :func:`comparable_points` returns them, of state-funded mainstream schools.
    plan : FitPlan
    starts : date
        The day from which the coefficients are used.

    Returns
    -------
    Forecast
        The definition to keep; its back-test figures are cross-fitted by school.
    """
    patterns = [_pattern(points, windows, plan.gain) for windows in plan.patterns]
    last = max(window.target for windows in plan.patterns for window in windows)
    return Forecast.model_validate(
        {
            "measure": plan.measure,
            "source": source,
            "version": [
                {"starts": starts, "results_to": period_of(last), "pattern": patterns},
            ],
        }
    )


def _pattern(points: pl.DataFrame, windows: Sequence[Window], gain: float) -> dict[str, Any]:
    fit = fit_forecast(join_cases([window_cases(points, window) for window in windows]))
    pooled = pool(cross_fitted_backtests(points, windows, gain))
    return {
        "lags": windows[0].lags,
        "horizon": windows[0].horizon,
        "windows": [window.title for window in windows],
        "schools_count": fit.cases_count,
        **_rounded_fit(fit),
        "backtest": figures_of(pooled).model_dump(exclude_none=True),
    }


def _rounded_fit(fit: Coefficients) -> dict[str, Any]:
    return {
        "constant": round(fit.constant, DIGITS),
        "past": [round(float(value), DIGITS) for value in fit.past],
        "small": [round(float(value), DIGITS) for value in fit.small],
        "variance": round(fit.variance, DIGITS),
        "variance_per_pupil": round(fit.variance_per_pupil, DIGITS),
    }


def figures_of(backtest: Backtest) -> BacktestFigures:
    """A back-test as a definition keeps it, percentages to one decimal place."""

    def percent(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return BacktestFigures(
        gain=backtest.gain,
        statements_count=backtest.statements.statements_count,
        reached_percent=round(backtest.statements.reached_percent or 0.0, 1),
        sufficient_count=backtest.sufficient.statements_count,
        sufficient_reached_percent=percent(backtest.sufficient.reached_percent),
        not_sufficient_count=backtest.not_sufficient.statements_count,
        not_sufficient_reached_percent=percent(backtest.not_sufficient.reached_percent),
        cannot_tell_percent=round(backtest.cannot_tell_percent, 1),
    )


def definition_text(forecast: Forecast, heading: str) -> str:
    """The definition file, as TOML with a comment that says how it was made."""
    import tomli_w

    content = forecast.model_dump(mode="python", exclude_none=True)
    lines = "".join(f"# {line}\n" for line in heading.splitlines())
    return f"{lines}\n{tomli_w.dumps(_plain(content))}"


def _plain(value: Any) -> Any:
    """Tuples as lists, which TOML writes."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
