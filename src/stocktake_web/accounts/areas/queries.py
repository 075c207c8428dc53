"""Reads areas."""

from __future__ import annotations

from django.db.models import QuerySet

from stocktake_web.accounts.areas.models import Area


def areas() -> QuerySet[Area]:
    """Every area of the installation."""
    return Area.objects.all()
