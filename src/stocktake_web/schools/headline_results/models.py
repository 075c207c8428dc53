"""Headline results that a school stated on or after results day; its figures are early results."""

from __future__ import annotations

from django.db import models

from stocktake.standards import period_label
from stocktake_web.records.models import AppendOnly
from stocktake_web.schools.authored import Authored
from stocktake_web.schools.subject import OfSchool


class HeadlineReturn(OfSchool, Authored, AppendOnly):
    """One form with headline results; what is entered later takes its place, and both are kept.

    Parameters
    ----------
    stated_by : str
        Who at the school said it, where an officer entered it: the office, not the name.
    """

    time_period = models.CharField(max_length=6)
    stated_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("area", "school")),)

    def __str__(self) -> str:
        return f"headline results {self.pk}"

    @property
    def period_title(self) -> str:
        """The academic year as it is said."""
        return period_label(self.time_period)
