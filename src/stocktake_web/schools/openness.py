"""To whom things of a school are closed, whatever the permissions say of the role."""

from __future__ import annotations

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.academy_concerns import openness as academy_concerns
from stocktake_web.schools.concern_entries.openness import closed_concern
from stocktake_web.schools.powers.openness import closed_power
from stocktake_web.schools.statements.openness import closed_statement
from stocktake_web.schools.visits import openness as visits

CHECKS = (
    closed_statement,
    closed_concern,
    closed_power,
    visits.closed_reason,
    academy_concerns.closed_reason,
)


def closed_reason(user: Person, area: Area, obj: object) -> str:
    """Why something is closed to a person; empty where it is open."""
    reasons = (check(user, area, obj) for check in CHECKS)
    return next((reason for reason in reasons if reason), "")
