"""Writes roles: gives, changes and ends them. A place always keeps an administrator."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, Membership, Role, User
from stocktake_web.audit import record
from stocktake_web.conflicts import locked


@transaction.atomic
def give_role(
    *,
    area: Area,
    actor: User | None,
    user: User,
    role: Role,
    school_urn: str = "",
    body_id: str = "",
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
        starts=starts or gateway.today(),
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
) -> Membership:
    """Change a role, what it is about, or its last day.

    Raises
    ------
    Conflict
        Somebody else changed it since.
    ValidationError
        The place would be left without an administrator.
    """
    changes = {"role": role, "school_urn": school_urn, "body_id": body_id, "ends": ends}
    row = locked(Membership, membership.pk, expected_version=expected_version, changes=changes)
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
    ends = gateway.today() - timedelta(days=1)
    changes = {"ends": ends}
    row = locked(Membership, membership.pk, expected_version=expected_version, changes=changes)
    _keep_an_administrator(area, row)
    row.starts = min(row.starts, ends)
    row.ends = ends
    row.save()
    record(area=area, actor=actor, verb="end role", obj=row, values=changes, reason=reason)
    return row


def _keep_an_administrator(area: Area, leaving: Membership) -> None:
    """Refuse to leave a place with nobody who can invite."""
    if leaving.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.select_for_update().filter(
        area=area, role=Role.ADMINISTRATOR, starts__lte=gateway.today(), ends=None
    )
    if not others.exclude(pk=leaving.pk).exists():
        raise ValidationError(
            "This is the place's only administrator. Give somebody else the role first."
        )
