"""Fits an estimate on what schools scored, and the interval around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stocktake.schools.improvement.fit import FOLDS, fold_of
from stocktake.schools.predictions.early.cases import Cases, Floats
from stocktake.standards.errors import Fault, InputError

COVERED = 0.8
"""Share of schools whose result the interval is to cover."""
ROUNDS = 4
FEWEST_CASES = 200
FEWEST_IN_BAND = 50
RIDGE = 1e-6
"""Keeps a column that is the same for all schools from being divided by nothing."""


@dataclass(frozen=True)
class EstimateFit:
    """What was fitted.

    Parameters
    ----------
    coefficients : dict of str to float
        By column of the cases.
    variance, variance_per_pupil : float
        Of the error: the first, plus the second divided by the pupils.
    band_from : tuple of int
        Smallest cohort of each band, in order.
    band_width : tuple of float
        By band, the half interval in standard deviations of the error.
    cases_count : int
    """

    coefficients: dict[str, float]
    variance: float
    variance_per_pupil: float
    band_from: tuple[int, ...]
    band_width: tuple[float, ...]
    cases_count: int

    def estimate(self, cases: Cases) -> tuple[Floats, Floats]:
        """Each school's expected distance to the national result, and its half interval."""
        # A column that the fit never met says nothing: of an input that no school lacked.
        solution = np.array([self.coefficients.get(name, 0.0) for name in cases.names])
        spread = np.sqrt(self.variance + self.variance_per_pupil / cases.pupils)
        widths = np.array(self.band_width)[band_of(cases.pupils, self.band_from)]
        return cases.columns @ solution, spread * widths


def band_of(pupils: Floats, band_from: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The band of each cohort, from 0.

    Examples
    --------
    >>> band_of(np.array([6.0, 60.0, 250.0]), (0, 60, 100)).tolist()
    [0, 1, 2]
    """
    places = np.searchsorted(np.array(band_from), pupils, side="right") - 1
    return np.maximum(places, 0).astype(np.int64)


def fit_estimate(cases: Cases, band_from: Sequence[int]) -> EstimateFit:
    """Fit by least squares, weighted by the variance that the fit itself returns.

    Raises
    ------
    InputError
        Fewer than 200 schools with a result.
    """
    known_cases = cases.take(~np.isnan(cases.result))
    count = len(known_cases.result)
    if count < FEWEST_CASES:
        fault = Fault("", f"{count} schools", f"at least {FEWEST_CASES}", "load more years")
        raise InputError("the estimate cannot be fitted", [fault])
    columns, result, pupils = known_cases.columns, known_cases.result, known_cases.pupils
    weight = np.ones(count)
    for _ in range(ROUNDS):
        weighted = columns * weight[:, None]
        square = columns.T @ weighted + RIDGE * count * np.eye(columns.shape[1])
        solution = np.linalg.solve(square, weighted.T @ result)
        errors = result - columns @ solution
        variance, per_pupil = _variance(errors**2, pupils, weight)
        weight = 1 / (variance + per_pupil / pupils)
        weight = weight / weight.mean()
    sizes = np.abs(errors) / np.sqrt(variance + per_pupil / pupils)
    return EstimateFit(
        dict(zip(known_cases.names, solution.tolist(), strict=True)),
        variance,
        per_pupil,
        tuple(band_from),
        _widths(sizes, band_of(pupils, band_from), len(band_from)),
        count,
    )


def cross_fit(cases: Cases, band_from: Sequence[int]) -> tuple[Floats, Floats]:
    """Estimate each school by a fit from which that school is left out."""
    folds = fold_of(cases.school_urn)
    expected, half = np.zeros(len(folds)), np.zeros(len(folds))
    for fold in range(FOLDS):
        rows = folds == fold
        if rows.any():
            fit = fit_estimate(cases.take(~rows), band_from)
            expected[rows], half[rows] = fit.estimate(cases.take(rows))
    return expected, half


def _variance(squares: Floats, pupils: Floats, weight: Floats) -> tuple[float, float]:
    """The part of the squared error that all schools share, and the part that pupils divide."""
    columns = np.column_stack([np.ones(len(pupils)), 1 / pupils])
    shared, per_pupil = np.linalg.lstsq(columns * weight[:, None], squares * weight, rcond=None)[0]
    if per_pupil < 0:
        return float(np.average(squares, weights=weight)), 0.0
    if shared < 0:
        return 0.0, float(np.average(squares * pupils, weights=weight))
    return float(shared), float(per_pupil)


def _widths(
    sizes: Floats, bands: np.ndarray[tuple[int], np.dtype[np.int64]], count: int
) -> tuple[float, ...]:
    """By band, the size of error that four in five schools stay below."""
    overall = float(np.quantile(sizes, COVERED))
    widths = []
    for band in range(count):
        own_sizes = sizes[bands == band]
        enough = len(own_sizes) >= FEWEST_IN_BAND
        # Never narrower than for all schools: a band of few schools is easily too sure of itself.
        widths.append(max(overall, float(np.quantile(own_sizes, COVERED))) if enough else overall)
    return tuple(widths)
