"""What of the actions of visits is new for a person since the last digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stocktake_web.accounts.dashboard.news import news_paragraph
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.formats import LONDON, day
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visit_actions.tasks import actions_of, led_actions


def late_action_lines(
    user: User, area: Area, schools: list[School], *, since: datetime, moment: datetime
) -> list[str]:
    """Actions of visits that became late: those that a person does, then those of their visits."""
    own_actions = actions_of(user, area, schools)
    led = [row for row in led_actions(user, area) if row not in own_actions]
    return [
        *_late(own_actions, "action of yours", "actions of yours", since, moment),
        *_late(led, "action of your visits", "actions of your visits", since, moment),
    ]


def _late(
    rows: Iterable[VisitAction], one: str, many: str, since: datetime, moment: datetime
) -> list[str]:
    first, today = since.astimezone(LONDON).date(), moment.astimezone(LONDON).date()
    late = [row for row in rows if first <= row.due < today]
    return news_paragraph(late, one, many, "became late", _describe)


def _describe(row: VisitAction) -> str:
    return f"{row.text}, was due {day(row.due)}"
