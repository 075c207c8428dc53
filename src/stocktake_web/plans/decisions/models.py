"""The decisions that a target opens, and the verdicts that were last noticed."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.records.models import Versioned


class TargetStanding(Versioned):
    """The last verdict on a target that was noticed, and on which evidence.

    Kept only to see that the next one is worse on new evidence; the verdict itself is computed.
    One that another version of the judging engine reached is no measure of the next.
    """

    # An event has a moment of its own.
    unaudited = frozenset({"noticed_at"})

    target_id = models.CharField(max_length=120)
    status = models.CharField(max_length=20)
    evidence = models.CharField(max_length=64)
    engine_version = models.PositiveIntegerField(default=1)
    noticed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "target_id"), name="target_standing_once"),
        )

    def __str__(self) -> str:
        return f"standing of {self.target_id}"

    def history_object(self) -> ObjectRef:
        """The target."""
        return ObjectRef("plans.target", self.target_id)


class OpenDecision(Versioned):
    """A question that a board must answer: a target is newly off track on new evidence.

    It stays until it is answered. "Accepted, because ..." is an answer.
    """

    class Answer(models.TextChoices):
        """How it was answered."""

        DECIDED = "decided", "Decided: something will be done"
        ACCEPTED = "accepted", "Accepted, because nothing more will be done"

    target_id = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    status_before = models.CharField(max_length=20, blank=True)
    status_now = models.CharField(max_length=20)
    evidence = models.TextField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("opened_at", "pk")

    def __str__(self) -> str:
        return f"the decision on {self.target_id}"
