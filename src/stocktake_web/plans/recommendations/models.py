"""A recommendation, and the evidence that it was followed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.audit import ObjectRef
from stocktake_web.plans.activities.models import UpdateKind
from stocktake_web.records.models import AppendOnly, Versioned


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


EVIDENCE_KINDS: dict[str, UpdateKind] = {
    RecommendationState.ACTED_ON: UpdateKind.ACTION,
    RecommendationState.IMPACT_EVIDENT: UpdateKind.IMPACT,
}
"""Which evidence a state needs."""


class Recommendation(Versioned):
    """One recommendation, and what is done about it."""

    number = models.PositiveSmallIntegerField()
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_title = models.CharField(max_length=200)
    published = models.DateField()
    window_opens = models.DateField(null=True, blank=True)
    window_closes = models.DateField(null=True, blank=True)
    text = models.TextField(max_length=2000)
    owner_role = models.CharField(max_length=120, blank=True)
    owner_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    actions = models.TextField(max_length=4000, blank=True)
    state = models.CharField(
        max_length=16,
        choices=RecommendationState.choices,
        default=RecommendationState.NOT_STARTED,
    )

    class Meta:
        ordering = ("-published", "source_title", "number", "pk")

    def __str__(self) -> str:
        return f"recommendation {self.number} of {self.source_title}"

    def clean(self) -> None:
        """No state may be claimed without the evidence that it needs.

        Raises
        ------
        ValidationError
            It is to be called acted on, or its impact evident, and no such evidence was given.
        """
        kind = EVIDENCE_KINDS.get(self.state)
        if kind and (self._state.adding or not self.evidence.filter(kind=kind).exists()):
            state = self.get_state_display()
            raise ValidationError({"state": f"{state!r} needs evidence of {kind.value} first"})


class RecommendationEvidence(AppendOnly):
    """Evidence of action or of impact, from one person on one day."""

    # The event has an actor and a moment of its own.
    unaudited = frozenset({"by", "at"})

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="evidence"
    )
    kind = models.CharField(max_length=10, choices=UpdateKind.choices)
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    def history_object(self) -> ObjectRef:
        """The recommendation."""
        return ObjectRef(Recommendation._meta.label_lower, str(self.recommendation_id))
