"""A year's pupil premium of a school."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.schools.brokered_support.models import Rated
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.small_counts import is_hidden
from stocktake_web.schools.subject import OfSchool

FIRST_YEAR_AFTER_BREAK = "202627"
"""From when more pupils are entitled to free meals than count for the premium."""


class PupilPremium(OfSchool, OfAcademicYear, Rated):
    """What a school received and said that it would do, and what it changed.

    Parameters
    ----------
    pupil_count : int
        All who count for the premium, looked-after children among them.
    looked_after_count : int or None
        Of these, looked after or previously looked after; None where nobody counted them apart.
    service_count : int or None
        Service children, who may be among the others too.
    allocation_pounds : int
        As the department published it.
    """

    pupil_count = models.PositiveSmallIntegerField()
    looked_after_count = models.PositiveSmallIntegerField(null=True, blank=True)
    service_count = models.PositiveSmallIntegerField(null=True, blank=True)
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

    @property
    def phase_count(self) -> int:
        """Pupils at the rate of the school's phase."""
        return self.pupil_count - (self.looked_after_count or 0)

    def is_part_hidden(self, smallest: int) -> bool:
        """Whether a reader who sees no count below ``smallest`` would learn one from the amount."""
        looked_after, service = self.looked_after_count or 0, self.service_count or 0
        return is_hidden(looked_after, max(self.pupil_count, looked_after), smallest) or (
            0 < service < smallest
        )

    def clean(self) -> None:
        """No more are looked after than count for the premium.

        Raises
        ------
        ValidationError
            There are more.
        """
        super().clean()
        if self.pupil_count is not None and (self.looked_after_count or 0) > self.pupil_count:
            message = f"Enter no more than {self.pupil_count}, all who count for it"
            raise ValidationError({"looked_after_count": message})
