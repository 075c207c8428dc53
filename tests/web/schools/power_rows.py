"""Powers for tests: considered, drafted, served."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.schools.powers.actions import consider_power, draft_warning, record_service
from stocktake_web.schools.powers.models import PowerUse


def considered(school: School, actor: User | None, power: str = "interim-board") -> PowerUse:
    """A power that was considered and not used."""
    return consider_power(
        actor=actor, school=school, power=power, used_on=None, reason="The head has a plan."
    )


def drafted(school: School, actor: User | None, **values: Any) -> PowerUse:
    """A notice that nobody served, for today, until the end of January."""
    values = {
        "intended_on": services.today(),
        "ground": "standards",
        "matters": "Results fell three years running.",
        "required_action": "Agree a plan.\nReport to the council each month.",
        "compliance_ends_on": date(2027, 1, 29),
        "powers_minded": ["interim-board"],
        "reason": "Two meetings brought nothing.",
    } | values
    return draft_warning(actor=actor, school=school, **values)


def served_notice(school: School, actor: User | None, **values: Any) -> PowerUse:
    """The same, recorded as served today."""
    row = drafted(school, actor, **values)
    return record_service(
        actor=actor, row=row, expected_version=row.version, used_on=row.intended_on
    )
