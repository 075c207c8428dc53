"""Proposals that a body scores against criteria."""

from __future__ import annotations

from django.db import models

from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.records.models import AreaScoped, Versioned


class Outcome(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", "Being scored"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    DEFERRED = "deferred", "Deferred"


class Proposal(Versioned):
    """Something that the body may back, such as a programme by a provider."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    description = models.TextField(max_length=4000)
    requested_pounds = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def body_key(self) -> str:
        """The key by which permissions know the body."""
        return self.item.meeting.body.key


class Criterion(AreaScoped):
    """What a proposal is scored on, from 0 (not met) to 4 (fully met)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("position", "pk")

    def history_object(self) -> Proposal:
        """The proposal, whose history is read by those who may read the proposal."""
        return self.proposal

    def __str__(self) -> str:
        return self.title


class Score(AreaScoped):
    """A member's score on one criterion, chosen before the others' are seen."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="scores")
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("criterion", "seat"), name="score_once_a_criterion"),
        )

    def __str__(self) -> str:
        return f"score {self.pk}"
