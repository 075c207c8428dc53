"""Plans a review meeting, records it as held, or cancels it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.escalation.paths import path_of
from stocktake_web.schools.review_meetings.models import (
    MeetingAttendance,
    MeetingState,
    Presence,
    ReviewMeeting,
)
from stocktake_web.services.school_escalation import meeting_rules


@dataclass(frozen=True)
class AttendanceMark:
    """Whether somebody came, and why not."""

    presence: str
    absence_reason: str = ""


@transaction.atomic
def plan_meeting(
    *, actor: User | None, school: School, meeting_date: date, purpose: str
) -> ReviewMeeting:
    """Plan a meeting; who attends is copied from the definition of that day.

    Raises
    ------
    ValidationError
        It is not known who runs the school.
    """
    path = path_of(school)
    if path is None:
        raise ValidationError(
            "The list of schools does not say who runs the school. Load the register of schools."
        )
    meeting = change(
        ReviewMeeting(area=school.area, school=school),
        actor=actor,
        values={
            "meeting_date": meeting_date,
            "purpose": purpose,
            **authorship(actor, school.area),
        },
        verb="plan",
    )
    MeetingAttendance.objects.bulk_create(
        MeetingAttendance(
            area=school.area,
            meeting=meeting,
            attendee=row.id,
            title=row.title,
            is_governor=row.is_governor,
        )
        for row in meeting_rules(school.area).attendees_for(path)
    )
    return meeting


@transaction.atomic
def record_meeting(
    *,
    actor: User | None,
    meeting: ReviewMeeting,
    expected_version: int,
    marks: Mapping[str, AttendanceMark],
    summary: str,
) -> ReviewMeeting:
    """Record that it was held: who came, why who did not, and what was decided.

    Raises
    ------
    ValidationError
        It is not planned, its day has not come, or an absence has no reason.
    """
    _require_planned(meeting)
    if meeting.meeting_date > services.today():
        raise ValidationError("The day of the meeting has not come yet.")
    rows = list(MeetingAttendance.objects.filter(meeting=meeting))
    for row in rows:
        mark = marks.get(row.attendee, AttendanceMark(Presence.UNKNOWN))
        if mark.presence == Presence.ABSENT and not mark.absence_reason.strip():
            raise ValidationError(f"Enter why nobody came as {row.title.lower()}")
        row.presence = mark.presence
        row.absence_reason = mark.absence_reason if mark.presence == Presence.ABSENT else ""
        row.save()
    values = {"state": MeetingState.HAPPENED, "summary": summary}
    absent = ", ".join(row.title for row in rows if row.presence == Presence.ABSENT)
    return change(
        meeting,
        actor=actor,
        values=values,
        expected_version=expected_version,
        verb="hold",
        reason=f"Absent: {absent}" if absent else "",
    )


def cancel_meeting(
    *, actor: User | None, meeting: ReviewMeeting, expected_version: int, reason: str
) -> ReviewMeeting:
    """Cancel a planned meeting.

    Raises
    ------
    ValidationError
        It is not planned.
    """
    _require_planned(meeting)
    values = {"state": MeetingState.CANCELLED}
    return change(
        meeting,
        actor=actor,
        values=values,
        expected_version=expected_version,
        verb="cancel",
        reason=reason,
    )


def _require_planned(meeting: ReviewMeeting) -> None:
    if meeting.state != MeetingState.PLANNED:
        raise ValidationError(f"It is {meeting.get_state_display().lower()} and stays as it is.")
