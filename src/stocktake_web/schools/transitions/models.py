"""How many pupils of a school's last year arrived elsewhere and stayed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.records.models import Versioned
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.subject import OfSchool


class Stage(models.TextChoices):
    """Between which years."""

    SIX_TO_SEVEN = "6_7", "Year 6 to 7"
    ELEVEN_TO_TWELVE = "11_12", "Year 11 to 12"


class Transition(OfSchool, OfAcademicYear, Versioned):
    """Counts of the pupils who leave a school; what is not known yet is empty.

    Parameters
    ----------
    academic_year : str
        The year in which they arrive.
    information_count : int or None
        Pupils of whom the next school has what it needs to know.
    january_count : int or None
        Pupils still where they enrolled in January.
    """

    stage = models.CharField(max_length=6, choices=Stage.choices)
    pupil_count = models.PositiveSmallIntegerField()
    information_count = models.PositiveSmallIntegerField(null=True, blank=True)
    offer_count = models.PositiveSmallIntegerField(null=True, blank=True)
    enrolled_count = models.PositiveSmallIntegerField(null=True, blank=True)
    january_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-academic_year", "stage", "school__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "academic_year", "stage"),
                name="transition_once_a_year",
                violation_error_message="The year is entered already; change it instead",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.year_title}"

    @property
    def counts(self) -> tuple[tuple[int | None, int], ...]:
        """Each count of the table in its order, with the whole of which it is a part."""
        whole = self.pupil_count
        return (
            (whole, whole),
            (self.information_count, whole),
            (self.offer_count, whole),
            (self.enrolled_count, whole),
            (self.january_count, self.enrolled_count or 0),
        )

    def clean(self) -> None:
        """No part is more than its whole; nobody stays who did not enrol.

        Raises
        ------
        ValidationError
            One is.
        """
        super().clean()
        faults = {}
        for name in ("information_count", "offer_count", "enrolled_count"):
            count = getattr(self, name)
            if count is not None and self.pupil_count is not None and count > self.pupil_count:
                faults[name] = f"Enter no more than {self.pupil_count}, the pupils"
        if self.january_count is not None and self.january_count > (self.enrolled_count or 0):
            faults["january_count"] = f"Enter no more than {self.enrolled_count or 0}, who enrolled"
        if faults:
            raise ValidationError(faults)
