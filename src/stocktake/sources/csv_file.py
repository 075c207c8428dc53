"""Opens a CSV file that comes without metadata: its header, and every cell as text."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from stocktake.sources.ees_file import LINE, SEPARATORS, rows_of
from stocktake.sources.reading import cannot_open, refuse
from stocktake.standards.errors import Fault, InputError

LARGEST_BYTES = 200_000_000
"""No table of a place's figures is as large; a small archive may hold more than memory does."""

CHUNK_ROWS = 20_000
UTF_8: Final = "utf-8"
WINDOWS: Final = "windows-1252"
REFUSE: Final = "refuse"
BLANK: Final = "blank"
AS_UTF_8 = "save it as CSV UTF-8"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class CsvLayout:
    """How the rows of a file stand in it.

    Parameters
    ----------
    encoding : str
        ``utf-8`` or ``windows-1252``.
    header_line : int
        The line of the header; titles may stand above it.
    short_rows : str
        ``blank`` where rows may leave out their last cells, which are then blank; else ``refuse``.
    lines_left_out : tuple of int
        Lines that cannot be read, by a person's decision.
    """

    encoding: str = UTF_8
    header_line: int = 1
    short_rows: str = REFUSE
    lines_left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class CsvFile:
    """A file as text.

    Parameters
    ----------
    name, sha256 : str
        Of the file as it lies on the disk.
    keys : dict of str to str
        For the name of each column what it is called in ``data``: its position, so that no name
        is a pattern. A name is what can be seen of it, on one line.
    data : polars.DataFrame
        ``LINE``, and text columns under their keys; outer spaces removed, blank is null.
    """

    name: str
    sha256: str
    keys: dict[str, str]
    data: pl.DataFrame

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(self.keys)

    def at(self, line: object, column: str = "") -> str:
        """Where a fault is: ``absence.csv: line 7, column 'LA'``."""
        return f"{self.name}: line {line}" + (f", column {column!r}" if column else "")


@dataclass(frozen=True)
class CsvContent:
    """The bytes of a file, unpacked where it is a ``.gz``, and the digest of it as it lies."""

    name: str
    sha256: str
    content: bytes


def read_content(path: Path) -> CsvContent:
    """Read the bytes of a ``.csv`` or ``.csv.gz``.

    Raises
    ------
    InputError
        The file cannot be opened, is damaged, or too large.
    """
    try:
        with path.open("rb") as stream:
            stored_bytes = stream.read(LARGEST_BYTES + 1)
        is_packed = stored_bytes.startswith(b"\x1f\x8b")
        content = (
            gzip.GzipFile(fileobj=io.BytesIO(stored_bytes)).read(LARGEST_BYTES + 1)
            if is_packed
            else stored_bytes
        )
    except (gzip.BadGzipFile, EOFError, zlib.error):
        fault = Fault(path.name, "is a damaged .gz", "", "fetch the file again")
        raise InputError(f"cannot read {path.name}", [fault]) from None
    except OSError as error:
        raise cannot_open(path, error) from None
    if len(content) > LARGEST_BYTES:
        fault = Fault(path.name, f"has more than {LARGEST_BYTES:,} bytes", "", "split it")
        raise InputError(f"cannot read {path.name}", [fault])
    return CsvContent(path.name, hashlib.sha256(stored_bytes).hexdigest(), content)


def decode(file: CsvContent, encoding: str) -> str:
    """The text of a file.

    Raises
    ------
    InputError
        The text is UTF-16, no text at all, or not in this encoding.
    """
    summary = f"cannot read {file.name}"
    if file.content.startswith(UTF_16_MARKS):
        raise InputError(summary, [Fault(file.name, "is UTF-16 text", "UTF-8", AS_UTF_8)])
    if b"\0" in file.content:
        problem = "holds zero bytes, as UTF-16 text and other kinds of file do"
        raise InputError(summary, [Fault(file.name, problem, "CSV in UTF-8", AS_UTF_8)])
    try:
        return file.content.decode("utf-8-sig" if encoding == UTF_8 else "cp1252")
    except UnicodeDecodeError as error:
        line = file.content[: error.start].count(b"\n") + 1
        words = "UTF-8" if encoding == UTF_8 else "Windows-1252"
        fault = Fault(f"{file.name}: line {line}", f"is not {words} text", "UTF-8", AS_UTF_8)
        raise InputError(summary, [fault]) from None


def read_rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds a cell, with the line on which it begins.

    Raises
    ------
    InputError
        A quotation mark is not closed, or stands within a cell.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        problem = f"cannot be split into cells ({error})"
        fix = "close the quotation mark, or double it within a cell"
        fault = Fault(f"{name}: line {line}", problem, "cells between commas", fix)
        raise InputError(f"cannot read {name}", [fault]) from None


def first_row(name: str, rows: Iterator[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """The first row that holds a cell, and its line.

    Raises
    ------
    InputError
        There is none.
    """
    row = next(rows, None)
    if row is None:
        raise InputError(f"cannot read {name}", [Fault(name, "is empty", "a header and rows")])
    return row


def open_csv(file: CsvContent, layout: CsvLayout) -> CsvFile:
    """Read a file as its layout says.

    Raises
    ------
    InputError
        With every fault of the header, or the first rows that do not fit it.
    """
    summary = f"cannot read {file.name}"
    rows = read_rows(file.name, decode(file, layout.encoding))
    header_row = first_row(file.name, rows)
    while header_row[0] < layout.header_line and (row := next(rows, None)):
        header_row = row
    if header_row[0] != layout.header_line:
        problem = f"has no header in line {layout.header_line}"
        raise InputError(summary, [Fault(file.name, problem, "the line of the header")])
    names = [column_name(cell) for cell in header_row[1]]
    refuse(summary, _header_faults(file.name, layout.header_line, names))
    width = len(names)
    table, faults = _table(file.name, rows, width, layout)
    refuse(summary, faults)
    if not table.height:
        refuse(summary, [Fault(file.name, "has a header and no rows", "a row for each place")])
    unnamed = [f"c{position}" for position, name in enumerate(names, start=1) if not name]
    refuse(summary, _unnamed_faults(file.name, layout.header_line, table, unnamed))
    # A comma at the end of every line makes a column of nothing, which says nothing.
    keys = {name: f"c{position}" for position, name in enumerate(names, start=1) if name}
    return CsvFile(file.name, file.sha256, keys, table.select(LINE, *keys.values()))


def column_name(cell: str) -> str:
    """A name on one line; a character that no page shows, or that moves a terminal, is no part."""
    return "".join(c for c in " ".join(cell.split()) if c.isprintable()).strip()


def _header_faults(name: str, line: int, names: list[str]) -> list[Fault]:
    location = f"{name}: line {line}"
    if len(names) == 1:
        separator = next((mark for mark in SEPARATORS if mark in names[0]), None)
        if separator:
            problem = f"is separated by {SEPARATORS[separator]}"
            return [Fault(name, problem, "commas", "save it as CSV with commas")]
    return [
        Fault(location, f"names the column {column!r} twice", "each column once", "rename one")
        for column in sorted({column for column in names if column and names.count(column) > 1})
    ]


def _table(
    name: str, rows: Iterator[tuple[int, list[str]]], width: int, layout: CsvLayout
) -> tuple[pl.DataFrame, list[Fault]]:
    left_out = set(layout.lines_left_out)
    long: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []

    def fitted_rows() -> Iterator[list[str | int]]:
        for line, cells in rows:
            if line in left_out:
                continue
            if len(cells) > width and any(cell.strip() for cell in cells[width:]):
                long.append((line, len(cells)))
            elif len(cells) < width:
                short.append((line, len(cells)))
            yield [line, *cells[:width], *[""] * (width - len(cells))]

    keys = [f"c{position}" for position in range(1, width + 1)]
    schema = {LINE: pl.Int32(), **dict.fromkeys(keys, pl.String())}
    chunks = [pl.DataFrame(schema=schema)]
    fitted = fitted_rows()
    while chunk := list(islice(fitted, CHUNK_ROWS)):
        chunks.append(pl.DataFrame(chunk, schema=schema, orient="row"))
    table = pl.concat(chunks).with_columns(
        pl.col(key).str.strip_chars().replace("", None) for key in keys
    )
    faults = [
        Fault(f"{name}: line {line}", f"has {count} cells", f"{width}, as the header",
              "is there a comma in a cell? put the cell in quotation marks")
        for line, count in long
    ]  # fmt: skip
    if short and layout.short_rows != BLANK:
        line, count = short[0]
        count_clause = f" ({rows_of(len(short))} with too few)" if len(short) > 1 else ""
        fix = "the file may be cut short: download it again"
        location = f"{name}: line {line}"
        faults.append(
            Fault(location, f"has {count} cells{count_clause}", f"{width}, as the header", fix)
        )
    return table, faults


def _unnamed_faults(name: str, line: int, table: pl.DataFrame, unnamed: list[str]) -> list[Fault]:
    faults = []
    for key in unnamed:
        texts = table.filter(pl.col(key).is_not_null())
        if texts.height:
            problem = (
                f"column {key.removeprefix('c')} has no name and holds text "
                f"(first in line {texts[LINE][0]})"
            )
            fix = "give the column a name, or remove it"
            location = f"{name}: line {line}"
            faults.append(Fault(location, problem, "a name for each column", fix))
    return faults
