"""Finds what is wrong between the stages of an escalation machine, all of it together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from stocktake.standards.definition_faults import CrossFault
from stocktake.standards.errors import nearest

if TYPE_CHECKING:
    from stocktake.schools.escalation.definition import EscalationMachine, Stage, Step

Key = tuple[str | int, ...]
Graph = Mapping[str, Sequence[str]]

COMPELLING = re.compile(r"\b(required|requirements?|must|obliged|compelled)\b", re.IGNORECASE)
"""Words that a council does not use to an academy, over which it has no such power."""


def machine_faults(machine: EscalationMachine) -> list[CrossFault]:
    """Unknown and unreachable stages, cycles without a step down, missing limits and the rest."""
    return [
        *_names_given_twice(machine),
        *_unknown_names(machine),
        *_missing_limits(machine),
        *_steps_without_grounds(machine),
        *_unreachable_stages(machine),
        *_cycles_upwards(machine),
        *_stages_without_way_back(machine),
        *_compelling_words(machine),
    ]


def _names_given_twice(machine: EscalationMachine) -> Iterator[CrossFault]:
    steps = [
        (("stage", row, "step", column, "id"), step.id)
        for row, column, _stage, step in _steps(machine)
    ]
    for names in (
        [(("recipient", row, "id"), item.id) for row, item in enumerate(machine.recipient)],
        [(("trigger", row, "id"), item.id) for row, item in enumerate(machine.trigger)],
        [(("stage", row, "id"), item.id) for row, item in enumerate(machine.stage)],
        steps,
    ):
        earlier_names: set[str] = set()
        for key, name in names:
            if name in earlier_names:
                yield CrossFault(key, f"the id {name!r} is given twice", "each id once")
            earlier_names.add(name)


def _unknown_names(machine: EscalationMachine) -> Iterator[CrossFault]:
    stages = [stage.id for stage in machine.stage]
    recipients = [item.id for item in machine.recipient]
    triggers = [item.id for item in machine.trigger]
    if machine.first_stage not in stages:
        yield _unknown(("first_stage",), machine.first_stage, "stage", stages)
    for row, stage in enumerate(machine.stage):
        for recipient in stage.tell:
            if recipient not in recipients:
                yield _unknown(("stage", row, "tell"), recipient, "recipient", recipients)
    for row, column, _stage, step in _steps(machine):
        key: Key = ("stage", row, "step", column)
        if step.to not in stages:
            yield _unknown((*key, "to"), step.to, "stage", stages)
        for trigger in step.triggers:
            if trigger not in triggers:
                yield _unknown((*key, "triggers"), trigger, "trigger", triggers)


def _unknown(key: Key, name: str, kind: str, names: Iterable[str]) -> CrossFault:
    return CrossFault(key, f"there is no {kind} {name!r}", ", ".join(names), nearest(name, names))


def _missing_limits(machine: EscalationMachine) -> Iterator[CrossFault]:
    for row, stage in enumerate(machine.stage):
        if stage.tell and stage.tell_within_working_days is None:
            yield CrossFault(
                ("stage", row, "tell_within_working_days"),
                f"{stage.id!r} has people to inform and no time limit for it",
                "a number of working days",
            )
        if not stage.is_resting and stage.review_within_working_days is None:
            yield CrossFault(
                ("stage", row, "review_within_working_days"),
                f"{stage.id!r} has no time limit for its review",
                "a number of working days",
                "give it, or say is_resting = true where nothing is due",
            )


def _steps_without_grounds(machine: EscalationMachine) -> Iterator[CrossFault]:
    for row, column, stage, step in _steps(machine):
        key: Key = ("stage", row, "step", column)
        if step.to == stage.id:
            yield CrossFault((*key, "to"), f"the step {step.id!r} leads back to its own stage")
        if step.direction == "down" and not step.evidence:
            problem = f"the step down {step.id!r} states no evidence"
            yield CrossFault((*key, "evidence"), problem, "what the decision states")
        if step.direction == "up" and not step.triggers:
            yield CrossFault(
                (*key, "triggers"), f"the step up {step.id!r} has no trigger", "one at least"
            )


def _unreachable_stages(machine: EscalationMachine) -> Iterator[CrossFault]:
    stages = {stage.id for stage in machine.stage}
    if machine.first_stage not in stages:
        return
    reachable_stages = _reachable(machine.first_stage, _graph(machine))
    for row, stage in enumerate(machine.stage):
        if stage.id not in reachable_stages:
            yield CrossFault(
                ("stage", row),
                f"no step leads from {machine.first_stage!r} to the stage {stage.id!r}",
                "a step to it",
                "add one, or take the stage out",
            )


def _cycles_upwards(machine: EscalationMachine) -> Iterator[CrossFault]:
    """A circle of steps up alone: a school would never come out of it with less challenge."""
    graph = _graph(machine, "up")
    for row, stage in enumerate(machine.stage):
        starts = graph.get(stage.id, ())
        if any(stage.id == start or stage.id in _reachable(start, graph) for start in starts):
            yield CrossFault(
                ("stage", row),
                f"steps up lead from {stage.id!r} round to {stage.id!r} again",
                "a step down in the circle",
            )


def _stages_without_way_back(machine: EscalationMachine) -> Iterator[CrossFault]:
    graph = _graph(machine)
    resting_stages = {stage.id for stage in machine.stage if stage.is_resting}
    for row, stage in enumerate(machine.stage):
        if not resting_stages & _reachable(stage.id, graph):
            yield CrossFault(
                ("stage", row, "step"),
                f"from {stage.id!r} no steps lead to a stage where nothing is due",
                "a step down",
            )


def _compelling_words(machine: EscalationMachine) -> Iterator[CrossFault]:
    if machine.path != "academy":
        return
    for key, text in _texts(machine.model_dump(exclude={"note", "source"}), ()):
        if word := COMPELLING.search(text):
            yield CrossFault(
                key,
                f"says {word[0]!r} of an academy",
                "an invitation or an offer",
                "a council has no such power over an academy: write what it asks for",
            )


def _texts(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, (*key, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*key, index))


def _steps(machine: EscalationMachine) -> Iterator[tuple[int, int, Stage, Step]]:
    for row, stage in enumerate(machine.stage):
        for column, step in enumerate(stage.step):
            yield row, column, stage, step


def _graph(machine: EscalationMachine, direction: str = "") -> Graph:
    return {
        stage.id: [step.to for step in stage.step if direction in ("", step.direction)]
        for stage in machine.stage
    }


def _reachable(start: str, graph: Graph) -> set[str]:
    """Every stage that steps lead to from one, itself included."""
    stages, waiting = {start}, [start]
    while waiting:
        for stage in graph.get(waiting.pop(), ()):
            if stage not in stages:
                stages.add(stage)
                waiting.append(stage)
    return stages
