"""The library's judge against a second one on the real file: a sample of `make judge-twice`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mass_plans import make_plan
from second_judge import FIELDS, Evidence, judge_plan, read_evidence
from second_judge.lait_file import last_day, year_of
from two_judges import AS_OF, FirstJudge, accepted_reason, differences

from stocktake.statistics.store import Warehouse

SAMPLE = 100
SAMPLED = ("la-890", "la-839", "la-201", "region-north-west")


@pytest.fixture(scope="module")
def evidence(shared_data: Path) -> Evidence:
    """The published file as the second judge reads it."""
    return read_evidence(shared_data)


def sample(evidence: Evidence, number: int, *, old_rules: bool) -> list[dict[str, Any]]:
    """A plan a place, with every kind on indicators from all over the file."""
    plans = []
    for order, place in enumerate(SAMPLED):
        plan = make_plan(evidence, place, number)
        targets = [
            target
            for target in plan["target"]
            if follows_old_rules(evidence, target) or not old_rules
        ]
        step = len(targets) // SAMPLE
        plans.append(plan | {"target": targets[order::step][:SAMPLE]})
    return plans


def follows_old_rules(evidence: Evidence, target: dict[str, Any]) -> bool:
    """Whether the rules on time, signs and kinds of year leave a target's answer as it was."""
    indicator = evidence.indicators[target["indicator"], target.get("group", "all")]
    due = year_of(target["due"])
    return (
        target["kind"] != "gap_closed"
        and not (target["indicator"].startswith("lait:") and indicator.kind != "Academic year")
        and last_day(indicator.kind, due) <= AS_OF
        and max(evidence.years(indicator), default=0) >= due
    )


def find_differences(
    evidence: Evidence, plans: list[dict[str, Any]], warehouse: Warehouse, folder: Path
) -> list[tuple[Any, ...]]:
    """What the two judges differ in, with the promise."""
    first_judge = FirstJudge(warehouse, folder)
    rows = []
    for plan in plans:
        targets = {target["id"]: target for target in plan["target"]}
        first, second = first_judge.answers(plan), judge_plan(evidence, plan, as_of=AS_OF)
        for one, second_row, fields in differences(first, second):
            target = targets[second_row["id"]]
            if not accepted_reason(evidence, plan, target, one, second_row):
                answers = [tuple(row[field] for field in FIELDS) for row in (one, second_row)]
                rows.append((plan["place"]["id"], target, fields, *answers))
    return rows


@pytest.mark.slow
def test_both_judges_agree_on_years_that_have_ended(
    evidence: Evidence, real_warehouse: Warehouse, tmp_path: Path
) -> None:
    plans = sample(evidence, 0, old_rules=True)
    assert sum(len(plan["target"]) for plan in plans) == SAMPLE * len(SAMPLED)
    assert find_differences(evidence, plans, real_warehouse, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2])
def test_both_judges_agree_on_a_plan_under_way(
    evidence: Evidence, real_warehouse: Warehouse, tmp_path: Path, number: int
) -> None:
    plans = sample(evidence, number, old_rules=False)
    assert find_differences(evidence, plans, real_warehouse, tmp_path) == []
