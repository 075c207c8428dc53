"""Every figure of every series placed at once: the table behind a league of indicators."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from stocktake.benchmarks.bulk import movement, neighbours_beside, ranking
from stocktake.benchmarks.chosen import choose
from stocktake.benchmarks.grid import lay_out
from stocktake.benchmarks.profile import CORRECTED, LAIT_2026, Profile
from stocktake.standards.places import PlaceRegister

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


def benchmark_table(
    observations: pl.DataFrame,
    series: pl.DataFrame,
    *,
    register: PlaceRegister,
    neighbours: pl.DataFrame | None,
    vintage: int | None,
    profile: Profile = CORRECTED,
) -> pl.DataFrame:
    """Place every figure among the others, for all series, places and periods at once.

    The same answers as :func:`~stocktake.benchmarks.placed.placed`, with the change and the trend
    of :mod:`~stocktake.benchmarks.change` beside them.

    Parameters
    ----------
    observations : polars.DataFrame
        Columns of ``sources.reading.OBSERVATIONS``; unique by series, place, period and group.
    series : polars.DataFrame
        Columns of ``sources.reading.SERIES``. ``better`` gives the direction: null, or a series
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
    grid = lay_out(observations)
    chosen = choose(grid, observations, series, register=register, profile=profile)
    countries = [grid.number.get(register.country_of(place)) for place in grid.places]
    country = pl.Series(countries, dtype=pl.Int64).gather(chosen.place)
    table = chosen.rows.hstack(
        [
            *ranking(grid, chosen, profile),
            *neighbours_beside(grid, chosen, neighbours, vintage, profile),
            *movement(grid, chosen, profile),
            chosen.region_value.alias("region"),
        ]
    )
    value = pl.col("value")
    table = table.with_columns(england=grid.look(chosen.cell, country)).with_columns(
        gap_to_england=pl.when((country != chosen.place).fill_null(True)).then(
            value - pl.col("england")
        ),
        gap_to_region=value - pl.col("region"),
        gap_to_neighbours_mean=value - pl.col("neighbours_mean"),
    )
    return table.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())


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
    listed = listings.unnest("listings").drop("polarity")
    joined = listed.join(table, on="series", how="inner", maintain_order="left_right")
    hidden = pl.lit(profile.withholds_bands) & pl.col("no_quartile").fill_null(False)
    shown = joined.with_columns(quartile=pl.when(~hidden).then("quartile"))
    return shown.select("title", "topic", "decimal_places", *COLUMNS)
