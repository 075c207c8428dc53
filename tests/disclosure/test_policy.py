"""Which cells a policy hides by itself, and what it says when it cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tables_by_hand import at, sdc_problem

from stocktake.disclosure import (
    Cell,
    CellId,
    Problem,
    attack,
    load_policies,
    load_policy,
    primary_cells,
    protect,
)
from stocktake.standards.errors import DefinitionError, UsageError

TEN = load_policy("stocktake_default")


def one(value: float, **parts: object) -> Problem:
    return Problem((Cell(CellId("pupils", "all", "la-001"), value=value, **parts),), ())


@pytest.mark.parametrize(("value", "is_hidden"), [(0, False), (1, True), (9, True), (10, False)])
def test_counts_below_ten_but_not_nought(value: int, is_hidden: bool) -> None:
    assert bool(primary_cells(one(value), TEN)) == is_hidden


def test_six_is_the_least_cohort_of_the_school_tables() -> None:
    tables = load_policy("dfe_school_tables")
    assert [bool(primary_cells(one(n), tables)) for n in (5, 6)] == [True, False]


def test_nought_counts_as_small_in_secure_settings() -> None:
    assert [item.rule for item in primary_cells(one(0), load_policy("ons_ten"))] == ["zero"]


@pytest.mark.parametrize(
    ("total", "largest", "rule"),
    [
        (1000.0, (600.0, 301.0), "dominance"),  # two of them make up 90.1 per cent
        (1000.0, (600.0, 300.0), None),  # 90 per cent is not above 90
        (1000.0, (500.0, 250.0), None),
        # The rest, 50, is under a tenth of 600; dominance is caught first where both hold.
        (1000.0, (600.0, 350.0), "dominance"),
    ],
)
def test_two_who_make_up_nearly_all(
    total: float, largest: tuple[float, ...], rule: str | None
) -> None:
    problem = one(total, whole=False, largest=largest)
    primary = primary_cells(problem, load_policy("ons_ten"))
    assert [item.rule for item in primary] == ([] if rule is None else [rule])


def test_the_second_largest_could_estimate_the_largest() -> None:
    """Of 100, the largest is 60 and the second 35: the rest, 5, is under a tenth of 60."""
    rules = load_policy("ons_ten").model_copy(update={"dominance": None})
    problem = one(100.0, whole=False, largest=(60.0, 35.0))
    assert [item.rule for item in primary_cells(problem, rules)] == ["p-percent"]


def test_a_dominated_sum_is_kept_from_a_tenth_of_itself() -> None:
    from tables_by_hand import SDC_COLUMNS, SDC_ROWS, two_way

    from stocktake.disclosure import Primary, build_problem

    problem = build_problem([two_way(SDC_ROWS, SDC_COLUMNS, unit="sum")])
    protection = protect(problem, TEN, primary=[Primary(at("z", "b"), "dominance")])
    bounds = {item.cell: item for item in attack(problem, protection.hidden_cells)}[at("z", "b")]
    assert bounds.low <= 991 - 99.1
    assert bounds.high >= 991 + 99.1


def test_every_policy_that_ships_says_where_it_comes_from() -> None:
    policies = load_policies()
    assert sorted(policies) == [
        "dfe_school_tables",
        "ons_ten",
        "rounded_five",
        "stocktake_default",
    ]
    assert all(policy.source and policy.version for policy in policies.values())


def test_a_place_replaces_a_policy(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    text = 'title = "Ours"\nversion = "7"\nthreshold = 20\n'
    (tmp_path / "policies" / "stocktake_default.toml").write_text(text, encoding="utf-8")
    assert load_policy("stocktake_default", own_folder=tmp_path).threshold == 20


def test_an_unknown_policy_is_refused() -> None:
    with pytest.raises(UsageError, match="did you mean 'ons_ten'"):
        load_policy("ons_tenn")


def test_a_policy_that_makes_no_sense_is_refused(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    text = 'title = "Ours"\nversion = "7"\nthreshold = 1\nmethod = "round"\nbase = 5\n'
    (tmp_path / "policies" / "ours.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_policies(tmp_path)
    message = str(caught.value)
    assert "ours.toml: threshold" in message
    assert "ours.toml: base: unknown key 'base'" in message


def test_without_the_solver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(UsageError, match=r"install stocktake\[pupils\]"):
        protect(sdc_problem(), TEN)


@pytest.mark.slow
def test_importing_the_room_loads_no_solver() -> None:
    import subprocess

    code = (
        "import sys, stocktake.disclosure; print({'highspy', 'numpy', 'scipy'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
