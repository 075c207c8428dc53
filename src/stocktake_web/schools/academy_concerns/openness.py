"""To whom a concern is open: a draft to who writes it, or to who takes it over from who left."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.academy_concerns.models import (
    AcademyConcern,
    ConcernReply,
    ConcernStep,
)
from stocktake_web.schools.left_records.writers import may_take_over


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why a concern, or a reply to it, is closed to a person; empty where it is not."""
    concern = obj.concern if isinstance(obj, ConcernReply) else obj
    if not isinstance(concern, AcademyConcern) or concern.step != ConcernStep.DRAFT:
        return ""
    is_own = concern.owner_user_id is not None and concern.owner_user_id == user.pk
    return "" if is_own or may_take_over(user, area, concern) else "It is somebody else’s draft."
