"""Review meetings and steps for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.schools.escalation.actions import decide_step
from stocktake_web.schools.escalation.models import StageDecision
from stocktake_web.schools.review_meetings.actions import (
    AttendanceMark,
    plan_meeting,
    record_meeting,
)
from stocktake_web.schools.review_meetings.models import ReviewMeeting


def planned_meeting(
    school: School, actor: User | None = None, day: date | None = None
) -> ReviewMeeting:
    """A meeting that is planned for a day, by default today."""
    return plan_meeting(
        actor=actor, school=school, meeting_date=day or services.today(), purpose="Attendance."
    )


def past_meeting(
    school: School,
    actor: User | None = None,
    day: date | None = None,
    absent: Sequence[str] = ("governor",),
) -> ReviewMeeting:
    """A meeting that was held; who is absent had no reason but illness."""
    meeting = planned_meeting(school, actor, day)
    marks = {
        row.attendee: AttendanceMark("absent", "Ill.")
        if row.attendee in absent
        else AttendanceMark("present")
        for row in meeting.attendance.all()
    }
    return record_meeting(
        actor=actor, meeting=meeting, expected_version=1, marks=marks, summary="Agreed."
    )


def stepped_up(school: School, actor: User | None = None, day: date | None = None) -> StageDecision:
    """The school, a maintained one in the first stage, one step up."""
    return decide_step(
        actor=actor,
        meeting=past_meeting(school, actor, day),
        step="open-concern",
        triggers=["results"],
        evidence="Three years of falling results.",
    )
