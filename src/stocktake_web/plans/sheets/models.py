"""Workbooks that came back."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from stocktake_web.accounts.models import User
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.records.models import Versioned


class SheetImport(Versioned):
    """A workbook that came back: what it would change, until somebody takes its rows."""

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
        """What each of its rows would have done when it was read, or did when it was taken."""
        reports = [RowReport.from_json(row) for row in self.rows]
        if self.applied_at and not any(report.is_applied for report in reports):
            # An earlier version took all rows or none.
            return [replace(report, is_applied=report.can_be_taken) for report in reports]
        return reports
