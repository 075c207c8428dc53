"""Writes decisions and actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards import plan_view
from stocktake_web.boards.actions.steps import locked_for_item
from stocktake_web.boards.models import Action, ActionUpdate, AgendaItem, Decision, State
from stocktake_web.boards.models.outcomes import ActionState
from stocktake_web.boards.queries import item_quorum
from stocktake_web.conflicts import locked


@transaction.atomic
def decide(
    *,
    area: Area,
    actor: User | None,
    item: AgendaItem,
    words: str,
    reason: str,
    openness: str,
    open_decision: int | None = None,
    answer: str = "decided",
) -> Decision:
    """Record a decision; whether the item had its quorum is recorded with it.

    Parameters
    ----------
    open_decision : int, optional
        The plan's open decision that it answers.
    answer : str
        How it answers it: ``decided`` or ``accepted`` (because of the reason).

    Raises
    ------
    UsageError
        The meeting is not open.
    """
    locked_for_item(item, State.OPEN, to="record a decision")
    made = Decision(
        area=area,
        meeting=item.meeting,
        item=item,
        words=words,
        reason=reason,
        openness=openness,
        open_decision=str(open_decision or ""),
        quorate=item_quorum(area, item).met,
        made_at=gateway.now(),
    )
    made.save()
    values = {
        "words": words,
        "openness": openness,
        "quorate": made.quorate,
        "open_decision": open_decision,
    }
    record(area=area, actor=actor, verb="decide", obj=made, values=values, reason=reason)
    if open_decision is not None:
        said = f"{words} {reason}".strip()
        plan_view.answer_question(area, open_decision, actor=actor, answer=answer, words=said)
    return made


@transaction.atomic
def change_decision(
    *,
    area: Area,
    actor: User,
    decision: Decision,
    changes: Mapping[str, Any],
    expected_version: int,
) -> Decision:
    """Correct a decision's wording or openness until the minutes are approved.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        The minutes are approved.
    """
    locked_for_item(decision.item, State.OPEN, State.CLOSED, to="change a decision")
    row = locked(Decision, decision.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=changes)
    return row


@transaction.atomic
def agree_action(
    *,
    area: Area,
    actor: User | None,
    item: AgendaItem,
    words: str,
    owner_role: str,
    due: date,
    openness: str,
    owner_user: User | None = None,
) -> Action:
    """Record an action: it stands on every agenda of the body until it is done or dropped.

    Raises
    ------
    UsageError
        The meeting is not open.
    """
    locked_for_item(item, State.OPEN, to="agree an action")
    action = Action(
        area=area,
        body=item.meeting.body,
        item=item,
        words=words,
        owner_user=owner_user,
        owner_role=owner_role,
        due=due,
        openness=openness,
    )
    action.save()
    values = {
        "words": words,
        "owner_user": owner_user.pk if owner_user else None,
        "owner_role": owner_role,
        "due": due,
        "openness": openness,
    }
    record(area=area, actor=actor, verb="agree", obj=action, values=values)
    return action


@transaction.atomic
def update_action(
    *,
    area: Area,
    actor: User,
    action: Action,
    words: str,
    state: str,
    expected_version: int,
) -> ActionUpdate:
    """Say how an action stands; done or dropped, it leaves the agendas to come.

    Raises
    ------
    Conflict
        Somebody else updated it since.
    """
    changes = {"state": state}
    row = locked(Action, action.pk, expected_version=expected_version, changes=changes)
    row.state = state
    row.ended_on = None if state == ActionState.OPEN else gateway.today()
    row.save()
    update = ActionUpdate(
        area=area, action=row, by=actor, at=gateway.now(), words=words, state=state
    )
    update.save()
    record(area=area, actor=actor, verb="update", obj=row, values={"state": state, "words": words})
    return update


@transaction.atomic
def change_action(
    *, area: Area, actor: User, action: Action, changes: Mapping[str, Any], expected_version: int
) -> Action:
    """Change an action's words, owner, day or openness.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    """
    row = locked(Action, action.pk, expected_version=expected_version, changes=changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    told = {name: value.pk if isinstance(value, User) else value for name, value in changes.items()}
    record(area=area, actor=actor, verb="change", obj=row, values=told)
    return row
