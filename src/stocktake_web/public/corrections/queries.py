"""Reads the log of corrections."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.public.corrections.models import Correction


def corrections(area: Area) -> QuerySet[Correction]:
    """The log, the newest first; withdrawn ones are in it without their texts."""
    return Correction.objects.filter(area=area)


def correction_of(area: Area, correction: int) -> Correction:
    """One correction."""
    return Correction.objects.get(area=area, pk=correction)
