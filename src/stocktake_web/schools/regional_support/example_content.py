"""The department's support in the demonstration: one school on its way, with a concern."""

from __future__ import annotations

from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.regional_support.actions import reply_to_engagement
from stocktake_web.schools.regional_support.models import EngagementConcern, SupportMilestone
from stocktake_web.services.school_inspections import regional_support_of

DAYS_AGO = (150, 120, 90)
RESULTS = (
    "School and trust were informed together.",
    "Days for the diagnosis were agreed.",
    "Reading in years 7 and 8 is what the support is about.",
)


def add_regional_support(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """One academy reached three milestones and replied to a concern; another has one that waits."""
    officer, today = users[Role.IMPROVEMENT_OFFICER], services.today()
    academies = [school for school in schools if school.trust_uid]
    path = regional_support_of(area)
    for school in academies[:1]:
        for item, days, result in zip(path.milestone, DAYS_AGO, RESULTS, strict=False):
            values = {
                "milestone": item.id,
                "title": item.title,
                "reached_on": today - timedelta(days=days),
                "result": result,
                "source": "Letter of the regional team",
            }
            change(SupportMilestone(area=area, school=school), actor=officer, values=values)
    for number, school in enumerate(academies[:2]):
        values = {
            "party": "trust",
            "raised_on": today - timedelta(days=40 - 10 * number),
            "concern": "Nobody came to two meetings about the plan.",
            "evidence": "Letter of the regional team.",
        }
        row = change(EngagementConcern(area=area, school=school), actor=officer, values=values)
        if not number:
            reply_to_engagement(
                actor=users[Role.TRUST_LEADER],
                concern=row,
                text="Both were moved at a day’s notice; we came to the third.",
            )
