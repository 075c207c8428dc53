"""Risks and money."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models.base import Editable

LEVELS = ((1, "1 Low"), (2, "2 Medium"), (3, "3 High"), (4, "4 Very high"))
ON_FOUR_POINTS = [MinValueValidator(1), MaxValueValidator(4)]
MONEY: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "default": 0}


class Risk(Editable):
    """What could stop the plan, with what it threatens and what is done about it."""

    words = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField(choices=LEVELS, validators=ON_FOUR_POINTS)
    impact = models.PositiveSmallIntegerField(choices=LEVELS, validators=ON_FOUR_POINTS)
    response = models.TextField(blank=True)
    owner_role = models.CharField(max_length=120, blank=True)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    target_ids = models.JSONField(default=list, blank=True)
    activity_ids = models.JSONField(default=list, blank=True)
    reviewed_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 16; shown with its two parts."""
        return self.likelihood * self.impact


class FundingLine(Editable):
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
