"""Writes roles: assigns, changes and ends them. A place always keeps an administrator."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.memberships.models import Membership, Role
from stocktake_web.accounts.people.models import User
from stocktake_web.audit import record
from stocktake_web.optimistic_locking import lock_for_update


@transaction.atomic
def give_role(
    *,
    area: Area,
    actor: User | None,
    user: User,
    role: Role,
    school_urn: str = "",
    body_id: str = "",
    ward: str = "",
    is_chair: bool = False,
    starts: date | None = None,
    ends: date | None = None,
    reason: str = "",
) -> Membership:
    """Give a person a role in an area."""
    membership = Membership(
        user=user,
        area=area,
        role=role,
        school_urn=school_urn,
        body_id=body_id,
        ward=ward,
        is_chair=is_chair,
        starts=starts or services.today(),
        ends=ends,
    )
    membership.full_clean()
    membership.save()
    record(
        area=area,
        actor=actor,
        verb="give role",
        obj=membership,
        values={
            "user": user.pk,
            "role": role,
            "school_urn": school_urn,
            "body_id": body_id,
            "ward": ward,
            "is_chair": is_chair,
            "starts": membership.starts,
            "ends": ends,
        },
        reason=reason,
    )
    return membership


@transaction.atomic
def change_role(
    *,
    area: Area,
    actor: User,
    membership: Membership,
    role: Role,
    school_urn: str,
    body_id: str,
    ends: date | None,
    expected_version: int,
    reason: str,
    ward: str = "",
    is_chair: bool = False,
) -> Membership:
    """Change a role, what it is about, or its last day.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    ValidationError
        The place would be left without an administrator.
    """
    changes = {
        "role": role,
        "school_urn": school_urn,
        "body_id": body_id,
        "ward": ward,
        "is_chair": is_chair,
        "ends": ends,
    }
    row = lock_for_update(
        Membership, membership.pk, expected_version=expected_version, changes=changes
    )
    if role != Role.ADMINISTRATOR or ends is not None:
        _keep_an_administrator(area, row)
    for name, value in changes.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record(area=area, actor=actor, verb="change role", obj=row, values=changes, reason=reason)
    return row


@transaction.atomic
def end_role(
    *, area: Area, actor: User, membership: Membership, expected_version: int, reason: str
) -> Membership:
    """End a role at once: yesterday was its last day, or it never began.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    ValidationError
        The place would be left without an administrator.
    """
    ends = services.today() - timedelta(days=1)
    changes = {"ends": ends}
    row = lock_for_update(
        Membership, membership.pk, expected_version=expected_version, changes=changes
    )
    _keep_an_administrator(area, row)
    row.starts = min(row.starts, ends)
    row.ends = ends
    row.save()
    record(area=area, actor=actor, verb="end role", obj=row, values=changes, reason=reason)
    return row


def keep_administrators(user: User) -> None:
    """Refuse to take an account away from places of which it is the only administrator.

    Raises
    ------
    ValidationError
        Names the places, never the person.
    """
    today = services.today()
    memberships = Membership.objects.filter(
        Q(ends=None) | Q(ends__gte=today), user=user, role=Role.ADMINISTRATOR
    )
    areas = [
        area
        for area in Area.objects.filter(pk__in=memberships.values("area"))
        if not _has_other_administrator(area, user)
    ]
    if areas:
        raise ValidationError(
            "The account is the only administrator of "
            f"{', '.join(f'{area.name} (/{area.slug}/)' for area in areas)}. Give somebody else "
            "that role first: invite them, or change their role, at "
            f"{', '.join(f'/{area.slug}/dashboard/people/' for area in areas)}"
        )


def _keep_an_administrator(area: Area, membership: Membership) -> None:
    """Refuse to leave a place with nobody who can invite."""
    if membership.role == Role.ADMINISTRATOR and not _has_other_administrator(
        area, membership.user, but=membership.pk
    ):
        raise ValidationError(
            "This is the place's only administrator. Give somebody else the role first: invite "
            "them, or change the role that they have."
        )


def _has_other_administrator(area: Area, user: User, *, but: int | None = None) -> bool:
    """Whether a place keeps an administrator without an account, or without one of its roles.

    One whose role has a last day does not count: the place would be left alone on it. Nor does
    an account that is shut.
    """
    lasting = Membership.objects.select_for_update(of=("self",)).filter(
        area=area,
        role=Role.ADMINISTRATOR,
        starts__lte=services.today(),
        ends=None,
        user__is_active=True,
    )
    return (lasting.exclude(pk=but) if but else lasting.exclude(user=user)).exists()
