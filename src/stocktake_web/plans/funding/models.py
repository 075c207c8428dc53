"""Money."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models

from stocktake.standards import Period
from stocktake_web.records.models import Versioned

MONEY: dict[str, Any] = {
    "max_digits": 12,
    "decimal_places": 2,
    "default": 0,
    "validators": [MinValueValidator(0)],
}


FINANCIAL_YEAR = RegexValidator(
    r"^20\d{4}$", "Financial year must be six digits, such as 202627", "invalid"
)


class FundingLine(Versioned):
    """Money for one activity, from one source, in one financial year.

    Lines that were recorded before years were have none: ``financial_year`` is then empty.
    """

    activity_id = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    financial_year = models.CharField(max_length=6, blank=True, validators=[FINANCIAL_YEAR])
    committed_pounds = models.DecimalField(**MONEY)
    spent_pounds = models.DecimalField(**MONEY)
    forecast_pounds = models.DecimalField(**MONEY)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("activity_id", "pk")

    def __str__(self) -> str:
        return f"{self.source} for {self.activity_id}"

    @property
    def year_label(self) -> str:
        """The financial year as people write it, such as 2026-27; empty without one."""
        return financial_year_label(self.financial_year)


def financial_year_label(code: str) -> str:
    """A financial year as people write it.

    Examples
    --------
    >>> financial_year_label("202627"), financial_year_label("")
    ('2026-27', '')
    """
    return Period(code, "Financial year").label if code else ""
