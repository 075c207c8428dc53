"""Levels of schools, and what head and chair replied."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool
from stocktake_web.services.school_improvement import measures_of


class LevelRound(Versioned):
    """The area's target in one measure, which the schools' levels together are to meet.

    Parameters
    ----------
    target : Decimal
        The area's figure, weighted by pupils, in the measure's unit.
    by_year : int
        The summer whose results decide.
    """

    measure = models.CharField(max_length=60)
    target = models.DecimalField(max_digits=6, decimal_places=2)
    by_year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-by_year", "measure", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("area", "measure", "by_year"), name="levels_once_for_a_target"
            ),
        )

    def __str__(self) -> str:
        return f"levels by {self.by_year}"


class SchoolLevel(OfSchool, Versioned):
    """The level that is asked of one school.

    Parameters
    ----------
    start : Decimal
        Its latest result, from which it starts.
    is_rare : bool or None
        Whether fewer than one in five schools from this start ever made the gain.
    """

    round = models.ForeignKey(LevelRound, on_delete=models.PROTECT, related_name="levels")
    start = models.DecimalField(max_digits=6, decimal_places=2)
    pupil_count = models.PositiveIntegerField()
    level = models.DecimalField(max_digits=6, decimal_places=2)
    is_rare = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("school__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "school"), name="one_level_for_a_school"),
        )

    def __str__(self) -> str:
        return f"level {self.pk}"

    def clean(self) -> None:
        """A level is one that a school can score.

        Raises
        ------
        ValidationError
            It lies outside the measure.
        """
        super().clean()
        measure = measures_of(self.area).get(self.round.measure)
        if measure and not measure.lowest <= float(self.level) <= measure.highest:
            limits = f"{measure.lowest:g} to {measure.highest:g}"
            raise ValidationError({"level": f"{measure.title} is {limits}. Enter such a level"})


class Capacity(models.TextChoices):
    """For whom a reply speaks.

    ``GOVERNOR`` is the reply of some governor, from before a role said who is the chair. It stays
    in the record under the code with which it was kept, and does not count as the school's.
    """

    HEAD = "head", "Headteacher"
    CHAIR = "board_chair", "Chair of governors"
    GOVERNOR = "chair", "Governor"


SCHOOL_CAPACITIES = frozenset({Capacity.HEAD, Capacity.CHAIR})
"""Who agrees or refuses for the school."""


class LevelReply(OfSchool, AppendOnly):
    """What a head or the chair replied to a level as it stood; a later reply stands next to it."""

    unaudited = frozenset({"by", "at"})

    school_level = models.ForeignKey(SchoolLevel, on_delete=models.PROTECT, related_name="replies")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    level = models.DecimalField(max_digits=6, decimal_places=2)
    agrees = models.BooleanField()
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"reply {self.pk}"

    def clean(self) -> None:
        """A level is refused with a reason.

        Raises
        ------
        ValidationError
            It is refused without one.
        """
        super().clean()
        if self.agrees is False and not self.reason.strip():
            raise ValidationError({"reason": "Enter why the level is refused"})
