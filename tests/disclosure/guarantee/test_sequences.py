"""Releases one after the other: no later one undoes what protected an earlier one.

Outsiders and every school attack the files as they were printed, by another solver.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from plain_insider import derive, too_near
from school_worlds import World, tables, world

from stocktake.disclosure import (
    Disclosure,
    PlannedTable,
    Register,
    load_policies,
    release,
    release_plan,
    verify_register,
)

DAY = date(2025, 1, 31)
POLICIES = load_policies()


def let_out(planned: PlannedTable, register: Register) -> Disclosure:
    return release(
        planned.table,
        planned.structure,
        "stocktake_default",
        register,
        "data-lead",
        DAY,
        name=planned.name,
    )


def faults(disclosures: list[Disclosure], school_world: World) -> list[str]:
    """What an outsider or a school comes too near to."""
    attackers = ("", *school_world.schools)
    return [
        fault
        for attacker in attackers
        for fault in too_near(derive(disclosures, school_world.truth, attacker), school_world.truth)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_three_populations_in_any_order(seed: int, tmp_path: Path) -> None:
    """Disadvantaged, others and all: any two of them make the third."""
    school_world, register = world(seed), Register(tmp_path / "register")
    disclosures: list[Disclosure] = []
    for planned in tables(school_world, seed, by_sex=False):
        disclosures.append(let_out(planned, register))
        assert disclosures[-1].record.not_promised == ()
    assert faults(disclosures, school_world) == []
    [verified] = verify_register(register, POLICIES)
    assert len(verified.releases) == 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 106))
def test_five_tables_of_smaller_schools(seed: int, tmp_path: Path) -> None:
    school_world, register = world(seed, smallest=16, largest=60), Register(tmp_path / "register")
    disclosures = [
        let_out(planned, register) for planned in tables(school_world, seed, by_sex=True)
    ]
    assert faults(disclosures, school_world) == []
    verify_register(register, POLICIES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200, 204))
def test_what_one_release_hides_stays_hidden_in_all(seed: int, tmp_path: Path) -> None:
    school_world, register = world(seed), Register(tmp_path / "register")
    disclosures = [
        let_out(planned, register) for planned in tables(school_world, seed, by_sex=True)
    ]
    hidden_cells = [frame_cells(item, is_hidden=True) for item in disclosures]
    printed_cells = [frame_cells(item, is_hidden=False) for item in disclosures]
    for number, cells in enumerate(hidden_cells):
        for later in printed_cells[number + 1 :]:
            assert not cells & later
    for number, cells in enumerate(printed_cells):
        for later in hidden_cells[number + 1 :]:
            assert not cells & later  # what is out is not called confidential afterwards


def frame_cells(item: Disclosure, *, is_hidden: bool) -> set[tuple[str, ...]]:
    population = item.structure.population
    return {
        (population, row["place"], row.get("sex", "Total"))
        for row in item.released.content.iter_rows(named=True)
        if (row["n_symbol"] == "c") == is_hidden
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(300, 304))
def test_a_plan_is_safe_from_whichever_table_one_begins(seed: int, tmp_path: Path) -> None:
    school_world, register = world(seed), Register(tmp_path / "register")
    planned = tables(school_world, seed, by_sex=True)
    disclosures = release_plan(planned, "stocktake_default", register, "data-lead", DAY)
    assert len({item.record.plan for item in disclosures}) == 1
    assert disclosures[0].record.plan
    for count in (1, 3, len(planned)):
        assert faults(list(disclosures[:count]), school_world) == []
        assert faults(list(reversed(disclosures))[:count], school_world) == []
    [verified] = verify_register(register, POLICIES)
    assert len(verified.releases) == len(planned)
