"""Writes minutes: edited while they are a draft, approved, then only added to."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.meetings.models import Meeting, State
from stocktake_web.boards.meetings.states import lock_meeting, require_state
from stocktake_web.boards.minutes.models import Addendum, MinuteEntry, Minutes
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.records.change import change


@transaction.atomic
def edit_minutes(
    *,
    actor: User | None,
    minutes: Minutes,
    opening: str,
    entries: Mapping[int, str],
    expected_version: int,
) -> Minutes:
    """Edit the draft.

    Parameters
    ----------
    entries : mapping
        Texts by the entry's id.

    Raises
    ------
    Conflict
        Somebody else edited it since.
    UsageError
        The minutes are approved: only an addendum can be added.
    """
    lock_meeting(minutes.meeting_id, State.CLOSED, to="edit its minutes")
    row = lock_for_update(
        Minutes, minutes.pk, expected_version=expected_version, changes={"opening": opening}
    )
    row.opening = opening
    row.save()
    texts = {}
    for entry in MinuteEntry.objects.filter(minutes=row):
        text = entries.get(entry.pk, entry.text)
        if text != entry.text:
            entry.text = text
            entry.save()
            texts[str(entry.item_id)] = text
    # Of the minutes, whose history is read by those who may read them all.
    values = {"opening": opening, "items": texts}
    record(area=row.area, actor=actor, verb="edit", obj=row, values=values)
    return row


@transaction.atomic
def approve_minutes(
    *, actor: User | None, minutes: Minutes, approved_in: Meeting, expected_version: int
) -> Minutes:
    """Record that a later meeting of the body approved the minutes, which locks them.

    Raises
    ------
    Conflict
        Somebody edited them since they were read.
    UsageError
        They are approved already, or the other meeting is not a later one in session.
    """
    meeting = lock_meeting(minutes.meeting_id, State.CLOSED, to="approve its minutes")
    require_state(approved_in, State.OPEN, to="approve minutes in it")
    is_later = approved_in.meeting_date >= meeting.meeting_date
    if approved_in.body_id != meeting.body_id or not is_later:
        raise UsageError("Minutes are approved in a later meeting of the same body.")
    row = change(
        minutes,
        actor=actor,
        values={"approved_at": services.now(), "approved_in": approved_in},
        expected_version=expected_version,
        verb="approve",
    )
    change(
        meeting,
        actor=actor,
        values={"state": State.APPROVED},
        expected_version=meeting.version,
        verb="approve minutes",
    )
    return row


@transaction.atomic
def add_addendum(*, actor: User, minutes: Minutes, text: str, openness: str) -> Addendum:
    """Add to approved minutes.

    Raises
    ------
    UsageError
        They are still a draft, which is edited instead.
    """
    lock_meeting(minutes.meeting_id, State.APPROVED, to="add to its minutes")
    addendum = Addendum(
        area=minutes.area,
        minutes=minutes,
        text=text,
        openness=openness,
        by=actor,
        at=services.now(),
    )
    addendum.save()
    values = {"text": text, "openness": openness}
    record(area=minutes.area, actor=actor, verb="add to minutes", obj=minutes, values=values)
    return addendum
