"""The small words of a pack that page, PDF and Word share. Pure."""

from __future__ import annotations

from stocktake_web.boards.pack import PackAction, PackLate, PackPage
from stocktake_web.formats import counted

_STATES = {"open": "Open.", "done": "Done.", "dropped": "Dropped."}


def action_stands(action: PackAction) -> str:
    """How an action stands."""
    return "Late." if action.late else _STATES[action.state]


def days_late(activity: PackLate) -> str:
    """How long an activity is late."""
    return f"{counted(activity.days_late, 'day')} late"


def more_late(page: PackPage) -> str:
    """How many late activities the page has no room for; empty where it shows all."""
    if not page.more_late:
        return ""
    return f"{counted(page.more_late, 'more activity', 'more activities')} late."
