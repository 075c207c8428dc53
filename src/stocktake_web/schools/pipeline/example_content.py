"""What is planned for schools of the demonstration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.pipeline.models import PlannedChange

TRUST_ROLE = "Head of schools of the trust"


def add_planned_changes(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """The first school considers to convert; others merge, moved, or were to close."""
    today = services.today()
    plans: tuple[dict[str, Any], ...] = (
        {
            "kind": "conversion",
            "state": "considered",
            "planned_on": today + timedelta(days=240),
            "other_party": schools[3].trust_name,
            "note": "Governors decide after the spring term.",
        },
        {
            "kind": "merger",
            "state": "agreed",
            "planned_on": today + timedelta(days=120),
            "other_party": schools[2].name,
            "record_to": "Headteacher of the merged school",
            "record_due": today + timedelta(days=110),
        },
        {
            "kind": "reorganisation",
            "state": "agreed",
            "planned_on": today - timedelta(days=20),
            "note": "One class fewer in each year.",
        },
        {
            "kind": "transfer",
            "state": "completed",
            "planned_on": today - timedelta(days=90),
            "completed_on": today - timedelta(days=88),
            "other_party": schools[3].trust_name,
            "record_to": TRUST_ROLE,
            "record_due": today - timedelta(days=60),
        },
        {"kind": "closure", "state": "dropped", "planned_on": today + timedelta(days=300)},
    )
    for school, values in zip(schools, plans, strict=False):
        row = PlannedChange(area=area, school=school)
        change(row, actor=users[Role.IMPROVEMENT_OFFICER], values=values)
