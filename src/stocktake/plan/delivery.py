"""The ten delivery questions, and how far a plan answers each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stocktake.plan.delivery_schema import DeliveryQuestion
from stocktake.plan.schema import Plan
from stocktake.standards.definitions import load_folder
from stocktake.standards.periods import academic_year_of, parse_period

AnswerStatus = Literal["answered", "partly", "not_answered"]

ANSWERED_WORDS: dict[AnswerStatus, str] = {
    "answered": "answered",
    "partly": "partly answered",
    "not_answered": "not answered",
}


@dataclass(frozen=True)
class DeliveryAnswer:
    """One delivery question and the plan's answer.

    Parameters
    ----------
    id, question : str
    status : str
        ``answered``, ``partly`` or ``not_answered``.
    held : str
        What the plan's data hold towards it, counted; empty where nothing can be counted.
    words : str
        The plan's own answer; empty where it has none.
    why, how : str
        Why it matters, and the key that answers it.
    """

    id: str
    question: str
    status: AnswerStatus
    held: str
    words: str
    why: str
    how: str


def answer_delivery(plan: Plan, own_folder: Path | None = None) -> tuple[DeliveryAnswer, ...]:
    """How far a plan answers the ten delivery questions.

    What the data hold decides where it can be counted: words do not make up for owners or
    trajectories that are absent. Where nothing can be counted, the plan's own words answer.

    Parameters
    ----------
    plan : Plan
    own_folder : Path, optional
        A place's own folder of definitions.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> plan = read_plan(example_plan("blackpool")).plan
    >>> [answer.id for answer in answer_delivery(plan) if answer.status == "not_answered"]
    ['leads', 'trajectory', 'risks']
    """
    entries = load_folder("stocktake.plan", "delivery", DeliveryQuestion, own_folder=own_folder)
    sorted_entries = sorted(entries.values(), key=lambda entry: (entry.value.number, entry.id))
    answers = []
    for entry in sorted_entries:
        words = getattr(plan.delivery, entry.id.replace("-", "_"), "")
        count = _COUNTERS.get(entry.id)
        status, note = count(plan) if count else (None, "")
        if status is None:
            status = "answered" if words else "not_answered"
        elif status == "not_answered" and words:
            status = "partly"
        question = entry.value
        answers.append(
            DeliveryAnswer(
                entry.id, question.question, status, note, words, question.why, question.key
            )
        )
    return tuple(answers)


def _share(count: int, total: int) -> AnswerStatus:
    if total and count == total:
        return "answered"
    return "partly" if count else "not_answered"


def _aspiration(plan: Plan) -> tuple[AnswerStatus, str]:
    dated_count = sum(bool(target.due or target.due_date) for target in plan.target)
    note = f"a vision and {_n(len(plan.target), 'target')}, {dated_count} with a year"
    return ("answered" if dated_count and dated_count == len(plan.target) else "partly"), note


def _activities(plan: Plan) -> tuple[AnswerStatus, str]:
    days = [a.due or a.starts for priority in plan.priority for a in priority.activity]
    with_date = [day for day in days if day is not None]
    years = _years(plan)
    covered = {academic_year_of(day) for day in with_date}
    empty = [parse_period(year).label for year in years if year not in covered]
    note = _n(len(with_date), "dated activity", "dated activities")
    if empty:
        note += f"; none in {_and(empty)}"
    return _share(len(years) - len(empty), len(years)), note


def _chain(plan: Plan) -> tuple[AnswerStatus | None, str]:
    activities = [activity for priority in plan.priority for activity in priority.activity]
    named_count = sum(bool(activity.owner or activity.partners) for activity in activities)
    total = _n(len(activities), "activity", "activities")
    note = f"{named_count} of {total} with an owner or a partner"
    return (
        (None, note)
        if plan.delivery.delivery_chain
        else (_cap(_share(named_count, len(activities))), note)
    )


def _leads(plan: Plan) -> tuple[AnswerStatus, str]:
    leads = sum(bool(priority.lead) for priority in plan.priority)
    owners = sum(bool(target.owner) for target in plan.target)
    total = len(plan.priority) + len(plan.target)
    note = (
        f"{leads} of {_n(len(plan.priority), 'priority', 'priorities')} with a lead, "
        f"{owners} of {_n(len(plan.target), 'target')} with an owner"
    )
    return _share(leads + owners, total), note


def _trajectory(plan: Plan) -> tuple[AnswerStatus, str]:
    trajectory_count = sum(bool(target.trajectory) for target in plan.target)
    return (
        _share(trajectory_count, len(plan.target)),
        f"{trajectory_count} of {_n(len(plan.target), 'target')} with a trajectory",
    )


def _routine(plan: Plan) -> tuple[AnswerStatus | None, str]:
    meets = [body.name for body in plan.body if body.meets]
    note = _n(len(plan.body), "body", "bodies")
    if plan.body:
        note = f"{len(meets)} of {note} with a stated rhythm"
    if plan.delivery.performance_management:
        return None, note
    return ("partly" if meets else "not_answered"), note


def _benchmarks(plan: Plan) -> tuple[AnswerStatus, str]:
    beside = sum(
        any(part.compared_with() for part in (target, *target.parts)) for target in plan.target
    )
    sets = len(plan.comparator_set)
    note = f"{beside} of {_n(len(plan.target), 'target')} compared with other places"
    if sets:
        note += f", {_n(sets, 'comparator set')} of its own"
    if beside:
        return "answered", note
    return ("partly" if sets else "not_answered"), note


def _stakeholders(plan: Plan) -> tuple[AnswerStatus, str]:
    kind_count = bool(plan.partner) + bool(plan.body)
    note = f"{_n(len(plan.partner), 'partner')}, {_n(len(plan.body), 'body', 'bodies')}"
    return _share(kind_count, 2), note


def _risks(plan: Plan) -> tuple[AnswerStatus, str]:
    met = sum(bool(risk.response and risk.owner) for risk in plan.risk)
    note = _n(len(plan.risk), "risk")
    if plan.risk:
        note += f", {met} with a response and an owner"
    if plan.risk and not met:
        return "partly", note
    return _share(met, len(plan.risk)), note


def _cap(status: AnswerStatus) -> AnswerStatus:
    """Names next to activities are a part of a chain, never the whole."""
    return "partly" if status == "answered" else status


def _years(plan: Plan) -> list[str]:
    first, last = int(plan.period.first[:4]), int(plan.period.last[:4])
    start = parse_period(plan.period.first)
    return [start.later(step).time_period for step in range(max(last - first, 0) + 1)]


def _n(count: int, one: str, several: str = "") -> str:
    return f"{count or 'no'} {one if count == 1 else several or one + 's'}"


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


_COUNTERS: dict[str, Callable[[Plan], tuple[AnswerStatus | None, str]]] = {
    "aspiration": _aspiration,
    "activities": _activities,
    "delivery-chain": _chain,
    "leads": _leads,
    "trajectory": _trajectory,
    "performance-management": _routine,
    "benchmarking": _benchmarks,
    "stakeholders": _stakeholders,
    "risks": _risks,
}
"""What the plan's data hold towards a question; a status of None leaves it to the words."""
