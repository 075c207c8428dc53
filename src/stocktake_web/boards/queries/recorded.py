"""Gathers what was recorded of a meeting into plain values."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from stocktake_web.accounts.models import Area, Membership
from stocktake_web.boards.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Minutes,
    Presence,
    Seat,
)
from stocktake_web.boards.openness import closest
from stocktake_web.boards.queries.bodies import seats_on
from stocktake_web.boards.quorum import Quorum, quorum
from stocktake_web.boards.record import (
    AddendumRecord,
    Agreed,
    Came,
    Decided,
    ItemRecord,
    MeetingRecord,
    Withdrew,
)


def minutes(area: Area, meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting; None before they are drafted."""
    return Minutes.objects.filter(area=area, meeting=meeting).select_related("approved_in").first()


def minutes_of(area: Area, meeting: int) -> Minutes:
    """The minutes of a meeting that was closed, by the meeting's id."""
    return Minutes.objects.select_related("meeting__body", "approved_in").get(
        area=area, meeting=meeting
    )


def meeting_quorum(
    area: Area, meeting: Meeting, *, without: Iterable[int] = (), seats: list[Seat] | None = None
) -> Quorum:
    """The quorum of a meeting, the seats that withdrew left out."""
    held = seats if seats is not None else seats_on(area, meeting.body, meeting.held_on)
    voting = {seat.pk for seat in held if seat.votes}
    came = {each.seat_id for each in meeting.attendance.all() if each.presence == Presence.PRESENT}
    return quorum(
        voting=len(voting),
        present=len((came & voting) - set(without)),
        count=meeting.quorum_count,
        percent=meeting.quorum_percent,
    )


def item_quorum(area: Area, item: AgendaItem) -> Quorum:
    """The quorum of one item, recomputed without those who withdrew."""
    gone = [each.seat_id for each in item.withdrawals.all()]
    return meeting_quorum(area, item.meeting, without=gone)


def record_of(area: Area, meeting: Meeting) -> MeetingRecord:
    """Everything that was recorded of a meeting."""
    prefetch_related_objects([meeting], "attendance")
    seats = seats_on(area, meeting.body, meeting.held_on)
    attendance = Attendance.objects.filter(area=area, meeting=meeting).select_related("seat__user")
    found = (
        AgendaItem.objects.filter(area=area, meeting=meeting)
        .select_related("minuted", "meeting__body")
        .prefetch_related("withdrawals__seat__user", "decisions", "actions__owner_user")
    )
    written = minutes(area, meeting)
    return MeetingRecord(
        body=meeting.body.name,
        held_on=meeting.held_on,
        place=meeting.place,
        quorum=meeting_quorum(area, meeting, seats=seats),
        came=tuple(_came(each) for each in attendance),
        items=tuple(
            _item(area, meeting, item, number, seats) for number, item in enumerate(found, 1)
        ),
        opening=written.opening if written else "",
        approved=bool(written and written.approved_at),
        addenda=tuple(
            AddendumRecord(each.words, each.openness, each.at)
            for each in (written.addenda.all() if written else ())
        ),
    )


def roles_of_names(area: Area) -> dict[str, str]:
    """What the public is told in place of each known name: the seat's words before the role's."""
    held = Membership.objects.filter(area=area).select_related("user")
    roles = {each.user.display_name: each.get_role_display() for each in held}
    seats = Seat.objects.filter(area=area, user__isnull=False).select_related("user")
    return roles | {seat.name: seat.role_words for seat in seats}


def _came(each: Attendance) -> Came:
    seat = each.seat
    return Came(seat.name, seat.role_words, seat.kind, each.presence, each.consent)


def _item(
    area: Area, meeting: Meeting, item: AgendaItem, number: int, seats: list[Seat]
) -> ItemRecord:
    withdrawn = list(item.withdrawals.all())
    return ItemRecord(
        id=item.pk,
        number=number,
        title=item.title,
        openness=item.openness,
        publishable=item.publishable,
        note=item.note,
        minuted=item.minuted.words if hasattr(item, "minuted") else "",
        quorum=meeting_quorum(
            area, meeting, without=[each.seat_id for each in withdrawn], seats=seats
        ),
        withdrew=tuple(
            Withdrew(each.seat.name, each.seat.role_words, each.reason) for each in withdrawn
        ),
        decided=tuple(
            Decided(
                each.pk,
                each.words,
                each.reason,
                closest(each.openness, item.openness),
                each.quorate,
            )
            for each in item.decisions.all()
        ),
        agreed=tuple(
            Agreed(
                each.pk,
                each.words,
                each.owner,
                each.owner_role,
                each.due,
                closest(each.openness, item.openness),
            )
            for each in item.actions.all()
        ),
    )
