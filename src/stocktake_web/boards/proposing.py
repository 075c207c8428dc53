"""What the next agenda should hold, from what the plan already knows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from stocktake_web.boards.plan_rows import PlanNow
from stocktake_web.formats import counted, day

LONGEST_TITLE = 160


@dataclass(frozen=True)
class Suggestion:
    """An item that proposes itself.

    Parameters
    ----------
    source : str
        What it came from, such as ``"activity:reading-hubs"``; unique on an agenda.
    kind : str
        Of the item.
    why : str
        Why it is proposed, for the secretary.
    """

    source: str
    kind: str
    title: str
    words: str
    why: str
    priority_key: str = ""
    target_key: str = ""
    activity_key: str = ""


def suggestions(plan: PlanNow, *, already: Collection[str]) -> tuple[Suggestion, ...]:
    """What should be on the agenda and is not yet.

    Parameters
    ----------
    plan : PlanNow
    already : collection of str
        Sources that the agenda already has.

    Returns
    -------
    tuple of Suggestion
        Decisions first, then what waits on this body, late activities, returns, risks.
    """
    return tuple(each for each in _all(plan) if each.source not in already)


def _all(plan: PlanNow) -> Iterator[Suggestion]:
    for question in plan.questions:
        yield Suggestion(
            f"question:{question.id}",
            "decision",
            _short(question.words),
            question.evidence,
            f"waiting for a decision since {day(question.opened)}",
            priority_key=question.priority,
            target_key=question.target,
        )
    for wait in plan.waits:
        yield Suggestion(
            f"wait:{wait.id}",
            "decision",
            _short(f"Needed from this board: {wait.words}"),
            f"{wait.activity} cannot go on without it.",
            _delay(wait.delay_days),
            activity_key=wait.activity_key,
        )
    for activity in plan.late:
        yield Suggestion(
            f"activity:{activity.id}",
            "report",
            _short(f"Late: {activity.words}"),
            f"Owner: {activity.owner}. What is needed for it to be done?",
            f"was due {day(activity.due)}, {counted(activity.days_late, 'day')} ago",
            priority_key=activity.priority,
            activity_key=activity.id,
        )
    for missing in plan.returns:
        yield Suggestion(
            f"return:{missing.id}",
            "report",
            _short(f"Return not received: {missing.words}"),
            f"Asked of {missing.asked_of}.",
            f"was due {day(missing.due)}",
        )
    for risk in plan.risks:
        yield Suggestion(
            f"risk:{risk.id}",
            "risk",
            _short(f"Risk: {risk.words}"),
            risk.response or "No response is recorded.",
            f"above the line: likelihood times impact is {risk.score}",
        )


def _delay(days: int) -> str:
    return f"it delays the activity by {counted(days, 'day')}" if days else "not yet overdue"


def _short(words: str) -> str:
    if len(words) <= LONGEST_TITLE:
        return words
    return words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
