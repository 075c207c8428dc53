"""The library's judge and the second one on the same plans, and what they differ in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import tomli_w
from second_judge import FIELDS, Evidence

from stocktake.plan.judge import judge
from stocktake.plan.read import read_plan
from stocktake.sources.lait import read_lait
from stocktake.sources.neighbours import read_neighbours
from stocktake.standards.errors import PlanError
from stocktake.statistics.store import Warehouse

LAIT = "lait/bds_long_2026-04-08.parquet"
DICTIONARY = "lait/lait_data_dictionary.csv"
NEIGHBOURS = ((2021, "lait/sn_april_2021.xlsx"), (2025, "lait/sn_may_2025.xlsx"))
AS_OF = date(2026, 11, 29)
SAME = 1e-6
"""As the documentation has it: figures that agree to six decimal places are the same."""
TARGETS_AT_ONCE = 1_000
"""Of a mass plan, so that its file stays within the keys that a plan file may have."""
SCALED_SCORES = (80, 120)
REFUSED_TARGET = re.compile(r"target\[(\d+)\]")


def load_warehouse(data: Path, folder: Path) -> Warehouse:
    """A store with the file of April 2026 and both lists of neighbours."""
    warehouse = Warehouse(folder)
    loaded_at, retrieved = datetime(2026, 4, 9, 12, tzinfo=UTC), date(2026, 4, 9)
    release = read_lait(
        data / LAIT, data / DICTIONARY, published=date(2026, 4, 8), retrieved=retrieved
    )
    warehouse.write(release, loaded_at=loaded_at)
    for vintage, name in NEIGHBOURS:
        lists = read_neighbours(data / name, vintage=vintage, published=None, retrieved=retrieved)
        warehouse.write(lists, loaded_at=loaded_at)
    return warehouse


class FirstJudge:
    """The library's judge, which gets whole plans.

    A promise that it refuses is "cannot tell", reason "promise_fault", whether the library says
    so or refuses the plan. A plan on which it breaks is taken apart by indicator, so that the
    rest is judged all the same; what it breaks on has the status "crash" and is not tried again.
    """

    def __init__(self, warehouse: Warehouse, folder: Path) -> None:
        self.warehouse = warehouse
        self.file = folder / "plan.toml"
        self.crashes: dict[tuple[str, str | None], str] = {}

    def answers(
        self, plan: dict[str, Any], *, as_of: date = AS_OF, at: str | None = None
    ) -> list[dict[str, Any]]:
        """One row per target, in the plan's order."""
        targets = [t for t in plan["target"] if (t["indicator"], at) not in self.crashes]
        rows = {
            row["id"]: row
            for first in range(0, len(targets), TARGETS_AT_ONCE)
            for row in self._judge(plan, targets[first : first + TARGETS_AT_ONCE], as_of, at)
        }
        crash = dict.fromkeys(FIELDS) | {"status": "crash"}
        return [
            rows.get(target["id"], {"id": target["id"], "kind": target["kind"]} | crash)
            for target in plan["target"]
        ]

    def _judge(
        self, plan: dict[str, Any], targets: list[dict[str, Any]], as_of: date, at: str | None
    ) -> list[dict[str, Any]]:
        if not targets:
            return []
        self.file.write_text(tomli_w.dumps(plan | {"target": targets}), encoding="utf-8")
        try:
            # As a stored revision, in which what cannot be meant is told apart from the rest.
            judgement = judge(read_plan(self.file), self.warehouse, as_of=as_of, at=at, stored=True)
        except PlanError as error:
            return self._without_refused(plan, targets, as_of, at, error)
        except Exception as error:
            names = sorted({target["indicator"] for target in targets})
            if len(names) == 1:
                self.crashes[names[0], at] = f"{type(error).__name__}: {error}"
                return []
            first_half = set(names[: len(names) // 2])
            halves: tuple[list[dict[str, Any]], list[dict[str, Any]]] = ([], [])
            for target in targets:
                halves[target["indicator"] not in first_half].append(target)
            return [row for half in halves for row in self._judge(plan, half, as_of, at)]
        return [
            {"id": verdict.id, "kind": verdict.kind}
            | {field: getattr(verdict, field) for field in FIELDS}
            for verdict in judgement.verdicts
        ]

    def _without_refused(
        self,
        plan: dict[str, Any],
        targets: list[dict[str, Any]],
        as_of: date,
        at: str | None,
        error: PlanError,
    ) -> list[dict[str, Any]]:
        """The answers to the rest of a plan that names promises which it refuses."""
        refused_numbers = {
            int(n) for fault in error.faults for n in REFUSED_TARGET.findall(str(fault))
        }
        if not refused_numbers:
            raise error
        rows = [
            {"id": target["id"], "kind": target["kind"]}
            | dict.fromkeys(FIELDS)
            | {"status": "cannot_tell", "reason": "promise_fault"}
            for number, target in enumerate(targets)
            if number in refused_numbers
        ]
        sound_targets = [
            target for number, target in enumerate(targets) if number not in refused_numbers
        ]
        return rows + self._judge(plan, sound_targets, as_of, at)


# Where the documentation leaves an answer open and the judges differ: what is accepted, and why.
NOT_RANKED_IN_ENGLAND = (
    "a region in a set of the plan's own, or an abolished authority in such a set or among its "
    "neighbours: the library ranks it there; the second judge ranks whom England's ranking has"
)
REFUSED_PROMISE = (
    "refused promise: the library refuses a level that the unit does not allow, such as a change "
    "that would take a percentage below 0 or above 100; the second judge checks no promise"
)
GIVEN_UP = (
    "a series that its dictionary calls discontinued: the second judge awaits no figure; the "
    "library keeps no such fact and stops when a release is a year late"
)
ACCEPTED = (NOT_RANKED_IN_ENGLAND, REFUSED_PROMISE, GIVEN_UP)


def accepted_reason(
    evidence: Evidence,
    plan: dict[str, Any],
    target: dict[str, Any],
    one: dict[str, Any],
    second: dict[str, Any],
) -> str | None:
    """Why a difference is accepted; none where it is a fault of one of the judges."""
    place, among = plan["place"]["id"], target.get("among")
    sets = {row["id"] for row in plan.get("comparator_set", [])}
    if (
        (
            (place.startswith("region-") and among in sets)
            or (place in evidence.register.ends and among in {*sets, "neighbours"})
        )
        and one["value"] == second["value"]
        and second["rank"] is None
    ):
        return NOT_RANKED_IN_ENGLAND
    required_level = target.get("level") if second["required"] is None else second["required"]
    if one["reason"] == "promise_fault" and is_outside_unit(target, required_level):
        return REFUSED_PROMISE
    indicator = evidence.indicators[target["indicator"], target.get("group", "all")]
    is_final_wait = (one["status"], second["status"]) == ("awaiting_figures", "cannot_tell")
    if indicator.discontinued and is_final_wait and second["reason"] == "not_published":
        return GIVEN_UP
    return None


def is_outside_unit(target: dict[str, Any], required_level: float | None) -> bool:
    """Whether no figure of a percentage, a count or a scaled score can be so."""
    if required_level is None:
        return False
    if "scaled" in target["indicator"].lower():
        lowest, highest = SCALED_SCORES
        return not lowest <= required_level <= highest
    beyond = {"below": required_level <= 0, "above": required_level >= 100}
    return not 0 <= required_level <= 100 or beyond.get(target.get("comparison", ""), False)


def equal(first: Any, second: Any) -> bool:
    """Whether two values of a field are the same, numbers to six decimal places."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second) <= SAME
    return bool(first == second)


def differences(
    first: Iterable[dict[str, Any]], second: Iterable[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]]:
    """The rows that differ, with the fields in which they do."""
    return [
        (one, second, fields)
        for one, second in zip(first, second, strict=True)
        if (fields := tuple(f for f in FIELDS if not equal(one[f], second[f])))
    ]
