"""Reads interests that advisers declared."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.schools.numbers import rows_about, school_today
from stocktake_web.boards.interests.register import Standing, standing
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.visits.models import Visit


@dataclass(frozen=True)
class AdviserEntry:
    """An adviser's entry in the register."""

    adviser: User
    standing: Standing
    lines: tuple[AdviserInterest, ...]


def interest(area: Area, pk: int) -> AdviserInterest:
    """One line of the register."""
    rows = AdviserInterest.objects.select_related("area", "school", "owner_user")
    return rows.get(area=area, pk=pk)


def register(area: Area) -> list[AdviserEntry]:
    """Everybody who declared an interest or led a visit, with what they declared, by name."""
    rows = AdviserInterest.objects.filter(area=area).select_related("school", "owner_user")
    lines: dict[int, list[AdviserInterest]] = {}
    for row in rows:
        lines.setdefault(row.owner_user_id, []).append(row)
    leads = Visit.objects.filter(area=area).exclude(owner_user=None).values("owner_user")
    advisers = User.objects.filter(Q(pk__in=lines) | Q(pk__in=leads))
    today = services.today()
    return [
        AdviserEntry(
            adviser, standing(lines.get(adviser.pk, ()), today), tuple(lines.get(adviser.pk, ()))
        )
        for adviser in advisers.order_by("display_name", "pk")
    ]


def standing_of(user: User, area: Area) -> Standing | None:
    """Whether a person's entry is there and fresh; None for one who leads no visits."""
    if not Visit.objects.filter(area=area, owner_user=user).exists():
        return None
    rows = AdviserInterest.objects.filter(area=area, owner_user=user).select_related("school")
    return standing(rows, services.today())


def has_interest(user: User, area: Area, school: School) -> bool:
    """Whether a person has an interest in a school that is in force."""
    about = rows_about([school_today(school)])
    rows = AdviserInterest.objects.filter(about, area=area, owner_user=user)
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=services.today())).exists()
