"""Reads minutes, and gathers what was recorded of a meeting into plain values."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.boards.meetings.early import early_notes
from stocktake_web.boards.meetings.models import Attendance, Meeting
from stocktake_web.boards.meetings.queries import meeting_quorum
from stocktake_web.boards.minutes.models import Minutes
from stocktake_web.boards.minutes.record import (
    ActionRecord,
    AddendumRecord,
    AttendanceRecord,
    DecisionRecord,
    ItemRecord,
    MeetingRecord,
    PaperRecord,
    RecusalRecord,
)
from stocktake_web.boards.openness import closest


def find_minutes(area: Area, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting; None before they are drafted."""
    return Minutes.objects.filter(area=area, meeting=meeting).select_related("approved_in").first()


def minutes_of(area: Area, meeting: int) -> Minutes:
    """The minutes of a meeting that was closed, by the meeting's id."""
    return Minutes.objects.select_related("meeting__body", "approved_in").get(
        area=area, meeting=meeting
    )


def record_of(area: Area, meeting: Meeting) -> MeetingRecord:
    """Everything that was recorded of a meeting."""
    prefetch_related_objects([meeting], "attendance")
    seats = seats_on(area, meeting.body, meeting.meeting_date)
    attendance = Attendance.objects.filter(area=area, meeting=meeting).select_related("seat__user")
    items = (
        AgendaItem.objects.filter(area=area, meeting=meeting)
        .select_related("minute_entry", "meeting__body")
        .prefetch_related("recusals__seat__user", "decisions", "actions__owner_user", "papers")
    )
    minutes = find_minutes(area, meeting)
    return MeetingRecord(
        body=meeting.body.name,
        meeting_date=meeting.meeting_date,
        place=meeting.place,
        quorum=meeting_quorum(area, meeting, seats=seats),
        attendance=tuple(
            AttendanceRecord(row.seat.name, row.seat.role, row.seat.kind, row.presence, row.consent)
            for row in attendance
        ),
        items=tuple(
            _item(area, meeting, item, number, seats) for number, item in enumerate(items, 1)
        ),
        early_notes=early_notes(meeting),
        opening=minutes.opening if minutes else "",
        approved=bool(minutes and minutes.approved_at),
        addenda=tuple(
            AddendumRecord(addendum.text, addendum.openness, addendum.at)
            for addendum in (minutes.addenda.all() if minutes else ())
        ),
    )


def _item(
    area: Area, meeting: Meeting, item: AgendaItem, number: int, seats: list[Seat]
) -> ItemRecord:
    recusals = list(item.recusals.all())
    withdrawn = [recusal.seat_id for recusal in recusals]
    return ItemRecord(
        id=item.pk,
        number=number,
        title=item.title,
        openness=item.openness,
        publishable=item.publishable,
        note=item.note,
        minute_text=item.minute_entry.text if hasattr(item, "minute_entry") else "",
        quorum=meeting_quorum(area, meeting, without=withdrawn, seats=seats),
        recusals=tuple(
            RecusalRecord(recusal.seat.name, recusal.seat.role, recusal.reason)
            for recusal in recusals
        ),
        decisions=tuple(
            DecisionRecord(
                decision.pk,
                decision.text,
                decision.reason,
                closest(decision.openness, item.openness),
                decision.quorate,
            )
            for decision in item.decisions.all()
        ),
        actions=tuple(
            ActionRecord(
                action.pk,
                action.text,
                action.owner,
                action.owner_role,
                action.due,
                closest(action.openness, item.openness),
            )
            for action in item.actions.all()
        ),
        papers=tuple(
            PaperRecord(
                paper.pk,
                paper.title,
                paper.file_name,
                paper.size_bytes,
                paper.sha256,
                closest(paper.openness, item.openness),
            )
            for paper in item.papers.all()
            if paper.withdrawn_at is None
        ),
    )
