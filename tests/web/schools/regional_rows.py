"""The department's support of schools for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake_web.accounts.models import School
from stocktake_web.records.change import change
from stocktake_web.schools.regional_support.models import EngagementConcern, SupportMilestone


def milestone_of(school: School, **values: Any) -> SupportMilestone:
    """The first milestone, reached in September."""
    fields = {
        "milestone": "inform", "title": "Responsible body formally informed",
        "reached_on": date(2026, 9, 7), "result": "The trust took part.",
        "source": "Letter of 8 September",
    } | values  # fmt: skip
    return change(SupportMilestone(area=school.area, school=school), actor=None, values=fields)


def engagement_concern_of(school: School, **values: Any) -> EngagementConcern:
    """A concern that is open since October."""
    fields = {
        "party": "trust", "raised_on": date(2026, 10, 5), "concern": "Two meetings were missed.",
        "evidence": "Letter of 5 October.",
    } | values  # fmt: skip
    return change(EngagementConcern(area=school.area, school=school), actor=None, values=fields)
