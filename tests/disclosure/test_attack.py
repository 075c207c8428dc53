"""What an outsider can derive: figures from the literature, by hand, and from a plain attacker."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_attack import plain_bounds
from tables_by_hand import SDC_COLUMNS, SDC_ROWS, at, hierarchy, sdc_problem, two_way

from stocktake.disclosure import attack, bounds_table, build_problem, load_policy, primary_cells
from stocktake.disclosure.cells import Cell, CellId, Equation, Problem
from stocktake.standards.errors import InputError

NINE = ("wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd")


def test_two_hidden_in_every_line_still_give_a_cell_away() -> None:
    """Rows w and x less columns a and c leave wb: 47, although no line has a single hidden cell."""
    hidden_cells = [at(*name) for name in NINE]
    intervals = {item.cell: item for item in attack(sdc_problem(), hidden_cells)}
    bounds = {name: (intervals[at(*name)].low, intervals[at(*name)].high) for name in NINE}
    assert bounds == {
        "wa": (25, 94),
        "wb": (47, 47),
        "wc": (0, 69),
        "xa": (26, 95),
        "xc": (0, 69),
        "yb": (0, 185),
        "yd": (0, 185),
        "zb": (906, 1091),
        "zd": (585, 770),
    }
    assert [name for name in NINE if intervals[at(*name)].exact] == ["wb"]


def test_a_lone_hidden_cell_is_found_by_subtraction() -> None:
    intervals = attack(sdc_problem(), [at("x", "c")])
    assert [(item.low, item.high, item.method) for item in intervals] == [(5, 5, "subtraction")]


def test_a_hidden_total_is_found_by_addition() -> None:
    intervals = attack(sdc_problem(), [at("Total", "Total")])
    assert intervals[0].exact
    assert intervals[0].low == 3943


def test_what_an_insider_knows_narrows_the_rest() -> None:
    square = [at(*name) for name in ("wa", "wb", "xa", "xb")]
    outside = attack(sdc_problem(), square)
    inside = attack(sdc_problem(), square, known_values=[square[0]])
    assert not any(item.exact for item in outside)
    assert all(item.exact for item in inside)


def test_whole_pupils_are_fewer_than_fractions_allow() -> None:
    """Three hidden pairs in a ring of odd length: fractions reach a half, pupils cannot."""
    from stocktake.disclosure import Cell, CellId, Equation, Problem

    names = ("a", "b", "c", "ab", "bc", "ca")
    values = (1.0, 0.0, 0.0, 1.0, 0.0, 1.0)
    cells = tuple(
        Cell(CellId("pupils", "all", name), value=value, upper=1.0 if value <= 1 else 9.0)
        for name, value in zip(names, values, strict=True)
    )
    ring = (Equation(3, (0, 1)), Equation(4, (1, 2)), Equation(5, (2, 0)))
    intervals = attack(Problem(cells, ring), [cell.id for cell in cells[:3]])
    assert [(item.low, item.high) for item in intervals] == [(1, 1), (0, 0), (0, 0)]


@pytest.mark.parametrize("seed", range(4))
def test_a_plain_attacker_finds_the_same_bounds(seed: int) -> None:
    problem = build_problem([hierarchy(2, 7, 3, seed=seed)])
    policy = load_policy("stocktake_default")
    hidden_cells = {item.cell for item in primary_cells(problem, policy)}
    hidden_cells |= {cell.id for cell in problem.cells[seed::3]}
    plain = plain_bounds(problem, hidden_cells)
    for item in attack(problem, hidden_cells, integer=False):
        assert (item.low, item.high) == pytest.approx(plain[item.cell], abs=1e-5)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=25)
def test_in_whole_numbers_too(data: st.DataObject) -> None:
    cell = st.integers(0, 12)
    rows, columns = "abc"[: data.draw(st.integers(2, 3))], "uvw"[: data.draw(st.integers(2, 3))]
    counts = {row: tuple(data.draw(cell) for _ in columns) for row in rows}
    problem = build_problem([two_way(counts, columns)])
    names = [cell.id for cell in problem.cells]
    hidden_cells = data.draw(st.sets(st.sampled_from(names), min_size=1))
    plain = plain_bounds(problem, hidden_cells, whole=True)
    for item in attack(problem, hidden_cells):
        assert (item.low, item.high) == pytest.approx(plain[item.cell], abs=1e-5)
        truth = problem.cells[problem.position[item.cell]].value
        assert item.low <= truth <= item.high


def test_the_bounds_as_a_table() -> None:
    square = [at(*name) for name in ("wc", "wd", "xc", "xd")]
    table = bounds_table(attack(sdc_problem(), square))
    assert table.select("items", "low", "high", "width", "exact").rows()[:2] == [
        ("column: c; row: w", 33.0, 69.0, 36.0, False),
        ("column: d; row: w", 84.0, 120.0, 36.0, False),
    ]


def test_a_cell_that_is_in_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="no cell of these tables") as caught:
        attack(sdc_problem(), [at("q", "a")])
    assert (
        str(caught.value.faults[0]) == "pupils of all: column a, row q: is no cell of these tables"
    )


def test_figures_that_no_table_can_have_are_refused() -> None:
    counts = dict(SDC_ROWS)
    problem = build_problem([two_way(counts, SDC_COLUMNS)])
    with pytest.raises(InputError, match="contradict each other"):
        attack(problem, [at("w", "a")], known_values={at("w", "b"): 300.0})


def test_printed_counts_that_contradict_along_a_ring_are_said_to() -> None:
    """Rows of five and five, columns of three and four: no single sum shows that none agrees."""
    names = ["row 1", "row 2", "column 1", "column 2", "11", "12", "21", "22"]
    values = [5.0, 5.0, 3.0, 4.0, 2.0, 3.0, 1.0, 1.0]
    cells = tuple(
        Cell(CellId("n", "all", name), value=value)
        for name, value in zip(names, values, strict=True)
    )
    lines = [(0, (4, 5)), (1, (6, 7)), (2, (4, 6)), (3, (5, 7))]
    problem = Problem(cells, tuple(Equation(total, parts) for total, parts in lines))
    with pytest.raises(InputError, match="contradict each other"):
        attack(problem, {cell.id for cell in cells[4:]})
