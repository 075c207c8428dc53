"""As what somebody acts: the words of a role, kept with what they said and decided."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import Area, Role
from stocktake_web.accounts.permissions import memberships_of

OFFICERS = frozenset({Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER, Role.ANALYST})
"""Roles that see what is judged of every school of a place."""
ORDER = (Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER, Role.HEADTEACHER, Role.GOVERNOR)


def role_of(user: Any, area: Area) -> str:
    """The role in which somebody acts here; of several the most senior."""
    memberships = sorted(
        memberships_of(user, area),
        key=lambda row: ORDER.index(Role(row.role)) if row.role in ORDER else len(ORDER),
    )
    return memberships[0].get_role_display() if memberships else ""


def is_officer(user: Any, area: Area) -> bool:
    """Whether somebody has an officer's role here today."""
    return any(row.role in OFFICERS for row in memberships_of(user, area))
