"""Compares the figures of a release by each series' direction, with no change across a break."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from stocktake.benchmarks.table import benchmark_table
from stocktake.sources.reading import SERIES
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister
from stocktake.statistics.catalogue import Catalogue, CatalogueEntry

PERIOD_COLUMNS = ["time_period", "time_identifier", "span_years"]
"""Columns that name a period."""

ABOUT = ["missing", "stage", "numerator", "denominator", "row"]
"""What an observation says of its value, kept in the table too."""

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


def benchmark_catalogue(
    observations: pl.DataFrame,
    catalogue: Catalogue,
    *,
    register: PlaceRegister,
    neighbours: pl.DataFrame,
    vintage: int | None,
) -> pl.DataFrame:
    """Compare observations of a release with the other places'.

    Parameters
    ----------
    observations : polars.DataFrame
        Of the catalogue's release.
    neighbours : polars.DataFrame
        Lists of statistical neighbours; may be empty.
    vintage : int or None
        Which list.

    Returns
    -------
    polars.DataFrame
        Columns of ``benchmark_table`` and ``ABOUT``; ``latest``, whether the period is the
        series' last; ``decimals``, how many decimal places the series has at most.
    """
    directions = [(entry.id, _direction(entry)) for entry in catalogue.series.values()]
    schema = {"series": pl.String, "ours": pl.String}
    series = (
        catalogue.release.series()
        .join(pl.DataFrame(directions, schema=schema, orient="row"), on="series", how="left")
        .with_columns(better=pl.coalesce("better", "ours"))
        .drop("ours")
    )
    breaks = {row.id: tuple(row.breaks) for row in catalogue.series.values() if row.breaks}
    return _compare(observations, series, breaks, register, neighbours, vintage)


def benchmark_gaps(
    gaps: pl.DataFrame,
    one: CatalogueEntry,
    second: CatalogueEntry,
    *,
    register: PlaceRegister,
    neighbours: pl.DataFrame,
    vintage: int | None,
) -> pl.DataFrame:
    """Compare a gap between two series, computed already, with the other places' gaps.

    Ranks and bands go by the size of the gap, the narrowest first, whichever group is ahead. There
    are none where the two series have no better direction in common: neither gap is then better.
    """
    breaks = {one.id: {*one.breaks, *second.breaks}}

    def table(figures: pl.DataFrame, better: str | None) -> pl.DataFrame:
        series = pl.DataFrame(
            {name: [one.id if name == "series" else None] for name in SERIES}, schema=SERIES
        ).with_columns(better=pl.lit(better, pl.String))
        return _compare(figures, series, breaks, register, neighbours, vintage)

    by_sign = table(gaps, None)
    if one.better != second.better or one.better == "neither":
        return by_sign
    by_size = table(gaps.with_columns(pl.col("value").abs()), "lower")
    return by_sign.with_columns(by_size.select(RANKS))


def _compare(
    observations: pl.DataFrame,
    series: pl.DataFrame,
    breaks: Breaks,
    register: PlaceRegister,
    neighbours: pl.DataFrame,
    vintage: int | None,
) -> pl.DataFrame:
    observations = observations.filter(pl.col("group") == "all")
    table = benchmark_table(
        observations,
        series,
        register=register,
        neighbours=neighbours if neighbours.height else None,
        vintage=vintage,
    )
    has_figure = pl.col("value").is_not_null() & pl.col("place").str.starts_with("la-")
    period = pl.concat_str(PERIOD_COLUMNS, separator=" ")
    last = pl.when(has_figure).then(period).max().over("series")
    table = table.hstack(observations.select(ABOUT)).with_columns(
        latest=(period == last).fill_null(False), decimals=_decimals()
    )
    return _not_across(_not_alone(table), breaks)


def _not_alone(table: pl.DataFrame) -> pl.DataFrame:
    """The table without the ranks and bands of a place that is compared with no other."""
    return table.with_columns(pl.when(pl.col("n") > 1).then(name).alias(name) for name in RANKS)


def _decimals() -> pl.Expr:
    """How many decimal places the figures of a series have at most, up to ``FINEST``."""
    value = pl.col("value")
    tolerance = 1e-9 * pl.max_horizontal(value.abs(), pl.lit(1.0))
    more = [
        ((value - value.round(places)).abs() > tolerance).cast(pl.Int8) for places in range(FINEST)
    ]
    return pl.sum_horizontal(more).max().over("series").fill_null(0).cast(pl.Int8)


def _not_across(table: pl.DataFrame, breaks: Breaks) -> pl.DataFrame:
    """The table without changes and trends that would compare across a break."""
    keys = ["series", *PERIOD_COLUMNS]
    cells = table.filter(pl.col("series").is_in(list(breaks))).select(keys).unique()
    rows = []
    for series, *parts in cells.iter_rows():
        period = Period(*parts)
        back = [period.previous(years).time_period in breaks[series] for years in range(LONGEST)]
        rows.append((series, *parts, back[0], any(back)))
    schema = {key: table.schema[key] for key in keys} | {"in_year": pl.Boolean, "near": pl.Boolean}
    flags = pl.DataFrame(rows, schema=schema, orient="row")
    return (
        table.join(flags, on=keys, how="left", maintain_order="left")
        .with_columns(
            pl.when(~pl.col("in_year").fill_null(False)).then("change").alias("change"),
            *(
                pl.when(~pl.col("near").fill_null(False)).then(name).alias(name)
                for name in ("change_3_years", "trend")
            ),
        )
        .drop("in_year", "near")
    )


def _direction(entry: CatalogueEntry) -> str | None:
    return None if entry.better == "neither" else entry.better
