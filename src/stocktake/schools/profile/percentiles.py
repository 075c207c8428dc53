"""Where a school's figure lies among those of schools of its phase."""

from __future__ import annotations

import polars as pl

from stocktake.schools.measures import ProfileMeasure

FEWEST_RANKED = 20
"""A place among fewer schools is no percentile."""

PEERS = ["time_period", "group", "peers"]


def add_percentiles(figures: pl.DataFrame, measure: ProfileMeasure) -> pl.DataFrame:
    """Add each figure's percentile, for one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``time_period``, ``group``, ``peers`` and ``value``.
    measure : ProfileMeasure
        Its better direction; where it has none, higher counts as more.

    Returns
    -------
    polars.DataFrame
        ``percentile``, 0 to 100: of the other schools with a figure, the share that the school is
        better than, those equal counted half; and ``ranked_count``, the schools with a figure.
        Null under 20 schools, and for a school that no register has. A school better than 3 of 40
        others, and equal to 2, has 100 x 4 / 40 = 10.
    """
    is_ranked = pl.col("value").is_not_null() & pl.col("peers").is_not_null()
    score = -pl.col("value") if measure.better == "lower" else pl.col("value")
    ranked_count = pl.when(is_ranked).then(is_ranked.sum().over(PEERS))
    rank = pl.when(is_ranked).then(score).rank("average").over(PEERS)
    return figures.with_columns(
        percentile=100 * (rank - 1) / (ranked_count - 1),
        ranked_count=ranked_count.cast(pl.Int32),
    ).with_columns(
        pl.when(pl.col("ranked_count") >= FEWEST_RANKED).then(pl.col(name)).alias(name)
        for name in ("percentile", "ranked_count")
    )
