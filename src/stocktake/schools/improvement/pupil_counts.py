"""The number of pupils behind a result, from another year where the result has none."""

from __future__ import annotations

import polars as pl


def with_nearest_count(points: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The number of pupils of the year itself, otherwise of the nearest year that has one.

    Parameters
    ----------
    points : DataFrame
        ``school_urn``, ``year`` and ``pupil_count``, which may be null.
    rows : DataFrame
        The same columns: every figure of the same cohort, of any measure.

    Returns
    -------
    DataFrame
        The points with ``pupil_count`` filled and ``count_year``, the year it is of; both null
        where no year has a number.
    """
    counts = (
        rows.filter(pl.col("pupil_count") > 0)
        .group_by("school_urn", "year")
        .agg(nearest_count=pl.col("pupil_count").max())
        .with_columns(nearest_year=pl.col("year"))
        .sort("year")
    )
    return (
        points.sort("year")
        .join_asof(counts, on="year", by="school_urn", strategy="nearest", check_sortedness=False)
        .with_columns(
            count_year=pl.when(pl.col("pupil_count").is_not_null())
            .then(pl.col("year"))
            .otherwise("nearest_year"),
            pupil_count=pl.coalesce("pupil_count", "nearest_count"),
        )
    )
