"""Every benchmark of every series at once, as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from stocktake.benchmarks.bands import QUARTILES
from stocktake.benchmarks.change import TRENDS
from stocktake.benchmarks.engine import Benchmarks
from stocktake.benchmarks.profile import CORRECTED, LAIT_2026, Profile
from stocktake.standards.places import PlaceRegister

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats

COLUMNS: dict[str, pl.DataType] = {
    "series": pl.String(),
    "place": pl.String(),
    "time_period": pl.String(),
    "time_identifier": pl.String(),
    "span_years": pl.Int8(),
    "group": pl.String(),
    "value": pl.Float64(),
    "rank": pl.Int32(),
    "n": pl.Int32(),
    "tied": pl.Int32(),
    "percentile": pl.Float64(),
    "quartile": pl.String(),
    "sextile": pl.Int8(),
    "england": pl.Float64(),
    "region": pl.Float64(),
    "rank_in_region": pl.Int32(),
    "n_in_region": pl.Int32(),
    "neighbours_mean": pl.Float64(),
    "neighbours_median": pl.Float64(),
    "neighbours_n": pl.Int32(),
    "rank_among_neighbours": pl.Int32(),
    "n_among_neighbours": pl.Int32(),
    "gap_to_england": pl.Float64(),
    "gap_to_region": pl.Float64(),
    "gap_to_neighbours_mean": pl.Float64(),
    "change": pl.Float64(),
    "change_3_years": pl.Float64(),
    "trend": pl.String(),
}
"""Columns of the table: one row per series, place, period and group."""

IDENTIFIED = ["series", "place", "time_period", "time_identifier", "span_years", "group"]
"""The columns that say whose figure a row is, and of what."""


def benchmark_table(
    observations: pl.DataFrame,
    series: pl.DataFrame,
    *,
    register: PlaceRegister,
    neighbours: pl.DataFrame | None,
    vintage: int | None,
    profile: Profile = CORRECTED,
) -> pl.DataFrame:
    """Compare every figure with the others, for all series, places and periods at once.

    Each row is a :class:`~stocktake.benchmarks.benchmark.Benchmark`, made by the same engine
    (:class:`~stocktake.benchmarks.engine.Benchmarks`).

    Parameters
    ----------
    observations : polars.DataFrame
        Columns of ``sources.reading.OBSERVATIONS``; unique by series, place, period and group.
    series : polars.DataFrame
        Columns of ``sources.reading.SERIES``. ``better`` is the direction: null, or a series
        that is not listed, has no ranks and no bands.
    register : PlaceRegister
    neighbours : polars.DataFrame or None
        Lists of statistical neighbours; None leaves their columns null.
    vintage : int or None
        Which list; None is the profile's own, else the latest given.
    profile : Profile
        ``CORRECTED`` or ``LAIT_2026``, or choices of your own.

    Returns
    -------
    polars.DataFrame
        Columns of ``COLUMNS``, one row per observation in the order given (of the latest periods
        only, where the profile says so). ``n`` is how many places of the row's kind are counted,
        whether the row itself is ranked or not; it is null for kinds that are not ranked. A
        missing figure has null ranks, bands, gaps and changes.

    Raises
    ------
    UsageError
        An observation occurs twice, or the list of neighbours is not held.

    Examples
    --------
    >>> from stocktake.sources.reading import SERIES
    >>> from stocktake.standards.places import place_register
    >>> observations = pl.DataFrame({"series": "made:up", "place": ["la-889", "la-890"],
    ...     "time_period": "202425", "time_identifier": "Academic year", "span_years": 1,
    ...     "group": "all", "value": [57.0, 55.0]})
    >>> series = pl.DataFrame({"series": ["made:up"], "better": ["higher"],
    ...     "listings": [None]}, schema_overrides={"listings": SERIES["listings"]})
    >>> table = benchmark_table(observations, series, register=place_register(),
    ...                         neighbours=None, vintage=None)
    >>> table.select("place", "rank", "n").rows()
    [('la-889', 1, 2), ('la-890', 2, 2)]
    """
    first = pl.col("listings").list.get(0, null_on_oob=True)
    withheld_series = series.filter(first.struct.field("no_quartile").fill_null(False))["series"]
    benchmarks = Benchmarks(
        observations,
        dict(series.select("series", "better").iter_rows()),
        register=register,
        neighbours=neighbours,
        profile=profile,
        withheld_series=withheld_series.to_list(),
    )
    return all_rows(benchmarks, vintage)


def all_rows(benchmarks: Benchmarks, vintage: int | None = None) -> pl.DataFrame:
    """Every benchmark as a table: see :func:`benchmark_table`."""
    grid, observations = benchmarks.grid, benchmarks.observations
    names = [name for name in COLUMNS if name not in IDENTIFIED]
    columns = {name: np.full(len(grid.cell), np.nan) for name in names}
    order = np.argsort(grid.place.astype(np.int16), kind="stable")
    ends = np.cumsum(np.bincount(grid.place, minlength=len(grid.places)))
    for place, rows in zip(grid.places, np.split(order, ends[:-1]), strict=False):
        cells = grid.cell[rows]
        of_place = benchmarks.columns_of(place, vintage)
        for name, column in columns.items():
            column[rows] = of_place[name][cells]
    table = observations.select(IDENTIFIED).with_columns(
        _to_column(name, column) for name, column in columns.items()
    )
    if benchmarks.profile.periods == "latest":
        table = table.filter(pl.Series(grid.latest()[grid.cell] == grid.cell, dtype=pl.Boolean))
    return table.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())


def _to_column(name: str, column: Floats) -> pl.Series:
    words = {"quartile": QUARTILES, "trend": TRENDS}.get(name)
    if words is None:
        return pl.Series(name, column, nan_to_null=True).cast(COLUMNS[name])
    # The numbers of words start with that of the first: 1 for quartiles, -1 for trends.
    start = 1 if name == "quartile" else -1
    numbers = pl.Series(column - start, nan_to_null=True).cast(pl.UInt32)
    return pl.Series(name, words, dtype=pl.String).gather(numbers)


def by_listing(
    observations: pl.DataFrame,
    series: pl.DataFrame,
    *,
    register: PlaceRegister,
    neighbours: pl.DataFrame | None,
    vintage: int | None,
    profile: Profile = LAIT_2026,
) -> pl.DataFrame:
    """The table once for each of the producer's listings of a series.

    LAIT lists some series under two titles and withholds the band under one of them: the same
    figure then has a quartile under one name and none under the other.
    :func:`benchmark_table` goes by the first listing.

    Parameters
    ----------
    observations, series, register, neighbours, vintage, profile
        As for :func:`benchmark_table`.

    Returns
    -------
    polars.DataFrame
        ``title``, ``topic`` and ``decimal_places`` of the listing, then the columns of
        ``COLUMNS``; ``quartile`` is null where that listing withholds it and the profile honours
        that. Series without listings are left out.
    """
    table = benchmark_table(
        observations,
        series,
        register=register,
        neighbours=neighbours,
        vintage=vintage,
        profile=replace(profile, withholds_bands=False),
    )
    listings = series.select("series", "listings").explode("listings").drop_nulls("listings")
    listing_rows = listings.unnest("listings").drop("polarity")
    rows = listing_rows.join(table, on="series", how="inner", maintain_order="left_right")
    is_hidden = pl.lit(profile.withholds_bands) & pl.col("no_quartile").fill_null(False)
    visible_rows = rows.with_columns(quartile=pl.when(~is_hidden).then("quartile"))
    return visible_rows.select("title", "topic", "decimal_places", *COLUMNS)
