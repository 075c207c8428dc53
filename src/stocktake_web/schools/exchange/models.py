"""Who signed the exchange, and the results that schools return before they are final."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from stocktake.schools import SMALLEST_COHORT
from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.headline_results.models import HeadlineReturn
from stocktake_web.schools.subject import OfSchool


class ExchangeSignature(OfSchool, AppendOnly):
    """A school signs the exchange, or withdraws, from a day on; the latest in force counts."""

    unaudited = frozenset({"by", "at"})

    is_signed = models.BooleanField()
    effective_date = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("effective_date", "pk")

    def __str__(self) -> str:
        return "signed" if self.is_signed else "withdrew"

    def clean(self) -> None:
        """It holds from today or later: what others have seen cannot be unseen.

        Raises
        ------
        ValidationError
            The day has passed.
        """
        super().clean()
        if self.effective_date and self.effective_date < services.today():
            raise ValidationError({"effective_date": "The day must be today or later"})


class ResultStage(models.TextChoices):
    """How final a result is."""

    UNCHECKED = "unchecked", "The school’s own, unchecked"
    PROVISIONAL = "provisional", "Provisional"
    REVISED = "revised", "Revised, not final"


class EarlyResult(OfSchool, AppendOnly):
    """A school's result before it is final; a later one takes the place of an earlier one.

    Parameters
    ----------
    headline : HeadlineReturn or None
        The form of results day that it was part of.
    """

    unaudited = frozenset({"by", "at", "headline"})

    measure = models.CharField(max_length=40)
    time_period = models.CharField(max_length=6)
    stage = models.CharField(max_length=12, choices=ResultStage.choices)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    cohort_count = models.PositiveIntegerField(
        validators=[
            MinValueValidator(
                SMALLEST_COHORT,
                f"A result of fewer than {SMALLEST_COHORT} pupils is not exchanged",
            )
        ]
    )
    headline = models.ForeignKey(
        HeadlineReturn, on_delete=models.PROTECT, null=True, blank=True, related_name="results"
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"early result {self.pk}"
