"""Reads risks: for the list, the board's agenda and pack, and the workbook."""

from __future__ import annotations

from django.db.models import F, QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.rules import rules


def open_risks(area: Area) -> QuerySet[Risk]:
    """Risks that are not closed, the highest first."""
    return (
        Risk.objects.filter(area=area, closed_on=None)
        .select_related("owner_user")
        .order_by((F("likelihood") * F("impact")).desc(), "pk")
    )


def risks_above_line(area: Area) -> tuple[Risk, ...]:
    """Open risks that belong on an agenda."""
    return tuple(risk for risk in open_risks(area) if risk.score >= rules().risk.line)
