"""Notes when a person was on the dashboard of an area."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.dashboard.models import Visit
from stocktake_web.accounts.people.models import User

VISIT = timedelta(hours=1)
"""Whoever comes back within it is still on the same visit, and nothing is written."""


def note_visit(user: User, area: Area, moment: datetime) -> datetime | None:
    """When the visit before this one began; None at the first.

    It is a note and no record of the plan: it has no event, and where it cannot be written the page
    is shown all the same.
    """
    row = Visit.objects.filter(user=user, area=area).first()
    if row is not None and moment - row.began_at < VISIT:
        return row.previous_at
    previous_at = row.began_at if row else None
    try:
        with transaction.atomic():
            if row is None:
                Visit(user=user, area=area, began_at=moment).save()
            else:
                row.previous_at, row.began_at = previous_at, moment
                row.save()
    except DatabaseError:
        # Another page of the same person was first, or there is no room left.
        return previous_at
    return previous_at
