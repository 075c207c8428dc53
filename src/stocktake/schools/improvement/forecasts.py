"""The coefficients of a forecast: a dated definition, with how its statements came out."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from stocktake.schools.improvement.measures import Period6
from stocktake.standards.definitions import Definition, Source, load_folder


class BacktestFigures(Definition):
    """How statements of a pattern came out where the result is known.

    Counts are of statements; percentages are of the level reached, null where none was made.
    """

    statements_count: int = Field(ge=0)
    reached_percent: float = Field(ge=0, le=100)
    sufficient_count: int = Field(ge=0)
    sufficient_reached_percent: float | None = Field(default=None, ge=0, le=100)
    not_sufficient_count: int = Field(ge=0)
    not_sufficient_reached_percent: float | None = Field(default=None, ge=0, le=100)
    cannot_tell_percent: float = Field(ge=0, le=100)
    gain: float
    """The gain on the first result that was asked for."""


class ForecastPattern(Definition):
    """One forecast: from results so many years back, for so many years ahead.

    With r the distances to the national result, the latest first, and n the pupils of the
    cohort: expected = constant + sum of (past + small x sqrt(30/n)) x r; variance = variance +
    variance_per_pupil / n.

    Parameters
    ----------
    lags : tuple of int
        Years back from the latest result, from 0.
    horizon : int
        Years from the latest result to the one forecast.
    windows : tuple of str
        The years it was fitted on.
    schools_count : int
        Cases it was fitted on.
    """

    lags: tuple[int, ...] = Field(min_length=1)
    horizon: int = Field(ge=1)
    windows: tuple[str, ...]
    schools_count: int = Field(ge=1)
    constant: float
    past: tuple[float, ...]
    small: tuple[float, ...]
    variance: float = Field(ge=0)
    variance_per_pupil: float = Field(ge=0)
    backtest: BacktestFigures

    @model_validator(mode="after")
    def _must_have_a_coefficient_for_each_lag(self) -> Self:
        if not len(self.lags) == len(self.past) == len(self.small):
            raise ValueError("lags, past and small have one entry for each past result")
        if self.lags[0] != 0 or list(self.lags) != sorted(set(self.lags)):
            raise ValueError("lags begin with 0 and rise")
        if self.variance + self.variance_per_pupil <= 0:
            raise ValueError("a forecast without any variance would be certain")
        return self


class ForecastVersion(Definition):
    """The patterns in use from a day on."""

    starts: date
    results_to: Period6
    pattern: tuple[ForecastPattern, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _must_have_one_pattern_for_a_question(self) -> Self:
        keys = [(item.lags, item.horizon) for item in self.pattern]
        if len(set(keys)) < len(keys):
            raise ValueError("two patterns have the same lags and horizon")
        return self

    def horizons(self) -> tuple[int, ...]:
        """For how many years ahead there is a forecast."""
        return tuple(sorted({item.horizon for item in self.pattern}))


class Forecast(Definition):
    """The forecasts of one measure, by the day from which they are used."""

    measure: str
    source: Source
    version: tuple[ForecastVersion, ...] = Field(min_length=1)

    def on(self, as_of: date) -> ForecastVersion:
        """The version in use on a day; before the first, the first."""
        versions = sorted(self.version, key=lambda item: item.starts)
        in_use = [item for item in versions if item.starts <= as_of]
        return in_use[-1] if in_use else versions[0]


@lru_cache(maxsize=8)
def load_forecasts(own_folder: Path | None = None) -> dict[str, Forecast]:
    """The forecasts of the definition files, by measure."""
    definitions = load_folder("stocktake.schools", "forecasts", Forecast, own_folder=own_folder)
    return {item.value.measure: item.value for item in definitions.values()}
