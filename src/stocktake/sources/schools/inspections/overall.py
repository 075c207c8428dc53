"""Reads files that give no more than an overall grade and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from stocktake.sources.reading import refuse
from stocktake.sources.schools.cell_columns import (
    date_faults,
    date_of,
    text_of,
    urn_faults,
    urn_of,
    word_faults,
)
from stocktake.sources.schools.inspections.columns import (
    FULL,
    OVERALL,
    finish,
    framework_faults,
    grade_of,
)
from stocktake.sources.schools.inspections.regimes import inspection_regimes
from stocktake.sources.schools.layouts import ReadTables
from stocktake.sources.schools.table_file import ROW, TableFile

GRADED_REGIME = "graded"


@dataclass(frozen=True)
class OverallColumns:
    """Where a file keeps a school's number, its overall grade and the days."""

    urn: str
    grade: str
    inspected: str
    published: str = ""


HISTORY = OverallColumns("URN", "Rating", "Inspection Date")
LATEST = OverallColumns("URN", "Overall effectiveness", "Inspection date", "Publication date")
INFORMATION = OverallColumns("URN", "OFSTEDRATING", "OFSTEDLASTINSP")
FULL_REGISTER = OverallColumns("URN", "OfstedRating (name)", "OfstedLastInsp")


def read_history(table: TableFile, as_of: date | None) -> ReadTables:
    """Every graded inspection of a school, one to a row."""
    del as_of
    return _overall(table, HISTORY)


def read_latest(table: TableFile, as_of: date | None) -> ReadTables:
    """The latest overall grade of each school, with its day of publication."""
    del as_of
    return _overall(table, LATEST)


def read_ratings(table: TableFile, columns: OverallColumns) -> ReadTables:
    """The latest grade that a file of the register carries; empty where it carries none.

    The day is that of the register, which may be a day after the inspection began. A grade
    without a day is kept with its day unknown.
    """
    if columns.grade not in table.header:
        return ReadTables({})
    return _overall(table, columns)


def _overall(table: TableFile, columns: OverallColumns) -> ReadTables:
    regime = inspection_regimes()[GRADED_REGIME]
    categories = regime.category_words()
    implied = {entry.value: entry.implies for entry in regime.category}
    faults = urn_faults(table, columns.urn)
    faults += word_faults(
        table,
        columns.grade,
        regime.known_words() | set(categories),
        f"grade of {regime.title!r}",
        regime.grade_words(),
    )
    for column in (columns.inspected, columns.published):
        faults += date_faults(table, column)
    faults += framework_faults(table, columns.inspected, GRADED_REGIME)
    refuse(f"cannot read {table.name} as overall grades of inspections", faults)
    grade = text_of(table, columns.grade)
    category = grade.str.to_lowercase().replace_strict(
        categories, default=None, return_dtype=pl.String
    )
    inspected = date_of(text_of(table, columns.inspected))
    frame = table.cells.filter(grade.is_not_null()).select(
        ROW,
        school_urn=urn_of(pl.col(columns.urn)),
        inspection_date=inspected,
        published_date=date_of(text_of(table, columns.published)),
        regime=pl.lit(GRADED_REGIME),
        area=pl.lit(OVERALL),
        value=pl.coalesce(
            grade_of(grade, regime, inspected),
            category.replace_strict(implied, default=None, return_dtype=pl.String),
        ),
        category=category,
        event=pl.lit(FULL),
    )
    return finish(table, frame)
