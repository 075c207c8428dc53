"""Puts distances from before a change of points on the scale of the years after it."""

from __future__ import annotations

import polars as pl

from stocktake.schools.improvement.measures import ImprovementMeasure, year_of


def on_one_scale(points: pl.DataFrame, measure: ImprovementMeasure) -> pl.DataFrame:
    """Rescale distances to the national result across breaks that only distances may cross.

    A change of points widens or narrows the distances of all schools: those of Attainment 8 grew
    by a quarter between 2015/16 and 2018/19, and a forecast fitted across that would expect every
    school to move away from the national result for good.

    Parameters
    ----------
    points : DataFrame
        ``segment``, ``year`` and ``distance`` of all schools.

    Returns
    -------
    DataFrame
        The same rows with ``relative``: the distance, in years before the last such break of a
        segment multiplied by the spread of schools in the segment's last year over that in its
        own.
    """
    noted_years = [year_of(item.first) for item in measure.series_break if item.relative]
    if not noted_years or points.is_empty():
        return points.with_columns(relative="distance")
    spread = (
        points.group_by("segment", "year")
        .agg(spread=pl.col("distance").std())
        .sort("year")
        .with_columns(
            last_spread=pl.col("spread").last().over("segment"),
            last_year=pl.col("year").last().over("segment"),
        )
    )
    crosses = pl.lit(value=False)
    for year in noted_years:
        crosses |= (pl.col("year") < year) & (pl.col("last_year") >= year)
    factor = spread.select(
        "year", factor=pl.when(crosses).then(pl.col("last_spread") / pl.col("spread")).otherwise(1)
    )
    return (
        points.join(factor, on="year")
        .with_columns(relative=pl.col("distance") * pl.col("factor"))
        .drop("factor")
    )
