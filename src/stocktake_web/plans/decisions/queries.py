"""Reads open and answered decisions, and the verdicts last noticed."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.decisions.models import OpenDecision, TargetStanding


def open_decisions(area: Area) -> QuerySet[OpenDecision]:
    """What a board must answer, the oldest first."""
    return OpenDecision.objects.filter(area=area, answered_at=None)


def answered_decisions(area: Area) -> QuerySet[OpenDecision]:
    """Those that were answered, the latest first."""
    return (
        OpenDecision.objects.filter(area=area, answered_at__isnull=False)
        .select_related("answered_by")
        .order_by("-answered_at")
    )


def decisions_of_target(area: Area, target: str) -> QuerySet[OpenDecision]:
    """Every decision that a target ever opened, answered ones too."""
    return OpenDecision.objects.filter(area=area, target_id=target).select_related("answered_by")


def open_decision(area: Area, pk: int) -> OpenDecision:
    """One decision, open or answered."""
    return OpenDecision.objects.select_related("answered_by").get(area=area, pk=pk)


def standings(area: Area) -> dict[str, TargetStanding]:
    """The verdict last noticed on each target, by the target's id."""
    return {row.target_id: row for row in TargetStanding.objects.filter(area=area)}
