"""Looks at a table's bytes before they are read: what reading would take, from a small file too.

A Parquet file of two megabytes can say that it holds thousands of millions of rows, or unpack to
gigabytes. What its reader will set aside stands in the headers of its pages, which are walked here
and not believed from the summary at its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stocktake.sources.thrift import ThriftError, read_struct

MAGIC = b"PAR1"

# Numbers of fields in Parquet's format definition (parquet.thrift).
SCHEMA, ROWS, ROW_GROUPS = 2, 3, 4
CHILDREN = 5
CHUNKS, METADATA = 1, 3
TOTAL_COMPRESSED, DATA_PAGE_OFFSET, DICTIONARY_PAGE_OFFSET = 7, 9, 11
UNPACKED_SIZE, PACKED_SIZE, DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2 = 2, 3, 5, 7, 8
VALUES = 1


@dataclass(frozen=True)
class TableLimits:
    """How large a table may be once it is read."""

    rows: int = 20_000
    columns: int = 100
    unpacked_bytes: int = 50_000_000


UPLOADED = TableLimits()
"""Of a table that somebody sends."""


def table_problem(content: bytes, name: str, limits: TableLimits = UPLOADED) -> str:
    r"""Why a table is not read; empty where it may be.

    Parameters
    ----------
    content : bytes
    name : str
        Of the file; its ending says which kind it is.
    limits : TableLimits

    Examples
    --------
    >>> table_problem(b"place,pupils\nschool-1,310\n", "pupils.csv")
    ''
    >>> table_problem(b"PAR1 and no more", "pupils.parquet")
    'is no Parquet file, or is damaged'
    """
    if not name.lower().endswith(".parquet"):
        return _csv_problem(content, limits)
    try:
        return _parquet_problem(content, limits)
    except (ThriftError, KeyError, TypeError, AttributeError):
        return "is no Parquet file, or is damaged"


def _csv_problem(content: bytes, limits: TableLimits) -> str:
    if content.count(b"\n") + content.count(b"\r") > 2 * limits.rows:
        return f"has more than {limits.rows:,} rows"
    lines = content.replace(b"\r", b"\n").split(b"\n")
    if max(line.count(b",") for line in lines) >= limits.columns:
        return f"has more than {limits.columns} columns"
    return ""


def _parquet_problem(content: bytes, limits: TableLimits) -> str:
    size = int.from_bytes(content[-8:-4], "little")
    if content[:4] != MAGIC or content[-4:] != MAGIC or not 0 < size <= len(content) - 12:
        raise ThriftError
    footer, _ = read_struct(content[-8 - size : -8], 0)
    root, *columns = footer[SCHEMA]
    if any(column.get(CHILDREN) for column in columns):
        return "has columns within columns"
    if len(columns) > limits.columns:
        return f"has more than {limits.columns} columns"
    groups = footer.get(ROW_GROUPS) or []
    rows_count = max(footer[ROWS], sum(group.get(3, 0) for group in groups))
    if rows_count > limits.rows:
        return f"has more than {limits.rows:,} rows"
    unpacked_bytes = 0
    for chunk in (chunk for group in groups for chunk in group[CHUNKS]):
        values_count = 0
        for page in _pages(content, chunk[METADATA]):
            unpacked_bytes += page[UNPACKED_SIZE]
            values_count += _values_count(page)
            if unpacked_bytes > limits.unpacked_bytes:
                return f"unpacks to more than {limits.unpacked_bytes // 1_000_000} MB"
            if values_count > 2 * limits.rows:
                return f"has more than {limits.rows:,} rows"
    return ""


def _pages(content: bytes, chunk: dict[int, Any]) -> Iterator[dict[int, Any]]:
    """The header of each page of a column chunk."""
    place = chunk.get(DICTIONARY_PAGE_OFFSET, chunk[DATA_PAGE_OFFSET])
    end = place + chunk[TOTAL_COMPRESSED]
    if not len(MAGIC) <= place <= end <= len(content):
        raise ThriftError
    while place < end:
        page, place = read_struct(content, place)
        if page[PACKED_SIZE] < 0 or page[UNPACKED_SIZE] < 0:
            raise ThriftError
        place += page[PACKED_SIZE]
        yield page


def _values_count(page: dict[int, Any]) -> int:
    """The values of a page; those of its dictionary, which come in a page of their own, too."""
    header = page.get(DATA_PAGE) or page.get(DATA_PAGE_V2) or page.get(DICTIONARY_PAGE) or {}
    count = header.get(VALUES, 0)
    if count < 0:
        raise ThriftError
    return int(count)
