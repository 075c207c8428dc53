"""Figures that can hardly be, each kind with its own sentence: doubtful, and kept."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.plausibility_policy import PlausibilityPolicy

FEWEST_FIGURES = 5
"""How many other figures a place needs before one of them can be far from the others."""

FEWEST_PLACES = 10
"""How many places must repeat another period's figures before the period does."""


def above_100(rows: pl.DataFrame) -> pl.DataFrame:
    """Percentages above 100 of a series that allows them."""
    over = rows.filter(pl.col("is_percent"), ~pl.col("is_signed"), pl.col("value") > 100)
    return over.select(
        "index", pl.lit("is more than 100%, as others of its series are").alias("note")
    )


def shares(rows: pl.DataFrame) -> pl.DataFrame:
    """A period whose percentages are all between 0 and 1, in a series whose others are not."""
    values = rows.filter(pl.col("is_percent"), pl.col("value") > 0)
    by_period = values.group_by("series", "time_period", "time_identifier").agg(
        pl.col("value").max().alias("largest"), pl.len().alias("figures")
    )
    usual = values.group_by("series").agg(pl.col("value").median().alias("usual"))
    share_periods = by_period.join(usual, on="series").filter(
        pl.col("largest") <= 1, pl.col("usual") > 10, pl.col("figures") >= FEWEST_FIGURES
    )
    note = "looks like a share of 1 among percentages: every figure of its period is at most 1"
    return rows.filter(pl.col("value").is_not_null()).join(
        share_periods, on=["series", "time_period", "time_identifier"], how="semi"
    ).select("index", pl.lit(note).alias("note"))  # fmt: skip


def far_from_own_series(rows: pl.DataFrame, times: float) -> pl.DataFrame:
    """Figures so many times the median of the place's others, or such a part of it."""
    values = rows.filter(pl.col("value") > 0).select("index", "series", "place", "value", "group")
    keys = ["series", "place", "group"]
    usual = values.group_by(keys).agg(
        pl.col("value").median().alias("usual"), pl.len().alias("figures")
    )
    far = values.join(usual, on=keys).filter(
        pl.col("figures") > FEWEST_FIGURES,
        pl.col("usual") >= 1,
        (pl.col("value") >= times * pl.col("usual")) | (pl.col("value") <= pl.col("usual") / times),
    )
    size = "ten times, or a tenth of," if times == 10 else f"{times:g} times, or 1/{times:g} of,"
    note = f"is far from its own series: {size} the median of the place's figures"
    return far.select("index", pl.lit(note).alias("note"))


def sentinel_counts(rows: pl.DataFrame, policy: PlausibilityPolicy) -> pl.DataFrame:
    """Counts that may be what they say, or stand for no figure."""
    sentinel_rows = rows.filter(pl.col("value").is_in(policy.sentinels_of_rates))
    return sentinel_rows.select("index", pl.lit("may stand for no figure").alias("note"))


def fractions(rows: pl.DataFrame) -> pl.DataFrame:
    """Fractions of what is counted whole."""
    value = pl.col("value")
    parts = rows.filter(pl.col("is_count"), value != value.floor())
    return parts.select("index", pl.lit("is a fraction of what is counted").alias("note"))


def future_periods(rows: pl.DataFrame, retrieved: date) -> pl.DataFrame:
    """Periods that had not begun when the file was brought in."""
    year = pl.col("time_period").str.slice(0, 4).cast(pl.Int32, strict=False)
    begins_midyear = pl.col("time_period").str.len_chars() == 6
    is_later = (year > retrieved.year) | ((year == retrieved.year) & begins_midyear).and_(
        pl.lit(retrieved.month < 4)
    )
    note = f"is of a period that had not begun on {retrieved.isoformat()}"
    return rows.filter(is_later, pl.col("value").is_not_null()).select(
        "index", pl.lit(note).alias("note")
    )


def repeated_periods(rows: pl.DataFrame) -> pl.DataFrame:
    """A period of which every place's figure is that of another period."""
    values = rows.filter(pl.col("value").is_not_null()).sort("series", "time_period", "place")
    by_period = values.group_by(
        "series", "time_identifier", "span_years", "group", "time_period", maintain_order=True
    ).agg(
        pl.struct("place", "value").hash(7).sum().alias("digest"),
        pl.len().alias("places"),
        pl.col("value").n_unique().alias("different"),
    )
    several = by_period.filter(
        pl.col("places") >= FEWEST_PLACES, pl.col("different") >= FEWEST_FIGURES
    )
    same = ["series", "time_identifier", "span_years", "group", "digest"]
    pairs = (
        several.sort("time_period")
        .with_columns(
            pl.col("time_period").first().over(same).alias("earlier"),
        )
        .filter(pl.col("time_period") != pl.col("earlier"))
        .select(*same[:-1], "time_period", "earlier")
    )
    return (
        values.join(pairs, on=[*same[:-1], "time_period"])
        .select(
            "index",
            ("repeats the figures of " + pl.col("earlier") + " for every place").alias("note"),
        )
    )  # fmt: skip
