"""Proposals that a body scores against criteria, and the area's own document template."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.models.bodies import Seat
from stocktake_web.boards.models.meetings import AgendaItem


class Outcome(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", "Being scored"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    DEFERRED = "deferred", "Deferred"


class Proposal(models.Model):
    """Something that the body is asked to back, such as a programme by a provider."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=160)
    organisation = models.CharField(max_length=160, blank=True)
    words = models.TextField("what is proposed", max_length=4000)
    asked_pounds = models.PositiveIntegerField("amount asked for", null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.TextField(blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def body_key(self) -> str:
        """The key by which rights know the body."""
        return self.item.meeting.body.key


class Criterion(models.Model):
    """What a proposal is scored on, from 0 (not met) to 4 (fully met)."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.words


class Score(models.Model):
    """A member's score on one criterion, given before the others' are seen."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
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


class PackTemplate(models.Model):
    """The Word document whose styles and heading the area's packs take."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    held = models.BinaryField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_name
