"""A year's pupil premium of a school."""

from __future__ import annotations

from django.db import models

from stocktake_web.schools.brokered_support.models import Rated
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.subject import OfSchool

FIRST_YEAR_AFTER_BREAK = "202627"
"""From when more pupils are entitled to free meals than count for the premium."""


class PupilPremium(OfSchool, OfAcademicYear, Rated):
    """What a school received and said that it would do, and what it changed.

    Parameters
    ----------
    allocation_pounds : int
        As the department published it.
    """

    pupil_count = models.PositiveSmallIntegerField()
    allocation_pounds = models.PositiveIntegerField()
    stated_use = models.TextField(max_length=3000)

    class Meta:
        ordering = ("-academic_year", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "academic_year"),
                name="pupil_premium_once_a_year",
                violation_error_message="The year is entered already; change it instead",
            ),
        )

    def __str__(self) -> str:
        return f"pupil premium {self.year_title}"

    @property
    def is_after_break(self) -> bool:
        """Whether free meals no longer say who counts for the premium."""
        return self.academic_year >= FIRST_YEAR_AFTER_BREAK
