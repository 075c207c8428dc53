"""Adds calendar months to a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter.

    Examples
    --------
    >>> from datetime import date
    >>> add_months(date(2024, 2, 29), 12), add_months(date(2026, 12, 31), 2)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28))
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
