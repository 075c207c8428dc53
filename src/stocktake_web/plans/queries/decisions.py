"""Reads ratings, open decisions and the verdicts last noticed."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import (
    InterimObjective,
    OpenDecision,
    TargetRating,
    TargetStanding,
)


def open_decisions(area: Area) -> QuerySet[OpenDecision]:
    """What a board must answer, the oldest first."""
    return OpenDecision.objects.filter(area=area, answered_at=None)


def open_decisions_of(area: Area, target: str) -> QuerySet[OpenDecision]:
    """Every decision that a target ever opened, answered ones too."""
    return OpenDecision.objects.filter(area=area, target_id=target).select_related("answered_by")


def open_decision(area: Area, decision: int) -> OpenDecision:
    """One decision, open or answered."""
    return OpenDecision.objects.select_related("answered_by").get(area=area, pk=decision)


def ratings(area: Area) -> QuerySet[TargetRating]:
    """People's ratings of targets, the latest first."""
    return TargetRating.objects.filter(area=area).select_related("by")


def standing_of(area: Area) -> dict[str, TargetStanding]:
    """The verdict last noticed on each target."""
    return {each.target_id: each for each in TargetStanding.objects.filter(area=area)}


def answered_decisions(area: Area) -> QuerySet[OpenDecision]:
    """Those that were answered, the latest first."""
    return (
        OpenDecision.objects.filter(area=area, answered_at__isnull=False)
        .select_related("answered_by")
        .order_by("-answered_at")
    )


def objectives(area: Area) -> QuerySet[InterimObjective]:
    """Interim objectives, by term."""
    return InterimObjective.objects.filter(area=area)


def objective(area: Area, objective: int) -> InterimObjective:
    """One interim objective."""
    return InterimObjective.objects.get(area=area, pk=objective)
