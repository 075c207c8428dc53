"""Meetings, and who came to them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web.boards.bodies.models import Body, Seat, quorum_refusal
from stocktake_web.formats import LONDON, day
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
    """A meeting of a body. The quorum's rule is copied from the body when it is planned.

    Why it was opened or closed before its day is empty where it was not.
    """

    # The event has a reason of its own.
    unaudited: ClassVar[frozenset[str]] = frozenset(
        {"early_opening_reason", "early_closing_reason"}
    )

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    meeting_date = models.DateField("date")
    starts_at = models.TimeField("start", null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PLANNED)
    quorum_count = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    quorum_percent = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(100)]
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    early_opening_reason = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    early_closing_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("meeting_date", "pk")
        indexes = (models.Index(fields=("area", "meeting_date")),)

    def __str__(self) -> str:
        return f"{self.body.name}, {self.date_and_time}"

    def clean(self) -> None:
        """Refuse a quorum that the voting seats cannot reach, and a second meeting at one time."""
        if not self.meeting_date:
            return
        refusals = {}
        if self.differs("quorum_count") and not self._state.adding:
            seats = Seat.objects.in_term(self.meeting_date).filter(body=self.body)
            refusals["quorum_count"] = quorum_refusal(self.quorum_count, seats)
        if self.differs("meeting_date", "starts_at") and self._is_taken():
            refusals["starts_at"] = (
                f"{self.body.name} has another meeting at this time: enter another start"
            )
        if messages := {name: text for name, text in refusals.items() if text}:
            raise ValidationError(messages)

    def _is_taken(self) -> bool:
        meetings = Meeting.objects.filter(
            body=self.body, meeting_date=self.meeting_date, starts_at=self.starts_at
        )
        return meetings.exclude(pk=self.pk).exists()

    @property
    def date_and_time(self) -> str:
        """Its date, and when it starts where that is known: no other of the body has both."""
        time = f", {self.starts_at:%H:%M}" if self.starts_at else ""
        return f"{day(self.meeting_date)}{time}"

    @property
    def first_date(self) -> date:
        """The day from which something can be agreed in it: its day, or when it was opened."""
        if self.opened_at is None:
            return self.meeting_date
        return min(self.meeting_date, self.opened_at.astimezone(LONDON).date())

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
