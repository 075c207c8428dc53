"""Places figures among the others, by each series' direction, and no change across a break."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from stocktake.benchmarks.table import benchmark_table
from stocktake.sources.reading import SERIES
from stocktake.standards.periods import Period
from stocktake.statistics.store import Release
from stocktake_web.gateway.explorable import Catalogue, Listed, Shelf

PERIOD = ["time_period", "time_identifier", "span_years"]
BESIDE = ["missing", "stage", "numerator", "denominator", "row"]
"""What an observation says beside its value, kept in the table too."""

RANKS = [
    *("rank", "n", "tied", "percentile", "quartile", "sextile", "rank_in_region", "n_in_region"),
    *("rank_among_neighbours", "n_among_neighbours"),
]
"""Columns of a table that depend on which direction is better."""

FINEST = 6
"""Decimal places beyond which a figure says how a computer keeps it, not what was published."""

LONGEST = 3
"""Years over which a table looks back for its longest change and its trend."""

Breaks = Mapping[str, Collection[str]]


def placed(
    shelf: Shelf, release: Release, observations: pl.DataFrame, vintage: int | None
) -> pl.DataFrame:
    """Observations of a release placed among the others, with what each says beside its value."""
    catalogue = shelf.catalogue(release)
    told = [(each.id, _direction(each)) for each in catalogue.series.values()]
    schema = {"series": pl.String, "told": pl.String}
    directed = (
        release.series()
        .join(pl.DataFrame(told, schema=schema, orient="row"), on="series", how="left")
        .with_columns(better=pl.coalesce("better", "told"))
        .drop("told")
    )
    breaks = {each.id: tuple(each.breaks) for each in catalogue.series.values() if each.breaks}
    return _beside(shelf, observations, directed, vintage, breaks)


def gap_placed(
    shelf: Shelf, computed: pl.DataFrame, one: Listed, other: Listed, vintage: int | None
) -> pl.DataFrame:
    """A gap between two series, computed already, placed among the other places' gaps.

    Ranks and bands go by the size of the gap, the narrowest first, whichever group is ahead. There
    are none where the two series have no better direction in common: neither gap is then better.
    """
    ranked = one.better == other.better and one.better != "neither"
    breaks = {one.id: {*one.breaks, *other.breaks}}

    def table(figures: pl.DataFrame, better: str | None) -> pl.DataFrame:
        about = pl.DataFrame(
            {name: [one.id if name == "series" else None] for name in SERIES}, schema=SERIES
        )
        about = about.with_columns(better=pl.lit(better, pl.String))
        return _beside(shelf, figures, about, vintage, breaks)

    signed = table(computed, None)
    if not ranked:
        return signed
    sized = table(computed.with_columns(pl.col("value").abs()), "lower")
    return signed.with_columns(sized.select(RANKS))


def _beside(
    shelf: Shelf,
    observations: pl.DataFrame,
    series: pl.DataFrame,
    vintage: int | None,
    breaks: Breaks,
) -> pl.DataFrame:
    observations = observations.filter(pl.col("group") == "all")
    table = benchmark_table(
        observations,
        series,
        register=shelf.register,
        neighbours=shelf.neighbours if shelf.neighbours.height else None,
        vintage=vintage,
    )
    told = pl.col("value").is_not_null() & pl.col("place").str.starts_with("la-")
    when = pl.concat_str(PERIOD, separator=" ")
    last = pl.when(told).then(when).max().over("series")
    table = table.hstack(observations.select(BESIDE)).with_columns(
        latest=(when == last).fill_null(False), decimals=_decimals()
    )
    return _not_across(_not_alone(table), breaks)


def _not_alone(table: pl.DataFrame) -> pl.DataFrame:
    """The table without the ranks and bands of a place that is compared with no other."""
    return table.with_columns(pl.when(pl.col("n") > 1).then(name).alias(name) for name in RANKS)


def _decimals() -> pl.Expr:
    """How many decimal places the figures of a series have at most, up to ``FINEST``."""
    value = pl.col("value")
    nearly = 1e-9 * pl.max_horizontal(value.abs(), pl.lit(1.0))
    more = [
        ((value - value.round(places)).abs() > nearly).cast(pl.Int8) for places in range(FINEST)
    ]
    return pl.sum_horizontal(more).max().over("series").fill_null(0).cast(pl.Int8)


def _not_across(table: pl.DataFrame, breaks: Breaks) -> pl.DataFrame:
    """The table without changes and trends that would compare across a break."""
    keys = ["series", *PERIOD]
    at = table.filter(pl.col("series").is_in(list(breaks))).select(keys).unique()
    rows = []
    for series, *period in at.iter_rows():
        named = Period(*period)
        back = [named.previous(years).time_period in breaks[series] for years in range(LONGEST)]
        rows.append((series, *period, back[0], any(back)))
    schema = {key: table.schema[key] for key in keys} | {"now": pl.Boolean, "lately": pl.Boolean}
    flags = pl.DataFrame(rows, schema=schema, orient="row")
    return (
        table.join(flags, on=keys, how="left", maintain_order="left")
        .with_columns(
            pl.when(~pl.col("now").fill_null(False)).then("change").alias("change"),
            *(
                pl.when(~pl.col("lately").fill_null(False)).then(name).alias(name)
                for name in ("change_3_years", "trend")
            ),
        )
        .drop("now", "lately")
    )


def _direction(listed: Listed) -> str | None:
    return None if listed.better == "neither" else listed.better


__all__ = ["BESIDE", "PERIOD", "Catalogue", "gap_placed", "placed"]
