"""To whom a record is open: a draft to who writes it, one that was sent to the school too."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.left_records.writers import may_take_over
from stocktake_web.schools.roles import is_officer
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit, VisitState


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why a record, or what belongs to it, is closed to a person; empty where it is not."""
    visit = obj if isinstance(obj, Visit) else getattr(obj, "visit", None)
    if not isinstance(visit, Visit):
        return ""
    if visit.owner_user_id is not None and visit.owner_user_id == user.pk:
        return ""
    if visit.state in DRAFT_STATES and not may_take_over(user, area, visit):
        return "It is somebody else’s draft."
    if visit.state == VisitState.OLD_NOTE and not is_officer(user, area):
        return "It is an old note that no head has read."
    return ""
