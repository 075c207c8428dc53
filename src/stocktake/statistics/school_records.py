"""The register of schools and the inspections that a warehouse holds, as known on a day."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.schools.inspections.columns import INSPECTIONS
from stocktake.sources.schools.record_files import RECORD_LAYOUTS
from stocktake.sources.schools.register.columns import (
    GROUPS,
    SCHOOL_GROUPS,
    SCHOOL_LINKS,
    SCHOOLS,
)
from stocktake.statistics.store import Warehouse

RECORD_TABLES: dict[str, dict[str, pl.DataType]] = {
    "schools": SCHOOLS,
    "school_links": SCHOOL_LINKS,
    "school_groups": SCHOOL_GROUPS,
    "groups": GROUPS,
    "inspections": INSPECTIONS,
}
"""The tables that files of the register and of inspections are read into."""


def school_records(warehouse: Warehouse, *, as_of: date) -> dict[str, pl.DataFrame]:
    """Every table of the register and of inspections, from all files known on a day.

    Returns
    -------
    dict of str to polars.DataFrame
        One for each of ``RECORD_TABLES``, with ``release``: the id of the release of each row.
        Empty where no file is held. Links are those of the latest file only.

    Raises
    ------
    StoreError
        A release is damaged.
    """
    frames: dict[str, list[pl.DataFrame]] = {name: [] for name in RECORD_TABLES}
    for release in warehouse.known_on(as_of):
        if not release.source.startswith(tuple(layout.id for layout in RECORD_LAYOUTS)):
            continue
        for name, rows in frames.items():
            table = release.table(name)
            if table is not None:
                rows.append(table.with_columns(pl.lit(release.id).alias("release")))
    return {
        name: pl.concat([pl.DataFrame(schema={**columns, "release": pl.String()}), *frames[name]])
        for name, columns in RECORD_TABLES.items()
    }
