"""Holds estimates against results: the error, what simpler rules would have got, the intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.measures import period_of
from stocktake.schools.predictions.early.cases import Cases, ContextInput, Floats, build_cases
from stocktake.schools.predictions.early.fit import band_of, cross_fit, fit_estimate
from stocktake.schools.predictions.early.schema import BacktestResult, BandCover


def backtest(
    points: pl.DataFrame,
    figures: pl.DataFrame,
    *,
    target: int,
    last_year: int,
    inputs: Sequence[ContextInput],
    band_from: Sequence[int],
    fitted_on: tuple[int, int] | None = None,
    decides: bool = True,
    note: str = "",
) -> BacktestResult:
    """Estimate the results of a summer that is over, from what was known before.

    Parameters
    ----------
    points, figures : polars.DataFrame
        As :func:`build_cases` takes them.
    target, last_year : int
        The summer estimated, and that of the last results before it.
    inputs : sequence of ContextInput
    band_from : sequence of int
    fitted_on : (int, int), optional
        Target and last year of an earlier summer to fit on; otherwise each school is estimated by
        a fit on the others' results of the target year.
    decides, note
        As :class:`BacktestResult` has them.
    """
    cases = _with_results(points, figures, target, last_year, inputs)
    earlier = (
        None
        if fitted_on is None
        else build_cases(
            points, figures, target=fitted_on[0], last_year=fitted_on[1], inputs=inputs
        )
    )
    expected, half = _estimates(cases, earlier, band_from)
    past_cases = _with_results(points, figures, target, last_year, ())
    past_earlier = (
        None
        if fitted_on is None
        else build_cases(points, figures, target=fitted_on[0], last_year=fitted_on[1], inputs=())
    )
    past_expected, _ = _estimates(past_cases, past_earlier, band_from)
    is_same = np.isin(past_cases.school_urn, cases.school_urn)
    errors = np.abs(cases.result - expected)
    has_two = ~np.isnan(cases.two_years)
    three = _three_years(points, cases, last_year)
    bands = band_of(cases.pupils, band_from)
    is_covered = errors <= half
    return BacktestResult(
        target=period_of(target),
        fitted_on=period_of(fitted_on[0] if fitted_on else target),
        schools_count=len(errors),
        last_error=_round(np.abs(cases.result - cases.last)),
        two_year_error=_round_or_none(np.abs(cases.result - cases.two_years)[has_two]),
        two_year_estimate_error=_round_or_none(errors[has_two]),
        three_year_error=_round_or_none(np.abs(cases.result - three)[~np.isnan(three)]),
        past_error=_round(np.abs(past_cases.result - past_expected)[is_same]),
        error=_round(errors),
        covered_percent=_round(100.0 * is_covered),
        band=tuple(
            BandCover(
                band_from=start,
                schools_count=int((bands == place).sum()),
                covered_percent=_round(100.0 * is_covered[bands == place]),
            )
            for place, start in enumerate(band_from)
            if (bands == place).any()
        ),
        decides=decides,
        note=note,
    )


def _with_results(
    points: pl.DataFrame,
    figures: pl.DataFrame,
    target: int,
    last_year: int,
    inputs: Sequence[ContextInput],
) -> Cases:
    cases = build_cases(points, figures, target=target, last_year=last_year, inputs=inputs)
    return cases.take(~np.isnan(cases.result))


def _estimates(
    cases: Cases, earlier: Cases | None, band_from: Sequence[int]
) -> tuple[Floats, Floats]:
    if earlier is None:
        return cross_fit(cases, band_from)
    return fit_estimate(earlier, band_from).estimate(cases)


def _three_years(points: pl.DataFrame, cases: Cases, last_year: int) -> Floats:
    """The mean of three results in a row; NaN for a school that has not all."""
    means = (
        points.filter(pl.col("year").is_between(last_year - 2, last_year))
        .group_by("school_urn")
        .agg(mean=pl.col("distance").mean(), years=pl.col("year").n_unique())
        .filter(pl.col("years") == 3)
    )
    schools = pl.DataFrame({"school_urn": cases.school_urn})
    rows = schools.join(means, on="school_urn", how="left", maintain_order="left")
    return rows["mean"].to_numpy().astype(np.float64)


def _round(values: NDArray[np.floating[Any]]) -> float:
    return round(float(values.mean()), 3)


def _round_or_none(values: NDArray[np.floating[Any]]) -> float | None:
    return _round(values) if len(values) else None
