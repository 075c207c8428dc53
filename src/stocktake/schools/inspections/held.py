"""Inspections from what a warehouse holds."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.statistics.school_records import school_records
from stocktake.statistics.store import Warehouse


def held_inspections(warehouse: Warehouse, *, as_of: date) -> pl.DataFrame:
    """Inspections of every school, from all files known on a day, with their ``release``.

    One inspection may stand in several files: see ``distinct_inspections``.

    Raises
    ------
    StoreError
        A release is damaged.

    Examples
    --------
    >>> from pathlib import Path
    >>> held_inspections(Warehouse(Path("no-such-folder")), as_of=date(2026, 8, 31)).height
    0
    """
    return school_records(warehouse, as_of=as_of)["inspections"]
