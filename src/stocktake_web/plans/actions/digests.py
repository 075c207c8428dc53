"""Records that a digest was mailed."""

from __future__ import annotations

from django.db import transaction

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import record
from stocktake_web.plans.models import DigestSent


@transaction.atomic
def digest_sent(*, area: Area, user: User) -> DigestSent:
    """Record to whom and when a digest went, never what it said."""
    row = DigestSent(area=area, user=user, at=gateway.now())
    row.save()
    record(area=area, actor=None, verb="send digest", obj=row, values={"user": user.pk})
    return row
