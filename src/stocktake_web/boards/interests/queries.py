"""Reads the register of interests."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from stocktake_web.accounts.models import Area
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.interests.models import Interest


def interest(area: Area, interest: int) -> Interest:
    """One line of the register."""
    return Interest.objects.select_related("seat__body", "seat__user").get(area=area, pk=interest)


def interests_of(area: Area, seat: Seat) -> list[Interest]:
    """What the person of a seat has declared; on several bodies a person declares once."""
    return register(area, [seat])[seat.pk]


def register(area: Area, seats: Iterable[Seat]) -> dict[int, list[Interest]]:
    """The live lines of the register by seat."""
    seats = list(seats)
    if not seats:
        return {}
    users = {seat.user_id for seat in seats if seat.user_id}
    interests = Interest.objects.filter(
        Q(seat__in=[seat.pk for seat in seats]) | Q(seat__user__in=users),
        area=area,
        ended_on__isnull=True,
    ).select_related("seat__body", "seat__user")
    lines: dict[int, list[Interest]] = {seat.pk: [] for seat in seats}
    for interest in interests:
        for seat in seats:
            is_same_person = seat.user_id is not None and seat.user_id == interest.seat.user_id
            if seat.pk == interest.seat_id or is_same_person:
                lines[seat.pk].append(interest)
    return lines
