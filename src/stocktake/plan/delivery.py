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

Answered = Literal["answered", "partly", "not_answered"]

ANSWERED_WORDS: dict[Answered, str] = {
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
        The plan's own answer; empty where it gives none.
    why, how : str
        Why it matters, and the key that answers it.
    """

    id: str
    question: str
    status: Answered
    held: str
    words: str
    why: str
    how: str


def answer_delivery(plan: Plan, own: Path | None = None) -> tuple[DeliveryAnswer, ...]:
    """How far a plan answers the ten delivery questions.

    What the data hold decides where it can be counted: words do not make up for owners or
    trajectories that are absent. Where nothing can be counted, the plan's own words answer.

    Parameters
    ----------
    plan : Plan
    own : Path, optional
        A place's own folder of definitions.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> plan = read_plan(example_plan("blackpool")).plan
    >>> [answer.id for answer in answer_delivery(plan) if answer.status == "not_answered"]
    ['leads', 'trajectory', 'risks']
    """
    loaded = load_folder("stocktake.plan", "delivery", DeliveryQuestion, own=own)
    ordered = sorted(loaded.values(), key=lambda each: (each.value.number, each.id))
    answers = []
    for each in ordered:
        words = getattr(plan.delivery, each.id.replace("-", "_"), "")
        count = _COUNTED.get(each.id)
        status, held = count(plan) if count else (None, "")
        if status is None:
            status = "answered" if words else "not_answered"
        elif status == "not_answered" and words:
            status = "partly"
        question = each.value
        answers.append(
            DeliveryAnswer(
                each.id, question.question, status, held, words, question.why, question.key
            )
        )
    return tuple(answers)


def _share(count: int, total: int) -> Answered:
    if total and count == total:
        return "answered"
    return "partly" if count else "not_answered"


def _aspiration(plan: Plan) -> tuple[Answered, str]:
    dated = sum(bool(target.due or target.due_date) for target in plan.target)
    held = f"a vision and {_n(len(plan.target), 'target')}, {dated} with a year"
    return ("answered" if dated and dated == len(plan.target) else "partly"), held


def _activities(plan: Plan) -> tuple[Answered, str]:
    days = [a.due or a.starts for priority in plan.priority for a in priority.activity]
    with_date = [day for day in days if day is not None]
    years = _years(plan)
    covered = {academic_year_of(day) for day in with_date}
    empty = [parse_period(year).label for year in years if year not in covered]
    held = _n(len(with_date), "dated activity", "dated activities")
    if empty:
        held += f"; none in {_and(empty)}"
    return _share(len(years) - len(empty), len(years)), held


def _chain(plan: Plan) -> tuple[Answered | None, str]:
    every = [activity for priority in plan.priority for activity in priority.activity]
    named = sum(bool(each.owner or each.partners) for each in every)
    held = f"{named} of {_n(len(every), 'activity', 'activities')} with an owner or a partner"
    return (None, held) if plan.delivery.delivery_chain else (_cap(_share(named, len(every))), held)


def _leads(plan: Plan) -> tuple[Answered, str]:
    leads = sum(bool(priority.lead) for priority in plan.priority)
    owners = sum(bool(target.owner) for target in plan.target)
    total = len(plan.priority) + len(plan.target)
    held = (
        f"{leads} of {_n(len(plan.priority), 'priority', 'priorities')} with a lead, "
        f"{owners} of {_n(len(plan.target), 'target')} with an owner"
    )
    return _share(leads + owners, total), held


def _trajectory(plan: Plan) -> tuple[Answered, str]:
    drawn = sum(bool(target.trajectory) for target in plan.target)
    return (
        _share(drawn, len(plan.target)),
        f"{drawn} of {_n(len(plan.target), 'target')} with a trajectory",
    )


def _routine(plan: Plan) -> tuple[Answered | None, str]:
    meets = [body.name for body in plan.body if body.meets]
    held = _n(len(plan.body), "body", "bodies")
    if plan.body:
        held = f"{len(meets)} of {held} with a stated rhythm"
    if plan.delivery.performance_management:
        return None, held
    return ("partly" if meets else "not_answered"), held


def _benchmarks(plan: Plan) -> tuple[Answered, str]:
    kinds = ("position", "relation", "gap_closed")
    beside = sum(
        target.kind in kinds or any(part.kind in kinds for part in target.part)
        for target in plan.target
    )
    sets = len(plan.comparator_set)
    held = f"{beside} of {_n(len(plan.target), 'target')} set beside other places"
    if sets:
        held += f", {_n(sets, 'comparator set')} of its own"
    if beside:
        return "answered", held
    return ("partly" if sets else "not_answered"), held


def _stakeholders(plan: Plan) -> tuple[Answered, str]:
    both = bool(plan.partner) + bool(plan.body)
    held = f"{_n(len(plan.partner), 'partner')}, {_n(len(plan.body), 'body', 'bodies')}"
    return _share(both, 2), held


def _risks(plan: Plan) -> tuple[Answered, str]:
    met = sum(bool(risk.response and risk.owner) for risk in plan.risk)
    held = _n(len(plan.risk), "risk")
    if plan.risk:
        held += f", {met} with a response and an owner"
    if plan.risk and not met:
        return "partly", held
    return _share(met, len(plan.risk)), held


def _cap(status: Answered) -> Answered:
    """Names beside activities are a part of a chain, never the whole."""
    return "partly" if status == "answered" else status


def _years(plan: Plan) -> list[str]:
    first, last = int(plan.period.first[:4]), int(plan.period.last[:4])
    start = parse_period(plan.period.first)
    return [start.following(step).time_period for step in range(max(last - first, 0) + 1)]


def _n(count: int, one: str, several: str = "") -> str:
    return f"{count or 'no'} {one if count == 1 else several or one + 's'}"


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


_COUNTED: dict[str, Callable[[Plan], tuple[Answered | None, str]]] = {
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
