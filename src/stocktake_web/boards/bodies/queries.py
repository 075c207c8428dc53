"""Reads bodies and seats. Every function takes the area first and finds nothing of another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.bodies.models import Body, Seat

KIND_ORDER = {"chair": 0, "member": 1, "adviser": 2, "secretary": 3}


def bodies(area: Area) -> QuerySet[Body]:
    """Every body of an area."""
    return Body.objects.filter(area=area)


def body_names(area: Area) -> list[tuple[str, str]]:
    """Key and name of every body of an area, for the roles that are about one."""
    return list(bodies(area).values_list("key", "name"))


def body(area: Area, body: str) -> Body:
    """One body by its key."""
    return Body.objects.get(area=area, key=body)


def with_action_counts(area: Area, today: date) -> QuerySet[Any]:
    """Every body with how many of its actions are open and how many are late."""
    is_open = Q(actions__state="open")
    return bodies(area).annotate(
        open_count=Count("actions", filter=is_open, distinct=True),
        late_count=Count("actions", filter=is_open & Q(actions__due__lt=today), distinct=True),
    )


def seats_on(area: Area, body: Body, day: date) -> list[Seat]:
    """The seats in term on a day: chair first, then members, advisers, secretary."""
    seats = Seat.objects.in_term(day).filter(area=area, body=body).select_related("user", "body")
    return sorted(seats, key=lambda seat: (KIND_ORDER[seat.kind], seat.name, seat.pk))


def seat_names(seats: Iterable[Seat]) -> dict[int, str]:
    """Name and role of each seat by its id; those that share both are numbered."""
    seats = list(seats)
    counts = Counter(seat.name_and_role for seat in seats)
    numbers: Counter[str] = Counter()
    names = {}
    for seat in seats:
        name = seat.name_and_role
        numbers[name] += 1
        names[seat.pk] = f"{name} ({numbers[name]})" if counts[name] > 1 else name
    return names


def seats_of(area: Area, user: User, day: date) -> list[Seat]:
    """The seats that a person has on a day, on whatever body."""
    seats = Seat.objects.in_term(day).filter(area=area, user=user)
    return list(seats.select_related("body", "user"))


def seat(area: Area, seat: int) -> Seat:
    """One seat."""
    return Seat.objects.select_related("user", "body").get(area=area, pk=seat)


def roles_of_names(area: Area) -> dict[str, str]:
    """What the public reads in place of each name: the seat's role before that of the account."""
    members = area.memberships.select_related("user")
    roles = {member.user.display_name: member.role_title for member in members}
    seats = Seat.objects.filter(area=area, user__isnull=False).select_related("user")
    return roles | {seat.name: seat.role for seat in seats}
