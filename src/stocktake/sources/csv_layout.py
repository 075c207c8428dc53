"""Finds how the rows of a CSV file stand in it, and what about that is only a guess."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.sources.csv_file import (
    BLANK,
    REFUSE,
    UTF_8,
    WINDOWS,
    CsvContent,
    CsvLayout,
    decode,
    first_row,
    read_rows,
)
from stocktake.sources.ees_file import rows_of
from stocktake.standards.errors import InputError

MOST_LINES_LEFT_OUT = 20
"""More long lines than this are no slips of a few rows: the file is refused."""


@dataclass(frozen=True)
class LayoutGuess:
    """A layout and the reason for each part of it that a person should confirm, by its key."""

    layout: CsvLayout
    reasons: dict[str, str]


def guess_layout(file: CsvContent) -> LayoutGuess:
    """Find the encoding, the header and the rows that do not fit it.

    Raises
    ------
    InputError
        The file is no text in UTF-8 or Windows-1252.
    """
    reasons: dict[str, str] = {}
    encoding = UTF_8
    try:
        text = decode(file, encoding)
    except InputError as error:
        if "UTF-16" in str(error):
            raise
        encoding = WINDOWS
        text = decode(file, encoding)
        reasons["encoding"] = "not UTF-8; look at names with accents and at pound signs"
    row_stream = read_rows(file.name, text)
    rows = [first_row(file.name, row_stream), *row_stream]
    header_line, width = _header(rows)
    if header_line != 1:
        reasons["header_line"] = "the first line with more than one cell"
    body = [(line, cells) for line, cells in rows if line > header_line]
    long = [line for line, cells in body if any(cell.strip() for cell in cells[width:])]
    alone = [line for line, cells in body if width > 2 and _filled_count(cells) == 1]
    slips = []
    # Where there are many, they are no slips: opening the file names them.
    if 0 < len(long) <= MOST_LINES_LEFT_OUT:
        slips.append(f"more than {width} cells in line {long[0]}: is there a comma in a name?")
    if 0 < len(alone) <= MOST_LINES_LEFT_OUT:
        slips.append(f"one cell alone in line {alone[0]}: is it a note on the table?")
    if slips:
        reasons["lines_left_out"] = " ".join(slips)
    left_out = {
        line for lines in (long, alone) if len(lines) <= MOST_LINES_LEFT_OUT for line in lines
    }
    short = [line for line, cells in body if len(cells) < width and line not in left_out]
    if short:
        reasons["short_rows"] = (
            f"{rows_of(len(short))} with fewer than {width} cells, the first in line {short[0]}; "
            "was the file cut short?"
        )
    rows_rule = BLANK if short else REFUSE
    layout = CsvLayout(encoding, header_line, rows_rule, tuple(sorted(left_out)))
    return LayoutGuess(layout, reasons)


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, int]:
    """Line and width of the header: titles above it fill one cell each."""
    for line, cells in rows:
        if _filled_count(cells) > 1:
            return line, len(cells)
    return rows[0][0], len(rows[0][1])


def _filled_count(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
