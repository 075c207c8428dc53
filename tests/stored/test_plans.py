"""A plan file that was written with the keys of 2026 is read, whole, for good."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stocktake.plan.check import check_plan
from stocktake.plan.compare import compare_plans
from stocktake.plan.judge import context_of, judge
from stocktake.plan.names import check_names
from stocktake.plan.read import PlanFile, read_plan
from stocktake.plan.write import write_plan

DAY = date(2026, 12, 1)
PLANS = ("every-key", "keys-of-other-kinds")
NOT_TEXT = frozenset({"level", "to_share", "by_share"})
"""Keys under which a text such as ``"2/3"`` is a number."""

VERDICTS = {
    "rwm-two-thirds": ("not_met", 62.5),
    "rwm-top-half": ("met", 62.5),
    "absence-below-england": ("not_met", 28.0),
    "suspensions-halved": ("met", 9.5),
    "suspensions-by-a-third": ("on_track", 9.5),
    "suspensions-by-two": ("on_track", 9.5),
    "rwm-better-each-year": ("met", 62.5),
    "employer-encounters": ("cannot_tell", None),
    "coach-in-every-school": ("cannot_tell", None),
    "coach-in-twenty": ("cannot_tell", None),
    "four-experiences-each": ("cannot_tell", None),
    "schools-improved": ("cannot_tell", None),
    "absence-gap-halved": ("cannot_tell", 3.0),
    "disadvantage-gap-closed": ("not_met", 19.0),
    "heads-work-together": ("met", 2.0),
    "there-and-not-suspended": ("met", None),
    "either-way": ("met", None),
    "more-stay-on": ("cannot_tell", None),
    "near-the-top": ("not_met", 62.5),
    "level-or-relation": ("met", 62.5),
    "level-read-twice": ("met", 62.5),
}
"""Status and figure, on the figures that the plan carries alone."""


@pytest.fixture(params=PLANS)
def plan_file(request: pytest.FixtureRequest, stored: Path) -> PlanFile:
    """A stored plan, read today."""
    return read_plan(stored / "plans" / request.param)


def keys_used(part: dict[str, Any], name: str, schema: dict[str, Any]) -> Iterator[str]:
    """Every key of a plan as ``Part.key``, by the JSON Schema of the version that wrote it."""
    definition = schema if name == "Plan" else schema["$defs"][name]
    for key, value in part.items():
        yield f"{name}.{key}"
        field = definition["properties"][key]
        reference = field.get("$ref") or field.get("items", {}).get("$ref") or ""
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from keys_used(item, reference.rpartition("/")[2], schema)


def texts(value: object, key: str = "") -> Iterator[str]:
    """Every text of a plan, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str) and key not in NOT_TEXT:
        yield value


def test_the_plan_has_every_key_that_a_plan_could_have(stored: Path) -> None:
    schema = json.loads((stored / "contracts" / "schema-plan.json").read_text(encoding="utf-8"))
    raw = tomllib.loads((stored / "plans" / "every-key" / "plan.toml").read_text(encoding="utf-8"))
    possible = {f"Plan.{key}" for key in schema["properties"]}
    for name, part in schema["$defs"].items():
        possible |= {f"{name}.{key}" for key in part["properties"]}
    assert possible - set(keys_used(raw, "Plan", schema)) == set()
    kinds = {target["kind"] for target in raw["target"]}
    assert kinds == set(schema["$defs"]["Target"]["properties"]["kind"]["enum"])


def test_no_text_of_an_old_key_is_lost(plan_file: PlanFile) -> None:
    raw = tomllib.loads(plan_file.path.read_text(encoding="utf-8"))
    unused = {
        text
        for target, raw_target in zip(plan_file.plan.target, raw["target"], strict=True)
        for key in target.unused_keys
        for text in texts({key: raw_target[key]})
    }
    lost = set(texts(raw)) - set(texts(plan_file.plan.model_dump(mode="json")))
    # A date is written as the file has it, and read as a date. A key of another kind says nothing.
    assert lost - unused == set()


def test_numbers_and_dates_of_old_keys_are_what_they_were(stored: Path) -> None:
    plan = read_plan(stored / "plans" / "every-key").plan
    targets = {target.id: target for target in plan.target}
    assert plan.place.neighbours_vintage == 2021
    assert (plan.period.first, plan.period.last) == ("202122", "202627")
    assert [claim.stated for claim in plan.claim] == [20, 7, 60, None, None, None]
    assert plan.priority[0].activity[0].starts == date(2022, 9, 5)
    assert plan.priority[0].activity[0].due == date(2024, 7, 19)
    assert plan.priority[0].activity[0].measure[0].level == 20
    assert plan.local_indicator[0].overdue_after_days == 30
    assert targets["rwm-two-thirds"].level == pytest.approx(200 / 3)
    assert targets["rwm-two-thirds"].cohort.children == 1600
    assert targets["rwm-two-thirds"].trajectory.point[0].level == pytest.approx(60)
    assert targets["suspensions-halved"].change.to_share == pytest.approx(50)
    assert targets["suspensions-by-a-third"].change.by_share == pytest.approx(100 / 3)
    assert targets["suspensions-by-two"].change.by == 2
    assert targets["absence-gap-halved"].close.by_share == pytest.approx(50)
    assert targets["four-experiences-each"].reach == 4
    assert targets["schools-improved"].of == 25
    assert targets["heads-work-together"].judgement[1].on == date(2024, 7, 2)
    assert targets["level-read-twice"].reading[0].level == pytest.approx(50)


def test_an_old_plan_is_still_without_fault(plan_file: PlanFile) -> None:
    context = context_of(plan_file, None, as_of=DAY, at="202324")
    check_names(plan_file, context)
    assert len(check_plan(plan_file, context).sentences()) > 3


def test_every_kind_of_an_old_plan_is_judged(stored: Path) -> None:
    judgement = judge(stored / "plans" / "every-key", as_of=DAY, at="202324")
    verdicts = {verdict.id: (str(verdict.status), verdict.value) for verdict in judgement.verdicts}
    assert verdicts == VERDICTS
    halved = judgement.verdict("suspensions-halved")
    assert halved is not None
    assert [str(reading.status) for reading in halved.readings] == ["met", "not_met"]
    whole = judgement.verdict("either-way")
    assert whole is not None
    assert [str(part.status) for part in whole.parts] == ["met", "cannot_tell"]


def test_keys_of_another_kind_change_no_verdict(stored: Path) -> None:
    judgement = judge(stored / "plans" / "keys-of-other-kinds", as_of=DAY, at="202324")
    position, level = judgement.verdicts
    assert (position.kind, str(position.status), position.rank) == ("position", "met", 60)
    assert (level.kind, str(level.status), level.required) == ("level", "not_met", 65)


def test_an_old_plan_written_again_promises_the_same(plan_file: PlanFile, tmp_path: Path) -> None:
    """Comparison normalises both sides: old keys and today's are no change."""
    again = tmp_path / "plan.toml"
    again.write_text(write_plan(plan_file.plan), encoding="utf-8", newline="\n")
    if plan_file.plan.figures:
        figures = plan_file.path.parent / plan_file.plan.figures
        (tmp_path / plan_file.plan.figures).write_bytes(figures.read_bytes())
    changes = compare_plans(plan_file.plan, read_plan(again).plan, better_of=lambda _: "neither")
    assert changes.changes == ()
