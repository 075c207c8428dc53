"""A cell without a figure says why, and is never taken for nought."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.missing import Missing, describe, read_cell


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("z", "z"),
        ("x", "x"),
        ("c", "c"),
        ("low", "low"),
        ("Low", "low"),
        ("k", "k"),
        ("u", "u"),
        ("-", "-"),
        ("", "-"),
        (None, "-"),
        ("  ", "-"),
        (".", "z"),
        ("..", "x"),
        (":", "x"),
        ("~", "low"),
        ("*", "c"),
        ("NA", "z"),
        ("N/A", "z"),
        ("NE", "z"),
        ("NEW", "z"),
        ("NP", "x"),
        ("SUPP", "c"),
        ("SP", "low"),
        ("LOWCOV", "u"),
        ("RE", "u"),
        ("NULL", "-"),
        ("NaN", "-"),
    ],
)
def test_a_symbol_old_or_new_is_a_reason_and_no_figure(text: str | None, symbol: str) -> None:
    assert read_cell(text) == (None, symbol)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("-0.96", -0.96),
        ("66.2%", 66.2),
        ("1,234,567", 1234567.0),
        ("4.7980000000000002E-2", 0.04798),
        (" 12 ", 12.0),
        (".5", 0.5),
        ("+3", 3.0),
        ("1.6e10", 1.6e10),
    ],
)
def test_a_figure_in_every_way_in_which_files_write_it(text: str, value: float) -> None:
    assert read_cell(text) == (value, None)


@pytest.mark.parametrize("text", ["12.3u", "12.3 u", "12.3 U"])
def test_a_figure_of_low_reliability_is_kept_with_its_mark(text: str) -> None:
    assert read_cell(text) == (12.3, "u")


@pytest.mark.parametrize("text", ["about 5", "1,23", "12c", "inf", "1e999", "--", "5 6", "²"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither a number nor a known symbol|too large"):
        read_cell(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_figure_comes_back_as_written(value: float) -> None:
    assert read_cell(repr(value)) == (value, None)


@given(st.text(max_size=6))
def test_text_is_a_figure_a_reason_or_refused_and_never_silently_nought(text: str) -> None:
    try:
        value, symbol = read_cell(text)
    except ValueError:
        return
    assert value is not None or symbol is not None
    if symbol is not None and symbol != "u":
        assert value is None
    if value == 0:
        assert "0" in text


def test_every_symbol_has_words() -> None:
    assert {describe(symbol) for symbol in Missing} == {
        "not applicable",
        "not available",
        "suppressed to protect confidentiality",
        "rounds to zero but is not zero",
        "rounds to zero but is not zero (sensitive subject)",
        "of low reliability",
        "no figure, and no reason given",
    }
    with pytest.raises(ValueError, match="is not a valid Missing"):
        describe("?")


@pytest.mark.parametrize(
    ("file", "columns", "symbols"),
    [
        (
            "2018-19_england_ks4final_ofsted_geo.csv",
            ("P8MEA", "ATT8SCR"),
            {"c", "z", "x", "u", "-", None},
        ),
        ("2018-19_england_ks2final_ofsted_geo.csv", ("READPROG",), {"c", "u", "-", None}),
        ("england_ks4-pupdest.csv", ("UNKNOWNPER", "APPRENPER"), {"c", "low", None}),
        ("2018-19_england_abs_pa10.csv", ("PPERSABS10",), {"c", None}),
        ("2018-19_england_census.csv", ("NUMFSM",), {"z", None}),
    ],
)
def test_every_mark_of_the_performance_tables_is_known(
    shared_data: Path, file: str, columns: tuple[str, ...], symbols: set[str | None]
) -> None:
    path = shared_data / "performance_tables" / file
    with path.open(encoding="utf-8-sig", newline="") as handle:
        symbols_in_file = {
            read_cell(row[column])[1] for row in csv.DictReader(handle) for column in columns
        }
    assert symbols_in_file == symbols
