"""Fits a forecast on what schools scored: once for all schools, or by parts for a back-test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.measures import year_label
from stocktake.standards.errors import Fault, InputError

Floats = NDArray[np.float64]

TYPICAL_COHORT = 30
LOWEST_SD = 3.0
"""Schools further than this from the mean are left out: they are not of one population."""
ROUNDS = 4
FOLDS = 5
FEWEST_CASES = 100


@dataclass(frozen=True)
class Window:
    """Years whose results forecast the result of a later one.

    Parameters
    ----------
    past : tuple of int
        Years, the latest first.
    target : int
        The year forecast.
    """

    past: tuple[int, ...]
    target: int

    @property
    def lags(self) -> tuple[int, ...]:
        """Years back from the latest result."""
        return tuple(self.past[0] - year for year in self.past)

    @property
    def horizon(self) -> int:
        """Years from the latest result to the one forecast."""
        return self.target - self.past[0]

    @property
    def title(self) -> str:
        """The window in words.

        Examples
        --------
        >>> Window((2017, 2016), 2019).title
        '2015/16 and 2016/17 to 2018/19'
        """
        return f"{' and '.join(year_label(y) for y in reversed(self.past))} to " + year_label(
            self.target
        )


@dataclass(frozen=True)
class Cases:
    """The schools of a window: distances to the national result, pupils, what came of it.

    ``past`` has one row for each school and one column for each year, the latest first.
    """

    school_urn: NDArray[np.int64]
    past: Floats
    pupils: Floats
    result: Floats

    def take(self, rows: NDArray[np.bool_]) -> Cases:
        """Only some of the schools."""
        return Cases(self.school_urn[rows], self.past[rows], self.pupils[rows], self.result[rows])


@dataclass(frozen=True)
class Coefficients:
    """What was fitted: see ``ForecastPattern`` for the formula."""

    constant: float
    past: Floats
    small: Floats
    variance: float
    variance_per_pupil: float
    cases_count: int


def window_cases(points: pl.DataFrame, window: Window) -> Cases:
    """The schools that have every result of a window, and a number of pupils."""
    years = (*window.past, window.target)
    wide = points.filter(pl.col("year").is_in(years)).pivot(
        "year", index="school_urn", values="relative"
    )
    names = [str(year) for year in years]
    missing = [name for name in names if name not in wide.columns]
    if missing:
        fault = Fault(
            window.title, f"no results of {', '.join(year_label(int(name)) for name in missing)}"
        )
        raise InputError("the forecast cannot be fitted", [fault])
    pupils = points.filter(pl.col("year") == window.past[0]).select("school_urn", "pupil_count")
    rows = wide.join(pupils, on="school_urn").drop_nulls([*names, "pupil_count"])
    rows = rows.sort("school_urn")
    return Cases(
        rows["school_urn"].to_numpy(),
        rows.select(names[:-1]).to_numpy().astype(np.float64),
        rows["pupil_count"].to_numpy().astype(np.float64),
        rows[names[-1]].to_numpy().astype(np.float64),
    )


def join_cases(parts: Sequence[Cases]) -> Cases:
    """The cases of several windows together."""
    return Cases(
        np.concatenate([part.school_urn for part in parts]),
        np.concatenate([part.past for part in parts]),
        np.concatenate([part.pupils for part in parts]),
        np.concatenate([part.result for part in parts]),
    )


def design(past: Floats, pupils: Floats) -> Floats:
    """The columns of the regression: 1, the past results, and each times sqrt(30 / pupils)."""
    shrink = np.sqrt(TYPICAL_COHORT / pupils)[:, None]
    return np.column_stack([np.ones(len(pupils)), past, past * shrink])


def fit_forecast(cases: Cases) -> Coefficients:
    """Fit the forecast by least squares, weighted by the variance that the fit itself finds.

    Raises
    ------
    InputError
        Fewer than a hundred schools: nothing is concluded from so few.
    """
    latest = cases.past[:, 0]
    usual = np.abs(latest - latest.mean()) < LOWEST_SD * latest.std()
    cases = cases.take(usual)
    count = len(cases.result)
    if count < FEWEST_CASES:
        fault = Fault("", f"{count} schools", f"at least {FEWEST_CASES}", "load more years")
        raise InputError("the forecast cannot be fitted", [fault])
    columns = design(cases.past, cases.pupils)
    weight = np.ones(count)
    for _ in range(ROUNDS):
        root = np.sqrt(weight)
        solution = np.linalg.lstsq(columns * root[:, None], cases.result * root, rcond=None)[0]
        squares = (cases.result - columns @ solution) ** 2
        variance, per_pupil = _variance(squares, cases.pupils, weight)
        weight = 1 / (variance + per_pupil / cases.pupils)
    width = cases.past.shape[1]
    return Coefficients(
        float(solution[0]),
        np.asarray(solution[1 : 1 + width], dtype=np.float64),
        np.asarray(solution[1 + width :], dtype=np.float64),
        variance,
        per_pupil,
        count,
    )


def _variance(squares: Floats, pupils: Floats, weight: Floats) -> tuple[float, float]:
    """The part of the squared error that all schools share, and the part that pupils divide."""
    columns = np.column_stack([np.ones(len(pupils)), 1 / pupils])
    shared, per_pupil = np.linalg.lstsq(columns * weight[:, None], squares * weight, rcond=None)[0]
    if per_pupil < 0:
        return float(np.average(squares, weights=weight)), 0.0
    if shared < 0:
        return 0.0, float(np.average(squares * pupils, weights=weight))
    return float(shared), float(per_pupil)


def expect(fit: Coefficients, past: Floats, pupils: Floats) -> tuple[Floats, Floats]:
    """The expected distance to the national result, and its standard deviation."""
    solution = np.concatenate([[fit.constant], fit.past, fit.small])
    expected = design(past, pupils) @ solution
    return expected, np.sqrt(fit.variance + fit.variance_per_pupil / pupils)


def fold_of(school_urn: NDArray[np.int64]) -> NDArray[np.int64]:
    """The part of a back-test that a school belongs to: the same whatever else is in the file."""
    mixed = (school_urn * np.int64(2_654_435_761)) % np.int64(2**32)
    return (mixed >> 6) % FOLDS


def cross_fit(windows: Sequence[Cases]) -> list[tuple[Floats, Floats]]:
    """Forecast each school by a fit from which that school is left out, in all windows alike.

    Returns
    -------
    list of (expected, standard deviation)
        One pair for each window.
    """
    pooled = join_cases(windows)
    folds = fold_of(pooled.school_urn)
    expected, spread = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in range(FOLDS):
        rows = folds == fold
        if rows.any():
            fit = fit_forecast(pooled.take(~rows))
            expected[rows], spread[rows] = expect(fit, pooled.past[rows], pooled.pupils[rows])
    ends = np.cumsum([len(part.result) for part in windows])[:-1]
    return list(zip(np.split(expected, ends), np.split(spread, ends), strict=True))
