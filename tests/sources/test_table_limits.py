"""What reading a table would take is known from its bytes, however small the file is."""

from __future__ import annotations

import io
import random
from typing import Any

import polars as pl
import pytest

from stocktake.sources import table_problem
from stocktake.sources.thrift import ThriftError, read_struct

FRAME = pl.DataFrame({"place": ["a", "b"] * 50, "n": range(100), "share": [1.5] * 100})


def parquet(frame: pl.DataFrame, **options: Any) -> bytes:
    stream = io.BytesIO()
    frame.write_parquet(stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "snappy"},
        {"compression": "gzip"},
        {"compression": "uncompressed"},
        {"row_group_size": 7},
        {"data_page_size": 64},
        {"statistics": "full"},
    ],
    ids=str,
)
def test_a_table_of_any_kind_of_parquet_may_be_read(options: dict[str, Any]) -> None:
    assert table_problem(parquet(FRAME, **options), "pupils.parquet") == ""


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        (pl.DataFrame({"n": pl.zeros(20_001, eager=True)}), "has more than 20,000 rows"),
        (pl.DataFrame({"n": ["a" * 60_000_000]}), "unpacks to more than 50 MB"),
        (pl.DataFrame({"n": [["a"]]}), "has columns within columns"),
        (pl.DataFrame({"n": [{"a": 1}]}), "has columns within columns"),
        (pl.DataFrame({f"n{i}": [1] for i in range(101)}), "has more than 100 columns"),
    ],
    ids=["rows", "bytes", "lists", "records", "columns"],
)
def test_a_small_file_that_unfolds_is_named(frame: pl.DataFrame, problem: str) -> None:
    content = parquet(frame)
    assert len(content) < 60_000
    assert table_problem(content, "PUPILS.PARQUET") == problem


def test_a_page_is_believed_and_not_the_summary() -> None:
    """A footer that says of a large page that it is small does not hide it."""
    content = parquet(pl.DataFrame({"n": ["a" * 60_000_000]}), statistics=False)
    begin = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    size = _varint(2 * _unpacked_size(content[begin:]))
    at = content.index(size, begin)
    one = b"\x82" + b"\x80" * (len(size) - 2) + b"\x00"
    lied = content[:at] + one + content[at + len(size) :]
    assert _unpacked_size(lied[begin:]) == 1
    assert table_problem(lied, "pupils.parquet") == "unpacks to more than 50 MB"


def _unpacked_size(footer: bytes) -> int:
    """What the summary says of the first column."""
    fields, _ = read_struct(footer, 0)
    return int(fields[4][0][1][0][3][6])


def _varint(value: int) -> bytes:
    parts = []
    while value >= 0x80:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def test_damage_is_a_sentence_or_nothing_and_never_a_traceback() -> None:
    rng = random.Random(11)
    problems = set()
    for content in (parquet(FRAME), parquet(FRAME, compression="uncompressed")):
        for _ in range(400):
            damaged = bytearray(content)
            for _ in range(rng.randint(1, 5)):
                damaged[rng.randrange(len(damaged))] = rng.randrange(256)
            problems.add(table_problem(bytes(damaged), "pupils.parquet"))
    assert "is no Parquet file, or is damaged" in problems


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" * 3, b"PAR1" + bytes(8) + b"PAR1"])
def test_what_is_no_parquet(content: bytes) -> None:
    assert table_problem(content, "pupils.parquet") == "is no Parquet file, or is damaged"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ""),
        (b"need,pupils\nNone,3\n", ""),
        (b"n\n" + b"1\n" * 19_999, ""),
        (b"n\n" * 40_001, "has more than 20,000 rows"),
        (b"n\r" * 40_001, "has more than 20,000 rows"),
        (b"," * 99, ""),
        (b"n\n" + b"," * 100, "has more than 100 columns"),
    ],
)
def test_a_csv_file_is_counted_before_it_is_read(content: bytes, problem: str) -> None:
    assert table_problem(content, "pupils.csv") == problem


def test_a_structure_within_structures_without_end_is_refused() -> None:
    with pytest.raises(ThriftError):
        read_struct(b"\x1c" * 10_000, 0)
    with pytest.raises(ThriftError):
        read_struct(b"\x19" * 10_000, 0)
