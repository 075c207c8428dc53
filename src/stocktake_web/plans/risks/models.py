"""A risk to the plan."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import Versioned
from stocktake_web.services.clock import today

LEVELS = ((1, "1 Low"), (2, "2 Medium"), (3, "3 High"), (4, "4 Very high"))
FOUR_POINTS = [MinValueValidator(1), MaxValueValidator(4)]


class Risk(Versioned):
    """What could stop the plan, with what it threatens and what is done about it."""

    title = models.CharField(max_length=300)
    likelihood = models.PositiveSmallIntegerField(choices=LEVELS, validators=FOUR_POINTS)
    impact = models.PositiveSmallIntegerField(choices=LEVELS, validators=FOUR_POINTS)
    response = models.TextField(blank=True)
    owner_role = models.CharField(max_length=120, blank=True)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    target_ids = models.JSONField(default=list, blank=True)
    activity_ids = models.JSONField(default=list, blank=True)
    reviewed_on = models.DateField(default=today)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> int:
        """Likelihood times impact, 1 to 16; shown with its two parts."""
        return self.likelihood * self.impact
