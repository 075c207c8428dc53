"""Rows of the plan for tests that need no database."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.plans.activities.status import Status
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.overview.queries import PriorityView


def late_activity(id: str, title: str, due: date, days_late: int) -> Work:
    """An activity that is late."""
    return Work(
        area_id=1, id=id, title=title, priority_id="attend", priority="Attendance", starts=None,
        due=due, starts_words="", due_words="", owner="Head", owner_user_id=None,
        owner_role="Head", partners=(), measures=(), query="",
        status=Status("late", "", days_late),
    )  # fmt: skip


def priority(id: str, title: str, sentence: str, **values: Any) -> PriorityView:
    """A priority without money."""
    fields: dict[str, Any] = {"reason": "", "lead": "Lead", "targets": (), "activities": ()}
    return PriorityView(id=id, title=title, sentence=sentence, money=None, **(fields | values))
