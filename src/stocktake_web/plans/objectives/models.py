"""An interim objective."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from stocktake.standards import period_label
from stocktake_web.records.models import Versioned

ACADEMIC_YEAR = RegexValidator(
    r"^20\d{4}$", "Academic year must be six digits, such as 202627", "invalid"
)


class Term(models.TextChoices):
    """A term of an academic year, in its order."""

    AUTUMN = "1-autumn", "Autumn"
    SPRING = "2-spring", "Spring"
    SUMMER = "3-summer", "Summer"


class Aspect(models.TextChoices):
    """In what an interim objective asks for improvement."""

    LEADERSHIP = "leadership", "Leadership"
    TEACHING = "teaching", "Teaching"
    BEHAVIOUR = "behaviour", "Behaviour"
    ACHIEVEMENT = "achievement", "Achievement"


class InterimObjective(Versioned):
    """What should be so by the end of a term on the way to a target."""

    target_id = models.CharField(max_length=120, blank=True)
    academic_year = models.CharField(max_length=6, validators=[ACADEMIC_YEAR])
    term = models.CharField(max_length=10, choices=Term.choices)
    aspect = models.CharField(max_length=12, choices=Aspect.choices)
    title = models.CharField(max_length=300)
    due = models.DateField()
    met = models.BooleanField(null=True, blank=True)
    evidence = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("academic_year", "term", "aspect", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def year_label(self) -> str:
        """The year as people write it, such as 2026/27."""
        return period_label(self.academic_year)
