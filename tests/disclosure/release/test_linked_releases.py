"""Releases one after the other: what a later one may not uncover together with an earlier one."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from outsider import files_of, too_narrow

from stocktake.disclosure import (
    CellId,
    Register,
    Structure,
    Table,
    attack,
    build_problem,
    release,
)
from stocktake.standards.errors import StocktakeError

PUPILS = {"id": "pupils", "column": "n"}


def structure(*dimensions: dict, population: str = "all", **more) -> Structure:
    return Structure.model_validate(
        {"population": population, "measure": [PUPILS], "dimension": list(dimensions), **more}
    )


def dimension(name: str, *splits: tuple[str, str], total: str = "") -> dict:
    return {
        "id": name,
        "column": name,
        "total": total,
        "split": [{"total": whole, "parts": parts.split()} for whole, parts in splits],
    }


BY_NEED = dimension("need", ("Total", "None Support Plan"), total="Total")
NEEDS = ("Total", "None", "Support", "Plan")


def needs(rows, *figures: int) -> object:
    return rows("need n", *zip(NEEDS, figures, strict=True))


def test_all_less_the_disadvantaged_is_a_group_that_nobody_may_work_out(let_out, rows) -> None:
    """Of 60 pupils 57 are disadvantaged: the second table alone is harmless, and says that 3 are
    not."""
    place = {"place": "school-1", "period": "202324"}
    everybody = Table(needs(rows, 60, 20, 20, 20), structure(BY_NEED, **place))
    let_out(everybody, "all")
    relation = [{"total": "all", "parts": ["disadvantaged", "others"]}]
    poorer = structure(BY_NEED, population="disadvantaged", relation=relation, **place)
    weights_forbid = Table(needs(rows, 57, 19, 19, 19), poorer)
    disclosure = let_out(weights_forbid, "disadvantaged")
    hidden_needs = {row[0] for row in disclosure.released.content.filter(n_symbol="c").iter_rows()}
    assert hidden_needs == set(NEEDS)


def test_where_only_the_difference_is_small_it_is_the_difference_that_is_protected(
    let_out, rows
) -> None:
    place = {"place": "school-1", "period": "202324"}
    first = let_out(Table(needs(rows, 160, 60, 60, 40), structure(BY_NEED, **place)), "all")
    relation = [{"total": "all", "parts": ["disadvantaged"], "complete": False}]
    poorer = structure(BY_NEED, population="disadvantaged", relation=relation, **place)
    disclosure = let_out(Table(needs(rows, 97, 40, 20, 37), poorer), "disadvantaged")
    rest = CellId("pupils", "all less disadvantaged", "school-1", "202324", (("need", "Plan"),))
    assert disclosure.record.hidden_count > 0
    assert too_narrow([first, disclosure], {rest}) == []
    assert disclosure.record.attacked_with == (first.record.id,)


def test_a_cumulative_table_less_the_one_before_is_the_months_between(let_out, rows) -> None:
    """Exclusions by Christmas, then by Easter: 3 in the spring, which neither table prints."""
    period = dimension("period", ("202324-to-easter", "202324-autumn 202324-spring"))
    area = dimension("area", ("Total", "North South West"), total="Total")
    shape = structure(period, area, place="la-001")
    autumn = [("202324-autumn", *pair) for pair in (("Total", 90), ("North", 30), ("South", 30))]
    first = let_out(Table(rows("period area n", *autumn, ("202324-autumn", "West", 30)), shape))
    easter = [
        ("202324-to-easter", "Total", 133),
        ("202324-to-easter", "North", 33),
        ("202324-to-easter", "South", 50),
        ("202324-to-easter", "West", 50),
    ]
    second = let_out(Table(rows("period area n", *easter), shape), "pupils-to-easter")
    spring = CellId("pupils", "all", "la-001", "202324-spring", (("area", "North"),))
    assert "North,c" in second.csv
    assert too_narrow([first, second], {spring}) == []


def test_a_nested_place_that_comes_later_is_refused(let_out, rows) -> None:
    """An authority and one of its two districts are out in full; so is then the other district."""
    places = dimension("place", ("la-001", "north south"))
    shape = structure(places, BY_NEED, period="202324")
    above = [("la-001", need, n) for need, n in zip(NEEDS, (100, 60, 28, 12), strict=True)]
    let_out(Table(rows("place need n", *above), structure(places, BY_NEED, period="202324")), "la")
    north = [("north", need, n) for need, n in zip(NEEDS, (57, 20, 27, 10), strict=True)]
    disclosure = let_out(Table(rows("place need n", *north), shape), "district")
    assert "north,Support,c" in disclosure.csv
    south = [("south", need, n) for need, n in zip(NEEDS, (43, 40, 1, 2), strict=True)]
    again = let_out(Table(rows("place need n", *south), shape), "other-district")
    small = {
        CellId("pupils", "all", "south", "202324", (("need", need),))
        for need in ("Support", "Plan")
    }
    assert too_narrow([disclosure, again], small) == []


def test_what_no_hiding_can_mend_is_refused_and_the_earlier_release_is_named(
    register: Register, let_out, rows
) -> None:
    """An authority and a district went out before anybody said what the authority is made of."""
    flat = structure(dimension("place"), BY_NEED, period="202324")
    above = [("la-001", need, n) for need, n in zip(NEEDS, (100, 60, 28, 12), strict=True)]
    first = let_out(Table(rows("place need n", *above), flat), "la")
    north = [("north", need, n) for need, n in zip(NEEDS, (87, 50, 25, 12), strict=True)]
    second = let_out(Table(rows("place need n", *north), flat), "north")
    nested = structure(dimension("place", ("la-001", "north south")), BY_NEED, period="202324")
    south = [("south", need, n) for need, n in zip(NEEDS, (13, 10, 3, 0), strict=True)]
    with pytest.raises(StocktakeError) as caught:
        let_out(Table(rows("place need n", *south), nested), "south")
    assert str(caught.value).splitlines() == [
        "with what is out already, this table would uncover hidden figures",
        "  pupils of all in south, 202324: need Support: would be uncovered with "
        f"{first.record.id}, {second.record.id}, since [pupils of all in la-001, 202324: need "
        "Support] is made of [pupils of all in north, 202324: need Support; pupils of all in "
        "south, 202324: need Support]; leave out rows or a dimension: hiding more does not help",
    ]
    assert len(register.records()) == 2


def test_a_recalled_release_is_still_known(register: Register, let_out, rows) -> None:
    place = {"place": "school-1", "period": "202324"}
    shape = structure(BY_NEED, **place)
    first = let_out(Table(needs(rows, 60, 25, 32, 3), shape), "all")
    register.recall(first.record.id, "sent too early", "chair", first.record.as_of)
    totals = structure(dimension("need", total="Total"), **place)
    again = let_out(Table(rows("need n", ("None", 25), ("Plan", 3)), totals), "again")
    assert "None,c" in first.csv
    assert again.csv == "need,n\nNone,c\nPlan,c\n"
    assert register.records()[0].recall.reason == "sent too early"


def test_what_was_hidden_stays_hidden_and_what_is_out_stays_out(let_out, rows) -> None:
    """Support was hidden for Plan's sake; a second table could hide None instead, and pin Plan."""
    place = {"place": "school-1", "period": "202324"}
    first = let_out(Table(needs(rows, 80, 45, 32, 3), structure(BY_NEED, **place)), "by-need")
    assert first.csv == "need,n\nNone,45\nPlan,c\nSupport,c\nTotal,80\n"
    second = let_out(Table(needs(rows, 80, 45, 32, 3), structure(BY_NEED, **place)), "again")
    assert second.csv == first.csv
    assert second.record.hidden_before_count == 2


def test_a_revised_figure_is_said_to_be_one(let_out, rows) -> None:
    place = {"place": "school-1", "period": "202324"}
    shape = structure(BY_NEED, **place)
    first = let_out(Table(needs(rows, 80, 45, 32, 3), shape), "first")
    second = let_out(Table(needs(rows, 81, 46, 32, 3), shape), "second")
    assert second.record.revised_count == 2
    assert second.csv == "need,n\nNone,46\nPlan,c\nSupport,c\nTotal,81\n"
    plan = CellId("pupils", "all", "school-1", "202324", (("need", "Plan"),))
    assert too_narrow([first], {plan}) == too_narrow([second], {plan}) == []


@st.composite
def two_tables(draw: st.DrawFn) -> tuple[list[Table], set[CellId]]:
    """The same pupils by sex and by need, for schools in an authority, and the small cells."""
    schools = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    count = st.one_of(st.integers(0, 12), st.integers(0, 90))
    joint = {
        (school, sex, need): draw(count)
        for school in schools
        for sex in ("F", "M")
        for need in ("None", "Plan")
    }
    place = dimension("place", ("la", " ".join(schools)))
    tables, small = [], set()
    for name, at in (("sex", 1), ("need", 2)):
        totals: dict[tuple[str, str], int] = {}
        for key, n in joint.items():
            for place_id in (key[0], "la"):
                for item in (key[at], "Total"):
                    totals[place_id, item] = totals.get((place_id, item), 0) + n
        items = " ".join(sorted({key[at] for key in joint}))
        shape = structure(place, dimension(name, ("Total", items), total="Total"), period="2024")
        frame = pl.DataFrame([{"place": p, name: item, "n": n} for (p, item), n in totals.items()])
        for (place_id, item), n in totals.items():
            if 0 < n < 10:
                cell_items = () if item == "Total" else ((name, item),)
                small.add(CellId("pupils", "all", place_id, "2024", cell_items))
        tables.append(Table(frame, shape, name))
    return tables, small


@pytest.mark.slow
@given(case=two_tables(), swap=st.booleans())
@settings(max_examples=30)
def test_two_linked_releases_uncover_nothing_together(case, swap: bool, tmp_path_factory) -> None:
    (tables, small) = case
    register = Register(tmp_path_factory.mktemp("register"))
    out = []
    for number, table in enumerate(reversed(tables) if swap else tables):
        try:
            out.append(
                release(
                    table.frame,
                    table.structure,
                    "stocktake_default",
                    register,
                    "data-lead",
                    date(2025, 1, 31),
                    name=f"table-{number}",
                )
            )
        except StocktakeError:
            event("refused")  # a group so small that nothing protects it
    if out:
        assert too_narrow(out, small) == []
        problem = files_of(out)
        truth = build_problem(tables)
        for item in attack(problem) if problem.marked_cells else ():
            value = truth.cells[truth.position[item.cell]].value
            assert item.low - 1e-6 <= value <= item.high + 1e-6
            assert item.cell not in small or not item.exact
