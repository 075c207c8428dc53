"""Review meetings, and who came to them."""

from __future__ import annotations

from django.db import models

from stocktake_web.audit import ObjectRef
from stocktake_web.records.models import AreaScoped, Versioned
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.subject import OfSchool


class MeetingState(models.TextChoices):
    """How far a review meeting is."""

    PLANNED = "planned", "Planned"
    HAPPENED = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class ReviewMeeting(OfSchool, Authored, Versioned):
    """A review meeting about a school.

    Parameters
    ----------
    summary : str
        What was decided; kept once it was held, and never changed.
    """

    meeting_date = models.DateField()
    purpose = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    summary = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("-meeting_date", "-pk")
        indexes = (models.Index(fields=("area", "meeting_date")),)

    def __str__(self) -> str:
        return f"review meeting {self.pk}"


class Presence(models.TextChoices):
    """Whether somebody came."""

    UNKNOWN = "", "Not recorded"
    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"


class MeetingAttendance(AreaScoped):
    """Whether somebody who attends by the definition came; their title as it was on that day."""

    meeting = models.ForeignKey(ReviewMeeting, on_delete=models.PROTECT, related_name="attendance")
    attendee = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    is_governor = models.BooleanField(default=False)
    presence = models.CharField(max_length=8, choices=Presence.choices, blank=True)
    absence_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "attendee"), name="attendee_once_at_a_review_meeting"
            ),
        )

    def __str__(self) -> str:
        return f"attendance {self.pk}"

    def history_object(self) -> ObjectRef:
        """The meeting."""
        return ObjectRef("schools.reviewmeeting", str(self.meeting_id))
