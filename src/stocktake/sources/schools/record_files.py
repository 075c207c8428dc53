"""Reads any published file of the register or of inspections, whichever it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.reading import (
    NOT_STATED,
    OBSERVATIONS,
    Provenance,
    Reading,
    empty_series,
    refuse,
)
from stocktake.sources.schools.inspections.layouts import INSPECTION_LAYOUTS
from stocktake.sources.schools.inspections.overall import (
    FULL_REGISTER,
    INFORMATION,
    OverallColumns,
    read_ratings,
)
from stocktake.sources.schools.layouts import Layout, has_layout, recognise_layout
from stocktake.sources.schools.register.layouts import REGISTER_LAYOUTS
from stocktake.sources.schools.table_file import TableFile, open_table
from stocktake.standards.errors import Fault

READER_VERSION = 1
RECORD_LAYOUTS: tuple[Layout, ...] = (*REGISTER_LAYOUTS, *INSPECTION_LAYOUTS)
RATINGS: dict[str, OverallColumns] = {
    "register-full": FULL_REGISTER,
    "register-information": INFORMATION,
}
"""Layouts of the register that carry each school's latest grade too."""


def is_record_file(table: TableFile) -> bool:
    """Whether a table is one of the register or of inspections."""
    return has_layout(table, RECORD_LAYOUTS)


def read_record_file(
    path: Path, *, published: date | None, retrieved: date, as_of: date | None = None
) -> Reading:
    """Read a file of the register of schools or of inspections, known by its header.

    Parameters
    ----------
    path : path
        CSV (UTF-8 or Windows-1252), the same compressed with gzip, or Parquet.
    published : date or None
        When it was published; None where not stated.
    retrieved : date
        When the file was brought in.
    as_of : date, optional
        The day on which it describes the schools; by default the day of publication, else the
        latest change that the file records, else unknown.

    Returns
    -------
    Reading
        No observations; ``tables`` has some of ``schools``, ``school_links``, ``school_groups``,
        ``groups`` and ``inspections``. No column that names a person is read.

    Raises
    ------
    InputError
        The file is none of these, or has a grade, framework, date or number that is not known;
        all faults together, each with its row.

    Notes
    -----
    Source: Department for Education, Get information about schools (2017 to 2026); Ofsted,
    management information (2018 to 2026).
    """
    table = open_table(path)
    layout = recognise_layout(table, RECORD_LAYOUTS)
    read = layout.read(table, as_of or published)
    notes = (*table.notes, *read.notes)
    tables = dict(read.tables)
    if layout.id in RATINGS:
        ratings = read_ratings(table, RATINGS[layout.id])
        tables |= ratings.tables
        notes += ratings.notes
    refuse(f"cannot read {table.name}", _days_to_come(table, tables, retrieved))
    provenance = Provenance(
        source=_source(layout, as_of or published),
        producer=layout.producer,
        title=layout.title,
        address=NOT_STATED,
        licence="Open Government Licence v3.0",
        published=published,
        retrieved=retrieved,
        sha256=table.sha256,
        reader=READER_VERSION,
        files=(table.name,),
    )
    observations = pl.DataFrame(schema=OBSERVATIONS)
    return Reading(provenance, observations, empty_series(), notes, tables)


def _days_to_come(
    table: TableFile, tables: dict[str, pl.DataFrame], retrieved: date
) -> list[Fault]:
    """Inspections dated after the day on which the file was brought in; a link may be to come."""
    if "inspections" not in tables:
        return []
    late = tables["inspections"].filter(pl.col("inspection_date") > retrieved)
    days = late.unique("row", maintain_order=True).select("row", "inspection_date")
    return [
        Fault(
            f"{table.name}: row {row}",
            f"an inspection of {day} had not been made on {retrieved}",
            "a day before the file was brought in",
            "correct the date",
        )
        for row, day in days.iter_rows()
    ]


def _source(layout: Layout, day: date | None) -> str:
    """The folder of the store; files of different days that add up are not each other's revision.

    Examples
    --------
    >>> _source(RECORD_LAYOUTS[0], date(2026, 8, 21)), RECORD_LAYOUTS[1].id
    ('register-full-2026-08-21', 'register-links')
    """
    if layout.replaces_earlier or day is None:
        return layout.id
    return f"{layout.id}-{day}"
