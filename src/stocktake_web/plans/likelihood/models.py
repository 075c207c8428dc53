"""Rounds of likelihood and members' scores."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly, Versioned

FOUR_POINTS = [MinValueValidator(1), MaxValueValidator(4)]


class LikelihoodRound(Versioned):
    """One quarter's round."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(validators=FOUR_POINTS)
    opened_at = models.DateTimeField()
    closes = models.DateField()

    class Meta:
        ordering = ("-year", "-quarter")
        constraints = (
            models.UniqueConstraint(fields=("area", "year", "quarter"), name="round_once"),
        )

    def __str__(self) -> str:
        return f"quarter {self.quarter} of {self.year}"


class LikelihoodScore(AppendOnly):
    """One member's scores of one priority: 1 (unlikely) to 4 (likely) on each dimension."""

    # The history would show the scores early; it has an actor and a moment of its own.
    unaudited = frozenset({"member", "at", "challenge", "planning", "capacity", "stage", "comment"})

    round = models.ForeignKey(LikelihoodRound, on_delete=models.PROTECT, related_name="scores")
    priority_id = models.CharField(max_length=120)
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    challenge = models.PositiveSmallIntegerField(validators=FOUR_POINTS)
    planning = models.PositiveSmallIntegerField(validators=FOUR_POINTS)
    capacity = models.PositiveSmallIntegerField(validators=FOUR_POINTS)
    stage = models.PositiveSmallIntegerField(validators=FOUR_POINTS)
    comment = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "priority_id", "member"), name="one_score_for_each_member"
            ),
        )

    def __str__(self) -> str:
        return f"score {self.pk} of {self.priority_id}"
