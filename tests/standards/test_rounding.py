"""Half is rounded away from nought, on the figure as it is written."""

from __future__ import annotations

import math
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.standards.rounding import round_half_up, round_half_up_expr

EXAMPLES = [
    (2.675, 2, 2.68),
    (1.005, 2, 1.01),
    (0.5, 0, 1.0),
    (-0.5, 0, -1.0),
    (1.5, 0, 2.0),
    (2.5, 0, 3.0),
    (-2.5, 0, -3.0),
    (0.125, 2, 0.13),
    (62.45, 1, 62.5),
    (0.22398000000000001, 2, 0.22),
    (1250.0, -2, 1300.0),
    (-1249.0, -2, -1200.0),
    (0.49999999999999, 0, 0.0),
    (1e300, 2, 1e300),
    (4503599627370497.0, 0, 4503599627370497.0),
    (985162419.0, 6, 985162419.0),
    (16000000000.125, 2, 16000000000.13),
]


@pytest.mark.parametrize(("figure", "places", "expected"), EXAMPLES)
def test_worked_examples_one_by_one_and_as_a_column(
    figure: float, places: int, expected: float
) -> None:
    assert round_half_up(figure, places) == expected
    column = pl.DataFrame({"x": [figure]}).select(round_half_up_expr(pl.col("x"), places))
    assert column["x"].to_list() == [expected]


def test_python_itself_rounds_otherwise() -> None:
    assert [round(2.675, 2), round(0.5), round(2.5)] == [2.67, 0, 2]


def _plain(digits: int, exponent: int, places: int) -> float:
    """The slow twin: exact fractions, and the rule in words."""
    exact = Fraction(digits) * Fraction(10) ** exponent
    unit = Fraction(10) ** -places
    whole, rest = divmod(abs(exact), unit)
    size = (whole + (rest >= unit / 2)) * unit
    return float(-size if exact < 0 else size)


figures = st.tuples(st.integers(-(10**14) + 1, 10**14 - 1), st.integers(-10, 0))


@given(figures, st.integers(0, 6))
def test_the_column_the_figure_and_the_slow_twin_agree(
    figure: tuple[int, int], places: int
) -> None:
    digits, exponent = figure
    number = float(f"{digits}e{exponent}")
    expected = _plain(digits, exponent, places)
    assert round_half_up(number, places) == expected
    column = pl.DataFrame({"x": [number]}).select(round_half_up_expr(pl.col("x"), places))
    assert column["x"].to_list() == [expected]


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_halves_go_away_from_nought_everywhere(whole: int, places: int) -> None:
    sign = -1 if whole < 0 else 1
    half = float(f"{sign * (10 * abs(whole) + 5)}e-{places + 1}")
    away = float(f"{sign * (abs(whole) + 1)}e-{places}")
    assert round_half_up(half, places) == away
    column = pl.DataFrame({"x": [half]}).select(round_half_up_expr(pl.col("x"), places))
    assert column["x"].to_list() == [away]


def test_what_is_no_number_comes_back_as_it_is() -> None:
    assert math.isnan(round_half_up(math.nan))
    assert round_half_up(-math.inf, 2) == -math.inf
    column = pl.DataFrame({"x": [None, math.inf, math.nan]}, schema={"x": pl.Float64})
    null, infinite, not_a_number = column.select(round_half_up_expr(pl.col("x"), 1))["x"]
    assert null is None
    assert infinite == math.inf
    assert math.isnan(not_a_number)


def test_nought_is_never_negative() -> None:
    assert math.copysign(1, round_half_up(-0.001, 2)) == 1
    column = pl.DataFrame({"x": [-0.001]}).select(round_half_up_expr(pl.col("x"), 2))
    assert math.copysign(1, column["x"][0]) == 1


def test_a_column_of_whole_numbers_is_taken_too() -> None:
    column = pl.DataFrame({"x": [1, None, 25]}).select(round_half_up_expr(pl.col("x"), -1))
    assert column["x"].to_list() == [0.0, None, 30.0]
