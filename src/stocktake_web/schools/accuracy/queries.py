"""Reads what a head disputes."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.schools.accuracy.models import AccuracyPoint


def find_point(area: Area, pk: int) -> AccuracyPoint:
    """A disputed point with its record."""
    rows = AccuracyPoint.objects.select_related("area", "school", "visit__school")
    return rows.get(area=area, pk=pk)
