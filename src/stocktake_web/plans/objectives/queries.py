"""Reads interim objectives."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.objectives.models import InterimObjective


def objectives(area: Area) -> QuerySet[InterimObjective]:
    """Interim objectives, by term."""
    return InterimObjective.objects.filter(area=area)
