"""A table opened in a spreadsheet: nothing in it is run, and nothing is lost."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish import Cell, Column, Table, table_csv
from stocktake.publish.csv_table import FORMULA_SIGNS

HOSTILE = (
    '=HYPERLINK("https://example.org","Open")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u200f=1+1",
    "\u202e\u2066=1+1",
    "\ufeff=1+1",
    "＝1+1",  # noqa: RUF001
    "'=1+1",
)
PLAIN = (
    "St Mary’s “Old” School",
    'She said "no", twice',
    "First line\nsecond line\n\nthird",
    "\u05d1\u05d9\u05ea \u05e1\u05e4\u05e8",
    "\u200fمدرسة\u200f",
    "a,b;c\td",
    "",
    "-",
)


def read_back(*texts: str) -> list[str]:
    table = Table("Schools", (Column("School"),), tuple((Cell(text),) for text in texts))
    rows = list(csv.reader(io.StringIO(table_csv(table), newline="")))
    # The reader of CSV has no row for an empty line.
    return [row[0] if row else "" for row in rows[1:]]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_be_computed_has_an_apostrophe_before_it(text: str) -> None:
    (cell,) = read_back(text)
    expected = text.replace("\r", "\n")
    assert cell == (expected if expected.startswith("'") else f"'{expected}")


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert read_back(text) == [text]


@pytest.mark.parametrize("line_end", ["\r", "\n", "\r\n"])
def test_a_line_within_a_text_is_no_row_of_its_own(line_end: str) -> None:
    assert read_back(f"First{line_end}=1+1", "Second") == ["First\n=1+1", "Second"]


def test_a_heading_is_no_formula_either() -> None:
    table = Table("Schools", (Column("=1+1"), Column("@x")), ())
    assert table_csv(table) == "'=1+1,'@x\n"


@given(st.lists(st.text(max_size=12), max_size=5))
def test_no_cell_begins_a_formula_and_every_text_comes_back(texts: list[str]) -> None:
    cells = read_back(*texts)
    for cell, text in zip(cells, texts, strict=True):
        expected = text.replace("\r\n", "\n").replace("\r", "\n")
        assert cell in (expected, f"'{expected}")
    for cell in cells:
        assert cell == "-" or not cell.startswith(FORMULA_SIGNS)
