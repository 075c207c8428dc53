"""Complementary suppression: proved by attack, compared with the cheapest, and refused in time."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from brute_force import cheapest_weight
from cut_sketch import sketch
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_attack import plain_bounds
from tables_by_hand import SDC_COLUMNS, SDC_ROWS, at, hierarchy, sdc_problem, two_way

from stocktake.disclosure import (
    Policy,
    Primary,
    Problem,
    Protection,
    Structure,
    Table,
    attack,
    build_problem,
    load_policy,
    protect,
)
from stocktake.standards.errors import Fault, InputError, StocktakeError

TEN = load_policy("stocktake_default")


def policy(**changes: object) -> Policy:
    return TEN.model_copy(update=changes)


def unsafe(problem: Problem, protection: Protection, rules: Policy) -> list[str]:
    """The primary cells that an outsider pins inside the interval that the policy promises.

    Where noughts are printed, an informed outsider takes every hidden count for one at least.
    """
    primary = {item.cell for item in protection.primary}
    floors = (0.0, 1.0) if rules.zeros == "shown" else (0.0,)
    return [
        str(item.cell)
        for floor in floors
        for item in attack(problem, protection.hidden_cells, least_count=floor)
        if item.cell in primary and (item.low > floor or item.high < rules.threshold)
    ]


@pytest.mark.parametrize("method", ["exact", "quick"])
def test_one_small_cell_takes_three_more(method: str) -> None:
    """Only xc is small; the cheapest square hides it, and xc may then be anything up to 36."""
    problem = sdc_problem()
    protection = protect(problem, TEN, method=method)
    assert [item.cell for item in protection.primary] == [at("x", "c")]
    assert set(protection.secondary) == {at("x", "d"), at("y", "c"), at("y", "d")}
    bounds = {item.cell: (item.low, item.high) for item in attack(problem, protection.hidden_cells)}
    assert bounds[at("x", "c")] == (0, 36)


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "limit"), [((3, 24, 3), 39), ((5, 60, 4), 129)])
def test_schools_in_districts(shape: tuple[int, int, int], limit: int) -> None:
    """An authority's schools by group: some cells leak without further ones, none with them."""
    problem = build_problem([hierarchy(*shape, seed=1)])
    protection = protect(problem, TEN)
    first = [item.cell for item in protection.primary]
    assert any(item.exact for item in attack(problem, first))
    assert not any(item.exact for item in attack(problem, protection.hidden_cells))
    assert unsafe(problem, protection, TEN) == []
    assert len(protection.hidden_cells) <= limit


def test_a_school_that_knows_its_own_figures_learns_no_others() -> None:
    problem = build_problem([hierarchy(2, 8, 3, seed=5, publisher="place")])
    protection = protect(problem, TEN)
    primary = {item.cell for item in protection.primary}
    schools = {name: cells for name, cells in problem.cells_by_owner.items() if "school" in name}
    assert len(schools) == 8
    for cells in schools.values():
        own_cells = {problem.cells[place].id for place in cells}
        for item in attack(problem, protection.hidden_cells, known_values=own_cells):
            if item.cell in primary - own_cells:
                assert item.low <= 0
                assert item.high >= TEN.threshold


def test_the_only_contributor_of_a_cell_is_such_an_attacker() -> None:
    """Two small cells hide each other from outsiders, but not from the one school behind one."""
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [{"id": "pupils", "column": "n", "contributors": "schools"}],
            "dimension": [
                {
                    "id": "area",
                    "column": "area",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": ["a", "b", "c", "d"]}],
                }
            ],
        }
    )
    frame = pl.DataFrame(
        {
            "area": ["Total", "a", "b", "c", "d"],
            "n": [90, 9, 8, 33, 40],
            "schools": [9, 1, 2, 3, 3],
        }
    )
    problem = build_problem([Table(frame, structure)])
    assert len(protect(problem, policy(insiders=False)).secondary) == 0
    protection = protect(problem, TEN)
    assert [cell.items for cell in protection.secondary] == [(("area", "c"),)]


def test_a_printed_nought_is_known_and_of_no_use() -> None:
    problem = build_problem([two_way({"w": (3, 0, 40), "x": (20, 0, 30)}, "abc")])
    protection = protect(problem, TEN)
    hidden_columns = {dict(cell.items).get("column") for cell in protection.hidden_cells}
    assert "b" not in hidden_columns
    assert unsafe(problem, protection, TEN) == []


def test_where_noughts_count_as_small_they_are_hidden_too() -> None:
    problem = build_problem([two_way({"w": (13, 0, 40), "x": (20, 25, 30)}, "abc")])
    rules = policy(zeros="hidden")
    protection = protect(problem, rules)
    assert [item.rule for item in protection.primary] == ["zero"]
    assert unsafe(problem, protection, rules) == []


def test_where_nobody_contributes_everybody_knows() -> None:
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [{"id": "pupils", "column": "n", "contributors": "schools"}],
            "dimension": [
                {
                    "id": "area",
                    "column": "area",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": ["a", "b", "c"]}],
                }
            ],
        }
    )
    frame = pl.DataFrame(
        {"area": ["Total", "a", "b", "c"], "n": [50, 0, 20, 30], "schools": [4, 0, 2, 2]}
    )
    protection = protect(build_problem([Table(frame, structure)]), policy(zeros="hidden"))
    assert protection.hidden_cells == frozenset()


@pytest.mark.slow
@given(st.data())
@settings(max_examples=12)
def test_no_cheaper_set_protects(data: st.DataObject) -> None:
    """Against every possible set of further cells, in tables of nine cells."""
    cell = st.integers(0, 30)
    counts = {row: tuple(data.draw(cell) for _ in "ab") for row in "uv"}
    problem = build_problem([two_way(counts, "ab")])
    rules = policy(insiders=False, threshold=5)
    best = cheapest_weight(problem, rules)
    try:
        protection = protect(problem, rules, method="exact")
    except StocktakeError:
        assert best == float("inf")
    else:
        assert protection.optimal
        assert protection.weight == pytest.approx(best)


@st.composite
def linked_tables(draw: st.DrawFn) -> list[Table]:
    """Schools in districts, by sex and, in a second table, by need; both with all totals."""
    districts = draw(st.integers(1, 3))
    inside = {
        f"d{d}": [f"d{d}s{s}" for s in range(draw(st.integers(1, 3)))] for d in range(districts)
    }
    schools = [school for names in inside.values() for school in names]
    count = st.one_of(st.integers(0, 12), st.integers(0, 80))
    joint = {
        (school, sex, need): draw(count)
        for school in schools
        for sex in ("F", "M")
        for need in ("SEN", "none")
    }
    above = {school: [school, name, "la"] for name, names in inside.items() for school in names}
    tables = []
    for dimension, place_in_key, items in (("sex", 1, ("F", "M")), ("need", 2, ("SEN", "none"))):
        totals: dict[tuple[str, str], int] = {}
        for key, n in joint.items():
            for place in above[key[0]]:
                for item in (key[place_in_key], "Total"):
                    totals[place, item] = totals.get((place, item), 0) + n
        structure = Structure.model_validate(
            {
                "population": "all",
                "publisher": draw(st.sampled_from(["", "place"])),
                "measure": [{"id": "pupils", "column": "n"}],
                "dimension": [
                    {
                        "id": "place",
                        "column": "place",
                        "split": [
                            {"total": "la", "parts": list(inside)},
                            *({"total": name, "parts": names} for name, names in inside.items()),
                        ],
                    },
                    {
                        "id": dimension,
                        "column": "item",
                        "total": "Total",
                        "split": [{"total": "Total", "parts": list(items)}],
                    },
                ],
            }
        )
        rows = [{"place": place, "item": item, "n": n} for (place, item), n in totals.items()]
        tables.append(Table(pl.DataFrame(rows), structure, f"{dimension}.csv"))
    return tables


@pytest.mark.slow
@given(linked_tables(), st.sampled_from(["auto", "quick"]))
@settings(max_examples=40)
def test_nothing_hidden_in_linked_tables_is_pinned(tables: list[Table], method: str) -> None:
    problem = build_problem(tables)
    try:
        protection = protect(problem, TEN, method=method)
    except StocktakeError as error:
        refusal = error
    else:
        refusal = None
    if refusal is not None:
        assert refusal.summary == "no suppression can satisfy the policy"
        assert pinned_anyway(problem, refusal.faults[0])
        return
    assert unsafe(problem, protection, TEN) == []
    plain = plain_bounds(problem, protection.hidden_cells)
    for item in attack(problem, protection.hidden_cells, integer=False):
        assert (item.low, item.high) == pytest.approx(plain[item.cell], abs=1e-5)
    assert not any(item.exact for item in attack(problem, protection.hidden_cells))


def pinned_anyway(problem: Problem, fault: Fault) -> bool:
    """Whether the attacker whom a refusal names pins its cell even if all else is hidden."""
    target_cells = [cell.id for cell in problem.cells if str(cell.id) == fault.location]
    _, _, attacker = fault.problem.partition(", by ")
    own_cells = {problem.cells[place].id for place in problem.cells_by_owner.get(attacker, ())}
    nonzero_cells = [cell.id for cell in problem.cells if cell.value]
    low, high = plain_bounds(
        problem, nonzero_cells, target_cells=target_cells, known_cells=own_cells, least=1.0
    )[target_cells[0]]
    return low > 1e-6 or high < TEN.threshold - 1e-6


def test_a_total_that_must_stay_can_make_it_impossible() -> None:
    """Ten pupils in two cells that are not empty: neither can be as many as ten."""
    weights = TEN.weights.model_copy(update={"headline": "forbidden"})
    rules = policy(weights=weights, percent_extremes="shown", insiders=False)
    frame = pl.DataFrame({"row": ["Total", "a", "b"], "n": [10, 5, 5]})
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [{"id": "pupils", "column": "n"}],
            "dimension": [
                {
                    "id": "row",
                    "column": "row",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": ["a", "b"]}],
                }
            ],
        }
    )
    problem = build_problem([Table(frame, structure)])
    with pytest.raises(StocktakeError) as caught:
        protect(problem, rules)
    assert str(caught.value).splitlines() == [
        "no suppression can satisfy the policy",
        "  pupils of all: row a: can be worked out whatever else is hidden; leave out a dimension, "
        "merge items, or allow totals to be hidden",
        "  pupils of all: row b: can be worked out whatever else is hidden; leave out a dimension, "
        "merge items, or allow totals to be hidden",
    ]
    dear = policy(percent_extremes="shown", insiders=False)
    assert [cell.items for cell in protect(problem, dear).secondary] == [()]


def test_a_table_with_gaps_is_refused() -> None:
    table = two_way(SDC_ROWS, SDC_COLUMNS)
    square = pl.col("row").is_in(["w", "x"]) & pl.col("column").is_in(["a", "b"])
    with pytest.raises(InputError) as caught:
        protect(build_problem([replace(table, frame=table.frame.filter(~square))]), TEN)
    assert str(caught.value).splitlines()[:2] == [
        "a table with gaps cannot be protected",
        "  pupils of all: column a, row w: has no figure; expected a row with its figure; 0 is a "
        "figure",
    ]
    assert len(caught.value.faults) == 4


def test_one_missing_row_is_worked_out_like_anybody_would() -> None:
    table = two_way(SDC_ROWS, SDC_COLUMNS)
    lone = (pl.col("row") == "x") & (pl.col("column") == "c")
    problem = build_problem([replace(table, frame=table.frame.filter(~lone))])
    protection = protect(problem, TEN)
    assert [item.cell for item in protection.primary] == [at("x", "c")]
    assert len(protection.secondary) == 3


def test_what_is_out_cannot_be_hidden() -> None:
    with pytest.raises(StocktakeError, match="cannot hide|can hide") as caught:
        protect(sdc_problem(), TEN, known_cells=[at("x", "c")])
    assert str(caught.value.faults[0]).endswith("is to be hidden, and is out already")


def test_what_is_out_is_no_further_cell() -> None:
    out = [at("x", "d"), at("w", "d")]
    protection = protect(sdc_problem(), TEN, known_cells=out)
    assert not set(protection.secondary) & set(out)
    assert unsafe(sdc_problem(), protection, TEN) == []


def test_nothing_small_hides_nothing() -> None:
    problem = build_problem([two_way({"w": (30, 40), "x": (50, 60)}, "ab")])
    protection = protect(problem, TEN)
    assert protection.hidden_cells == frozenset()
    assert protection.optimal


def test_primary_cells_may_be_named() -> None:
    named_primary = [Primary(at("w", "a"), "count")]
    protection = protect(sdc_problem(), policy(threshold=31), primary=named_primary)
    assert {item.cell for item in protection.primary} == {at("w", "a")}
    bounds = {item.cell: item for item in attack(sdc_problem(), protection.hidden_cells)}
    assert bounds[at("w", "a")].low == 0
    assert bounds[at("w", "a")].high >= 31


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "seed"), [((2, 6, 3), 1), ((3, 12, 3), 2)])
def test_the_least_weight_is_that_of_a_plain_cutting_plane_loop(
    shape: tuple[int, int, int], seed: int
) -> None:
    problem = build_problem([hierarchy(*shape, seed=seed)])
    protection = protect(problem, TEN, method="exact")
    assert protection.optimal
    assert protection.weight == pytest.approx(sketch(problem, TEN)[1])
