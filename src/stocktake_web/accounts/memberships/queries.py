"""Reads roles: who has which, where and when."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.people.models import User


def areas_of(user: User, day: date) -> QuerySet[Area]:
    """The areas in which a person has a role on a day."""
    roles = Membership.objects.filter(on_day(day), user=user)
    return Area.objects.filter(pk__in=roles.values("area"))


def members(area: Area) -> QuerySet[User]:
    """Everyone who has a role in an area today, by name."""
    roles = Membership.objects.filter(on_day(services.today()), area=area)
    return User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by(
        "display_name", "pk"
    )


def memberships(area: Area) -> QuerySet[Membership]:
    """Every role in an area, past ones too, with the people who have them."""
    return Membership.objects.filter(area=area).select_related("user")


def membership(area: Area, membership: int) -> Membership:
    """One role in an area."""
    return memberships(area).get(pk=membership)


def on_day(day: date) -> Q:
    """The condition that a role holds on a day."""
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))
