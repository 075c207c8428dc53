"""Reads agreed actions."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agreed_actions.models import Action, ActionState
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.models import Meeting, State
from stocktake_web.boards.openness import EXEMPT


def actions(area: Area) -> QuerySet[Action]:
    """Every action of an area with its body, item and owner."""
    rows = Action.objects.filter(area=area)
    return rows.select_related("body", "item__meeting__body", "owner_user")


def action(area: Area, action: int) -> Action:
    """One action."""
    return actions(area).get(pk=action)


def carried_actions(area: Area, meeting: Meeting) -> list[Action]:
    """The actions on a meeting's agenda because earlier meetings left them undone.

    Until the meeting is closed that is computed, not copied: what is done in the meantime is
    gone by itself. Of a closed meeting it is those that were open when it was closed, or ended
    since.
    """
    meeting_date = meeting.meeting_date
    from_before = Q(item__meeting__meeting_date__lt=meeting_date) | Q(
        item__meeting__meeting_date=meeting_date, item__meeting__pk__lt=meeting.pk
    )
    undone = Q(state=ActionState.OPEN)
    if meeting.state in (State.CLOSED, State.APPROVED):
        undone |= Q(ended_on__gte=meeting_date)
    return list(actions(area).filter(from_before, undone, body=meeting.body))


def open_actions(area: Area, body: Body, *, exempt: bool) -> QuerySet[Action]:
    """The open actions of a body; those that are exempt only for who may read them."""
    rows = actions(area).filter(body=body, state=ActionState.OPEN)
    if exempt:
        return rows
    return rows.exclude(openness=EXEMPT).exclude(item__openness=EXEMPT)


def open_actions_of(area: Area, user: User) -> QuerySet[Action]:
    """The open actions that a person owns."""
    return actions(area).filter(owner_user=user, state=ActionState.OPEN)


def actions_since_last_meeting(area: Area, meeting: Meeting) -> QuerySet[Action]:
    """A body's open actions, and those that ended since the meeting before this one."""
    before = (
        Meeting.objects.filter(area=area, body=meeting.body, meeting_date__lt=meeting.meeting_date)
        .order_by("-meeting_date")
        .first()
    )
    recent = Q(state=ActionState.OPEN)
    if before is not None:
        recent |= Q(ended_on__gte=before.meeting_date)
    rows = actions(area).filter(
        recent, body=meeting.body, item__meeting__meeting_date__lte=meeting.meeting_date
    )
    return rows.prefetch_related("updates")
