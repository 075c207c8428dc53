"""Writes decisions, and reports them to the plan whose questions they answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.decisions.models import Decision
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.meetings.states import lock_meeting
from stocktake_web.boards.openness import OPEN, closest
from stocktake_web.boards.recusals.queries import item_quorum
from stocktake_web.formats import day
from stocktake_web.plans.decisions import queries as plan_decision_queries
from stocktake_web.plans.decisions.actions import answer_decision, reword_answer
from stocktake_web.records.change import change


@transaction.atomic
def decide(
    *,
    actor: User | None,
    item: AgendaItem,
    values: Mapping[str, Any],
    open_decision: int | None = None,
    answer: str = "decided",
) -> Decision:
    """Record a decision; whether the item had its quorum is recorded with it.

    Parameters
    ----------
    values : mapping
        Its text, reason and openness.
    open_decision : int, optional
        The plan's open decision that it answers.
    answer : str
        How it answers it: ``decided`` or ``accepted`` (because of the reason).

    Raises
    ------
    UsageError
        The meeting is not open.
    ValidationError
        The decision would be more open than its item.
    """
    lock_meeting(item.meeting_id, State.OPEN, to="record a decision")
    decision = change(
        Decision(
            area=item.area,
            meeting=item.meeting,
            item=item,
            open_decision=str(open_decision or ""),
            quorate=item_quorum(item.area, item).is_met,
            created_at=services.now(),
        ),
        actor=actor,
        values=values,
        verb="decide",
    )
    if open_decision is not None:
        question = plan_decision_queries.open_decision(item.area, open_decision)
        answer_decision(
            area=item.area,
            actor=actor,
            decision=question,
            answer=answer,
            text=public_text(decision, decision.openness),
            expected_version=question.version,
        )
    return decision


@transaction.atomic
def change_decision(
    *,
    actor: User,
    decision: Decision,
    values: Mapping[str, Any],
    expected_version: int | None,
) -> Decision:
    """Correct a decision's wording or openness until the minutes are approved.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The minutes are approved.
    ValidationError
        The decision would be more open than its item.
    """
    lock_meeting(decision.meeting_id, State.OPEN, State.CLOSED, to="change a decision")
    row = change(decision, actor=actor, values=values, expected_version=expected_version)
    report_decision(actor=actor, decision=row, item_openness=row.item.openness)
    return row


def report_decision(*, actor: User, decision: Decision, item_openness: str) -> None:
    """Change what the plan says of a question that a decision answers, where it answers one."""
    if decision.open_decision:
        reword_answer(
            area=decision.area,
            actor=actor,
            decision=int(decision.open_decision),
            text=public_text(decision, closest(decision.openness, item_openness)),
        )


def public_text(decision: Decision, openness: str) -> str:
    """What the plan says of a decision: more people read the plan than the body's minutes.

    Parameters
    ----------
    openness : str
        Of the decision and its item, whichever is more closed.
    """
    if openness == OPEN:
        return f"{decision.text} {decision.reason}".strip()
    meeting = decision.meeting
    return (
        f"{meeting.body.name} decided on it on {day(meeting.meeting_date)}. "
        f"The decision is {openness}: those who may read it find it in the minutes."
    )
