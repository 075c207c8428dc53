"""Draws the figures of small schools towards their group: empirical Bayes with known chance.

A school's figure is taken as its own level plus chance of known variance, and the levels as spread
around the group's with a variance that is estimated from all schools.
"""

from __future__ import annotations

import polars as pl

from stocktake.benchmarks.uncertainty import Z_95
from stocktake.schools.columns import look_up
from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.profile.percentiles import PEERS
from stocktake.schools.uncertainty import sampling_variance

FEWEST_SIMILAR = 30
"""With figures of fewer similar schools their mean is itself uncertain, and the phase's is used."""
FEWEST_SCHOOLS = 20
"""From fewer schools the spread of levels cannot be estimated."""


def add_shrunk(figures: pl.DataFrame, measure: ProfileMeasure) -> pl.DataFrame:
    """Add the shrunken estimate of each figure, for one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``time_period``, ``group``, ``peers``, ``value``, ``cohort_count``,
        ``similar_mean``, ``similar_count`` and the intervals.
    measure : ProfileMeasure

    Returns
    -------
    polars.DataFrame
        ``variance`` by chance; ``shrunk``, ``shrunk_lower`` and ``shrunk_upper`` (95%),
        ``shrunk_weight``, the share of the school's difference from its group that is kept, and
        ``shrunk_towards``, ``similar`` or ``phase``. Null where chance, or the group, is not known.

    Notes
    -----
    With m the mean of the group and s² the variance by chance, the variance of levels is
    estimated as the mean of (figure - m)² - s², weighted by the pupils, and never below zero; the
    weight is variance / (variance + s²). Percentages take s² at the level of the group, since 0
    or 100% in a small school would otherwise say that chance does nothing.
    Source: C. N. Morris, Parametric empirical Bayes inference (1983).
    """
    count = pl.col("cohort_count")
    rows = figures.filter(pl.col("value").is_not_null(), count > 0, pl.col("peers").is_not_null())
    means = (
        rows.group_by(PEERS)
        .agg(phase_mean=(pl.col("value") * count).sum() / count.sum(), peer_count=pl.len())
        .filter(pl.col("peer_count") >= FEWEST_SCHOOLS)
        .drop("peer_count")
    )
    is_similar = (pl.col("similar_count") >= FEWEST_SIMILAR).fill_null(value=False)
    target = (
        pl.when(pl.col("phase_mean").is_not_null())
        .then(pl.when(is_similar).then("similar_mean").otherwise("phase_mean"))
        .otherwise(None)
    )
    table = (
        look_up(figures, means, PEERS)
        .with_columns(target=target, is_similar=is_similar)
        .with_columns(variance=sampling_variance(measure, pl.col("target")))
        .with_columns(residual=pl.col("value") - pl.col("target"))
    )
    groups = [*PEERS, "is_similar"]
    return (
        look_up(table, _level_variances(table, groups), groups)
        .with_columns(
            shrunk_weight=pl.when(pl.col("residual").is_not_null()).then(
                pl.col("level_variance") / (pl.col("level_variance") + pl.col("variance"))
            )
        )
        .with_columns(_shrunken_columns())
        .drop("phase_mean", "target", "residual", "level_variance", "is_similar")
    )


def _level_variances(table: pl.DataFrame, groups: list[str]) -> pl.DataFrame:
    count = pl.col("cohort_count")
    excess = pl.col("residual") ** 2 - pl.col("variance")
    return (
        table.filter(excess.is_not_null(), count > 0)
        .group_by(groups)
        .agg(level_variance=((excess * count).sum() / count.sum()).clip(lower_bound=0))
    )


def _shrunken_columns() -> list[pl.Expr]:
    weight = pl.col("shrunk_weight")
    shrunk = pl.col("target") + weight * pl.col("residual")
    reach = Z_95 * (weight * pl.col("variance")).sqrt()
    towards = pl.when("is_similar").then(pl.lit("similar")).otherwise(pl.lit("phase"))
    return [
        shrunk.alias("shrunk"),
        (shrunk - reach).alias("shrunk_lower"),
        (shrunk + reach).alias("shrunk_upper"),
        pl.when(weight.is_not_null()).then(towards).cast(pl.Categorical).alias("shrunk_towards"),
    ]
