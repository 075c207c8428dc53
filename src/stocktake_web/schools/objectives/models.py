"""Interim objectives of a school."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from pydantic import ValidationError as InvalidDocument

from stocktake.schools import InterimObjective
from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool


class ObjectiveArea(models.TextChoices):
    """In what an objective asks for improvement."""

    LEADERSHIP = "leadership", "Leadership"
    TEACHING = "teaching", "Teaching"
    BEHAVIOUR = "behaviour", "Behaviour"
    ACHIEVEMENT = "achievement", "Achievement"


class ObjectiveTerm(models.TextChoices):
    """A term of an academic year."""

    AUTUMN = "autumn", "Autumn"
    SPRING = "spring", "Spring"
    SUMMER = "summer", "Summer"


class Outcome(models.TextChoices):
    """What became of an objective."""

    OPEN = "open", "Not known yet"
    MET = "met", "Met"
    PARTLY_MET = "partly_met", "Partly met"
    NOT_MET = "not_met", "Not met"


class SchoolObjective(OfSchool, Versioned):
    """What is to be different by a day of a term, and what will show it."""

    aspect = models.CharField(max_length=12, choices=ObjectiveArea.choices)
    term = models.CharField(max_length=8, choices=ObjectiveTerm.choices)
    academic_year = models.CharField(max_length=6)
    due = models.DateField()
    text = models.TextField(max_length=1000)
    evidence = models.TextField(max_length=1000)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.OPEN)

    class Meta:
        ordering = ("-due", "aspect", "pk")

    def __str__(self) -> str:
        return self.text[:80]

    def clean(self) -> None:
        """It falls due within its term, as the library has it.

        Raises
        ------
        ValidationError
            It does not.
        """
        super().clean()
        values: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("term", "academic_year", "due", "text", "evidence", "outcome")
        }
        if not all(values.values()) or not self.aspect:
            return
        try:
            InterimObjective(area=self.aspect, **values)
        except InvalidDocument:
            raise ValidationError({"due": "The day must be in the term"}) from None
