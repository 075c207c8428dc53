"""What is planned for a school, as officers know it before the register does."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.records.models import Versioned
from stocktake_web.schools.subject import OfSchool


class ChangeKind(models.TextChoices):
    """What happens to a school."""

    CONVERSION = "conversion", "Becomes an academy"
    TRANSFER = "transfer", "Moves to another trust"
    MERGER = "merger", "Merges with another school"
    SPLIT = "split", "Is split into several schools"
    FEDERATION = "federation", "Joins or leaves a federation"
    REORGANISATION = "reorganisation", "Changes its ages, size or site"
    CLOSURE = "closure", "Closes"


class ChangeState(models.TextChoices):
    """How sure it is."""

    POSSIBILITY = "considered", "Considered"
    DECISION = "agreed", "Agreed"
    COMPLETION = "completed", "Took place"
    WITHDRAWAL = "dropped", "Given up"


OPEN_STATES = (ChangeState.POSSIBILITY, ChangeState.DECISION)


class PlannedChange(OfSchool, Versioned):
    """A conversion or reorganisation of a school, with the hand-over of its record.

    Parameters
    ----------
    planned_on : date
        The first day on which it is to hold.
    completed_on : date or None
        The day on which it took place.
    other_party : str
        The trust, school or federation that it concerns besides.
    new_urn : str
        The number under which the school goes on, once it is known.
    record_to : str
        To whom the record goes: a role, never a name.
    record_due, record_handed_on : date or None
        By when the record is handed over, and when it was. Until then it stays where it is.
    """

    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    state = models.CharField(
        max_length=12, choices=ChangeState.choices, default=ChangeState.POSSIBILITY
    )
    planned_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True)
    other_party = models.CharField(max_length=200, blank=True)
    new_urn = models.CharField(
        max_length=6, blank=True, validators=School._meta.get_field("urn").validators[:1]
    )
    record_to = models.CharField(max_length=200, blank=True)
    record_due = models.DateField(null=True, blank=True)
    record_handed_on = models.DateField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("planned_on", "school__name", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display().lower()}"

    def clean(self) -> None:
        """What took place has its day, in the past; a record is handed over to somebody.

        Raises
        ------
        ValidationError
            It does not hold: by field.
        """
        super().clean()
        errors: dict[str, str] = {}
        today = services.today()
        if self.state == ChangeState.COMPLETION and not self.completed_on:
            errors["completed_on"] = "Enter the day on which it took place"
        elif self.completed_on and self.state != ChangeState.COMPLETION:
            errors["completed_on"] = "Only what took place has such a day"
        elif self.completed_on and self.completed_on > today:
            errors["completed_on"] = "The day must be today or in the past"
        if self.record_handed_on and self.record_handed_on > today:
            errors["record_handed_on"] = "The day must be today or in the past"
        if (self.record_due or self.record_handed_on) and not self.record_to.strip():
            errors["record_to"] = "Enter to whom the record goes"
        if self.new_urn and self.school_id and self.new_urn == self.school.urn:
            errors["new_urn"] = "Enter another number than the one the school has"
        if errors:
            raise ValidationError(errors)

    def is_late(self, day: date) -> bool:
        """Whether its day has passed and nobody said what came of it."""
        return self.state in OPEN_STATES and self.planned_on < day

    def is_record_late(self, day: date) -> bool:
        """Whether the record should have been handed over."""
        is_given_up = self.state == ChangeState.WITHDRAWAL
        return bool(
            self.record_due
            and self.record_due < day
            and not self.record_handed_on
            and not is_given_up
        )
