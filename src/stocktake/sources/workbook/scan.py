"""Looks through a sheet before anybody reads it: how far it goes and what a reader must know.

The extent that a sheet declares is never believed. What is hidden, merged or worked out by a
formula is noted here, since the reader of cells does not report it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from stocktake.sources.workbook.limits import (
    EMPTY_AREA,
    LONGEST_NUMBER,
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_HIDDEN_RANGES,
    MOST_MERGED,
    MOST_ROWS,
    BrokenError,
)
from stocktake.sources.workbook.xml import Budget, walk

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TRUE_WORDS = frozenset({"1", "true"})

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; from 1."""


@dataclass
class SheetScan:
    """What a sheet holds, without its values.

    Parameters
    ----------
    last_row, last_column : int
        Of the cells that hold anything; 0 where none does.
    cells_count : int
        Cells that hold anything.
    columns, hidden_rows : set of int
        Those that hold anything.
    hidden_ranges : list of (first, last)
        Columns that are not shown, whether or not they hold anything.
    merged_ranges : list of Range
    uncached : set of (row, column)
        Formulas whose result the file does not hold.
    """

    last_row: int = 0
    last_column: int = 0
    cells_count: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    hidden_ranges: list[tuple[int, int]] = field(default_factory=list)
    merged_ranges: list[Range] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)

    @property
    def hidden_columns(self) -> set[int]:
        """Columns that hold something and are not shown."""
        ranges = self.hidden_ranges
        return {c for c in self.columns if any(first <= c <= last for first, last in ranges)}


def scan_sheet(pieces: Iterable[bytes], budget: Budget) -> SheetScan:
    """Scan the XML of a sheet.

    Raises
    ------
    BrokenError
        Its XML is damaged, or its cells or merged ranges are beyond the limits.
    """
    handler = _Handler()
    walk(pieces, budget, start=handler.start, end=handler.end, text=handler.text)
    scan = handler.scan
    check_area(scan.last_row, scan.last_column, scan.cells_count)
    return scan


def check_area(rows: int, columns: int, cells_count: int, most_cells: int = MOST_CELLS) -> None:
    """Refuse too many cells, or so far apart that the rectangle around them is nearly empty."""
    if cells_count > most_cells:
        raise BrokenError(
            f"has more than {most_cells:,} cells", "a smaller sheet", "save it as CSV UTF-8"
        )
    if rows * columns > EMPTY_AREA + 4 * cells_count:
        raise BrokenError(
            f"has {cells_count:,} cells spread over {rows:,} rows and {columns:,} columns",
            "cells side by side",
            "delete what stands far away from the table",
        )


def parse_reference(text: str) -> tuple[int, int]:
    """Row and column of a cell's reference.

    Examples
    --------
    >>> parse_reference("C7")
    (7, 3)
    """
    match = _REFERENCE.fullmatch(text)
    if match is None:
        raise BrokenError
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if row > MOST_ROWS or column > MOST_COLUMNS:
        raise BrokenError
    return row, column


def column_letters(column: int) -> str:
    """Letters of a column.

    Examples
    --------
    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(65 + remainder) + letters
    return letters


class _Handler:
    """Takes the sheet's elements one by one."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self._rows_hide = False
        self._row = self._column = 0
        self._row_is_hidden = False
        self._type = "n"
        self._has_formula = self._has_content = False
        self._length = 0
        self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "col":
            if attributes.get("hidden") in _TRUE_WORDS or _is_nothing(attributes.get("width")):
                self._hide(attributes)
        elif name == "sheetFormatPr":
            self._rows_hide = attributes.get("zeroHeight") in _TRUE_WORDS
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._in_value:
            self._length += len(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._in_value = False
            self._has_content = self._has_content or self._length > 0
        elif name == "c":
            self._end_cell()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else _whole(number)
        if row <= self._row or row > MOST_ROWS:
            raise BrokenError
        self._row, self._column = row, 0
        is_hidden = attributes.get("hidden") in _TRUE_WORDS or _is_nothing(attributes.get("ht"))
        self._row_is_hidden = is_hidden or (self._rows_hide and "ht" not in attributes)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        row, column = self._row, self._column + 1
        if reference is not None:
            row, column = parse_reference(reference)
        if row != self._row or column <= self._column or column > MOST_COLUMNS:
            raise BrokenError
        self._column = column
        self._type = attributes.get("t", "n")
        self._has_formula = self._has_content = False
        self._length = 0

    def _end_cell(self) -> None:
        most = LONGEST_NUMBER if self._type in ("n", "s", "b", "e") else LONGEST_TEXT
        if self._length > most:
            cell = f"{column_letters(self._column)}{self._row}"
            raise BrokenError(
                f"has {self._length:,} characters in cell {cell}", f"at most {most:,}"
            )
        if not (self._has_content or self._has_formula):
            return
        scan = self.scan
        # A formula may give an empty text: the file then holds that it is a text.
        if self._has_formula and not self._has_content and self._type != "str":
            scan.uncached.add((self._row, self._column))
        scan.cells_count += 1
        scan.last_row = self._row
        scan.last_column = max(scan.last_column, self._column)
        scan.columns.add(self._column)
        if self._row_is_hidden:
            scan.hidden_rows.add(self._row)

    def _hide(self, attributes: dict[str, str]) -> None:
        ranges = self.scan.hidden_ranges
        ranges.append((_whole(attributes.get("min", "")), _whole(attributes.get("max", ""))))
        if len(ranges) > MOST_HIDDEN_RANGES:
            raise BrokenError

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.scan.merged_ranges.append((*parse_reference(first), *parse_reference(last or first)))
        if len(self.scan.merged_ranges) > MOST_MERGED:
            raise BrokenError(
                f"has more than {MOST_MERGED:,} merged ranges", "a table", "unmerge them"
            )


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 7:
        raise BrokenError
    return int(text)


def _is_nothing(size: str | None) -> bool:
    return size is not None and not size.strip("0.")
