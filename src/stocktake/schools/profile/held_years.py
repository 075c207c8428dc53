"""The academic years in which a measure is held for schools."""

from __future__ import annotations

import polars as pl

PART_HELD = 0.2
"""A year counts from this share of as many schools as have a figure in the fullest year."""


def held_periods(figures: pl.DataFrame) -> dict[str, list[str]]:
    """The years in which schools have figures, in order, by measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``measure``, ``time_period``, ``group`` and ``value``.

    Returns
    -------
    dict
        Without years of which only a small part of the schools is held.
    """
    most = pl.col("school_count").max().over("measure")
    counts = (
        figures.filter(pl.col("value").is_not_null(), pl.col("group") == "all")
        .group_by("measure", "time_period")
        .len("school_count")
        .filter(pl.col("school_count") >= PART_HELD * most)
        .select(pl.col("measure", "time_period").cast(pl.String))
        .sort("time_period")
    )
    periods: dict[str, list[str]] = {}
    for measure, period in counts.iter_rows():
        periods.setdefault(measure, []).append(period)
    return periods
