"""Reads decisions."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.boards.decisions.models import Decision


def decision(area: Area, decision: int) -> Decision:
    """One decision."""
    return Decision.objects.select_related("meeting__body", "item").get(area=area, pk=decision)
