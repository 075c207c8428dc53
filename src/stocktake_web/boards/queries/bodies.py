"""Reads bodies, seats and the register of interests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models import Body, Interest, Seat


def bodies(area: Area) -> QuerySet[Body]:
    """Every body of an area."""
    return Body.objects.filter(area=area)


def body(area: Area, body: str) -> Body:
    """One body by its key."""
    return Body.objects.get(area=area, key=body)


def seats(area: Area, body: Body) -> QuerySet[Seat]:
    """Every seat of a body, past ones too, with who holds them."""
    return Seat.objects.filter(area=area, body=body).select_related("user", "body")


def seats_on(area: Area, body: Body, day: date) -> list[Seat]:
    """The seats in term on a day: chair first, then members, advisers, secretary."""
    order = {"chair": 0, "member": 1, "adviser": 2, "secretary": 3}
    held = seats(area, body).filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)
    return sorted(held, key=lambda seat: (order[seat.kind], seat.name, seat.pk))


def seats_of(area: Area, user: User, day: date) -> list[Seat]:
    """The seats that a person holds on a day, on whatever body."""
    held = Seat.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), area=area, user=user, starts__lte=day
    )
    return list(held.select_related("body", "user"))


def seat(area: Area, seat: int) -> Seat:
    """One seat."""
    return Seat.objects.select_related("user", "body").get(area=area, pk=seat)


def interest(area: Area, interest: int) -> Interest:
    """One line of the register."""
    return Interest.objects.select_related("seat__body", "seat__user").get(area=area, pk=interest)


def interests_of(area: Area, seat: Seat) -> list[Interest]:
    """What the holder of a seat has declared; on several bodies a person declares once."""
    return register(area, [seat])[seat.pk]


def register(area: Area, seats: Iterable[Seat]) -> dict[int, list[Interest]]:
    """The live lines of the register by seat."""
    asked = list(seats)
    users = {seat.user_id for seat in asked if seat.user_id}
    lines = Interest.objects.filter(
        Q(seat__in=[seat.pk for seat in asked]) | Q(seat__user__in=users),
        area=area,
        ended_on__isnull=True,
    ).select_related("seat")
    found: dict[int, list[Interest]] = {seat.pk: [] for seat in asked}
    for line in lines:
        for seat in asked:
            same_person = seat.user_id is not None and seat.user_id == line.seat.user_id
            if seat.pk == line.seat_id or same_person:
                found[seat.pk].append(line)
    return found
