"""Reads decisions and actions."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models import Action, Body, Decision, Meeting, State
from stocktake_web.boards.models.outcomes import ActionState
from stocktake_web.boards.openness import EXEMPT

_WHOLE = ("body", "item__meeting", "owner_user")


def actions(area: Area) -> QuerySet[Action]:
    """Every action of an area with its body, item and owner."""
    return Action.objects.filter(area=area).select_related(*_WHOLE)


def action(area: Area, action: int) -> Action:
    """One action."""
    return actions(area).get(pk=action)


def carried(area: Area, meeting: Meeting) -> list[Action]:
    """The actions that stand on a meeting's agenda because earlier meetings left them undone.

    Until the meeting is closed that is computed, not copied: what is done in the meantime is
    gone by itself. Of a closed meeting it is those that stood open when it was closed, or ended
    since.
    """
    before = Q(item__meeting__held_on__lt=meeting.held_on) | Q(
        item__meeting__held_on=meeting.held_on, item__meeting__pk__lt=meeting.pk
    )
    standing = Q(state=ActionState.OPEN)
    if meeting.state in (State.CLOSED, State.APPROVED):
        standing |= Q(ended_on__gte=meeting.held_on)
    return list(actions(area).filter(before, standing, body=meeting.body))


def standing_actions(area: Area, body: Body, *, exempt: bool) -> QuerySet[Action]:
    """The open actions of a body; those that are exempt only for who may read them."""
    found = actions(area).filter(body=body, state=ActionState.OPEN)
    if exempt:
        return found
    return found.exclude(openness=EXEMPT).exclude(item__openness=EXEMPT)


def open_actions_of(area: Area, user: User) -> QuerySet[Action]:
    """The open actions that a person owns."""
    return actions(area).filter(owner_user=user, state=ActionState.OPEN)


def late_count(area: Area, today: date) -> int:
    """How many open actions of all bodies are past their day."""
    return Action.objects.filter(area=area, state=ActionState.OPEN, due__lt=today).count()


def since_last_meeting(area: Area, meeting: Meeting) -> QuerySet[Action]:
    """A body's open actions, and those that ended since the meeting before this one."""
    before = (
        Meeting.objects.filter(area=area, body=meeting.body, held_on__lt=meeting.held_on)
        .order_by("-held_on")
        .first()
    )
    told = Q(state=ActionState.OPEN)
    if before is not None:
        told |= Q(ended_on__gte=before.held_on)
    return (
        actions(area)
        .filter(told, body=meeting.body, item__meeting__held_on__lte=meeting.held_on)
        .prefetch_related("updates")
    )


def last_actions(area: Area) -> dict[str, list[Action]]:
    """Open actions by the priority of the item that they came from."""
    found: dict[str, list[Action]] = {}
    for each in actions(area).filter(state=ActionState.OPEN).exclude(item__priority_key=""):
        found.setdefault(each.item.priority_key, []).append(each)
    return found


def decision(area: Area, decision: int) -> Decision:
    """One decision."""
    return Decision.objects.select_related("meeting__body", "item").get(area=area, pk=decision)
