"""Reads invitations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.invitations.models import Invitation
from stocktake_web.accounts.invitations.tokens import digest_of


def invitations(area: Area, moment: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be accepted."""
    return Invitation.objects.filter(
        area=area, accepted_at=None, withdrawn_at=None, expires__gt=moment
    )


def invitation(area: Area, invitation: int) -> Invitation:
    """One invitation of an area."""
    return Invitation.objects.get(area=area, pk=invitation)


def open_invitation(token: str, moment: datetime) -> Invitation | None:
    """The invitation that a link's token opens; None where it is used, withdrawn or too old."""
    return (
        Invitation.objects.filter(
            token_digest=digest_of(token), accepted_at=None, withdrawn_at=None, expires__gt=moment
        )
        .select_related("area", "invited_by")
        .first()
    )
