"""The status of an activity: computed from its dates and what was reported of it, never kept."""

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


class DatedUpdate(Protocol):
    """An update, as far as a status depends on it."""

    @property
    def effective_date(self) -> date:
        """The day of which it is true."""

    @property
    def progress_percent(self) -> int | None:
        """How far it is, where that was said."""


@dataclass(frozen=True)
class Status:
    """The status of an activity on a day.

    Parameters
    ----------
    code : str
        ``done``, ``late``, ``stale``, ``due_soon``, ``in_progress`` or ``not_started``: the first
        of these that holds.
    reason : str
        Why, with the date that decided.
    days_late : int
        Days since the due day of what is not done; 0 where it is not late.
    """

    code: Code
    reason: str
    days_late: int = 0

    @property
    def words(self) -> str:
        """The status as a person reads it."""
        return WORDS[self.code]

    @property
    def classes(self) -> str:
        """The colour that stands with the words."""
        return CLASSES[self.code]


def compute_status(
    starts: date | None,
    due: date | None,
    *,
    updates: Sequence[DatedUpdate],
    as_of: date,
    rules: ActivityRules,
) -> Status:
    """Compute where an activity stands.

    Parameters
    ----------
    starts, due : date or None
        As the plan has them. Without a due day nothing is late; without a day of beginning an
        activity has begun when somebody first says something of it.
    updates : sequence
        In any order; those that are true of a day after ``as_of`` are left out.
    as_of : date
    rules : ActivityRules

    Examples
    --------
    >>> rules = ActivityRules(due_soon_days=28, stale_after_days=42)
    >>> due, as_of = date(2026, 3, 31), date(2026, 4, 2)
    >>> late = compute_status(None, due, updates=(), as_of=as_of, rules=rules)
    >>> late.code, late.days_late, late.reason
    ('late', 2, 'was due on 31 March 2026, 2 days ago; nothing was said of it')
    """
    known_updates = [update for update in updates if update.effective_date <= as_of]
    known_updates.sort(key=lambda update: update.effective_date)
    # The latest word on progress holds: what was called done may turn out not to be.
    progress = [update for update in known_updates if update.progress_percent is not None]
    if progress and progress[-1].progress_percent == DONE_PERCENT:
        return Status("done", f"reported done as of {day(progress[-1].effective_date)}")
    if due is not None and due < as_of:
        days_late = (as_of - due).days
        silence = "" if known_updates else "; nothing was said of it"
        reason = f"was due on {day(due)}, {counted(days_late, 'day')} ago{silence}"
        return Status("late", reason, days_late)
    start = starts if starts is not None and starts <= as_of else None
    last_day = known_updates[-1].effective_date if known_updates else start
    if last_day is not None and (as_of - last_day).days > rules.stale_after_days:
        if known_updates:
            return Status("stale", f"nothing was said since {day(last_day)}")
        return Status("stale", f"began on {day(last_day)}, and nothing was said since")
    if due is not None and due - as_of <= timedelta(days=rules.due_soon_days):
        return Status("due_soon", f"is due on {day(due)}")
    if last_day is not None:
        reason = (
            f"last heard of on {day(last_day)}" if known_updates else f"began on {day(last_day)}"
        )
        return Status("in_progress", reason)
    if starts is not None:
        return Status("not_started", f"begins on {day(starts)}")
    return Status("not_started", "nothing was said of it yet")
