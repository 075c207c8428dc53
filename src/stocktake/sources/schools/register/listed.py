"""Reads files that say no more of a school than its number and where it was counted."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.reading import refuse
from stocktake.sources.schools.cell_columns import misfits, text_of, urn_faults, urn_of
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.register.columns import SCHOOLS, conform
from stocktake.sources.schools.register.words import register_words
from stocktake.sources.schools.table_file import ROW, TableFile

LAST_SEEN = "Last seen"
"""The status of a school that a list names by the last year in which it was seen."""
CENSUS_TOTALS = ("LA", "NAT")
"""What stands in place of a number in the census's rows of totals."""


def read_school_list(table: TableFile, as_of: date | None) -> ReadTables:
    """A list of schools by the last academic year in which each was seen.

    ``as_of`` of a row is the last day of that year, whatever the file's own date.
    """
    del as_of
    faults = urn_faults(table, "URN")
    faults += misfits(
        table,
        "AcademicYear",
        ~pl.col("AcademicYear").str.contains(r"^(19|20)\d{4}$"),
        "is no academic year",
        "a year such as 201718",
    )
    refuse(f"cannot read {table.name} as a list of schools", faults)
    first_year = text_of(table, "AcademicYear").str.head(4).cast(pl.Int32)
    estab = text_of(table, "LAEstab").str.slice(3, 4)
    frame = table.cells.select(
        ROW,
        school_urn=urn_of(pl.col("URN")),
        la_code=text_of(table, "LA").str.zfill(3),
        estab=estab,
        name=text_of(table, "SchoolName"),
        phase=phase_of_estab(estab),
        status=pl.lit(LAST_SEEN),
        as_of=pl.date(first_year + 1, 8, 31),
    )
    latest = frame.sort("as_of", ROW).unique("school_urn", keep="last", maintain_order=True)
    return ReadTables({"schools": conform(latest.sort(ROW), SCHOOLS)})


def read_counted_schools(table: TableFile, as_of: date | None) -> ReadTables:
    """The schools of a file of figures that has a school's URN, authority and number.

    The phase follows from the range of the establishment number; it is how schools that closed
    before the earliest register here are placed at all. Rows of totals are left out.
    """
    columns = {column.upper(): column for column in table.header}
    cells = table.cells.filter(~pl.col(columns["URN"]).is_in(CENSUS_TOTALS))
    school_table = TableFile(table.name, table.sha256, table.header, cells)
    refuse(f"cannot read {table.name} as counted schools", urn_faults(school_table, columns["URN"]))
    estab = text_of(table, columns["ESTAB"]).str.zfill(4)
    frame = cells.select(
        ROW,
        school_urn=urn_of(pl.col(columns["URN"])),
        la_code=text_of(table, columns["LA"]).str.zfill(3),
        estab=estab,
        phase=phase_of_estab(estab),
        as_of=pl.lit(as_of, dtype=pl.Date),
    )
    kept_rows = frame.unique("school_urn", keep="first", maintain_order=True)
    return ReadTables({"schools": conform(kept_rows, SCHOOLS)})


def phase_of_estab(estab: pl.Expr) -> pl.Expr:
    """The phase that the range of an establishment number stands for; null outside of all."""
    number = estab.cast(pl.Int32, strict=False)
    phase = pl.lit(None, dtype=pl.String)
    for numbers in register_words().establishment_numbers:
        inside = number.is_between(numbers.first, numbers.last)
        phase = pl.when(inside).then(pl.lit(numbers.phase)).otherwise(phase)
    return phase
