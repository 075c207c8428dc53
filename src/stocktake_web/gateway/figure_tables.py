"""Every figure placed among the others, computed once for a release and kept beside the warehouse.

A table is made in a process of its own: placing a whole release takes half a gigabyte for a few
seconds, and a worker that serves pages would keep that memory. It is written beside its place and
renamed, so that it is whole or absent.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import polars as pl

from stocktake.standards.errors import Fault, StoreError
from stocktake.statistics.changes import compare_releases
from stocktake.statistics.store import Release
from stocktake_web.gateway.explorable import Shelf
from stocktake_web.gateway.memory import Memory
from stocktake_web.gateway.placing import PERIOD, placed
from stocktake_web.gateway.releases import warehouse

ROW_GROUP = 8_192
LAYOUT = 2
"""Raised whenever a table's columns or their meaning change: older tables are then made again."""

BY_SERIES, BY_PLACE, CHANGES = "by-series.parquet", "by-place.parquet", "changes.parquet"
MAKING = ".making-"

_ready = Memory[Path](size=256)


def table_folder(shelf: Shelf, release: Release) -> Path:
    """Where the table of a release lies; made now if it was not.

    Raises
    ------
    StoreError
        It cannot be made: no room, no right to write, or a damaged release.
    """
    parts = (shelf.digest, shelf.catalogue(release).digest, vintage_of(shelf) or 0, LAYOUT)
    rests_on = "-".join(str(part) for part in parts)
    folder = root() / release.id.replace("/", "--") / rests_on
    return _ready.get(str(folder), lambda: _there(folder, shelf, release, None))


def changes_folder(shelf: Shelf, earlier: Release, later: Release) -> Path:
    """Where the changes between two releases lie; made now if they were not.

    Raises
    ------
    StoreError
    """
    folder = root() / later.id.replace("/", "--") / f"since-{earlier.id.replace('/', '--')}"
    return _ready.get(str(folder), lambda: _there(folder, shelf, later, earlier))


def root() -> Path:
    """The folder of all tables: it may be deleted at any time, and is made again."""
    path = warehouse().path
    return path.with_name(f"{path.name}-tables")


def vintage_of(shelf: Shelf) -> int | None:
    """The list of neighbours that a stored table is set beside: the latest."""
    return shelf.vintages[0] if shelf.vintages else None


def make_table(folder: Path, shelf: Shelf, release: Release) -> None:
    """Write the table of a release."""
    table = placed(shelf, release, release.scan().collect(), vintage_of(shelf))
    orders = {BY_SERIES: ["series", *PERIOD, "place"], BY_PLACE: ["place", "series", *PERIOD]}
    _write(folder, {name: table.sort(order) for name, order in orders.items()})


def make_changes(folder: Path, earlier: Release, later: Release) -> None:
    """Write what a later release changed."""
    _write(
        folder,
        {CHANGES: compare_releases(earlier, later).table.sort("place", "series", "time_period")},
    )


def _there(folder: Path, shelf: Shelf, release: Release, earlier: Release | None) -> Path:
    if not folder.is_dir():
        command = [sys.executable, "-m", "stocktake_web.manage", "make_table", release.id]
        command += [str(folder), "--warehouse", str(warehouse().path), "--home", shelf.home]
        command += ["--own", str(shelf.own)] if shelf.own else []
        command += ["--since", earlier.id] if earlier else []
        # Nothing of it comes from a request: ids are those of releases that are held.
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if not folder.is_dir():
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise StoreError(
                f"the figures of {release.id} could not be placed",
                [
                    Fault(
                        str(folder.parent),
                        said[-1] if said else "the computation was stopped",
                        "a folder with room to write in",
                        "make room beside the warehouse, and ask for the page again",
                    )
                ],
            )
    return folder


def _write(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.parent / f"{MAKING}{uuid.uuid4().hex}"
    try:
        beside.mkdir()
        for name, table in tables.items():
            table.write_parquet(beside / name, compression="zstd", row_group_size=ROW_GROUP)
        try:
            os.rename(beside, folder)
        except OSError:
            # Another process was quicker; what it made is the same.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


__all__ = [
    "BY_PLACE",
    "BY_SERIES",
    "CHANGES",
    "changes_folder",
    "make_changes",
    "make_table",
    "root",
    "table_folder",
    "vintage_of",
]
