"""Reads meetings, agendas and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models import (
    AgendaItem,
    Attendance,
    Body,
    Interest,
    Meeting,
    Paper,
    Proposal,
    Seat,
    State,
    Withdrawal,
)
from stocktake_web.boards.models.outcomes import ActionState
from stocktake_web.boards.queries.bodies import register, seats_on
from stocktake_web.boards.register import same_organisation


@dataclass(frozen=True)
class Flag:
    """A seat whose holder declared an interest in what an item is about."""

    seat: Seat
    interest: Interest


def meetings(area: Area) -> QuerySet[Meeting]:
    """Every meeting, newest first."""
    return Meeting.objects.filter(area=area).select_related("body").order_by("-held_on", "-pk")


def meeting(area: Area, meeting: int) -> Meeting:
    """One meeting."""
    return Meeting.objects.select_related("body", "area").get(area=area, pk=meeting)


def meetings_between(area: Area, first: date, last: date) -> QuerySet[Meeting]:
    """The meetings of a span of days, both included, in order."""
    return meetings(area).filter(held_on__range=(first, last)).order_by("held_on", "pk")


def next_meeting(area: Area, body: Body) -> Meeting | None:
    """The meeting of a body that is in session or planned next."""
    return (
        meetings(area)
        .filter(body=body, state__in=(State.PLANNED, State.OPEN))
        .order_by("held_on", "pk")
        .first()
    )


def next_meetings(area: Area) -> dict[int, Meeting]:
    """The same of every body, by the body's id."""
    found: dict[int, Meeting] = {}
    upcoming = meetings(area).filter(state__in=(State.PLANNED, State.OPEN))
    for each in upcoming.order_by("held_on", "pk"):
        found.setdefault(each.body_id, each)
    return found


def unapproved_before(area: Area, meeting: Meeting) -> QuerySet[Meeting]:
    """Closed meetings of the same body up to this one, whose minutes wait for approval."""
    return (
        meetings(area)
        .filter(body=meeting.body, state=State.CLOSED, held_on__lte=meeting.held_on)
        .exclude(pk=meeting.pk)
        .order_by("held_on", "pk")
    )


def in_draft(area: Area) -> QuerySet[Meeting]:
    """Closed meetings whose minutes are not approved, the oldest first."""
    return meetings(area).filter(state=State.CLOSED).order_by("held_on", "pk")


def in_session(area: Area, meeting: Meeting) -> Meeting | None:
    """A later meeting of the same body that is open now: where minutes can be approved."""
    return (
        meetings(area)
        .filter(body=meeting.body, state=State.OPEN, held_on__gte=meeting.held_on)
        .exclude(pk=meeting.pk)
        .first()
    )


def item(area: Area, item: int) -> AgendaItem:
    """One item with its meeting and body."""
    return AgendaItem.objects.select_related("meeting__body").get(area=area, pk=item)


def paper(area: Area, paper: int) -> Paper:
    """One paper that has not been withdrawn, without its bytes."""
    return Paper.objects.select_related("item__meeting__body").get(
        area=area, pk=paper, withdrawn_at__isnull=True
    )


def items(area: Area, meeting: Meeting) -> list[AgendaItem]:
    """The agenda in its order, with papers."""
    shown = Prefetch("papers", Paper.objects.filter(withdrawn_at__isnull=True))
    return list(
        AgendaItem.objects.filter(area=area, meeting=meeting)
        .select_related("meeting__body")
        .prefetch_related(shown)
    )


def papers(area: Area, item: AgendaItem) -> QuerySet[Paper]:
    """The papers of an item that were not withdrawn."""
    return Paper.objects.filter(area=area, item=item, withdrawn_at__isnull=True)


def withdrew(area: Area, item: AgendaItem, user: User) -> bool:
    """Whether a person stepped out of an item."""
    return Withdrawal.objects.filter(area=area, item=item, seat__user=user).exists()


def withdrawn_from(area: Area, meeting: Meeting, user: User) -> set[int]:
    """The items of a meeting that a person stepped out of."""
    stepped_out = Withdrawal.objects.filter(area=area, item__meeting=meeting, seat__user=user)
    return set(stepped_out.values_list("item_id", flat=True))


def flag_counts(area: Area, meeting: Meeting, items: list[AgendaItem]) -> dict[int, int]:
    """How many declared interests each item of a meeting touches; items that touch none left out.

    The register is read once for the whole agenda.
    """
    about = {item.pk: {item.organisation} - {""} for item in items}
    for pk, organisation in Proposal.objects.filter(area=area, item__meeting=meeting).values_list(
        "item", "organisation"
    ):
        about[pk] |= {organisation} - {""}
    if not any(about.values()):
        return {}
    seats = seats_on(area, meeting.body, meeting.held_on)
    lines = [line for held in register(area, seats).values() for line in held]
    counts = {
        pk: sum(any(same_organisation(line.organisation, name) for name in names) for line in lines)
        for pk, names in about.items()
    }
    return {pk: count for pk, count in counts.items() if count}


def flagged(area: Area, item: AgendaItem) -> list[Flag]:
    """Whose declared interests an item touches: through its own or a proposal's organisation."""
    about = {item.organisation, *(each.organisation for each in item.proposals.all())} - {""}
    if not about:
        return []
    seats = seats_on(area, item.meeting.body, item.meeting.held_on)
    lines = register(area, seats)
    return [
        Flag(seat, line)
        for seat in seats
        for line in lines[seat.pk]
        if any(same_organisation(line.organisation, name) for name in about)
    ]


def with_overview(area: Area, today: date) -> QuerySet[Body]:
    """Every body with how many of its actions are open and how many are late."""
    still = Q(actions__state=ActionState.OPEN)
    return Body.objects.filter(area=area).annotate(
        open_count=Count("actions", filter=still, distinct=True),
        late_count=Count("actions", filter=still & Q(actions__due__lt=today), distinct=True),
    )


def attended(area: Area, body: Body) -> dict[int, list[Attendance]]:
    """What was recorded of each seat's attendance at the meetings of a body, by seat."""
    found: dict[int, list[Attendance]] = {}
    lines = Attendance.objects.filter(area=area, meeting__body=body).select_related("meeting")
    for each in lines:
        found.setdefault(each.seat_id, []).append(each)
    return found
