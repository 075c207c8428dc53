"""Milestones of the department's support, and its concerns about who does not take part."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.subject import OfSchool


class SupportMilestone(OfSchool, Versioned):
    """A milestone that the department's support of a school reached.

    Parameters
    ----------
    milestone : str
        Id of the definition; the title is as it was on the day of entry.
    result : str
        What came of it.
    source : str
        From where the council knows it.
    """

    unaudited = frozenset({"milestone"})

    milestone = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    reached_on = models.DateField()
    result = models.TextField(max_length=2000)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ("reached_on", "pk")

    def __str__(self) -> str:
        return f"milestone {self.pk}"

    def clean(self) -> None:
        """It was reached on a day that has come.

        Raises
        ------
        ValidationError
            The day is to come.
        """
        super().clean()
        if self.reached_on and self.reached_on > services.today():
            raise ValidationError({"reached_on": "The day must be today or in the past"})


class Party(models.TextChoices):
    """Who does not take part, as the department sees it."""

    SCHOOL = "school", "The school"
    TRUST = "trust", "The trust"
    COUNCIL = "council", "The council"
    OTHER_BODY = "other", "Another body that runs the school"


class EngagementConcern(OfSchool, Versioned):
    """A concern of the department that somebody does not take part; what it says stays.

    Parameters
    ----------
    evidence : str
        What shows it, such as a letter with its day.
    resolved_on : date or None
        None while it is open.
    """

    party = models.CharField(max_length=8, choices=Party.choices)
    raised_on = models.DateField()
    concern = models.TextField(max_length=3000)
    evidence = models.TextField(max_length=3000)
    resolved_on = models.DateField(null=True, blank=True)
    resolution = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-raised_on", "-pk")

    def __str__(self) -> str:
        return f"engagement concern {self.pk}"

    @property
    def days_open(self) -> int:
        """Days until it was resolved, or until today."""
        return ((self.resolved_on or services.today()) - self.raised_on).days

    def clean(self) -> None:
        """Days follow each other, a resolution has a day and says how, and the concern stays.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        faults = {}
        today = services.today()
        if self.raised_on and self.raised_on > today:
            faults["raised_on"] = "The day must be today or in the past"
        if self.resolved_on and (
            self.resolved_on > today or (self.raised_on and self.resolved_on < self.raised_on)
        ):
            faults["resolved_on"] = "The day must be from the day it was raised to today"
        if self.resolved_on and not self.resolution.strip():
            faults["resolution"] = "Say how it was resolved"
        if not self.resolved_on and self.resolution.strip():
            faults["resolved_on"] = "Enter the day on which it was resolved"
        if faults:
            raise ValidationError(faults)
        if self.pk and self.differs("party", "raised_on", "concern", "evidence"):
            raise ValidationError("What the concern says stays. Record what is new as another one.")


class EngagementReply(OfSchool, Authored, AppendOnly):
    """What the school or its trust says to a concern."""

    concern = models.ForeignKey(EngagementConcern, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField(max_length=3000)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"reply {self.pk}"
