"""Opens a file of pupil records as it came: a CSV, Parquet or Excel file, every row numbered.

What a file says may be personal, and a file without a header has a child's name for a heading.
Nothing here repeats a cell or a heading in a message, nor lets an engine's own error carry one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.reading import cannot_open
from stocktake.sources.workbook import open_workbook
from stocktake.sources.workbook.opening import OTHER_KINDS, XLSX
from stocktake.sources.workbook.sheet import Cell, show_cell
from stocktake.standards.errors import Fault, InputError

FILE = "file"
ROW = "row"
ENDINGS = (".csv", ".parquet", ".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True, repr=False)
class RawTable:
    """A file's rows under the headings of its own.

    Parameters
    ----------
    name : str
        Of the file, without folders.
    headings : tuple of str
        In the order of the file.
    rows : polars.DataFrame
        Columns ``"0"``, ``"1"``, ... as the headings stand, then ``row``: the line of a CSV file
        or the row of a sheet (the header is 1), or the row of a Parquet file from 1.
    """

    name: str
    headings: tuple[str, ...]
    rows: pl.DataFrame

    def __repr__(self) -> str:
        return f"RawTable({self.name!r}, {self.rows.height} rows)"


def open_raw(path: Path, *, sheet: str = "") -> RawTable:
    """Open a file of any of the kinds that are read.

    Parameters
    ----------
    path : path
        ``.csv`` (UTF-8), ``.parquet`` or a workbook.
    sheet : str
        The sheet of a workbook that has several.

    Returns
    -------
    RawTable

    Raises
    ------
    InputError
        A file that is absent, damaged, empty, of another kind, or whose rows have more cells
        than the header.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _unreadable(path, "is no file of pupil records", "a .csv, .parquet or .xlsx file")
    try:
        content = path.read_bytes() if ending != ".parquet" else b""
        if ending == ".parquet":
            path.open("rb").close()
    except OSError as error:
        raise cannot_open(path, error) from None
    if ending == ".csv":
        headings, rows = _csv(path, content)
    elif ending == ".parquet":
        headings, rows = _parquet(path)
    else:
        headings, rows = _workbook(path, content, sheet)
    if not any(headings):
        raise _unreadable(path, "is empty", "a header and rows")
    return RawTable(path.name, tuple(headings), rows)


def _unreadable(path: Path, problem: str, expected: str, fix: str = "") -> InputError:
    return InputError(f"cannot read {path.name}", [Fault(path.name, problem, expected, fix)])


def _csv(path: Path, content: bytes) -> tuple[list[str], pl.DataFrame]:
    if b"\x00" in content:
        raise _unreadable(path, "is not text", "CSV UTF-8", "save it as CSV UTF-8")
    try:
        content.decode("utf-8-sig")
        is_decoded = True
    except UnicodeDecodeError:
        is_decoded = False
    if not is_decoded:
        raise _unreadable(path, "is not UTF-8 text", "UTF-8", "save it as CSV UTF-8")
    first = content.removeprefix(b"\xef\xbb\xbf")
    header = next(csv.reader(io.StringIO(_first_lines(first))), [])
    headings = [heading.strip() for heading in header]
    if not any(headings):
        return [], pl.DataFrame()
    names = [str(number) for number in range(len(headings))]
    # Our own header goes before theirs, which may repeat a heading or leave one empty. A row may
    # end early: spreadsheets leave out the separators of empty cells at the end.
    try:
        rows = pl.read_csv(",".join(names).encode() + b"\n" + first, infer_schema=False)
        read = rows.columns == names
    except pl.exceptions.PolarsError:
        read = False
    if not read:
        raise _ragged(path, first, len(headings))
    numbered_rows = rows.with_row_index(ROW, offset=1).slice(1)
    numbered_rows = numbered_rows.select(*names, pl.col(ROW).cast(pl.UInt32))
    return headings, numbered_rows.filter(~pl.all_horizontal(pl.col(*names).is_null()))


def _first_lines(content: bytes) -> str:
    # A heading may hold a line break inside quotation marks, but no header is as long as this.
    return content[:100_000].decode("utf-8", errors="ignore")


def _ragged(path: Path, content: bytes, width: int) -> InputError:
    """Which rows do not fit the header; read again slowly, since the fast reader does not say."""
    reader = csv.reader(io.StringIO(content.decode("utf-8")))
    wrong = []
    with suppress(csv.Error):  # a cell that swallows the rest of a long file
        wrong = [
            Fault(
                f"{path.name}: row {row}", f"has {len(cells)} cells", f"{width}, as the header has"
            )
            for row, cells in enumerate(reader, start=1)
            if len(cells) > width
        ]
    fix = "save it as CSV UTF-8 from the system that it came from"
    unbalanced = Fault(path.name, "has a quotation mark that is never closed", "CSV", fix)
    return InputError(f"cannot read {path.name}", wrong or [unbalanced])


def _parquet(path: Path) -> tuple[list[str], pl.DataFrame]:
    try:
        rows: pl.DataFrame | None = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        rows = None
    if rows is None:
        raise _unreadable(path, "is not a Parquet file, or a damaged one", "a .parquet file")
    headings = list(rows.columns)
    rows.columns = [str(number) for number in range(len(headings))]
    index = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias(ROW)
    return headings, rows.with_columns(index)


def _workbook(path: Path, content: bytes, sheet: str) -> tuple[list[str], pl.DataFrame]:
    book = open_workbook(content, path.name, kinds=(*XLSX, *OTHER_KINDS))
    names = book.sheet_names
    if sheet not in names and len(names) > 1:
        raise _unreadable(path, f"has {len(names)} sheets", f"one, or one called {sheet!r}")
    table = book.read(sheet if sheet in names else names[0], may_be_large=True).rows
    if not table:
        return [], pl.DataFrame()
    headings = [show_cell(cell).strip() for cell in table[0]]
    columns = list(zip(*table[1:], strict=True)) or [()] * len(headings)
    texts = pl.DataFrame(
        [_texts(str(place), column) for place, column in enumerate(columns)]
    ).with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.UInt32).alias(ROW))
    return headings, texts.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))


def _texts(name: str, cells: Sequence[Cell]) -> pl.Series:
    """A column as somebody would have typed it in a CSV file; null where a cell is empty.

    A large sheet has numbers and days: a column of one kind is converted as a whole.
    """
    kinds = set(map(type, cells))
    if kinds == {float}:
        numbers = pl.Series(name, cells, dtype=pl.Float64)
        # Beyond this the whole numbers of the file were no longer exact.
        if ((numbers == numbers.floor()) & (numbers.abs() < 2**53)).all():
            return numbers.cast(pl.Int64).cast(pl.String)
    if kinds == {date}:
        return pl.Series(name, cells, dtype=pl.Date).cast(pl.String)
    texts = cells if kinds == {str} else [show_cell(cell, "Y", "N") for cell in cells]
    cell_texts = pl.Series(name, texts, dtype=pl.String).str.strip_chars()
    return cell_texts.set(cell_texts == "", None)
