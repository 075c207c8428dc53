"""Reads any published file about schools: a table of figures, the register, inspections."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.reading import Reading
from stocktake.sources.schools.layouts import has_layout
from stocktake.sources.schools.open_table import read_header, read_stored
from stocktake.sources.schools.reading import read_school_table
from stocktake.sources.schools.recognise import known_names, lacking
from stocktake.sources.schools.record_files import RECORD_LAYOUTS, read_record_file
from stocktake.sources.schools.table_file import TableFile
from stocktake.sources.schools.table_schema import load_school_tables

FIGURES, RECORD = "figures", "record"


def read_school_file(
    path: Path,
    *,
    year: str | None = None,
    as_of: date | None = None,
    published: date | None = None,
    retrieved: date,
    own_folder: Path | None = None,
) -> Reading:
    """Read a published file about schools, whichever it is by its header.

    Parameters
    ----------
    path : path
    year : str, optional
        The academic year of a table of figures that does not say it.
    as_of : date, optional
        The day on which a register describes the schools.
    published : date, optional
    retrieved : date
    own_folder : path, optional
        A place's own definitions of tables.

    Raises
    ------
    InputError
        The file is of no known kind, or has faults; all of them together.
    """
    if kind_of_file(path, own_folder) == RECORD:
        return read_record_file(path, published=published, retrieved=retrieved, as_of=as_of)
    return read_school_table(
        path, year=year, published=published, retrieved=retrieved, own_folder=own_folder
    )


def kind_of_file(path: Path, own_folder: Path | None = None) -> str:
    """``record`` for a file of the register or of inspections, ``figures`` for any other.

    A table of results that carries grades and addresses as well is a table of figures.

    Raises
    ------
    InputError
        The file cannot be opened.
    """
    header = read_header(read_stored(path))
    names = known_names(header)
    tables = load_school_tables(own_folder).values()
    if any(not lacking(table, names) for table in tables):
        return FIGURES
    file = TableFile(path.name, "", header, pl.DataFrame())
    return RECORD if has_layout(file, RECORD_LAYOUTS) else FIGURES
