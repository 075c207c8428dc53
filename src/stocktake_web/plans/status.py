"""The status of an activity: computed from its dates and what was said of it, never kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from stocktake_web.formats import counted, day
from stocktake_web.plans.rules import ActivityRules

Code = Literal["not_started", "due_soon", "in_progress", "done", "late", "stale"]

WORDS: dict[Code, str] = {
    "not_started": "Not started",
    "due_soon": "Due soon",
    "in_progress": "In progress",
    "done": "Done",
    "late": "Late",
    "stale": "Stale",
}
CLASSES: dict[Code, str] = {
    "not_started": "govuk-tag--grey",
    "due_soon": "govuk-tag--yellow",
    "in_progress": "govuk-tag--blue",
    "done": "govuk-tag--green",
    "late": "govuk-tag--red",
    "stale": "govuk-tag--orange",
}
DONE_PERCENT = 100


class Said(Protocol):
    """An update, as far as a status rests on it."""

    @property
    def told_of(self) -> date:
        """The day of which it is true."""

    @property
    def progress_percent(self) -> int | None:
        """How far it is, where that was said."""


@dataclass(frozen=True)
class Status:
    """Where an activity stands on a day.

    Parameters
    ----------
    code : str
        ``done``, ``late``, ``stale``, ``due_soon``, ``in_progress`` or ``not_started``: the first
        of these that holds.
    because : str
        Why, with the date that decided.
    days_late : int
        Days since the due day of what is not done; 0 where it is not late.
    """

    code: Code
    because: str
    days_late: int = 0

    @property
    def words(self) -> str:
        """The status as a person reads it."""
        return WORDS[self.code]

    @property
    def classes(self) -> str:
        """The colour that stands with the words."""
        return CLASSES[self.code]


def status_of(
    starts: date | None,
    due: date | None,
    *,
    said: Sequence[Said],
    as_of: date,
    rules: ActivityRules,
) -> Status:
    """Say where an activity stands.

    Parameters
    ----------
    starts, due : date or None
        As the plan has them. Without a due day nothing is late; without a day of beginning an
        activity has begun when somebody first says something of it.
    said : sequence
        Its updates in any order; those that tell of a day after ``as_of`` are left out.
    as_of : date
    rules : ActivityRules

    Examples
    --------
    >>> rules = ActivityRules(due_soon_days=28, stale_after_days=42)
    >>> late = status_of(None, date(2026, 3, 31), said=(), as_of=date(2026, 4, 2), rules=rules)
    >>> late.code, late.days_late, late.because
    ('late', 2, 'was due on 31 March 2026, 2 days ago; nothing was said of it')
    """
    known = sorted((each for each in said if each.told_of <= as_of), key=lambda each: each.told_of)
    # The latest word on progress holds: what was called done may turn out not to be.
    measured = [each for each in known if each.progress_percent is not None]
    if measured and measured[-1].progress_percent == DONE_PERCENT:
        return Status("done", f"reported done as of {day(measured[-1].told_of)}")
    if due is not None and due < as_of:
        late = (as_of - due).days
        told = "" if known else "; nothing was said of it"
        return Status("late", f"was due on {day(due)}, {counted(late, 'day')} ago{told}", late)
    begun = starts if starts is not None and starts <= as_of else None
    last = max((each.told_of for each in known), default=begun)
    if last is not None and (as_of - last).days > rules.stale_after_days:
        heard = f"nothing was said since {day(last)}" if known else f"began on {day(last)}"
        return Status("stale", heard if known else f"{heard}, and nothing was said since")
    if due is not None and due - as_of <= timedelta(days=rules.due_soon_days):
        return Status("due_soon", f"is due on {day(due)}")
    if last is not None:
        since = f"last heard of on {day(last)}" if known else f"began on {day(last)}"
        return Status("in_progress", since)
    if starts is not None:
        return Status("not_started", f"begins on {day(starts)}")
    return Status("not_started", "nothing was said of it yet")
