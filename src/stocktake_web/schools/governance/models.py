"""What is known of governing bodies."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.models import Versioned
from stocktake_web.schools.brokered_support.models import Impact, Rated
from stocktake_web.schools.subject import OfSchool

BRIEFED_WITHIN = timedelta(days=365)


class GovernanceReturn(OfSchool, Versioned):
    """The seats of a governing body on a day."""

    as_of = models.DateField()
    seat_count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    vacancy_count = models.PositiveSmallIntegerField()
    is_chair_vacant = models.BooleanField(default=False)

    class Meta:
        ordering = ("-as_of", "-pk")

    def __str__(self) -> str:
        return f"seats on {self.as_of}"

    def clean(self) -> None:
        """No more seats are vacant than there are, on a day that has come.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        faults = {}
        if self.as_of and self.as_of > services.today():
            faults["as_of"] = "The day must be today or in the past"
        if self.seat_count and (self.vacancy_count or 0) > self.seat_count:
            faults["vacancy_count"] = f"Enter no more than {self.seat_count}, the seats"
        if faults:
            raise ValidationError(faults)


class Phase(models.TextChoices):
    """For governors of which schools."""

    ALL = "all", "All phases"
    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"


class GovernorTraining(Rated):
    """Training for governors, and what it changed."""

    title = models.CharField(max_length=160)
    phase = models.CharField(max_length=12, choices=Phase.choices)
    event_date = models.DateField()
    place_count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    attended_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-event_date", "-pk")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Who came, and what it changed, is known once it was held.

        Raises
        ------
        ValidationError
            It is still to be held.
        """
        super().clean()
        if self.event_date and self.event_date > services.today():
            if self.attended_count is not None:
                raise ValidationError({"attended_count": "Leave it empty until it is held"})
            if self.impact != Impact.NOT_RATED:
                raise ValidationError({"impact": "Rate it after it is held"})


class CouncillorGovernor(OfSchool, Versioned):
    """A councillor who is a governor of a school.

    Parameters
    ----------
    briefed_on : date or None
        When the councillor last heard how the school stands, and what the council may do.
    conflict : str
        What was declared; empty where nothing was.
    """

    councillor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    briefed_on = models.DateField(null=True, blank=True)
    conflict = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("school__name", "-starts_on", "pk")

    def __str__(self) -> str:
        return f"councillor at school {self.school_id}"

    @property
    def needs_briefing(self) -> bool:
        """Whether the last briefing is more than a year ago, or there was none."""
        return self.briefed_on is None or self.briefing_due < services.today()

    @property
    def briefing_due(self) -> date:
        """The last day for the next briefing: a year after the last, or the first in office."""
        return self.starts_on if self.briefed_on is None else self.briefed_on + BRIEFED_WITHIN

    def clean(self) -> None:
        """It ends on or after the day on which it starts; a briefing was held.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        faults = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = "The last day must be on or after the first day"
        if self.briefed_on and self.briefed_on > services.today():
            faults["briefed_on"] = "The day must be today or in the past"
        if faults:
            raise ValidationError(faults)
