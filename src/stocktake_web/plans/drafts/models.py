"""The draft of the plan's next revision."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.records.models import Versioned


class PlanDraft(Versioned):
    """The next revision while it is worked on; one for each area."""

    base = models.ForeignKey(
        PlanRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan_toml = models.TextField()
    figures_csv = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area",), name="one_draft_for_an_area"),)

    def __str__(self) -> str:
        return "the draft of the plan"
