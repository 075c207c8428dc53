"""Tables that were refused, or uncovered, before what one release hides stayed hidden in all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from plain_insider import derive, too_near

from stocktake.disclosure import (
    CellId,
    Disclosure,
    Policy,
    Register,
    Structure,
    load_policies,
    load_policy,
    release,
    verify_register,
)
from stocktake.standards.errors import StocktakeError, UsageError
from stocktake.statistics.disclosed import keep_disclosed, recall_disclosed
from stocktake.statistics.figures import Statistics
from stocktake.statistics.store import Warehouse

DAY = date(2025, 1, 31)
CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
}
LetOut = Callable[..., Disclosure]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register")


@pytest.fixture
def let_out(register: Register) -> LetOut:
    """Release a table of a case, changed or not."""

    def let_out_table(case: str, number: int = 0, *, policy: Policy | None = None, **more: Any):
        content = CASES[case]["releases"][number]
        structure = Structure.model_validate(content["structure"] | more)
        rules = {"own": policy} if policy else None
        return release(
            pl.DataFrame(content["table"]),
            structure,
            "own" if policy else CASES[case]["policy"],
            register,
            "data-lead",
            DAY,
            name="table",
            policies=rules,
        )

    return let_out_table


def hidden_groups(disclosure: Disclosure) -> set[tuple[str, ...]]:
    rows = disclosure.released.content.filter(pl.col("n_symbol") == "c")
    return set(rows.select(pl.exclude("n", "n_symbol")).iter_rows())


def truth_of(case: str) -> dict[CellId, float]:
    """Every figure of the tables of a case."""
    figures = {}
    for content in CASES[case]["releases"]:
        structure = Structure.model_validate(content["structure"])
        for row in pl.DataFrame(content["table"]).iter_rows(named=True):
            items = tuple(
                (dimension.id, row[dimension.column])
                for dimension in structure.dimension
                if dimension.id != "place" and row[dimension.column] != dimension.total
            )
            name = CellId("n", structure.population, row["place"], "202324", items)
            figures[name] = float(row["n"])
    return figures


def promises(register: Register) -> dict[str, tuple[float, float]]:
    return {
        str(promise.cell).removeprefix("n of all in "): (promise.low, promise.high)
        for promise in register.releases()[-1].promises
    }


def test_a_tiny_school_leaves_the_table_to_the_others(let_out: LetOut, register: Register) -> None:
    disclosure = let_out("one-tiny-school")
    assert {(place, sex) for place, sex in hidden_groups(disclosure) if place == "e"} == {
        ("e", "Boys"),
        ("e", "Girls"),
        ("e", "Total"),
    }
    assert disclosure.record.hidden_count == disclosure.csv.count(",c")
    assert promises(register) == {
        "e, 202324: sex Boys": (1, 10),
        "e, 202324: sex Girls": (1, 10),
        "e, 202324": (2, 10),
    }
    assert disclosure.record.proof is not None
    assert disclosure.record.proof.arithmetic == "integer"
    truth = truth_of("one-tiny-school")
    assert too_near(derive([disclosure], truth, ""), truth) == []


def test_a_group_too_small_to_hide_is_refused_with_what_to_merge(let_out: LetOut) -> None:
    """Six pupils whose total may not be hidden: between 1 and 5 are five values."""
    rules = load_policy("dfe_school_tables")
    frame = pl.DataFrame({"sex": ["Boys", "Girls", "Total"], "n": [4, 2, 6]})
    structure = Structure.model_validate(
        {
            "population": "all",
            "place": "e",
            "period": "202324",
            "measure": [{"id": "n", "column": "n"}],
            "dimension": [
                {
                    "id": "sex",
                    "column": "sex",
                    "total": "Total",
                    "split": [{"total": "Total", "parts": ["Boys", "Girls"]}],
                }
            ],
        }
    )
    CASES["tiny"] = {
        "policy": "own",
        "releases": [
            {"table": frame.to_dict(as_series=False), "structure": structure.model_dump()}
        ],
    }
    with pytest.raises(StocktakeError) as refusal:
        let_out("tiny", policy=rules)
    assert "merge 'e' or 'Boys' with another" in str(refusal.value)
    assert "hidden; merge" in str(refusal.value)


def test_a_policy_that_hides_zeros_is_attacked_as_such(let_out: LetOut, register: Register) -> None:
    disclosure = let_out("zeros-hidden-by-policy")
    assert ("school-0", "None") in hidden_groups(disclosure)
    assert set(promises(register).values()) == {(0, 10)}
    truth = truth_of("zeros-hidden-by-policy")
    for item in derive([disclosure], truth, "", least=0.0):
        assert item.high > item.low
        if truth[item.cell] == 0:
            assert (item.low, min(item.high, 10)) == (0, 10)


def test_three_releases_leave_a_school_no_nearer_to_its_neighbours(
    let_out: LetOut, register: Register
) -> None:
    disclosures = [let_out("insider-over-three-releases", number) for number in range(3)]
    truth = truth_of("insider-over-three-releases")
    for attacker in ("", *(f"school-{number}" for number in range(5))):
        assert too_near(derive(disclosures, truth, attacker), truth) == []
    assert disclosures[-1].record.proof is not None
    assert disclosures[-1].record.proof.contributors == "each by its own figures, over all releases"
    [verified] = verify_register(register, load_policies())
    assert verified.exempt_count == 0


def test_a_recalled_figure_can_be_corrected(
    let_out: LetOut, register: Register, tmp_path: Path
) -> None:
    first = let_out("recall-and-correct")
    warehouse = Warehouse(tmp_path / "warehouse")
    loaded_at = datetime(2025, 2, 1, 12, tzinfo=UTC)
    keep_disclosed(first, warehouse, loaded_at=loaded_at)
    names = warehouse.release_names()
    recall_disclosed(
        register,
        first.record.id,
        reason="a typing error",
        by="data-lead",
        as_of=DAY,
        warehouse=warehouse,
    )
    assert warehouse.releases() == []
    assert warehouse.release_names() != names
    assert len(warehouse.releases(withdrawn=True)) == 1
    with pytest.raises(UsageError, match="no indicator 'disclosed:n'"):
        Statistics(warehouse, as_of=DAY).figures("disclosed:n")
    second = let_out("recall-and-correct", 1)
    assert second.record.corrects == (first.record.id,)
    assert hidden_groups(second) == {("a",), ("la-1",)}
    keep_disclosed(second, warehouse, loaded_at=loaded_at)
    figures = Statistics(warehouse, as_of=DAY).figures("disclosed:n").table
    values_by_place = dict(figures.select("place", "value").iter_rows())
    assert values_by_place == {"a": None, "b": 30, "c": 25, "d": 28, "la-1": None}


def test_whoever_believes_what_was_not_recalled_is_misled(
    let_out: LetOut, register: Register
) -> None:
    """School a is 13 of 96 there. Now it is hidden, with the total that would tell its figure."""
    let_out("recall-and-correct")
    second = let_out("recall-and-correct", 1)
    assert hidden_groups(second) == {("a",), ("la-1",)}
    assert second.record.corrects == second.record.not_promised == ()
    verify_register(register, load_policies())


def test_everybody_in_one_group_is_said_and_can_be_protected(let_out: LetOut) -> None:
    disclosure = let_out("everyone-in-one-group")
    assert hidden_groups(disclosure) == set()
    assert disclosure.record.notices == (
        "the counts of 1 group tell an attribute of every member; a policy with whole_groups = "
        '"hidden" protects them',
    )
    rules = load_policy("stocktake_default").model_copy(update={"whole_groups": "hidden"})
    again = let_out("everyone-in-one-group", policy=rules, period="202425")
    assert {("d", "None"), ("d", "Support")} <= hidden_groups(again)
    assert again.record.notices == ()
    truth = {replace(k, period="202425"): v for k, v in truth_of("everyone-in-one-group").items()}
    cell = CellId("n", "all", "d", "202425", (("sen", "None"),))
    [item] = [item for item in derive([again], truth, "", least=0.0) if item.cell == cell]
    assert (item.low, item.high >= 10) == (0, True)
