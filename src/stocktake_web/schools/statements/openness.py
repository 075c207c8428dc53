"""To whom a statement is open: a draft to who drafts it, a sent one to the school too."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.left_records.writers import may_take_over
from stocktake_web.schools.roles import is_officer
from stocktake_web.schools.statements.models import Statement, StatementState


def closed_statement(user: Person, area: Area, obj: object) -> str:
    """Why a statement is closed to a person, whatever their permissions; empty where not."""
    if not isinstance(obj, Statement) or obj.state == StatementState.DISPATCHED:
        return ""
    if obj.owner_user_id is not None and obj.owner_user_id == user.pk:
        return ""
    if may_take_over(user, area, obj):
        return ""
    if obj.state in {StatementState.DRAFT, StatementState.DISCARDED}:
        return "It is somebody else’s draft."
    if is_officer(user, area) and has_permission(user, area, "schools.sign_statement"):
        return ""
    return "It was not sent yet."
