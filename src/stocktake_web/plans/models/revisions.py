"""The plan's text: revisions that never change, and the draft of the next."""

from __future__ import annotations

from typing import Any

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.models.base import AppendOnly, Editable


class PlanRevision(AppendOnly):
    """The plan as it stood from one day on. The one with the highest number is in force.

    ``plan_toml`` is the library's plan as text; ``figures_csv`` the figures that it carries.
    Publishing is said once, later; nothing else of a revision ever changes.
    """

    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created = models.DateTimeField()
    reason = models.TextField()
    plan_toml = models.TextField()
    figures_csv = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("area", "number"), name="revision_number_once"),
        )

    def __str__(self) -> str:
        return f"revision {self.number}"

    def _may_change(self, fields: Any) -> bool:
        return list(fields or ()) == ["published_at"]


class PlanDraft(Editable):
    """The next revision while it is worked on; one for each area."""

    base = models.ForeignKey(
        PlanRevision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plan_toml = models.TextField()
    figures_csv = models.TextField(blank=True)
    changed = models.DateTimeField()
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area",), name="one_draft_for_an_area"),)

    def __str__(self) -> str:
        return "the draft of the plan"
