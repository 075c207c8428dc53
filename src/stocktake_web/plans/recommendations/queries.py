"""Reads recommendations."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.recommendations.models import Recommendation


def recommendations(area: Area) -> QuerySet[Recommendation]:
    """Every recommendation with its evidence, the latest source first."""
    return (
        Recommendation.objects.filter(area=area)
        .select_related("owner_user")
        .prefetch_related("evidence__by")
    )


def recommendation(area: Area, pk: int) -> Recommendation:
    """One recommendation."""
    return recommendations(area).get(pk=pk)
