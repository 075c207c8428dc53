"""Writes a table as CSV, for whoever works on with its figures."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO

from stocktake.publish.content import Cell, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
"""What makes a spreadsheet compute a cell, with the wide signs of East Asian keyboards."""

INVISIBLE = ("Cc", "Cf")
"""Control and format characters, such as the mark that what follows is written to the left."""


def table_csv(table: Table) -> str:
    """A table as CSV: figures unrounded, all else as shown; its notes are left out.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it.

    Examples
    --------
    >>> from stocktake.publish.content import Column
    >>> rows = ((Cell("=A1", None), Cell("48.5%", 48.51)), (Cell("Here"), Cell("-")))
    >>> print(table_csv(Table("Shares", (Column("Area"), Column("2017/18", True)), rows)), end="")
    Area,2017/18
    '=A1,48.51
    Here,-
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([_plain(column.heading) for column in table.columns])
    for row in table.rows:
        writer.writerow([_content(cell) for cell in row])
    return stream.getvalue()


def _content(cell: Cell) -> str | float:
    return _plain(cell.text) if cell.number is None else cell.number


def _plain(text: str) -> str:
    """A text that no spreadsheet computes; a dash alone is the sign of a missing figure."""
    # The writer quotes no carriage return, after which a spreadsheet begins a row of its own.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_computed = text.startswith(FORMULA_SIGNS) or _visible_start(text).startswith(FORMULA_SIGNS)
    return f"'{text}" if is_computed and text != "-" else text


def _visible_start(text: str) -> str:
    """The text from its first sign that shows: marks of direction and blanks before it do not."""
    for at, sign in enumerate(text):
        if not sign.isspace() and unicodedata.category(sign) not in INVISIBLE:
            return text[at:]
    return ""
