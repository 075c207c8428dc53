"""Writes agreed actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.agreed_actions.models import Action, ActionState, ActionUpdate
from stocktake_web.boards.meetings.models import State
from stocktake_web.boards.meetings.states import lock_meeting
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.records.change import change


@transaction.atomic
def agree_action(*, actor: User | None, item: AgendaItem, values: Mapping[str, Any]) -> Action:
    """Record an action: it is on every agenda of the body until it is done or dropped.

    Raises
    ------
    UsageError
        The meeting is not open.
    ValidationError
        The action would be more open than its item.
    """
    lock_meeting(item.meeting_id, State.OPEN, to="agree an action")
    action = Action(area=item.area, body=item.meeting.body, item=item)
    return change(action, actor=actor, values=values, verb="agree")


@transaction.atomic
def update_action(
    *, actor: User, action: Action, text: str, state: str, expected_version: int
) -> ActionUpdate:
    """Report how an action goes; done or dropped, it leaves the agendas to come.

    Raises
    ------
    Conflict
        Somebody else updated it since.
    """
    row = lock_for_update(
        Action, action.pk, expected_version=expected_version, changes={"state": state}
    )
    row.state = state
    row.ended_on = None if state == ActionState.OPEN else services.today()
    row.save()
    update = ActionUpdate(
        area=row.area, action=row, by=actor, at=services.now(), text=text, state=state
    )
    update.save()
    # Of the action, whose history is read by those who may see the action.
    values = {"state": state, "text": text}
    record(area=row.area, actor=actor, verb="update", obj=row, values=values)
    return update
