"""Pupils of each school by group, from the measures of the school census."""

from __future__ import annotations

import polars as pl

PUPILS, EVER_6 = "census.pupils", "census.free_meals_ever_6"
COLUMNS = ("school_urn", "group", "pupil_count")


def pupil_counts(figures: pl.DataFrame, time_period: str) -> pl.DataFrame:
    """How many pupils each school had in a census, in all and by disadvantage.

    Disadvantaged are those eligible for free school meals in the last six years. The census prints
    their share of some of the pupils; the count is that share of the pupils it is given for,
    rounded, and the other pupils are the rest. A school without the share is counted in ``all``
    only.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``school_figures``.
    time_period : str
        Such as ``201617``.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``group`` (``all``, ``disadvantaged``, ``other``), ``pupil_count``.
    """
    census = figures.filter(
        (pl.col("time_period") == time_period)
        & (pl.col("group") == "all")
        & pl.col("value").is_not_null()
    )
    all_pupils = census.filter(pl.col("measure") == PUPILS).select(
        "school_urn", group=pl.lit("all"), pupil_count=pl.col("value").cast(pl.Int64)
    )
    shares = census.filter(pl.col("measure") == EVER_6).select(
        "school_urn", "value", base=pl.col("pupil_count")
    )
    poor = all_pupils.join(shares, on="school_urn").with_columns(
        count=(pl.coalesce("base", "pupil_count") * pl.col("value") / 100).round().cast(pl.Int64)
    )
    poor = poor.with_columns(count=pl.min_horizontal("count", "pupil_count"))
    disadvantaged = poor.select(
        "school_urn", group=pl.lit("disadvantaged"), pupil_count=pl.col("count")
    )
    other_pupils = poor.select(
        "school_urn", group=pl.lit("other"), pupil_count=pl.col("pupil_count") - pl.col("count")
    )
    return pl.concat([all_pupils.unique("school_urn"), disadvantaged, other_pupils]).select(COLUMNS)
