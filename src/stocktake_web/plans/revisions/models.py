"""The plan's text as revisions that never change."""

from __future__ import annotations

from typing import Any

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly


class PlanRevision(AppendOnly):
    """The plan as it stood from one day on. The one with the highest number is in force.

    ``plan_toml`` is the library's plan as text; ``figures_csv`` the figures that it carries.
    Publishing is recorded once, later; nothing else of a revision ever changes.
    """

    number = models.PositiveIntegerField()
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
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
