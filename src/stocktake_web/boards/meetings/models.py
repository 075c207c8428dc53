"""Meetings, and who came to them."""

from __future__ import annotations

from django.db import models

from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.records.models import AreaScoped, Versioned


class State(models.TextChoices):
    """How far a meeting has come; it never goes back."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "In session"
    CLOSED = "closed", "Closed, minutes in draft"
    APPROVED = "approved", "Minutes approved"


class Presence(models.TextChoices):
    """Whether somebody came. Consent to an absence is recorded apart from apologies."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    ABSENT = "absent", "Absent"


class Meeting(Versioned):
    """A meeting of a body. The quorum's rule is copied from the body when it is planned."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    meeting_date = models.DateField("date")
    starts_at = models.TimeField("start", null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    quorum_count = models.PositiveSmallIntegerField()
    quorum_percent = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("meeting_date", "pk")
        indexes = (models.Index(fields=("area", "meeting_date")),)

    def __str__(self) -> str:
        return f"Meeting of {self.meeting_date.isoformat()}"

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.body.key


class Attendance(AreaScoped):
    """Whether the person of a seat came to a meeting, and whether an absence was consented to.

    ``consent`` is None until the body has decided on it; an apology alone is not consent.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    presence = models.CharField(max_length=20, choices=Presence.choices)
    consent = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "seat"), name="attendance_once_a_meeting"),
        )

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_presence_display()}"

    def __repr__(self) -> str:
        return f"<Attendance {self.pk}>"
