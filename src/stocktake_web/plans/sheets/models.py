"""Workbooks that came back."""

from __future__ import annotations

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.records.models import Versioned


class SheetImport(Versioned):
    """A workbook that came back: what it would change, until somebody applies it."""

    # What the rows change has events of its own, and the event an actor and a moment.
    unaudited = frozenset({"by", "at", "rows"})

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    rows = models.JSONField(blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"the workbook {self.file_name}"

    @property
    def reports(self) -> list[RowReport]:
        """What each of its rows would do."""
        return [RowReport.from_json(row) for row in self.rows]

    @property
    def faults(self) -> list[RowReport]:
        """The rows that cannot be taken."""
        return [report for report in self.reports if report.effect == "fault"]
