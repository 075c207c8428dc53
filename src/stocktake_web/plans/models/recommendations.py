"""Recommendations from inspection, review, scrutiny and research, until their impact is evident."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models.base import AppendOnly, Editable
from stocktake_web.plans.models.work import UpdateKind


class SourceKind(models.TextChoices):
    """Where a recommendation comes from."""

    INSPECTION = "inspection", "Inspection"
    REVIEW = "review", "External review"
    SCRUTINY = "scrutiny", "Scrutiny"
    RESEARCH = "research", "Research"


class RecommendationState(models.TextChoices):
    """How far a recommendation has come."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    ACTED_ON = "acted_on", "Acted on, impact not yet evident"
    IMPACT_EVIDENT = "impact_evident", "Impact evident"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


class Recommendation(Editable):
    """One recommendation, and what is done about it."""

    number = models.PositiveSmallIntegerField()
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_title = models.CharField(max_length=200)
    published = models.DateField()
    window_opens = models.DateField(null=True, blank=True)
    window_closes = models.DateField(null=True, blank=True)
    words = models.TextField()
    owner_role = models.CharField(max_length=120, blank=True)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    actions = models.TextField(blank=True)
    state = models.CharField(
        max_length=16,
        choices=RecommendationState.choices,
        default=RecommendationState.NOT_STARTED,
    )

    class Meta:
        ordering = ("-published", "source_title", "number", "pk")

    def __str__(self) -> str:
        return f"recommendation {self.number} of {self.source_title}"


class RecommendationEvidence(AppendOnly):
    """Evidence of action or of impact, as somebody gave it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"evidence {self.pk}"
