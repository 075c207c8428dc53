"""Opens a published school table as it lies: CSV, packed CSV, Parquet, workbook, zip.

Every cell comes out as text with the line on which it stood; what the text means is decided by
the table's definition, later.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from pathlib import Path

import polars as pl

from stocktake.sources.csv_file import (
    BLANK,
    LARGEST_BYTES,
    REFUSE,
    UTF_8,
    WINDOWS,
    CsvContent,
    CsvFile,
    CsvLayout,
    column_name,
    decode,
    first_row,
    open_csv,
    read_content,
    read_rows,
)
from stocktake.sources.ees_file import LINE
from stocktake.sources.table_limits import TableLimits, table_problem
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import Fault, InputError

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged archive in memory raises; bzip2 says OSError."""
META_ENDING = ".meta.csv"
PARQUET, WORKBOOK = ".parquet", ".xlsx"
PARQUET_LIMITS = TableLimits(rows=2_000_000, columns=600, unpacked_bytes=2_000_000_000)
"""A national table of schools over several years, with every column that a producer publishes."""


def read_stored(path: Path) -> CsvContent:
    """The bytes of a file, of a zip those of its one data file; the digest as the file lies.

    Raises
    ------
    InputError
        The file cannot be opened, is damaged or too large, or a zip holds no or several tables.
    """
    stored = read_content(path)
    return _data_file(stored) if _ending(stored.name) == ".zip" else stored


def read_header(stored: CsvContent) -> tuple[str, ...]:
    """The names of a table's columns, by which its kind is known.

    Raises
    ------
    InputError
        The file is not a table.
    """
    if _ending(stored.name) in (PARQUET, WORKBOOK):
        return open_school_table(stored).header
    rows = read_rows(stored.name, decode(stored, _encoding(stored.content)))
    return tuple(column_name(name) for name in first_row(stored.name, rows)[1])


def open_school_table(stored: CsvContent, *, has_short_rows: bool = False) -> CsvFile:
    """Read a table of any kind that the published files come in.

    Parameters
    ----------
    stored : CsvContent
        Of a ``.csv``, ``.csv.gz``, ``.parquet``, ``.xlsx``, or of the data file of a zip. Text in
        UTF-8 or, where it is none, Windows-1252.
    has_short_rows : bool
        Whether rows may leave out their last cells; else they are refused.

    Returns
    -------
    CsvFile
        Text cells under the keys of their columns; blank is null. The line of a Parquet file or a
        workbook is its row, of a Parquet file from 1.

    Raises
    ------
    InputError
        The file is too large, damaged, or not a table; with all faults.
    """
    if _ending(stored.name) == PARQUET:
        return _open_parquet(stored)
    if _ending(stored.name) == WORKBOOK:
        return _open_sheet(stored)
    encoding = _encoding(stored.content)
    first_line, _ = first_row(stored.name, read_rows(stored.name, decode(stored, encoding)))
    return open_csv(
        stored,
        CsvLayout(
            encoding=encoding,
            header_line=first_line,
            short_rows=BLANK if has_short_rows else REFUSE,
        ),
    )


def _ending(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _encoding(content: bytes) -> str:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return WINDOWS
    return UTF_8


def _data_file(stored: CsvContent) -> CsvContent:
    """The one data file of a zip; the digest stays that of the zip."""
    expected = "one data file that ends in .csv"
    try:
        with zipfile.ZipFile(io.BytesIO(stored.content)) as archive:
            names = [
                info.filename
                for info in archive.infolist()
                if info.filename.lower().endswith(".csv")
                and not info.filename.lower().endswith(META_ENDING)
            ]
            if len(names) != 1:
                problem = f"holds {len(names)} data files"
                raise _unreadable(stored.name, problem, expected, "unpack it and name one")
            with archive.open(names[0]) as stream:
                content = stream.read(LARGEST_BYTES + 1)
    except ZIP_FAULTS:
        raise _unreadable(
            stored.name, "is not a zip file, or a damaged one", expected, "download it again"
        ) from None
    if len(content) > LARGEST_BYTES:
        raise _unreadable(stored.name, f"unpacks to more than {LARGEST_BYTES:,} bytes", "", "")
    return CsvContent(stored.name, stored.sha256, content)


def _open_parquet(stored: CsvContent) -> CsvFile:
    if problem := table_problem(stored.content, stored.name, PARQUET_LIMITS):
        raise _unreadable(stored.name, problem, "a table of schools", "")
    try:
        table = pl.read_parquet(io.BytesIO(stored.content))
        texts = [table.to_series(place).cast(pl.String) for place in range(table.width)]
    except pl.exceptions.PolarsError:
        raise _unreadable(
            stored.name, "is no Parquet file, or is damaged", "", "download it again"
        ) from None
    return _as_file(stored, table.columns, texts, first_line=1)


def _open_sheet(stored: CsvContent) -> CsvFile:
    book = open_workbook(stored.content, stored.name)
    rows = book.read(book.sheet_names[0], headings=True, may_be_large=True).texts()
    if len(rows) < 2:
        raise _unreadable(stored.name, "has no rows below a header", "a row for each school", "")
    header = [column_name(cell) for cell in rows[0]]
    width = len(header)
    texts = [
        pl.Series(str(place), [row[place] if place < len(row) else "" for row in rows[1:]])
        for place in range(width)
    ]
    return _as_file(stored, header, texts, first_line=2)


def _as_file(
    stored: CsvContent, names: list[str], texts: list[pl.Series], *, first_line: int
) -> CsvFile:
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        problem = f"names the column {doubled[0]!r} twice"
        raise _unreadable(stored.name, problem, "each column once", "rename one")
    places = [place for place, name in enumerate(names) if name]
    keys = {names[place]: f"c{place + 1}" for place in places}
    if not texts or not len(texts[0]):
        raise _unreadable(stored.name, "has a header and no rows", "a row for each school", "")
    data = pl.DataFrame(
        [
            pl.int_range(first_line, first_line + len(texts[0]), dtype=pl.Int32, eager=True).alias(
                LINE
            ),
            *(texts[place].alias(f"c{place + 1}").str.strip_chars() for place in places),
        ]
    ).with_columns(pl.col(key).replace("", None) for key in keys.values())
    return CsvFile(stored.name, stored.sha256, keys, data)


def _unreadable(name: str, problem: str, expected: str, fix: str) -> InputError:
    return InputError(f"cannot read {name}", [Fault(name, problem, expected, fix)])
