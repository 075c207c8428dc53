"""Support that was brokered for a school."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool


class Supporter(models.TextChoices):
    """Who provides support."""

    DESIGNATED_LEADER = "designated_leader", "Designated leader"
    CONSULTANT = "consultant", "Consultant"
    SCHOOL = "school", "Another school"
    SEND_REVIEWER = "send_reviewer", "SEND reviewer or regional leader"
    UNLISTED = "other", "Somebody else"


class Impact(models.TextChoices):
    """What support or a course changed, as a person rated it."""

    NOT_RATED = "not_rated", "Not rated yet"
    NO_CHANGE = "none", "Changed nothing"
    PARTIAL = "some", "Changed something"
    CLEAR = "clear", "Changed what it was for"


class Rated(Versioned):
    """Is rated once it was tried, on stated evidence."""

    impact = models.CharField(max_length=12, choices=Impact.choices, default=Impact.NOT_RATED)
    impact_evidence = models.TextField(max_length=2000, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A rating has its evidence.

        Raises
        ------
        ValidationError
            It has none.
        """
        super().clean()
        if self.impact != Impact.NOT_RATED and not self.impact_evidence.strip():
            raise ValidationError({"impact_evidence": "Enter what shows the impact"})


class BrokeredSupport(OfSchool, Rated):
    """Days of support that a school was given for an objective.

    Parameters
    ----------
    given_by : str
        A role or an organisation, never a name.
    review_on : date
        When the impact is to be rated.
    """

    supporter = models.CharField(max_length=20, choices=Supporter.choices)
    given_by = models.CharField(max_length=120)
    objective = models.TextField(max_length=1000)
    days = models.DecimalField(max_digits=5, decimal_places=1, validators=[MinValueValidator(0.5)])
    cost_pounds = models.PositiveIntegerField()
    starts_on = models.DateField()
    review_on = models.DateField()

    class Meta:
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return self.objective[:80]

    def clean(self) -> None:
        """It is reviewed after it starts.

        Raises
        ------
        ValidationError
            It is not.
        """
        super().clean()
        if self.starts_on and self.review_on and self.review_on < self.starts_on:
            raise ValidationError({"review_on": "The review must be on or after the first day"})
