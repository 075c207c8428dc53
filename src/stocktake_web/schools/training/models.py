"""What schools say that they need, and what is offered."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import Versioned
from stocktake_web.schools.brokered_support.models import Impact, Rated
from stocktake_web.schools.subject import OfSchool


class Theme(models.TextChoices):
    """What a need, an offer or a practice is about."""

    READING = "reading", "Reading and writing"
    MATHEMATICS = "mathematics", "Mathematics"
    SCIENCE = "science", "Science"
    LANGUAGES = "languages", "Languages"
    OTHER_SUBJECTS = "other_subjects", "Other subjects"
    EARLY_YEARS = "early_years", "Early years"
    SEND = "send", "Special needs and disabilities"
    ATTENDANCE = "attendance", "Attendance and behaviour"
    LEADERSHIP = "leadership", "Leadership"
    GOVERNANCE = "governance", "Governance"


class SchoolNeed(OfSchool, Versioned):
    """What a school says that it needs."""

    theme = models.CharField(max_length=16, choices=Theme.choices)
    text = models.TextField(max_length=1000)
    stated_on = models.DateField()
    is_met = models.BooleanField(default=False)

    class Meta:
        ordering = ("is_met", "-stated_on", "-pk")

    def __str__(self) -> str:
        return self.text[:80]


class OfferKind(models.TextChoices):
    """What is offered."""

    COURSE = "course", "Course"
    NETWORK = "network", "Network"
    GOOD_SCHOOLS = "good_schools", "Offer for good schools"


class TrainingOffer(Rated):
    """A course, a network or an offer for schools that do well, evaluated after it was held.

    Parameters
    ----------
    event_date : date
        The day of a course; of a network the day of its first meeting.
    school_count : int or None
        How many schools came; None before it is held.
    """

    kind = models.CharField(max_length=12, choices=OfferKind.choices)
    theme = models.CharField(max_length=16, choices=Theme.choices)
    title = models.CharField(max_length=160)
    provider = models.CharField(max_length=120)
    event_date = models.DateField()
    cost_pounds = models.PositiveIntegerField()
    school_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-event_date", "-pk")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """What is still to come has neither schools that came nor an impact.

        Raises
        ------
        ValidationError
            It has.
        """
        super().clean()
        is_to_come = bool(self.event_date and self.event_date > services.today())
        if is_to_come and self.school_count is not None:
            raise ValidationError({"school_count": "Leave it empty until it is held"})
        if is_to_come and self.impact != Impact.NOT_RATED:
            raise ValidationError({"impact": "Rate it after it is held"})
