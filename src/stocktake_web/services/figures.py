"""Slices of the tables of benchmarks: of one series, of one place, and what a release changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from stocktake.benchmarks import FIGURES, benchmark_catalogue, benchmark_gaps, group_gaps
from stocktake.statistics import CatalogueEntry, Release, note_table
from stocktake_web.services import figure_tables as tables
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import (
    ExplorerData,
    build_explorer_data,
    explorer_data,
)

_slices = LRUCache[pl.DataFrame](size=128)
_place_slices = LRUCache[pl.DataFrame](size=64)


@lru_cache(maxsize=16)
def load_notes(release: Release) -> dict[tuple[str, str, str, str], str]:
    """What was noted of single figures when a release was read.

    By series, place, time period and its identifier.
    """
    return {(a, b, c, d): note for a, b, c, d, note in note_table(release).iter_rows()}


def load_series(
    data: ExplorerData, release: Release, series: str, vintage: int | None
) -> pl.DataFrame:
    """Every figure of a series with its benchmarks: all places and periods, in order.

    Parameters
    ----------
    vintage : int or None
        The list of neighbours; None is the latest.
    """
    folder = tables.table_folder(data, release)
    key = (str(folder), series, vintage)
    return _slices.get(key, lambda: _load_series(data, release, series, vintage))


def _load_series(
    data: ExplorerData, release: Release, series: str, vintage: int | None
) -> pl.DataFrame:
    if vintage in (None, tables.vintage_of(data)):
        return scan_series(data, release).filter(pl.col("series") == series).collect()
    table = benchmark_catalogue(
        release.scan().filter(pl.col("series") == series).collect(),
        data.catalogue(release),
        register=data.register,
        neighbours=data.neighbours,
        vintage=vintage,
    )
    return table.sort("time_period", "time_identifier", "span_years", "place")


def scan_series(data: ExplorerData, release: Release) -> pl.LazyFrame:
    """The whole table of a release, lazily, in order of series."""
    return pl.scan_parquet(tables.table_folder(data, release) / tables.BY_SERIES)


def load_place(data: ExplorerData, release: Release, place: str) -> pl.DataFrame:
    """Every figure of a place with its benchmarks: all series and periods, in order."""
    folder = tables.table_folder(data, release)
    return _place_slices.get(
        (str(folder), place),
        lambda: (
            pl.scan_parquet(folder / tables.BY_PLACE).filter(pl.col("place") == place).collect()
        ),
    )


def load_gap(
    data: ExplorerData,
    release: Release,
    one: CatalogueEntry,
    second: CatalogueEntry,
    vintage: int | None,
) -> pl.DataFrame:
    """The gap between two series, one less the other, with benchmarks like any figure.

    Ranks and bands go by its size, the narrowest gap first.
    """
    folder = tables.table_folder(data, release)
    key = (str(folder), one.id, second.id, vintage)
    return _slices.get(key, lambda: _load_gap(data, release, one, second, vintage))


def _load_gap(
    data: ExplorerData,
    release: Release,
    one: CatalogueEntry,
    second: CatalogueEntry,
    vintage: int | None,
) -> pl.DataFrame:
    frames = [
        release.scan()
        .filter((pl.col("series") == entry.id) & (pl.col("group") == "all"))
        .select(*FIGURES)
        .collect()
        for entry in (one, second)
    ]
    gaps = group_gaps(*frames).with_columns(
        series=pl.lit(one.id), group=pl.lit("all"), text=pl.lit(None, pl.String)
    )
    return benchmark_gaps(
        gaps,
        one,
        second,
        register=data.register,
        neighbours=data.neighbours,
        vintage=vintage or tables.vintage_of(data),
    )


def scan_changes(data: ExplorerData, earlier: Release, later: Release) -> pl.LazyFrame:
    """What a later release added, withdrew and revised, in order of place."""
    return pl.scan_parquet(tables.changes_folder(data, earlier, later) / tables.CHANGES)


def prepare_tables(area: AreaFields, release_id: str) -> None:
    """Make the table of a release, and of what it changed, where they are not there yet."""
    data = explorer_data(area)
    release = data.release(release_id)
    tables.table_folder(data, release)
    before = data.before(release)
    if before is not None:
        tables.changes_folder(data, before, release)


def make_table(
    folder: Path, *, home: str, own_folder: Path | None, release: str, since: str | None = None
) -> None:
    """Make one table now, in this process."""
    data = build_explorer_data(own_folder, home)
    later = data.release(release)
    if since is None:
        tables.make_table(folder, data, later)
    else:
        tables.make_changes(folder, data.release(since), later)
