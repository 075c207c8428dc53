"""Rounding to a base: alike everywhere, unbiased, and additive where it is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_by_hand import at, hierarchy, sdc_problem, two_way

from stocktake.disclosure import Cell, CellId, Problem, attack, build_problem, round_cells
from stocktake.standards.errors import InputError, StocktakeError, UsageError

KEY = b"a secret of sixteen bytes"


def test_every_count_goes_to_a_neighbouring_multiple() -> None:
    problem = sdc_problem()
    rounded_counts = round_cells(problem, 5, key=KEY)
    assert len(rounded_counts) == 25
    for cell in problem.cells:
        assert rounded_counts[cell.id] % 5 == 0
        assert abs(rounded_counts[cell.id] - cell.value) < 5
        if cell.value % 5 == 0:
            assert rounded_counts[cell.id] == cell.value


def test_the_same_cell_is_rounded_alike_in_every_table() -> None:
    large = round_cells(sdc_problem(), 5, key=KEY)
    small = round_cells(build_problem([two_way({"w": (30, 47), "x": (90, 124)}, "ab")]), 5, key=KEY)
    for name in ("wa", "wb", "xa", "xb"):
        assert small[at(*name)] == large[at(*name)]


def test_another_key_rounds_otherwise() -> None:
    assert round_cells(sdc_problem(), 5, key=KEY) != round_cells(sdc_problem(), 5, key=KEY[::-1])


def test_nothing_is_shifted_on_average() -> None:
    """Of 4,000 cells with 3 pupils, six tenths... are rounded up to 5 and the rest down to 0."""
    cells = tuple(Cell(CellId("pupils", "all", f"school-{n}"), value=3.0) for n in range(4000))
    rounded_counts = round_cells(Problem(cells, ()), 5, key=KEY)
    # The mean of 4,000 such roundings has a standard error of 0.039.
    assert sum(rounded_counts.values()) / 4000 == pytest.approx(3.0, abs=0.16)


@pytest.mark.slow
@given(st.integers(0, 10_000), st.sampled_from([3, 5, 10]))
def test_sums_hold_where_asked(seed: int, base: int) -> None:
    problem = build_problem([hierarchy(2, 5, 3, seed=seed)])
    rounded_counts = round_cells(problem, base, key=KEY, additive=True)
    names = [cell.id for cell in problem.cells]
    for equation in problem.equations:
        parts = sum(rounded_counts[names[part]] for part in equation.parts)
        assert rounded_counts[names[equation.total]] == parts
    for cell in problem.cells:
        assert rounded_counts[cell.id] % base == 0
        assert abs(rounded_counts[cell.id] - cell.value) < base
        if cell.value == 0:
            assert rounded_counts[cell.id] == 0


def test_what_was_rounded_before_stays_so() -> None:
    fixed = {at("w", "b"): 45, at("x", "b"): 120}
    rounded_counts = round_cells(sdc_problem(), 5, key=KEY, additive=True, fixed=fixed)
    assert {name: rounded_counts[name] for name in fixed} == fixed


def test_earlier_roundings_that_cannot_add_up_are_refused() -> None:
    fixed = {at("w", column): 0 for column in "abcd"} | {at("w", "Total"): 230}
    with pytest.raises(StocktakeError) as caught:
        round_cells(sdc_problem(), 5, key=KEY, additive=True, fixed=fixed)
    assert str(caught.value) == (
        "no rounding adds up\n  no multiples of 5 near the figures add up; round without sums"
    )


def test_an_outsider_learns_no_more_than_the_base_allows() -> None:
    """Published to the nearest ten, a table bounds each figure by five each way, and sums help."""
    table = two_way({"w": (30, 50), "x": (90, 120)}, "ab", rounded_to=10)
    problem = build_problem([table])
    intervals = {
        item.cell: item for item in attack(problem, [cell.id for cell in problem.cells][:0])
    }
    assert intervals == {}
    total = problem.cells[problem.position[at("Total", "Total")]]
    assert (total.state, total.lower, total.upper) == ("rounded", 285, 295)


@pytest.mark.parametrize(
    ("base", "key", "message"),
    [
        (1, KEY, "a rounding base is 2 or more, not 1"),
        (5, b"short", "the key of the rounding has fewer than sixteen bytes"),
    ],
)
def test_what_makes_no_sense_is_refused(base: int, key: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        round_cells(sdc_problem(), base, key=key)


def test_a_count_without_a_figure_cannot_be_rounded() -> None:
    problem = Problem((Cell(CellId("pupils", "all", "la-001")),), ())
    with pytest.raises(InputError, match="a table with gaps cannot be rounded"):
        round_cells(problem, 5, key=KEY)
