"""Which similar schools do better beyond chance over two years.

Only chance in the sampling of pupils is counted. A lead that lasts is no proof of what caused it:
what is not measured of the intake lasts too.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

Z_BEYOND_CHANCE = 1.96
YEARS = 2


def two_year_means(figures: pl.DataFrame, measure: str, periods: Sequence[str]) -> pl.DataFrame:
    """The mean of two years of every school that has both.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``school_urn``, ``measure``, ``group``, ``time_period``, ``value`` and ``variance``,
        the variance of the figure by chance.
    measure : str
    periods : sequence of str
        Two academic years.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``mean`` and ``mean_variance``, null where that of either year is.

    Raises
    ------
    ValueError
        Not two different years.
    """
    if len(set(periods)) != YEARS:
        raise ValueError(f"expected two academic years, not {', '.join(periods)}")
    rows = figures.filter(
        pl.col("measure") == measure,
        pl.col("group") == "all",
        pl.col("time_period").is_in(list(periods)),
        pl.col("value").is_not_null(),
    )
    return (
        rows.group_by("school_urn")
        .agg(
            mean=pl.col("value").mean(),
            mean_variance=pl.when(pl.col("variance").count() == YEARS).then(
                pl.col("variance").sum() / YEARS**2
            ),
            year_count=pl.len(),
        )
        .filter(pl.col("year_count") == YEARS)
        .drop("year_count")
    )


def add_leads(pairs: pl.DataFrame, means: pl.DataFrame, better: str) -> pl.DataFrame:
    """Compare each similar school with the school and with the school's similar schools.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``school_urn`` and ``similar_urn``.
    means : polars.DataFrame
        As :func:`two_year_means` returns them.
    better : str
        ``higher`` or ``lower``; leads are positive where the similar school does better.

    Returns
    -------
    polars.DataFrame
        Per pair ``mean`` of the similar school, ``own_mean``, ``lead`` and ``z`` over the school;
        ``similar_mean`` and ``similar_count`` of the list, ``lead_on_similar`` and
        ``z_on_similar``; ``is_learn_from``, where both z are above 1.96. Null where not known.
    """
    sign = -1.0 if better == "lower" else 1.0
    table = (
        pairs.join(
            means, left_on="similar_urn", right_on="school_urn", how="left", maintain_order="left"
        )
        .join(
            means.rename({"mean": "own_mean", "mean_variance": "own_variance"}),
            on="school_urn",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            similar_mean=pl.col("mean").mean().over("school_urn"),
            similar_count=pl.col("mean").count().over("school_urn"),
            # The list's own chance: that of a mean of so many schools.
            similar_variance=pl.col("mean_variance").mean().over("school_urn")
            / pl.col("mean").count().over("school_urn"),
        )
    )
    lead = sign * (pl.col("mean") - pl.col("own_mean"))
    on_similar = sign * (pl.col("mean") - pl.col("similar_mean"))
    return (
        table.with_columns(
            lead=lead,
            z=_z(lead, pl.col("mean_variance") + pl.col("own_variance")),
            lead_on_similar=on_similar,
            z_on_similar=_z(on_similar, pl.col("mean_variance") + pl.col("similar_variance")),
        )
        .with_columns(
            is_learn_from=(
                (pl.col("z") > Z_BEYOND_CHANCE) & (pl.col("z_on_similar") > Z_BEYOND_CHANCE)
            ).fill_null(value=False)
        )
        .drop("own_variance", "similar_variance")
    )


def better_than_similar(pairs: pl.DataFrame, means: pl.DataFrame, better: str) -> pl.DataFrame:
    """Compare every school with the mean of its own similar schools.

    Returns
    -------
    polars.DataFrame
        One row per school with both: ``lead``, positive where the school does better, and ``z``;
        above 1.96 it does better than its similar schools beyond chance over two years.
    """
    sign = -1.0 if better == "lower" else 1.0
    lists = (
        pairs.join(means, left_on="similar_urn", right_on="school_urn")
        .group_by("school_urn")
        .agg(
            similar_mean=pl.col("mean").mean(),
            similar_count=pl.len(),
            similar_variance=pl.col("mean_variance").mean() / pl.len(),
        )
    )
    lead = sign * (pl.col("mean") - pl.col("similar_mean"))
    return means.join(lists, on="school_urn").select(
        "school_urn",
        "similar_count",
        lead=lead,
        z=_z(lead, pl.col("mean_variance") + pl.col("similar_variance")),
    )


def _z(difference: pl.Expr, variance: pl.Expr) -> pl.Expr:
    """Null without chance: 0 over 0 is no number, and no number counts as above every limit."""
    return pl.when(variance > 0).then(difference / variance.sqrt())
