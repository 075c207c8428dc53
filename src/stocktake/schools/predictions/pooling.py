"""Pools a school's errors over its subjects and years, with what chance and years do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from stocktake.schools.predictions.schema import PredictionMeasure


@dataclass(frozen=True)
class PooledError:
    """A school's mean error over its years.

    Parameters
    ----------
    school_urn : int
    measure : str
    years : tuple of str
    bias, variance : float
        In the measure's unit; predicted minus actual.
    degrees : int
        Degrees of freedom of the variance between years.
    tolerance : float
    """

    school_urn: int
    measure: str
    years: tuple[str, ...]
    bias: float
    variance: float
    degrees: int
    tolerance: float


def pool_errors(rows: pl.DataFrame, name: str, measure: PredictionMeasure) -> list[PooledError]:
    """Each school's mean error over its years, with its variance."""
    # Subjects of one year share their pupils: their chance is not averaged away.
    weight = pl.col("pupil_count")
    years = (
        rows.group_by("school_urn", "time_period")
        .agg(
            error=(weight * pl.col("error")).sum() / weight.sum(),
            variance=((weight * pl.col("sampling_sd")).sum() / weight.sum()) ** 2,
            pupils=weight.mean(),
        )
        # One variance per pupil for all of a school's years: what a year's own share says of
        # chance goes together with its error, and would make one kind of error count for more.
        .with_columns(
            variance=(
                (pl.col("variance") * pl.col("pupils") ** 2).sum() / pl.col("pupils").sum()
            ).over("school_urn")
            / pl.col("pupils")
        )
        .sort("school_urn", "time_period")
        .select("school_urn", "time_period", "error", "variance")
    )
    by_school: dict[int, list[tuple[str, float, float]]] = {}
    for urn, period, error, variance in years.iter_rows():
        by_school.setdefault(urn, []).append((period, error, variance))
    yearly, degrees = _yearly_variance(by_school, measure.yearly_sd**2)
    pooled = []
    for urn, items in by_school.items():
        weights = [1 / (variance + yearly) for _, _, variance in items]
        bias = sum(w * e for w, (_, e, _) in zip(weights, items, strict=True)) / sum(weights)
        periods = tuple(period for period, _, _ in items)
        pooled.append(
            PooledError(urn, name, periods, bias, 1 / sum(weights), degrees, measure.tolerance)
        )
    return pooled


def _yearly_variance(
    by_school: Mapping[int, Sequence[tuple[str, float, float]]], least: float
) -> tuple[float, int]:
    """By how much errors vary between a school's years beyond chance, all schools together."""
    squares = scale = 0.0
    degrees = 0
    for items in by_school.values():
        # Large cohorts say most: what chance does to a small one is known only roughly.
        weights = [1 / variance for _, _, variance in items]
        total = sum(weights)
        mean = sum(w * error for w, (_, error, _) in zip(weights, items, strict=True)) / total
        squares += sum(w * (e - mean) ** 2 for w, (_, e, _) in zip(weights, items, strict=True))
        scale += total - sum(w**2 for w in weights) / total
        degrees += len(items) - 1
    if degrees == 0:
        return least, 0
    # One degree of freedom for each school, not for each year: chance among pupils is only roughly
    # known, and with all of them the far tail is reached too often (benchmarks).
    schools_count = sum(len(items) > 1 for items in by_school.values())
    return max(least, (squares - degrees) / scale), schools_count
