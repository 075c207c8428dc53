"""Reads a sheet as its cells show, or says of each cell why it cannot be read.

Value, type and format of each cell come from ``rows``; here is what a person sees of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from stocktake.sources.workbook.formats import day_problem, show_number
from stocktake.sources.workbook.limits import (
    MOST_FAULTS,
    MOST_SHOWN_CHARACTERS,
    BrokenError,
)
from stocktake.sources.workbook.rows import GENERAL, OpenCell
from stocktake.sources.workbook.scan import SheetScan, column_letters
from stocktake.sources.workbook.sheet import Cell, Sheet, show_cell

Blame = Callable[[int, int, str, str, str], None]
"""Keeps a fault of a cell: row, column, problem, what was expected, what to do."""
MERGE_PROBLEM = "is merged with the cells up to"


def read_cells(
    name: str,
    open_rows: Iterable[list[OpenCell]],
    scan: SheetScan,
    *,
    first_row: int,
    blame: Blame,
) -> Sheet:
    """Read a scanned sheet.

    Parameters
    ----------
    name : str
        Of the sheet.
    open_rows : iterable of list
        Its rows, from ``rows.open_rows``.
    first_row : int
        Row of the header; what is hidden, merged or odd above it does not matter.
    blame : callable
        Called for every cell that cannot be read as it shows.

    Raises
    ------
    BrokenError
        The library cannot make sense of the workbook.
    """
    _blame_hidden(scan, first_row, blame)
    rows: list[list[Cell]] = []
    faults_left, characters_left = MOST_FAULTS, MOST_SHOWN_CHARACTERS
    for number, cells in enumerate(open_rows, start=1):
        texts: list[Cell] = []
        for column, (value, kind, code) in enumerate(cells, start=1):
            problem: str = ""
            text: Cell = ""
            try:
                text = _show(value, kind, code, (number, column) in scan.uncached)
            except ValueError as error:
                problem = str(error)
            if problem and number >= first_row and faults_left:
                faults_left -= 1
                blame(number, column, problem, *_advice(problem))
            characters_left -= len(text) if isinstance(text, str) else 1
            texts.append(text)
        if characters_left < 0:  # at once, since each row may add as much again
            raise BrokenError("shows more text than a table has", "a smaller workbook")
        rows.append(texts)
    return Sheet(name, rows)


def _blame_hidden(scan: SheetScan, first_row: int, blame: Blame) -> None:
    for row in sorted(scan.hidden_rows):
        if row >= first_row:
            blame(row, 0, "the row is hidden", "", "show it or delete it")
    for column in sorted(scan.hidden_columns):
        blame(0, column, "the column is hidden", "", "show it or delete it")
    for top, left, bottom, right in scan.merged_ranges:
        is_in_table = bottom >= first_row and top <= scan.last_row and left <= scan.last_column
        if is_in_table and (top, left) != (bottom, right):
            last = f"{column_letters(right)}{bottom}"
            blame(top, left, f"{MERGE_PROBLEM} {last}", "", "unmerge them")


def _advice(problem: str) -> tuple[str, str]:
    if "error of the workbook" in problem:
        return "", "correct the formula, or leave the cell blank"
    if "never worked out" in problem:
        return "", "open the file in a spreadsheet program and save it"
    return "a cell that shows its figure", "change the cell's format"


def _show(value: Cell, kind: str, code: str, is_uncached: bool) -> Cell:
    """The text of a cell; a truth value as it is, since each reader has its own words for it.

    Raises
    ------
    ValueError
        With what is wrong.
    """
    if is_uncached:
        raise ValueError("holds a formula that was never worked out")
    if value is None:
        return ""
    if kind == "e":
        raise ValueError(f"{str(value)[:20]} is an error of the workbook")
    if isinstance(value, str | bool):
        return value
    if isinstance(value, datetime | date):
        if problem := day_problem(code):
            raise ValueError(problem)
        return show_cell(value)
    if isinstance(value, time | timedelta):
        # What is no day comes out as it is; whoever wanted a day refuses it by its column.
        return str(value)
    if isinstance(value, int | float):
        if code == GENERAL:
            return show_cell(value)
        return show_number(value, code)
    raise ValueError("holds something that is no figure, day or text")
