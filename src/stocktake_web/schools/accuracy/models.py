"""What a head replied to a record, and what became of each point."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned
from stocktake_web.schools.subject import OfSchool
from stocktake_web.schools.visits.models import Visit, VisitSending


class ReplyOutcome(models.TextChoices):
    """What a head replied. That none came is no agreement, and is never written as one."""

    ACCURATE = "accurate", "Accurate"
    INACCURATE = "inaccurate", "Inaccurate"
    NO_REPLY = "no_reply", "No reply"


class PointDecision(models.TextChoices):
    """What became of a point."""

    OPEN = "open", "Not answered yet"
    CORRECTION = "changed", "The record was changed"
    NO_CHANGE = "kept", "The record stays"


class AccuracyReply(OfSchool, AppendOnly):
    """A reply to what was sent, or that none came by the day."""

    unaudited = frozenset({"by", "at"})

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="replies")
    sending = models.ForeignKey(VisitSending, on_delete=models.PROTECT, related_name="replies")
    outcome = models.CharField(max_length=12, choices=ReplyOutcome.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("sending", "outcome"), name="accuracy_reply_once"),
        )

    def __str__(self) -> str:
        return f"reply {self.pk}"


class AccuracyPoint(OfSchool, Versioned):
    """One point in which a head says that the record is inaccurate, and the answer to it.

    Parameters
    ----------
    section : str
        What of the record it is about, as the page calls it.
    passage : str
        That part of the record as it was sent.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="points")
    reply = models.ForeignKey(AccuracyReply, on_delete=models.PROTECT, related_name="points")
    section = models.CharField(max_length=120)
    passage = models.TextField(blank=True, max_length=6000)
    reason = models.TextField(max_length=2000)
    decision = models.CharField(
        max_length=8, choices=PointDecision.choices, default=PointDecision.OPEN
    )
    decision_reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"point {self.pk}"

    @property
    def owner_user_id(self) -> int | None:
        """Who writes the record, and so answers the point."""
        return self.visit.owner_user_id

    def clean(self) -> None:
        """What the head said stays, and a point that is not followed has a reason.

        Raises
        ------
        ValidationError
            By field.
        """
        super().clean()
        if self.pk and self.differs("section", "passage", "reason", "reply"):
            raise ValidationError("What the head said stays as it is")
        if self.decision == PointDecision.NO_CHANGE and not self.decision_reason.strip():
            raise ValidationError({"decision_reason": "Say why the record stays as it is"})
