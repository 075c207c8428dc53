"""What schools did about exclusion, in counts; names stay in the council's case system."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.objectives.models import ObjectiveTerm
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.subject import OfSchool


class InclusionWeek(OfSchool, Versioned):
    """What happened in a school in a week.

    Parameters
    ----------
    week : date
        Its Monday, whichever day of it is entered.
    tried_before_count : int
        Of the suspensions and exclusions, those before which something else was tried.
    sixth_day_needed_count, sixth_day_placed_count : int
        Pupils for whom education was due from the sixth school day, and those who had it.
    """

    week = models.DateField()
    suspension_count = models.PositiveSmallIntegerField(default=0)
    exclusion_count = models.PositiveSmallIntegerField(default=0)
    tried_before_count = models.PositiveSmallIntegerField(default=0)
    tried_before = models.TextField(max_length=1000, blank=True)
    sixth_day_needed_count = models.PositiveSmallIntegerField(default=0)
    sixth_day_placed_count = models.PositiveSmallIntegerField(default=0)
    governors_review_count = models.PositiveSmallIntegerField(default=0)
    panel_count = models.PositiveSmallIntegerField(default=0)
    managed_move_count = models.PositiveSmallIntegerField(default=0)
    reduced_timetable_count = models.PositiveSmallIntegerField(default=0)
    fair_access_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-week", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "week"),
                name="inclusion_once_a_week",
                violation_error_message="The week is entered already; change it instead",
            ),
        )

    @property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """What the school's page shows: each count with the whole of which it is a part."""
        whole = self.suspension_count + self.exclusion_count
        return (
            (self.suspension_count, self.suspension_count),
            (self.exclusion_count, self.exclusion_count),
            (self.tried_before_count, whole),
            (self.sixth_day_needed_count, self.sixth_day_needed_count),
            (self.sixth_day_placed_count, self.sixth_day_needed_count),
            (self.managed_move_count, self.managed_move_count),
            (self.reduced_timetable_count, self.reduced_timetable_count),
            (self.fair_access_count, self.fair_access_count),
        )

    def __str__(self) -> str:
        return f"week of {self.week:%d %B %Y}"

    def clean(self) -> None:
        """A week has begun; parts are no more than their whole.

        Raises
        ------
        ValidationError
            One of them does not hold.
        """
        super().clean()
        faults = {}
        if isinstance(self.week, date):
            self.week -= timedelta(days=self.week.weekday())
            if self.week > services.today():
                faults["week"] = "The week must have begun"
        whole = (self.suspension_count or 0) + (self.exclusion_count or 0)
        if (self.tried_before_count or 0) > whole:
            faults["tried_before_count"] = f"Enter no more than {whole}, suspensions and exclusions"
        needed_count = self.sixth_day_needed_count or 0
        if (self.sixth_day_placed_count or 0) > needed_count:
            faults["sixth_day_placed_count"] = f"Enter no more than {needed_count}, who needed one"
        if faults:
            raise ValidationError(faults)


class HomeEducationReason(models.TextChoices):
    """The main reason that parents gave for educating at home."""

    CHOICE = "choice", "Their own choice: belief, lifestyle or preference"
    SCHOOL = "school", "Unhappy with the school"
    SEND = "send", "Special needs not met"
    BULLYING = "bullying", "Bullying"
    HEALTH = "health", "Health, the mind’s too"
    PLACE = "place", "No place in the school that they wanted"
    ATTENDANCE = "attendance", "To avoid a fine or prosecution"
    EXCLUSION = "exclusion", "To avoid exclusion, or after it"
    ADVISED = "advised", "The school suggested it"
    UNLISTED = "other", "Another reason"
    NOT_GIVEN = "not_given", "None given"


class HomeEducation(OfSchool, OfAcademicYear, Versioned):
    """How many pupils left a school in a term to be educated at home, for one reason."""

    term = models.CharField(max_length=8, choices=ObjectiveTerm.choices)
    reason = models.CharField(max_length=12, choices=HomeEducationReason.choices)
    pupil_count = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-academic_year", "term", "reason")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "academic_year", "term", "reason"),
                name="home_education_once",
                violation_error_message="The reason is entered for this term already",
            ),
        )

    def __str__(self) -> str:
        return self.get_reason_display()


class ExclusionSample(AppendOnly):
    """Cases drawn from those of a period, for two people to review.

    Parameters
    ----------
    period_count : int
        Cases of the period.
    case_count : int
        Cases drawn; where they are kept, their names are too, and that is not here.
    """

    unaudited = frozenset({"by", "at"})

    starts_on = models.DateField()
    ends_on = models.DateField()
    drawn_on = models.DateField()
    period_count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    case_count = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    method = models.TextField(max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-drawn_on", "-pk")

    def __str__(self) -> str:
        return f"sample {self.pk}"

    def clean(self) -> None:
        """Cases are drawn from those of a period that has ended.

        Raises
        ------
        ValidationError
            They are not.
        """
        super().clean()
        faults = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults["ends_on"] = "The last day must be on or after the first day"
        if self.drawn_on and self.drawn_on > services.today():
            faults["drawn_on"] = "The day must be today or in the past"
        elif self.drawn_on and self.ends_on and self.drawn_on < self.ends_on:
            faults["drawn_on"] = "It is drawn after the last day of the period"
        if self.case_count and self.period_count and self.case_count > self.period_count:
            faults["case_count"] = f"Enter no more than {self.period_count}, the period’s cases"
        if faults:
            raise ValidationError(faults)


class SampleReading(AppendOnly):
    """What one of two people found, without seeing what the other found."""

    unaudited = frozenset({"by", "at", "unnecessary_count", "findings"})

    sample = models.ForeignKey(ExclusionSample, on_delete=models.PROTECT, related_name="readings")
    unnecessary_count = models.PositiveSmallIntegerField()
    findings = models.TextField(max_length=3000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("sample", "by"), name="one_reading_for_a_person"),
        )

    def __str__(self) -> str:
        return f"reading {self.pk}"

    def clean(self) -> None:
        """No more cases are found than were drawn.

        Raises
        ------
        ValidationError
            More are.
        """
        super().clean()
        if self.unnecessary_count is not None and self.unnecessary_count > self.sample.case_count:
            raise ValidationError(
                {"unnecessary_count": f"Enter no more than {self.sample.case_count}, the cases"}
            )
