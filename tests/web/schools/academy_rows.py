"""Concerns about academies and declared interests for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.academy_concerns.actions import record_concern, send_to_trust
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.interests.models import AdviserInterest


def worried(school: School, actor: User | None, **values: Any) -> AcademyConcern:
    """A draft."""
    values = {
        "noticed_on": date(2026, 11, 2),
        "concern": "Planted concern.",
        "evidence": "Published absence rose two years running.",
    } | values
    row = AcademyConcern(area=school.area, school=school, owner_user=actor)
    return record_concern(actor=actor, concern=row, values=values)


def send_concern(school: School, actor: User | None, **values: Any) -> AcademyConcern:
    """A concern that is with the trust."""
    row = worried(school, actor, **values)
    return send_to_trust(actor=actor, concern=row, expected_version=row.version)


def declare(area: Area, user: User, school: School | None = None, **values: Any) -> AdviserInterest:
    """A declaration of September; without a school that there is no interest."""
    day = date(2026, 9, 1)
    values = {
        "owner_user": user, "school": school, "declared_on": day, "confirmed_on": day,
        "nature": "Governor until 2021" if school else "",
    } | values  # fmt: skip
    return change(AdviserInterest(area=area), actor=user, values=values, verb="declare")
