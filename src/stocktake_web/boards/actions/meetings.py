"""Writes meetings: planned, opened, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.boards.actions.steps import require_state
from stocktake_web.boards.drafting import entry_words, opening_words
from stocktake_web.boards.models import (
    AgendaItem,
    Body,
    Meeting,
    MinuteEntry,
    Minutes,
    State,
)
from stocktake_web.boards.models.meetings import ItemKind
from stocktake_web.boards.openness import OPEN
from stocktake_web.boards.queries import record_of
from stocktake_web.conflicts import locked

STANDING_ITEMS = (
    (ItemKind.MINUTES, "Minutes of the last meeting", "standing:minutes"),
    (ItemKind.ACTIONS, "Actions from earlier meetings", "standing:actions"),
)
"""What every agenda begins with: carried forward without anybody's doing."""


@transaction.atomic
def plan_meeting(
    *,
    area: Area,
    actor: User | None,
    body: Body,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
) -> Meeting:
    """Plan a meeting; its agenda begins with the standing items."""
    meeting = Meeting(
        area=area,
        body=body,
        held_on=held_on,
        starts_at=starts_at,
        place=place,
        quorum_count=body.quorum_count,
        quorum_percent=body.quorum_percent,
    )
    meeting.full_clean()
    meeting.save()
    for position, (kind, title, source) in enumerate(STANDING_ITEMS, 1):
        AgendaItem(
            area=area,
            meeting=meeting,
            position=position,
            title=title,
            kind=kind,
            source=source,
            openness=OPEN if kind == ItemKind.MINUTES else "restricted",
        ).save()
    values = {
        "body": body.key,
        "held_on": held_on,
        "starts_at": starts_at,
        "place": place,
        "quorum_count": meeting.quorum_count,
        "quorum_percent": meeting.quorum_percent,
    }
    record(area=area, actor=actor, verb="plan", obj=meeting, values=values)
    return meeting


@transaction.atomic
def change_meeting(
    *, area: Area, actor: User, meeting: Meeting, changes: Mapping[str, Any], expected_version: int
) -> Meeting:
    """Move a planned meeting, or change its quorum.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It has begun.
    """
    row = locked(Meeting, meeting.pk, expected_version=expected_version, changes=changes)
    require_state(row, State.PLANNED, to="change when and where it is held")
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    record(area=area, actor=actor, verb="change", obj=row, values=changes)
    return row


@transaction.atomic
def open_meeting(
    *, area: Area, actor: User | None, meeting: Meeting, expected_version: int
) -> Meeting:
    """Open a planned meeting: from now on what happens is recorded.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It is not planned.
    """
    row = locked(Meeting, meeting.pk, expected_version=expected_version, changes={})
    require_state(row, State.PLANNED, to="open it")
    row.state, row.opened_at = State.OPEN, gateway.now()
    row.save()
    record(area=area, actor=actor, verb="open", obj=row, values={"state": row.state})
    return row


@transaction.atomic
def close_meeting(
    *, area: Area, actor: User | None, meeting: Meeting, expected_version: int
) -> Minutes:
    """Close a meeting and draft its minutes from what was recorded.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It is not open, or nobody's attendance was recorded.
    """
    row = locked(Meeting, meeting.pk, expected_version=expected_version, changes={})
    require_state(row, State.OPEN, to="close it")
    if not row.attendance.exists():
        raise gateway.UsageError("To close the meeting, record first who came.")
    row.state, row.closed_at = State.CLOSED, gateway.now()
    row.save()
    recorded = record_of(area, row)
    minutes = Minutes(
        area=area,
        meeting=row,
        opening=opening_words(recorded),
        drafted_at=row.closed_at,
    )
    minutes.save()
    for item in recorded.items:
        MinuteEntry(area=area, minutes=minutes, item_id=item.id, words=entry_words(item)).save()
    record(area=area, actor=actor, verb="close", obj=row, values={"state": row.state})
    return minutes
