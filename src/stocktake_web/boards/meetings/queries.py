"""Reads meetings and who came to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.boards.bodies.absence import (
    AbsenceWarning,
    MeetingAttendance,
    absence_warning,
)
from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.boards.meetings.models import Attendance, Meeting, Presence, State
from stocktake_web.boards.meetings.quorum import Quorum, quorum


def meetings(area: Area) -> QuerySet[Meeting]:
    """Every meeting, newest first."""
    rows = Meeting.objects.filter(area=area).select_related("body")
    return rows.order_by("-meeting_date", "-pk")


def meeting(area: Area, meeting: int) -> Meeting:
    """One meeting."""
    return Meeting.objects.select_related("body", "area").get(area=area, pk=meeting)


def upcoming_meetings(area: Area) -> QuerySet[Meeting]:
    """The meetings that are in session or planned, the next first."""
    rows = meetings(area).filter(state__in=(State.PLANNED, State.OPEN))
    return rows.order_by("meeting_date", "pk")


def next_meeting(area: Area, body: Body) -> Meeting | None:
    """The meeting of a body that is in session or planned next."""
    return upcoming_meetings(area).filter(body=body).first()


def next_meetings(area: Area) -> dict[int, Meeting]:
    """The same of every body, by the body's id."""
    by_body: dict[int, Meeting] = {}
    for meeting in upcoming_meetings(area):
        by_body.setdefault(meeting.body_id, meeting)
    return by_body


def unapproved_before(area: Area, meeting: Meeting) -> QuerySet[Meeting]:
    """Closed meetings of the same body up to this one, whose minutes wait for approval."""
    rows = in_draft(area).filter(body=meeting.body, meeting_date__lte=meeting.meeting_date)
    return rows.exclude(pk=meeting.pk)


def in_draft(area: Area) -> QuerySet[Meeting]:
    """Closed meetings whose minutes are not approved, the oldest first."""
    return meetings(area).filter(state=State.CLOSED).order_by("meeting_date", "pk")


def in_session(area: Area, meeting: Meeting) -> Meeting | None:
    """A later meeting of the same body that is open now: where minutes can be approved."""
    rows = meetings(area).filter(
        body=meeting.body, state=State.OPEN, meeting_date__gte=meeting.meeting_date
    )
    return rows.exclude(pk=meeting.pk).first()


def meeting_quorum(
    area: Area, meeting: Meeting, *, without: Iterable[int] = (), seats: list[Seat] | None = None
) -> Quorum:
    """The quorum of a meeting, the seats that withdrew left out."""
    if seats is None:
        seats = seats_on(area, meeting.body, meeting.meeting_date)
    voting = {seat.pk for seat in seats if seat.votes}
    present = {
        record.seat_id for record in meeting.attendance.all() if record.presence == Presence.PRESENT
    }
    return quorum(
        voting=len(voting),
        present=len((present & voting) - set(without)),
        count=meeting.quorum_count,
        percent=meeting.quorum_percent,
    )


def absence_warnings(
    area: Area, body: Body, seats: Iterable[Seat], today: date
) -> dict[int, AbsenceWarning]:
    """The unbroken absence without consent of each voting seat that has one, by the seat's id."""
    records = Attendance.objects.filter(area=area, meeting__body=body).select_related("meeting")
    by_seat: dict[int, list[MeetingAttendance]] = {}
    for record in records:
        by_seat.setdefault(record.seat_id, []).append(
            MeetingAttendance(
                record.meeting.meeting_date, record.presence == Presence.PRESENT, record.consent
            )
        )
    warnings = {
        seat.pk: absence_warning(by_seat.get(seat.pk, ()), on=today, months=body.absence_months)
        for seat in seats
        if seat.votes
    }
    return {pk: warning for pk, warning in warnings.items() if warning}
