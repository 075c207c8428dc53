"""The desk: what needs a person, gathered from the apps.

An app says what needs somebody in ``<app>/desk.py``: ``needs(user, area, now) -> list[Need]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.accounts.models import Area, User
from stocktake_web.contributions import contributions


@dataclass(frozen=True)
class Need:
    """Something that waits for a person.

    Parameters
    ----------
    words : str
        What to do, as an instruction: "Update the activity ...".
    url : str
        Where to do it.
    why : str
        Why it waits for this person.
    due : date, optional
        By when.
    late : bool
        Whether that day has passed.
    """

    words: str
    url: str
    why: str = ""
    due: date | None = None
    late: bool = False


def needs_of(user: User, area: Area, now: datetime) -> list[Need]:
    """Everything that waits for a person: late first, then by day, then what has none."""
    found = [need for module in contributions("desk") for need in module.needs(user, area, now)]
    return sorted(found, key=lambda need: (not need.late, need.due or date.max, need.words))
