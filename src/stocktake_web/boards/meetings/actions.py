"""Writes meetings: planned, opened, closed, and who came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.audit import record
from stocktake_web.boards.agenda.models import AgendaItem, ItemKind
from stocktake_web.boards.bodies.models import Body
from stocktake_web.boards.meetings.early import early_reason
from stocktake_web.boards.meetings.models import Attendance, Meeting, Presence, State
from stocktake_web.boards.meetings.queries import meeting_quorum
from stocktake_web.boards.meetings.states import lock_meeting, require_state
from stocktake_web.boards.minutes.drafting import draft_entry, draft_opening
from stocktake_web.boards.minutes.models import MinuteEntry, Minutes
from stocktake_web.boards.minutes.queries import record_of
from stocktake_web.boards.openness import OPEN, RESTRICTED
from stocktake_web.formats import day
from stocktake_web.optimistic_locking import lock_for_update
from stocktake_web.records.change import change

STANDING_ITEMS = (
    (ItemKind.MINUTES, "Minutes of the last meeting", "standing:minutes", OPEN),
    (ItemKind.ACTIONS, "Actions from earlier meetings", "standing:actions", RESTRICTED),
)
"""What every agenda begins with: carried forward without anybody's doing."""


@dataclass(frozen=True)
class AttendanceMark:
    """One seat's attendance: ``present``, ``apologies`` or ``absent``; consent None if unknown."""

    presence: str
    consent: bool | None = None


@transaction.atomic
def plan_meeting(
    *, actor: User | None, body: Body, values: Mapping[str, Any], is_past_meant: bool = False
) -> Meeting:
    """Plan a meeting; its agenda begins with the standing items.

    Parameters
    ----------
    is_past_meant : bool
        Whether a day that has passed is meant.

    Raises
    ------
    UsageError
        The day has passed, and that is not said to be meant.
    ValidationError
        The body has another meeting at this time.
    """
    _question_past(values, is_past_meant)
    meeting = change(
        Meeting(
            area=body.area,
            body=body,
            quorum_count=body.quorum_count,
            quorum_percent=body.quorum_percent,
        ),
        actor=actor,
        values=values,
        verb="plan",
    )
    for position, (kind, title, source, openness) in enumerate(STANDING_ITEMS, 1):
        AgendaItem(
            area=body.area,
            meeting=meeting,
            position=position,
            title=title,
            kind=kind,
            source=source,
            openness=openness,
        ).save()
    return meeting


@transaction.atomic
def change_meeting(
    *,
    actor: User | None,
    meeting: Meeting,
    values: Mapping[str, Any],
    expected_version: int,
    is_past_meant: bool = False,
) -> Meeting:
    """Move a planned meeting, or change its quorum.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It is not planned; or it moves to a day that has passed, and that is not said to be meant.
    ValidationError
        The voting seats cannot reach the quorum, or the body has another meeting at this time.
    """
    row = lock_meeting(meeting.pk, State.PLANNED, to="change when and where it is held")
    if values.get("meeting_date", row.meeting_date) != row.meeting_date:
        _question_past(values, is_past_meant)
    return change(row, actor=actor, values=values, expected_version=expected_version)


@transaction.atomic
def open_meeting(
    *, actor: User | None, meeting: Meeting, expected_version: int, reason: str = ""
) -> Meeting:
    """Open a planned meeting: from now on what happens is recorded.

    Parameters
    ----------
    reason : str
        Why it is opened before its day, where it is.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It is not planned; its day is still to come and no reason is stated; or the voting seats
        cannot reach its quorum.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.version == expected_version:
        require_state(row, State.PLANNED, to="open it")
        if refusal := meeting_quorum(row.area, row).refusal:
            raise UsageError(refusal)
    reason = early_reason(row, reason, to="open it")
    return change(
        row,
        actor=actor,
        values={
            "state": State.OPEN,
            "opened_at": services.now(),
            "early_opening_reason": reason,
        },
        expected_version=expected_version,
        verb="open",
        reason=reason,
    )


@transaction.atomic
def record_attendance(
    *,
    actor: User | None,
    meeting: Meeting,
    marks: Mapping[int, AttendanceMark],
    expected_version: int,
) -> Meeting:
    """Record who came, who sent apologies, and whether an absence was consented to.

    Parameters
    ----------
    marks : mapping
        By the seat's id.

    Raises
    ------
    Conflict
        Somebody else changed the meeting since.
    UsageError
        The meeting is not open.
    """
    row = lock_for_update(Meeting, meeting.pk, expected_version=expected_version, changes={})
    require_state(row, State.OPEN, to="record attendance")
    lines = {line.seat_id: line for line in Attendance.objects.filter(meeting=row)}
    for seat_id, mark in marks.items():
        line = lines.get(seat_id) or Attendance(area=row.area, meeting=row, seat_id=seat_id)
        line.presence = mark.presence
        line.consent = None if mark.presence == Presence.PRESENT else mark.consent
        line.save()
    row.save()
    values = {str(seat): [mark.presence, mark.consent] for seat, mark in marks.items()}
    record(area=row.area, actor=actor, verb="record attendance", obj=row, values={"seats": values})
    return row


@transaction.atomic
def close_meeting(
    *, actor: User | None, meeting: Meeting, expected_version: int, reason: str = ""
) -> Minutes:
    """Close a meeting and draft its minutes from what was recorded.

    Parameters
    ----------
    reason : str
        Why it is closed before its day, where it is.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    UsageError
        It is not open, nobody's attendance was recorded, or its day is still to come and no
        reason is stated.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.version == expected_version:
        require_state(row, State.OPEN, to="close it")
        if not row.attendance.exists():
            raise UsageError("To close the meeting, record first who came.")
    reason = early_reason(row, reason, to="close it")
    closed_at = services.now()
    row = change(
        row,
        actor=actor,
        values={"state": State.CLOSED, "closed_at": closed_at, "early_closing_reason": reason},
        expected_version=expected_version,
        verb="close",
        reason=reason,
    )
    meeting_record = record_of(row.area, row)
    minutes = Minutes(
        area=row.area,
        meeting=row,
        opening=draft_opening(meeting_record),
        drafted_at=closed_at,
    )
    minutes.save()
    for item in meeting_record.items:
        MinuteEntry(area=row.area, minutes=minutes, item_id=item.id, text=draft_entry(item)).save()
    return minutes


def _question_past(values: Mapping[str, Any], is_past_meant: bool) -> None:
    meeting_date = values["meeting_date"]
    if meeting_date < services.today() and not is_past_meant:
        raise UsageError(f"This day has passed: {day(meeting_date)}. Say that it is meant.")
