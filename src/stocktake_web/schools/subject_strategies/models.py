"""Actions of a subject's strategy in a school, and the moderation of early-years assessment."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import Versioned
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.subject import OfSchool


class Subject(models.TextChoices):
    """A subject with a strategy."""

    ENGLISH = "english", "English"
    MATHEMATICS = "mathematics", "Mathematics"
    SCIENCE = "science", "Science"
    LANGUAGES = "languages", "Languages"


class Fidelity(models.TextChoices):
    """How faithfully an action is carried out."""

    NOT_SEEN = "not_seen", "Nobody looked yet"
    NOT_BEGUN = "not_begun", "Not begun"
    PARTLY = "partly", "Partly as intended"
    AS_INTENDED = "as_intended", "As intended"


class SubjectAction(OfSchool, OfAcademicYear, Versioned):
    """What a school does in a subject, for whom, and what shows that it works.

    Parameters
    ----------
    cohort : str
        For which pupils, such as a year.
    evidence : str
        What the cohort can do that it could not.
    """

    subject = models.CharField(max_length=12, choices=Subject.choices)
    action = models.TextField(max_length=1000)
    cohort = models.CharField(max_length=120)
    fidelity = models.CharField(max_length=12, choices=Fidelity.choices, default=Fidelity.NOT_SEEN)
    seen_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-academic_year", "subject", "school__name", "pk")

    def __str__(self) -> str:
        return self.action[:80]

    def clean(self) -> None:
        """Who says how faithfully says when it was seen.

        Raises
        ------
        ValidationError
            There is no day, or it is to come.
        """
        super().clean()
        if self.fidelity != Fidelity.NOT_SEEN and not self.seen_on:
            raise ValidationError({"seen_on": "Enter the day on which it was seen"})
        if self.seen_on and self.seen_on > services.today():
            raise ValidationError({"seen_on": "The day must be today or in the past"})


class ModerationResult(models.TextChoices):
    """What moderation of early-years assessment found."""

    ALIKE = "alike", "Judgements agreed"
    ALIKE_AFTER_CHANGES = "changed", "Agreed after changes"
    NOT_ALIKE = "not_alike", "Not agreed"


class BaselineUse(models.TextChoices):
    """Whether the baseline of reception is used."""

    IN_USE = "in_use", "Used to plan teaching"
    NOT_IN_USE = "not_in_use", "Taken and not used"
    NOT_KNOWN = "not_known", "Not known"


class EarlyYearsModeration(OfSchool, OfAcademicYear, Versioned):
    """The moderation of a school's early-years assessment in a year."""

    moderated_on = models.DateField()
    result = models.CharField(max_length=12, choices=ModerationResult.choices)
    baseline_use = models.CharField(max_length=12, choices=BaselineUse.choices)
    findings = models.TextField(max_length=2000)

    class Meta:
        ordering = ("-academic_year", "school__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "academic_year"),
                name="early_years_moderated_once_a_year",
                violation_error_message="The year is entered already; change it instead",
            ),
        )

    def __str__(self) -> str:
        return f"early-years moderation {self.pk}"

    def clean(self) -> None:
        """It was held.

        Raises
        ------
        ValidationError
            Its day is to come.
        """
        super().clean()
        if self.moderated_on and self.moderated_on > services.today():
            raise ValidationError({"moderated_on": "The day must be today or in the past"})
