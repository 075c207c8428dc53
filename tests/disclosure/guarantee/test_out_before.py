"""A remainder that no table prints is given up only if the earlier releases alone uncover it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from plain_insider import derive
from school_worlds import World

from stocktake.disclosure import (
    CellId,
    Disclosure,
    PlannedTable,
    Register,
    Structure,
    Table,
    build_problem,
    load_policies,
    release,
    verify_register,
)
from stocktake.disclosure.declarations import Chance
from stocktake.disclosure.earlier_alone import EarlierAlone
from stocktake.disclosure.linked_problem import link_problem
from stocktake.disclosure.linked_tables import what_is_out
from stocktake.disclosure.primary import primary_cells
from stocktake.disclosure.protection_levels import state_task
from stocktake.standards.errors import StocktakeError

DAY = date(2025, 1, 31)
REST = "n of other in school-0, 202324: sex Boys"


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register")


def invented_world(boys: int, girls: int, other_boys: int, other_girls: int) -> World:
    """One school with these groups among three of ordinary size."""
    counts = {
        ("school-0", "Boys", "disadvantaged"): boys,
        ("school-0", "Girls", "disadvantaged"): girls,
        ("school-0", "Boys", "other"): other_boys,
        ("school-0", "Girls", "other"): other_girls,
    }
    for number, (few, many) in enumerate([(14, 41), (22, 37), (17, 52)], start=1):
        for shift, sex in enumerate(("Boys", "Girls")):
            counts[f"school-{number}", sex, "disadvantaged"] = few + shift
            counts[f"school-{number}", sex, "other"] = many - shift
    return World(tuple(f"school-{number}" for number in range(4)), counts)


def let_out(planned: PlannedTable, register: Register, **more) -> Disclosure:
    defaults = {"policy": "stocktake_default", "requested_by": "data-lead", "as_of": DAY}
    return release(
        planned.table,
        planned.structure,
        register=register,
        name=planned.name,
        **(defaults | more),
    )


def strangers(planned: PlannedTable) -> PlannedTable:
    """The same, by somebody who thinks that the disadvantaged are not among all."""
    question = "population disadvantaged ~ all"
    chance = Chance(question=question, reason="the two were thought to be other pupils")
    structure = planned.structure.model_copy(update={"relation": (), "chance": (chance,)})
    return PlannedTable(planned.table, structure, planned.name)


def test_zeros_are_hidden_where_a_remainder_was_not_out_before(register: Register) -> None:
    """All 23 disadvantaged of 32 boys and 29 girls: that nine boys are left was not out before.

    Nine at least were left already, which is why it is listed; that it is nine was nowhere.
    """
    school_world = invented_world(23, 0, 9, 29)
    disclosures = [
        let_out(planned, register)
        for planned in (
            school_world.table("all", by_sex=True),
            school_world.table("disadvantaged"),
            school_world.table("disadvantaged", by_sex=True),
        )
    ]
    assert [item.record.not_promised for item in disclosures] == [(), (), (REST,)]
    assert "school-0,Girls,c" in disclosures[-1].csv
    assert "school-0,Total,23" in disclosures[-1].csv
    for attacker in ("", *school_world.schools[1:]):
        boys = next(
            item
            for item in derive(disclosures, school_world.truth, attacker, least=0.0)
            if item.cell == CellId("n", "disadvantaged", "school-0", "202324", (("sex", "Boys"),))
        )
        # Of 32 boys in all, nine are left at least, or six more.
        assert boys.high == 23
        assert boys.low <= 23 - 5
    verify_register(register, load_policies())


@pytest.mark.parametrize("later", ["all", "disadvantaged"])
def test_a_remainder_that_was_out_before_is_listed_and_blocks_nothing(
    later: str, register: Register
) -> None:
    """27 boys and 23 disadvantaged ones were printed by somebody who saw no relation."""
    school_world = invented_world(23, 12, 4, 29)
    for population in ("all", "disadvantaged"):
        planned = strangers(school_world.table(population, by_sex=True))
        assert let_out(planned, register).record.not_promised == ()
    disclosure = let_out(school_world.table(later), register)
    assert disclosure.record.not_promised == (REST,)
    assert disclosure.record.hidden_count == 0


def test_a_remainder_that_a_total_gives_away_is_refused_where_totals_must_be_printed(
    register: Register,
) -> None:
    """Nothing else of the new table could be hidden, and nothing was out before."""
    policy = load_policies()["stocktake_default"]
    weights = policy.weights.model_copy(update={"headline": "forbidden"})
    policies = {"printed": policy.model_copy(update={"weights": weights})}
    school_world = World(
        ("school-0",),
        {
            ("school-0", sex, population): count
            for sex, disadvantaged_count in (("Boys", 15), ("Girls", 14))
            for population, count in (("disadvantaged", disadvantaged_count), ("other", 2))
        },
    )

    def whole_table(population: str) -> PlannedTable:
        planned = school_world.table(population, by_sex=True, publisher=False)
        shape = planned.structure.model_dump()
        shape |= {"place": "la-1", "dimension": shape["dimension"][1:]}
        frame = planned.table.filter(pl.col("place") == "la-1").drop("place")
        return PlannedTable(frame, Structure.model_validate(shape), population)

    let_out(whole_table("disadvantaged"), register, policy="printed", policies=policies)
    with pytest.raises(StocktakeError, match="n of other in la-1, 202324: would be uncovered"):
        let_out(whole_table("all"), register, policy="printed", policies=policies)
    assert len(register.records()) == 1
    disclosure = let_out(whole_table("all"), register)
    assert disclosure.csv.splitlines() == ["sex,n", "Boys,c", "Girls,c", "Total,c"]
    assert disclosure.record.not_promised == ()


def test_what_was_possible_before_is_asked_value_by_value(register: Register) -> None:
    """32 boys and 29 girls in all, 23 disadvantaged: of the boys nine to 32 are none of them."""
    school_world = invented_world(23, 0, 9, 29)
    let_out(school_world.table("all", by_sex=True), register)
    let_out(school_world.table("disadvantaged"), register)
    planned = school_world.table("disadvantaged", by_sex=True)
    new_table = Table(planned.table, planned.structure, planned.name)
    policy = load_policies()["stocktake_default"]
    releases = register.releases()
    alone = build_problem([new_table])
    linked_problem = link_problem([new_table], alone, releases, what_is_out(releases), policy)
    primary = primary_cells(linked_problem.problem, policy)
    task = state_task(linked_problem.problem, policy, primary)
    earlier_alone = EarlierAlone(linked_problem, policy, primary, task)
    rest = next(
        place for place, cell in enumerate(linked_problem.problem.cells) if str(cell.id) == REST
    )
    for attacker in ("", "place school-1"):
        assert earlier_alone.reach(rest, -9, attacker) == 0
        assert earlier_alone.reach(rest, 30, attacker) == 23
        changes = [
            change for change in range(-2, 26) if earlier_alone.was_value(rest, change, attacker)
        ]
        assert changes == list(range(24))
        assert earlier_alone.would_be_possible(rest, 0, attacker)
    assert not earlier_alone.was_possible(rest, 0, "place school-0")  # it knows its own
