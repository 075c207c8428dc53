"""Turns columns of text into numbers, dates and known words, and says which cells do not fit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import polars as pl

from stocktake.sources.schools.table_file import ROW, TableFile
from stocktake.standards.errors import SHOWN_FAULTS, Fault, nearest

UNKNOWN_DATE = date(1900, 1, 1)
"""What the register writes for a day that it does not know."""
NO_VALUE = ("NULL", "null", "Null")
"""What a database wrote for an empty cell."""
DATE_FORMATS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")
FAULTS_KEPT = 5 * SHOWN_FAULTS
LONGEST_SHOWN = 40


def text_of(table: TableFile, column: str) -> pl.Expr:
    """A column's text on one line, null where the file has none or does not have the column.

    A character that no page shows, that moves a terminal or turns what follows it is no part of it.
    """
    if column not in table.header:
        return pl.lit(None, dtype=pl.String)
    line = pl.col(column).str.replace_all(r"\s+", " ").str.replace_all(r"\p{C}", "")
    return line.str.strip_chars().replace({"": None} | dict.fromkeys(NO_VALUE))


def date_of(text: pl.Expr) -> pl.Expr:
    """A date in any of the forms of the register and of inspection files; day before month.

    A time of day after the date is cut off. 1 January 1900 is a date that is not known.
    """
    dates = _dates(text)
    return pl.when(dates != UNKNOWN_DATE).then(dates)


def is_date(text: pl.Expr) -> pl.Expr:
    """Whether a text is a date, 1 January 1900 among them."""
    return _dates(text).is_not_null()


def count_of(text: pl.Expr) -> pl.Expr:
    """A whole number, null for anything else."""
    return text.str.replace_all(",", "").cast(pl.Int64, strict=False)


def urn_of(text: pl.Expr) -> pl.Expr:
    """A school's number, null for what is none."""
    return pl.when(text.str.contains(r"^[1-9]\d{5}$")).then(text.cast(pl.Int64, strict=False))


def misfits(
    table: TableFile, column: str, wrong: pl.Expr, problem: str, expected: str
) -> list[Fault]:
    """Cells of a column that do not fit, with their row; null cells always fit.

    A value is shown where it has no letters: a shifted column may put a person's name where a
    date belongs.
    """
    if column not in table.header:
        return []
    cells = table.cells.select(ROW, text_of(table, column).alias(column))
    cells = cells.filter(pl.col(column).is_not_null() & wrong).head(FAULTS_KEPT)
    return [
        Fault(f"{table.name}: row {row}, {column}", f"{_value_shown(value)} {problem}", expected)
        for row, value in cells.iter_rows()
    ]


def urn_faults(table: TableFile, column: str, *, is_required: bool = True) -> list[Fault]:
    """Cells that are no number of a school; where ``is_required``, empty cells too."""
    faults = misfits(
        table,
        column,
        ~pl.col(column).str.contains(r"^[1-9]\d{5}$"),
        "is no URN",
        "six digits such as 119781",
    )
    if is_required and column in table.header:
        empty = table.cells.filter(text_of(table, column).is_null()).head(FAULTS_KEPT)
        faults += [
            Fault(f"{table.name}: row {row}, {column}", "is empty", "the school's URN")
            for row in empty[ROW]
        ]
    return faults


def date_faults(table: TableFile, column: str) -> list[Fault]:
    """Cells that are no date."""
    return misfits(
        table, column, ~is_date(pl.col(column)), "is no date", "a date such as 31-08-2024"
    )


def word_faults(
    table: TableFile, column: str, words: Collection[str], kind: str, expected: Collection[str]
) -> list[Fault]:
    """Cells that hold a word which nobody has defined, with their value and what was expected.

    Parameters
    ----------
    words : collection of str
        What is known, in lower case.
    expected : collection of str
        What a message lists.
    """
    if column not in table.header:
        return []
    cells = table.cells.select(ROW, text_of(table, column).alias(column))
    unknown = pl.col(column).is_not_null() & ~pl.col(column).str.to_lowercase().is_in(list(words))
    return [
        Fault(
            f"{table.name}: row {row}, {column}",
            f"{value[:LONGEST_SHOWN]!r} is no known {kind}",
            f"one of {', '.join(expected)}",
            nearest(value[:LONGEST_SHOWN], expected),
        )
        for row, value in cells.filter(unknown).head(FAULTS_KEPT).iter_rows()
    ]


def _dates(text: pl.Expr) -> pl.Expr:
    day = text.str.replace(r"[ T]00:00:00$", "")
    return pl.coalesce(
        [day.str.strptime(pl.Date, form, strict=False, exact=True) for form in DATE_FORMATS]
    )


def _value_shown(value: str) -> str:
    has_letters = any(character.isalpha() for character in value)
    if has_letters or len(value) > LONGEST_SHOWN:
        return f"a text of {len(value)} characters"
    return repr(value)
