"""The clock, read here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _system() -> datetime:
    return datetime.now(UTC)


source: Callable[[], datetime] = _system
"""What tells the time; a test sets another."""


def now() -> datetime:
    """The present moment."""
    return source()


def today() -> date:
    """The day in England."""
    return now().astimezone(LONDON).date()
