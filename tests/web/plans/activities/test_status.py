"""The status of an activity follows from its dates and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake_web.plans.activities.status import WORDS, compute_status
from stocktake_web.plans.rules import ActivityRules

RULES = ActivityRules(due_soon_days=28, stale_after_days=42)
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Report:
    effective_date: date
    progress_percent: int | None = None


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("starts", "due", "reports", "code", "reason"),
    [
        (None, None, (), "not_started", "nothing was said of it yet"),
        (ago(-7), ago(-90), (), "not_started", "begins on 30 November 2026"),
        (ago(-7), ago(-14), (), "due_soon", "is due on 7 December 2026"),
        (None, ago(-28), (), "due_soon", "is due on 21 December 2026"),
        (None, ago(-29), (), "not_started", "nothing was said of it yet"),
        (ago(10), ago(-90), (), "in_progress", "began on 13 November 2026"),
        (ago(43), ago(-90), (), "stale", "began on 11 October 2026, and nothing was said since"),
        (ago(90), ago(-90), (Report(ago(42)),), "in_progress", "last heard of on 12 October 2026"),
        (ago(90), ago(-90), (Report(ago(43)),), "stale", "nothing was said since 11 October 2026"),
        (None, TODAY, (), "due_soon", "is due on 23 November 2026"),
        (
            None,
            ago(1),
            (),
            "late",
            "was due on 22 November 2026, 1 day ago; nothing was said of it",
        ),
        (None, ago(9), (Report(ago(2), 90),), "late", "was due on 14 November 2026, 9 days ago"),
        (None, ago(9), (Report(ago(2), 100),), "done", "reported done as of 21 November 2026"),
        # Called done, then found not to be: the latest word on progress holds.
        (
            None,
            ago(9),
            (Report(ago(5), 100), Report(ago(2), 60)),
            "late",
            "was due on 14 November 2026, 9 days ago",
        ),
        # A word without a figure does not undo what was done.
        (
            None,
            ago(9),
            (Report(ago(5), 100), Report(ago(2))),
            "done",
            "reported done as of 18 November 2026",
        ),
    ],
)
def test_where_an_activity_stands(
    starts: date | None, due: date | None, reports: tuple[Report, ...], code: str, reason: str
) -> None:
    status = compute_status(starts, due, updates=reports, as_of=TODAY, rules=RULES)
    assert (status.code, status.reason) == (code, reason)


days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
reports = st.lists(st.builds(Report, days, st.none() | st.integers(0, 100)), max_size=6)


@given(st.none() | days, st.none() | days, reports, days)
def test_only_what_is_due_can_be_late(
    starts: date | None, due: date | None, updates: list[Report], as_of: date
) -> None:
    status = compute_status(starts, due, updates=updates, as_of=as_of, rules=RULES)
    assert status.code in WORDS
    assert (status.days_late > 0) == (status.code == "late")
    if status.code == "late":
        assert due is not None
        assert due < as_of


@pytest.mark.slow
@given(st.none() | days, st.none() | days, reports, days)
def test_what_is_said_of_a_later_day_is_not_known_yet(
    starts: date | None, due: date | None, updates: list[Report], as_of: date
) -> None:
    known_updates = [update for update in updates if update.effective_date <= as_of]
    assert compute_status(starts, due, updates=updates, as_of=as_of, rules=RULES) == compute_status(
        starts, due, updates=known_updates, as_of=as_of, rules=RULES
    )
