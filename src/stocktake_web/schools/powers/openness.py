"""To whom a power is open: officers; the school's people once it was served or used."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.powers.models import OPEN_TO_SCHOOL, PowerUse
from stocktake_web.schools.roles import is_officer


def closed_power(user: Person, area: Area, obj: object) -> str:
    """Why a power that was considered is closed to a person; empty where it is open."""
    if not isinstance(obj, PowerUse) or obj.state in OPEN_TO_SCHOOL or is_officer(user, area):
        return ""
    return "Nothing was served or used."
