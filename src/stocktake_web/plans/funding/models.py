"""Money."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from stocktake_web.records.models import Versioned

MONEY: dict[str, Any] = {
    "max_digits": 12,
    "decimal_places": 2,
    "default": 0,
    "validators": [MinValueValidator(0)],
}


class FundingLine(Versioned):
    """Money for one activity, from one source."""

    activity_id = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    committed_pounds = models.DecimalField(**MONEY)
    spent_pounds = models.DecimalField(**MONEY)
    forecast_pounds = models.DecimalField(**MONEY)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("activity_id", "pk")

    def __str__(self) -> str:
        return f"{self.source} for {self.activity_id}"
