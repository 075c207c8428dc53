"""How far chance alone moves a school's figure: intervals and sampling errors, in columns."""

from __future__ import annotations

import polars as pl

from stocktake.benchmarks.uncertainty import Z_95
from stocktake.schools.measures import ProfileMeasure

PUBLISHED_BASIS, COMPUTED_BASIS = "published", "computed"


def add_intervals(figures: pl.DataFrame, measure: ProfileMeasure) -> pl.DataFrame:
    """Add the 95% interval of each figure of one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``time_period``, ``value``, ``lower`` and ``upper`` as published, and
        ``cohort_count``, the pupils behind the figure.
    measure : ProfileMeasure

    Returns
    -------
    polars.DataFrame
        ``lower`` and ``upper`` filled where they can be computed: for scores the figure plus and
        minus 1.96 standard deviations over the square root of the pupils, for percentages Wilson's
        interval. ``interval_basis`` is ``published``, ``computed`` or null.
    """
    is_published = (
        pl.col("lower").is_not_null()
        & pl.col("upper").is_not_null()
        & pl.col("value").is_not_null()
    )
    low, high = _computed_interval(measure)
    return figures.with_columns(
        lower=pl.when(is_published).then("lower").otherwise(low),
        upper=pl.when(is_published).then("upper").otherwise(high),
        interval_basis=pl.when(is_published)
        .then(pl.lit(PUBLISHED_BASIS))
        .when(low.is_not_null())
        .then(pl.lit(COMPUTED_BASIS)),
    )


def sampling_variance(measure: ProfileMeasure, level: pl.Expr) -> pl.Expr:
    """The variance of a figure by chance, around a level that is not the figure's own.

    Parameters
    ----------
    measure : ProfileMeasure
    level : polars expression
        For percentages, the level expected: a school's own 0 or 100% would say that chance does
        nothing. Not used for scores.

    Returns
    -------
    polars expression
        In squared units, over the columns that :func:`add_intervals` takes and adds; null where
        it is not known. A published interval is used where there is one.
    """
    count = pl.col("cohort_count")
    is_counted = pl.col("value").is_not_null() & (count > 0)
    if measure.entry.chance == "percent":
        share = level.clip(1.0, 99.0) / 100
        return pl.when(is_counted).then(10_000 * share * (1 - share) / count)
    half = (pl.col("upper") - pl.col("lower")) / (2 * Z_95)
    from_interval = pl.when(pl.col("interval_basis") == PUBLISHED_BASIS).then(half * half)
    if measure.entry.chance == "none":
        return from_interval
    return pl.coalesce(from_interval, pl.when(is_counted).then(deviation(measure) ** 2 / count))


def deviation(measure: ProfileMeasure) -> pl.Expr:
    """The standard deviation of pupils' scores in each row's year; null where none is stated."""
    deviations = {spread.period: spread.deviation for spread in measure.entry.spread}
    default = deviations.pop("", None)
    if not deviations:
        return pl.lit(default, pl.Float64)
    return (
        pl.col("time_period")
        .cast(pl.String)
        .replace_strict(
            list(deviations), list(deviations.values()), default=default, return_dtype=pl.Float64
        )
    )


def _computed_interval(measure: ProfileMeasure) -> tuple[pl.Expr, pl.Expr]:
    value, count = pl.col("value"), pl.col("cohort_count")
    is_counted = value.is_not_null() & (count > 0)
    if measure.entry.chance == "spread":
        reach = Z_95 * deviation(measure) / count.sqrt()
        return pl.when(is_counted).then(value - reach), pl.when(is_counted).then(value + reach)
    if measure.entry.chance == "none":
        return pl.lit(None, pl.Float64), pl.lit(None, pl.Float64)
    share, squared = value / 100, Z_95 * Z_95
    over = 1 + squared / count
    middle = share + squared / (2 * count)
    reach = Z_95 * (share * (1 - share) / count + squared / (4 * count * count)).sqrt()
    is_share = is_counted & share.is_between(0, 1)
    # At 0 and 100 the ends are exact, and subtraction would leave a crumb.
    low = pl.when(share == 0).then(0.0).otherwise(100 * (middle - reach) / over)
    high = pl.when(share == 1).then(100.0).otherwise(100 * (middle + reach) / over)
    return pl.when(is_share).then(low), pl.when(is_share).then(high)
