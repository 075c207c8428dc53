"""The categories that were set; each stays as it was set."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.subject import OfSchool


class CategorySetting(OfSchool, AppendOnly):
    """A category that a person set, with the suggestion of that day next to it.

    Parameters
    ----------
    effective_date : date
        From which day it holds.
    category, category_title : str
        Its id in the scheme of the area, and what the scheme called it on the day.
    step : int
        How far it is from the first category of the scheme.
    suggested_category, suggested_title : str
        What the criteria suggested on the day; empty where they suggested nothing.
    suggestion : dict
        The library's document of the suggestion, with its evidence.
    """

    # The event has an actor and a moment of its own.
    unaudited = frozenset({"by", "at", "suggestion", "category", "step", "suggested_category"})

    category = models.CharField("Category", max_length=20)
    category_title = models.CharField("Category", max_length=80)
    step = models.PositiveSmallIntegerField()
    reason = models.TextField("Reason", max_length=2000)
    effective_date = models.DateField("Holds from")
    suggested_category = models.CharField("Suggested", max_length=20, blank=True)
    suggested_title = models.CharField("Suggested", max_length=80, blank=True)
    suggestion = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by_role = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-effective_date", "-pk")

    def __str__(self) -> str:
        return f"category {self.pk}"

    @property
    def follows_suggestion(self) -> bool | None:
        """Whether it is what was suggested; None where nothing was."""
        return self.category == self.suggested_category if self.suggested_category else None
