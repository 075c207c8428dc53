"""What a printed cell says: the number, or the reason for which there is none; never 0."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.csv_cells import read_number
from stocktake.sources.schools.cells import read_figures
from stocktake.standards.missing import Missing


def read(*texts: str | None, **extra: Missing) -> list[tuple[float | None, str | None]]:
    table = pl.DataFrame({"cell": pl.Series(list(texts), dtype=pl.String)})
    figures, _ = read_figures(table, "cell", extra)
    return figures.rows()


@pytest.mark.parametrize(
    ("text", "value", "symbol"),
    [
        ("45.7", 45.7, None),
        ("-0.31", -0.31, None),
        ("66.2%", 66.2, None),
        ("£45,884", 45_884.0, None),
        ("4,079", 4_079.0, None),
        ("0", 0.0, None),
        ("12.3u", 12.3, "u"),
        (None, None, "-"),
        ("NE", None, "z"),
        ("NA", None, "z"),
        ("NEW", None, "z"),
        ("SUPP", None, "c"),
        ("c", None, "c"),
        ("NP", None, "x"),
        ("x", None, "x"),
        ("LOWCOV", None, "u"),
        ("SP", None, "low"),
        ("low", None, "low"),
        ("z", None, "z"),
        ("nan", None, "-"),
        ("inf", None, None),
    ],
)
def test_a_cell_is_a_figure_or_a_reason(
    text: str | None, value: float | None, symbol: str | None
) -> None:
    assert read(text) == [(value, symbol)]


def test_a_table_may_have_symbols_of_its_own() -> None:
    assert read("DNS", "dns", "7") == [(None, None), (None, None), (7.0, None)]
    assert read("DNS", "dns", "7", DNS=Missing.NOT_AVAILABLE) == [
        (None, "x"),
        (None, "x"),
        (7.0, None),
    ]


def test_what_says_nothing_is_named_once_with_its_first_place() -> None:
    table = pl.DataFrame({"cell": ["1", "n.k.", None, "n.k.", "?"]})
    _, unknown = read_figures(table, "cell", {})
    assert unknown.rows() == [("n.k.", 1, 2), ("?", 4, 1)]


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["NE", "SUPP", "NP", "LOWCOV", "NEW", "NA", "c", "x", "z", "u", "low", "SP"]),
    st.floats(-1000, 1000).map(lambda number: f"{number:.2f}"),
    st.integers(0, 100).map(lambda number: f"{number}%"),
    st.integers(0, 99_999).map(lambda number: f"£{number:,}"),
)


@given(st.lists(CELLS, max_size=30))
def test_a_column_is_read_as_each_of_its_cells_alone(cells: list[str | None]) -> None:
    expected = [read_number(cell) if cell is not None else (None, "-") for cell in cells]
    assert read(*cells) == expected
    assert not any(value == 0 and symbol for value, symbol in expected)
