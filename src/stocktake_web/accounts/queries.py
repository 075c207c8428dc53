"""Reads accounts: areas, people of an area, invitations."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, Invitation, Membership, User
from stocktake_web.accounts.tokens import digest_of


def areas() -> QuerySet[Area]:
    """Every area of the installation."""
    return Area.objects.all()


def areas_of(user: User, day: date) -> QuerySet[Area]:
    """The areas in which a person has a role on a day."""
    held = Membership.objects.filter(_on(day), user=user)
    return Area.objects.filter(pk__in=held.values("area"))


def memberships(area: Area) -> QuerySet[Membership]:
    """Every role in an area, past ones too, with the people who hold them."""
    return Membership.objects.filter(area=area).select_related("user")


def membership(area: Area, membership: int) -> Membership:
    """One role in an area."""
    return memberships(area).get(pk=membership)


def invitations(area: Area, now: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted."""
    return Invitation.objects.filter(
        area=area, accepted_at=None, withdrawn_at=None, expires__gt=now
    )


def invitation(area: Area, invitation: int) -> Invitation:
    """One invitation of an area."""
    return Invitation.objects.get(area=area, pk=invitation)


def _on(day: date) -> Q:
    return Q(starts__lte=day) & (Q(ends__isnull=True) | Q(ends__gte=day))


def open_invitation(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link's token opens; None where it is used, withdrawn or too old."""
    return (
        Invitation.objects.filter(
            token_digest=digest_of(token), accepted_at=None, withdrawn_at=None, expires__gt=now
        )
        .select_related("area", "invited_by")
        .first()
    )


def account(email: str) -> User | None:
    """The account with an e-mail address; None where there is none."""
    return User.objects.filter(email__iexact=email.strip()).first()
