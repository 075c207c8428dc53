"""Reads workbooks that came back."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import SheetImport


def sheet_import(area: Area, sheet: int) -> SheetImport:
    """One workbook that came back."""
    return SheetImport.objects.get(area=area, pk=sheet)
