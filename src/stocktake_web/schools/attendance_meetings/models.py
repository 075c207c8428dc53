"""A targeting support meeting of a term."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web import services
from stocktake_web.records.models import Versioned
from stocktake_web.schools.objectives.models import ObjectiveTerm
from stocktake_web.schools.school_years import OfAcademicYear
from stocktake_web.schools.subject import OfSchool


class Reply(models.TextChoices):
    """What a school said to the offer."""

    NO_REPLY = "none", "No reply"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class AttendanceMeeting(OfSchool, OfAcademicYear, Versioned):
    """A meeting that was offered for a term, and what came of it; no pupil is named.

    Parameters
    ----------
    cohorts : str
        Groups of pupils that were looked at, such as a year.
    """

    term = models.CharField(max_length=8, choices=ObjectiveTerm.choices)
    offered_on = models.DateField()
    reply = models.CharField(max_length=8, choices=Reply.choices, default=Reply.NO_REPLY)
    meeting_date = models.DateField(null=True, blank=True)
    cohorts = models.TextField(max_length=1000, blank=True)
    actions = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-offered_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "academic_year", "term"),
                name="attendance_meeting_once_a_term",
                violation_error_message="The meeting of this term is recorded; change it instead",
            ),
        )

    def __str__(self) -> str:
        return f"attendance meeting {self.pk}"

    def clean(self) -> None:
        """What was held has its cohorts and actions, and came after the offer.

        Raises
        ------
        ValidationError
            It has not.
        """
        super().clean()
        faults = {}
        if self.offered_on and self.offered_on > services.today():
            faults["offered_on"] = "The day must be today or in the past"
        if self.meeting_date:
            if self.meeting_date > services.today():
                faults["meeting_date"] = "The day must be today or in the past"
            elif self.offered_on and self.meeting_date < self.offered_on:
                faults["meeting_date"] = "It is held on or after the day of the offer"
            for name in ("cohorts", "actions"):
                if not getattr(self, name).strip():
                    faults[name] = f"Enter the {name} of the meeting"
        if faults:
            raise ValidationError(faults)
