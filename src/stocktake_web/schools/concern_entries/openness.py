"""To whom an entry is open: officers at once, the school's people once it was shown to the head."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.concern_entries.models import ConcernEntry
from stocktake_web.schools.roles import is_officer


def closed_concern(user: Person, area: Area, obj: object) -> str:
    """Why an entry is closed to a person; empty where it is open."""
    if not isinstance(obj, ConcernEntry) or obj.shared_at or is_officer(user, area):
        return ""
    return "The council has not shown this entry to the school yet."
