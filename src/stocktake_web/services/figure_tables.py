"""Every figure compared with the others', computed once for a release, next to the warehouse.

A table is made in a process of its own: comparing a whole release takes half a gigabyte for a few
seconds, and a worker that serves pages would keep that memory. It is written next to its place and
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

from stocktake.benchmarks import PERIOD_COLUMNS, benchmark_catalogue
from stocktake.standards import Fault, StoreError
from stocktake.statistics import Release, compare_releases
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.explorer_data import ExplorerData
from stocktake_web.services.releases import warehouse

ROW_GROUP = 8_192
LAYOUT = 2
"""Raised whenever a table's columns or their meaning change: older tables are then made again."""

BY_SERIES, BY_PLACE, CHANGES = "by-series.parquet", "by-place.parquet", "changes.parquet"
MAKING = ".making-"

_ready = LRUCache[Path](size=256)


def table_folder(data: ExplorerData, release: Release) -> Path:
    """Where the table of a release lies; made now if there is none.

    Raises
    ------
    StoreError
        It cannot be made: no room, no right to write, or a damaged release.
    """
    parts = (data.digest, data.catalogue(release).digest, vintage_of(data) or 0, LAYOUT)
    state = "-".join(str(part) for part in parts)
    folder = tables_folder() / release.id.replace("/", "--") / state
    return _ready.get(str(folder), lambda: _ensure(folder, data, release, None))


def changes_folder(data: ExplorerData, earlier: Release, later: Release) -> Path:
    """Where the changes between two releases lie; made now if there are none.

    Raises
    ------
    StoreError
    """
    folder = (
        tables_folder() / later.id.replace("/", "--") / f"since-{earlier.id.replace('/', '--')}"
    )
    return _ready.get(str(folder), lambda: _ensure(folder, data, later, earlier))


def tables_folder() -> Path:
    """The folder of all tables: it may be deleted at any time, and is made again."""
    path = warehouse().path
    return path.with_name(f"{path.name}-tables")


def vintage_of(data: ExplorerData) -> int | None:
    """The list of neighbours that a stored table is compared with: the latest."""
    return data.vintages[0] if data.vintages else None


def make_table(folder: Path, data: ExplorerData, release: Release) -> None:
    """Write the table of a release."""
    table = benchmark_catalogue(
        release.scan().collect(),
        data.catalogue(release),
        register=data.register,
        neighbours=data.neighbours,
        vintage=vintage_of(data),
    )
    orders = {
        BY_SERIES: ["series", *PERIOD_COLUMNS, "place"],
        BY_PLACE: ["place", "series", *PERIOD_COLUMNS],
    }
    _write(folder, {name: table.sort(order) for name, order in orders.items()})


def make_changes(folder: Path, earlier: Release, later: Release) -> None:
    """Write what a later release changed."""
    _write(
        folder,
        {CHANGES: compare_releases(earlier, later).table.sort("place", "series", "time_period")},
    )


def _ensure(folder: Path, data: ExplorerData, release: Release, earlier: Release | None) -> Path:
    if not folder.is_dir():
        command = [sys.executable, "-m", "stocktake_web.manage", "make_table", release.id]
        command += [str(folder), "--warehouse", str(warehouse().path), "--home", data.home]
        command += ["--own", str(data.own_folder)] if data.own_folder else []
        command += ["--since", earlier.id] if earlier else []
        # Nothing of it comes from a request: ids are those of releases in the store.
        process = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if not folder.is_dir():
            lines = [line for line in process.stderr.splitlines() if line.strip()]
            raise StoreError(
                f"the figures of {release.id} could not be compared",
                [
                    Fault(
                        str(folder.parent),
                        lines[-1] if lines else "the computation was stopped",
                        "a folder with room to write in",
                        "make room next to the warehouse, and ask for the page again",
                    )
                ],
            )
    return folder


def _write(folder: Path, tables: dict[str, pl.DataFrame]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    incoming = folder.parent / f"{MAKING}{uuid.uuid4().hex}"
    try:
        incoming.mkdir()
        for name, table in tables.items():
            table.write_parquet(incoming / name, compression="zstd", row_group_size=ROW_GROUP)
        try:
            os.rename(incoming, folder)
        except OSError:
            # Another process was quicker; what it made is the same.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
