"""Slices of placed figures: of one series, of one place, and what a release changed."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from stocktake.benchmarks.beside import AmongSet, among_set
from stocktake.benchmarks.chance import MULTIPLIER, interval, rank_interval
from stocktake.benchmarks.figures import FIGURES
from stocktake.benchmarks.gaps import group_gaps
from stocktake.standards.errors import Fault, UsageError
from stocktake.standards.missing import describe
from stocktake.standards.periods import Period
from stocktake.standards.released import Released
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.statistics.schema import Break
from stocktake.statistics.store import Release
from stocktake_web.accounts.models import Area
from stocktake_web.gateway import figure_tables as tables
from stocktake_web.gateway.explorable import Catalogue, Listed, Place, Shelf, shelf, shelf_of
from stocktake_web.gateway.memory import Memory
from stocktake_web.gateway.placing import gap_placed, placed

__all__ = [
    "MULTIPLIER",
    "AmongSet",
    "Break",
    "Catalogue",
    "Fault",
    "Listed",
    "Period",
    "Place",
    "Release",
    "Released",
    "Shelf",
    "Unit",
    "UsageError",
    "among_set",
    "changes",
    "describe",
    "difference_unit",
    "format_value",
    "gap_slice",
    "interval",
    "make",
    "of_place",
    "of_series",
    "prepare",
    "rank_interval",
    "scan_series",
    "shelf_of",
]

_slices = Memory[pl.DataFrame](size=128)
_of_places = Memory[pl.DataFrame](size=64)


def of_series(shelf: Shelf, release: Release, series: str, vintage: int | None) -> pl.DataFrame:
    """Every figure of a series, placed: all places and periods, in order.

    Parameters
    ----------
    vintage : int or None
        The list of neighbours; None is the latest.
    """
    folder = tables.table_folder(shelf, release)
    key = (str(folder), series, vintage)
    return _slices.get(key, lambda: _of_series(folder, shelf, release, series, vintage))


def _of_series(
    folder: Path, shelf: Shelf, release: Release, series: str, vintage: int | None
) -> pl.DataFrame:
    if vintage in (None, tables.vintage_of(shelf)):
        return scan_series(shelf, release).filter(pl.col("series") == series).collect()
    observations = release.scan().filter(pl.col("series") == series).collect()
    table = placed(shelf, release, observations, vintage)
    return table.sort("time_period", "time_identifier", "span_years", "place")


def scan_series(shelf: Shelf, release: Release) -> pl.LazyFrame:
    """The whole table of a release, lazily, in order of series."""
    return pl.scan_parquet(tables.table_folder(shelf, release) / tables.BY_SERIES)


def of_place(shelf: Shelf, release: Release, place: str) -> pl.DataFrame:
    """Every figure of a place, placed: all series and periods, in order."""
    folder = tables.table_folder(shelf, release)
    return _of_places.get(
        (str(folder), place),
        lambda: (
            pl.scan_parquet(folder / tables.BY_PLACE).filter(pl.col("place") == place).collect()
        ),
    )


def gap_slice(
    shelf: Shelf, release: Release, one: Listed, other: Listed, vintage: int | None
) -> pl.DataFrame:
    """The gap between two series, one less the other, placed like any figure.

    Ranks and bands go by its size, the narrowest gap first.
    """
    folder = tables.table_folder(shelf, release)
    key = (str(folder), one.id, other.id, vintage)
    return _slices.get(key, lambda: _gap_slice(shelf, release, one, other, vintage))


def _gap_slice(
    shelf: Shelf, release: Release, one: Listed, other: Listed, vintage: int | None
) -> pl.DataFrame:
    frames = [
        release.scan()
        .filter((pl.col("series") == each.id) & (pl.col("group") == "all"))
        .select(*FIGURES)
        .collect()
        for each in (one, other)
    ]
    computed = group_gaps(*frames).with_columns(
        series=pl.lit(one.id), group=pl.lit("all"), text=pl.lit(None, pl.String)
    )
    return gap_placed(shelf, computed, one, other, vintage or tables.vintage_of(shelf))


def changes(shelf: Shelf, earlier: Release, later: Release) -> pl.LazyFrame:
    """What a later release added, withdrew and revised, in order of place."""
    return pl.scan_parquet(tables.changes_folder(shelf, earlier, later) / tables.CHANGES)


def prepare(area: Area, release: str) -> None:
    """Make the table of a release, and of what it changed, where they are not there yet."""
    held = shelf_of(area)
    found = held.release(release)
    tables.table_folder(held, found)
    before = held.before(found)
    if before is not None:
        tables.changes_folder(held, before, found)


def make(
    folder: Path, *, home: str, own: Path | None, release: str, since: str | None = None
) -> None:
    """Make one table now, in this process."""
    held = shelf(own, home)
    later = held.release(release)
    if since is None:
        tables.make_table(folder, held, later)
    else:
        tables.make_changes(folder, held.release(since), later)
