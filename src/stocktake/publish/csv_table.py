"""Writes a table as CSV, for whoever works on with its figures."""

from __future__ import annotations

import csv
from io import StringIO

from stocktake.publish.content import Cell, Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


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
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and text != "-" else text
