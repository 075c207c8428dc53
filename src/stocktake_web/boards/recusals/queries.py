"""Reads declared interests in what items are about, and who stepped out of them."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.bodies.queries import seats_on
from stocktake_web.boards.interests.models import Interest
from stocktake_web.boards.interests.queries import register
from stocktake_web.boards.interests.register import same_organisation
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.meetings.queries import meeting_quorum
from stocktake_web.boards.meetings.quorum import Quorum
from stocktake_web.boards.recusals.models import Recusal


@dataclass(frozen=True)
class Flag:
    """A seat whose person declared an interest in what an item is about."""

    seat: Seat
    interest: Interest


def item_quorum(area: Area, item: AgendaItem) -> Quorum:
    """The quorum of one item, recomputed without those who withdrew."""
    seats = [recusal.seat_id for recusal in item.recusals.all()]
    return meeting_quorum(area, item.meeting, without=seats)


def withdrawn_items(area: Area, user: User) -> set[int]:
    """The items that a person stepped out of; read once for each request, as roles are."""
    cache: dict[int, set[int]] = user.__dict__.setdefault("_withdrawn_items", {})
    if area.pk not in cache:
        rows = Recusal.objects.filter(area=area, seat__user=user)
        cache[area.pk] = set(rows.values_list("item_id", flat=True))
    return cache[area.pk]


def flag_counts(area: Area, meeting: Meeting, items: list[AgendaItem]) -> dict[int, int]:
    """How many declared interests each item of a meeting touches; items that touch none left out.

    The register is read once for the whole agenda.
    """
    organisations = {item.pk: {item.organisation} - {""} for item in items}
    proposers = AgendaItem.objects.filter(
        area=area, meeting=meeting, proposals__isnull=False
    ).values_list("pk", "proposals__organisation")
    for pk, organisation in proposers:
        organisations[pk] |= {organisation} - {""}
    if not any(organisations.values()):
        return {}
    lines = register(area, seats_on(area, meeting.body, meeting.meeting_date)).values()
    interests = [interest for seat_lines in lines for interest in seat_lines]
    counts = {
        pk: sum(_is_about(interest, names) for interest in interests)
        for pk, names in organisations.items()
    }
    return {pk: count for pk, count in counts.items() if count}


def item_flags(area: Area, item: AgendaItem) -> list[Flag]:
    """Whose declared interests an item touches: through its own or a proposal's organisation."""
    names = {item.organisation, *(proposal.organisation for proposal in item.proposals.all())}
    names -= {""}
    if not names:
        return []
    seats = seats_on(area, item.meeting.body, item.meeting.meeting_date)
    lines = register(area, seats)
    return [
        Flag(seat, interest)
        for seat in seats
        for interest in lines[seat.pk]
        if _is_about(interest, names)
    ]


def _is_about(interest: Interest, names: set[str]) -> bool:
    return any(same_organisation(interest.organisation, name) for name in names)
