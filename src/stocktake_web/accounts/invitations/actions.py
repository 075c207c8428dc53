"""Writes invitations: offers a role, withdraws the offer, takes it up."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.invitations.tokens import new_token
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.memberships.models import Role
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.accounts.people.models import User
from stocktake_web.accounts.schools.numbers import school_of_number
from stocktake_web.audit import record

INVITATION_LIFE = timedelta(days=14)


@transaction.atomic
def invite(
    *,
    area: Area,
    actor: User,
    email: str,
    display_name: str,
    role: Role,
    school_urn: str = "",
    body_id: str = "",
    ward: str = "",
    is_chair: bool = False,
) -> tuple[Invitation, str]:
    """Offer a person a role; the token for the link is returned, and kept nowhere."""
    token, digest = new_token()
    moment = services.now()
    invitation = Invitation(
        area=area,
        email=email.strip().lower(),
        display_name=display_name.strip(),
        role=role,
        school_urn=school_urn,
        body_id=body_id,
        ward=ward,
        is_chair=is_chair,
        invited_by=actor,
        token_digest=digest,
        created=moment,
        expires=moment + INVITATION_LIFE,
    )
    invitation.full_clean()
    invitation.save()
    record(
        area=area,
        actor=actor,
        verb="invite",
        obj=invitation,
        values={
            "email": invitation.email,
            "display_name": invitation.display_name,
            "role": role,
            "school_urn": school_urn,
            "body_id": body_id,
            "ward": ward,
            "is_chair": is_chair,
        },
    )
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, area: Area, actor: User, invitation: Invitation) -> Invitation:
    """Withdraw an invitation; doing so twice changes nothing."""
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if row.withdrawn_at is None and row.accepted_at is None:
        row.withdrawn_at = services.now()
        row.version += 1
        row.save()
        record(area=area, actor=actor, verb="withdraw", obj=row, values={})
    return row


@transaction.atomic
def accept_invitation(
    *,
    invitation: Invitation,
    user: User | None = None,
    display_name: str = "",
    password: str | None = None,
) -> User:
    """Take up an invitation: with the account that one has, or with a new one.

    Raises
    ------
    ValidationError
        It was used, withdrawn or too old in the meantime.
    """
    row = Invitation.objects.select_for_update().get(pk=invitation.pk)
    moment = services.now()
    if row.accepted_at or row.withdrawn_at or row.expires <= moment:
        raise ValidationError("This invitation can no longer be accepted.")
    account = user or add_account(
        actor=None, email=row.email, display_name=display_name, password=password
    )
    row.accepted_at = moment
    row.version += 1
    row.save()
    give_role(
        area=row.area,
        actor=account,
        user=account,
        role=Role(row.role),
        school_urn=_number_of_today(row),
        body_id=row.body_id,
        ward=row.ward,
        is_chair=row.is_chair,
        reason=f"invitation {row.pk}",
    )
    return account


def _number_of_today(invitation: Invitation) -> str:
    """The school's number may have changed since the invitation was sent."""
    school = school_of_number(invitation.area, invitation.school_urn).first()
    return school.urn if school else invitation.school_urn
