"""Says by which text a row of the workbook knows the version of what it was made from.

A person who sends a workbook back saw the plan, the actions and the risks as they were when it was
taken out. The version of a row tells what was changed on the page since from what is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from stocktake_web.plans.sheets.layout import RISKS

LENGTH = 8
PLAN_FIELDS = {"words": "words", "starts": "begins", "due": "due", "owner": "owner"}
RISK_FIELDS = {column.field: column.name for column in RISKS.columns if column.field}
FUNDING_FIELDS = {
    "activity_id": "activity",
    "source": "source",
    "financial_year": "financial year",
    "committed_pounds": "committed",
    "spent_pounds": "spent",
    "forecast_pounds": "forecast",
    "note": "note",
}
"""The column of each field that a sheet asks for."""


def plan_version(texts: Iterable[str]) -> str:
    """The version of an activity of the plan: a digest of what its row shows.

    Examples
    --------
    >>> plan_version(["The team is in post.", "", "2026-10-30", ""])
    'vab4c24f5'
    """
    return f"v{_digest(texts)}"


def row_version(version: int, texts: Iterable[str]) -> str:
    """The version of a risk or a line of money: its number, and a digest of what its row shows."""
    return f"{version}-{_digest(texts)}"


def cell_texts(row: Any, fields: Iterable[str]) -> list[str]:
    """What the cells of a row show of an activity, a risk or a line of money."""
    return [cell_text(getattr(row, name)) for name in fields]


def cell_text(value: Any) -> str:
    """A value as its cell shows it, without what spreadsheets change by themselves."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if value else "0"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text.replace("\r\n", "\n").strip()


def _digest(texts: Iterable[str]) -> str:
    return sha256("\x1f".join(texts).encode()).hexdigest()[:LENGTH]
