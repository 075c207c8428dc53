"""What services entered about schools, the reviews, and what was decided in each."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.sources_of_concern import Service
from stocktake_web.schools.subject import OfSchool


class ServiceEntry(OfSchool, Authored, AppendOnly):
    """What a service of the council knows of a school, for the next review."""

    service = models.CharField(max_length=12, choices=Service.choices)
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("area", "at")),)

    def __str__(self) -> str:
        return f"entry {self.pk}"


class FortnightlyReview(Authored, Versioned):
    """One review of all schools; closed once each has a decision, it stays as it is.

    Parameters
    ----------
    review_date : date
    closed_at : datetime or None
        What services enter later is for the next review.
    """

    review_date = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-review_date", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("area",),
                condition=models.Q(closed_at__isnull=True),
                name="one_open_fortnightly_review",
                violation_error_message="A review is open already: close it first",
            ),
        )

    def __str__(self) -> str:
        return f"fortnightly review {self.pk}"

    def clean(self) -> None:
        """It is held today or was held before; what is closed stays closed.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        if self.review_date and self.review_date > services.today():
            raise ValidationError({"review_date": "The day must be today or in the past"})


class Choice(models.TextChoices):
    """What is decided for a school."""

    NO_CHANGE = "no_change", "No change"
    WATCH = "watch", "Watch until the next review"
    VISIT = "visit", "Visit"
    SUPPORT = "support", "Arrange support"
    ENTER = "enter", "Enter in the register of concern"
    MEETING = "meeting", "Call a review meeting"
    RAISE = "raise", "Raise it with who runs the school"


class FortnightlyDecision(OfSchool, Authored, AppendOnly):
    """What was decided for a school in a review; of two the later counts, both stay."""

    review = models.ForeignKey(FortnightlyReview, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice.choices)
    reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("school", "review")),)

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def clean(self) -> None:
        """All but "no change" has its reason.

        Raises
        ------
        ValidationError
            It has none.
        """
        super().clean()
        if self.choice and self.choice != Choice.NO_CHANGE and not self.reason.strip():
            raise ValidationError({"reason": "Enter why"})
