"""As what somebody acts: the words of a role, kept with what they said and decided."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import Area, Role
from stocktake_web.accounts.permissions import memberships_of
from stocktake_web.accounts.permissions.predicates import my_school

OFFICERS = frozenset({Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER, Role.ANALYST})
"""Roles that see what is judged of every school of a place."""
ORDER = (Role.HEAD_OF_SERVICE, Role.IMPROVEMENT_OFFICER, Role.HEADTEACHER, Role.GOVERNOR)


def role_of(user: Any, area: Area, about: Any = None) -> str:
    """The role in which somebody acts here; of several the most senior.

    Parameters
    ----------
    about : School or a row about one, optional
        The school for which they act: roles about another school say nothing of it, and only here
        is a governor the chair.
    """
    rows = memberships_of(user, area)
    if about is not None:
        rows = [row for row in rows if row.school_urn in {"", about.school_urn}] or rows
    memberships = sorted(
        rows,
        key=lambda row: ORDER.index(Role(row.role)) if row.role in ORDER else len(ORDER),
    )
    if not memberships:
        return ""
    first = memberships[0]
    is_about = about is not None and my_school(first, about)
    return first.role_title if is_about else first.get_role_display()


def is_officer(user: Any, area: Area) -> bool:
    """Whether somebody has an officer's role here today."""
    return any(row.role in OFFICERS for row in memberships_of(user, area))
