"""Reads what the page of a school's support shows."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.brokered_support.models import BrokeredSupport
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.governance.models import GovernanceReturn
from stocktake_web.schools.inclusion.models import HomeEducation, InclusionWeek
from stocktake_web.schools.pupil_premium.expected import premium_rates
from stocktake_web.schools.pupil_premium.queries import gaps_of, premiums_of
from stocktake_web.schools.small_counts import is_hidden, smallest_shown
from stocktake_web.schools.specialist_provision.queries import provision_lines
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction
from stocktake_web.schools.teacher_supply.queries import supply_of
from stocktake_web.schools.training.models import SchoolNeed
from stocktake_web.schools.transitions.models import Transition

LATEST_WEEKS, LATEST_TERMS, LATEST_COUNTS = 12, 6, 20


def school_parts(user: Person, area: Area, school: School) -> dict[str, Any]:
    """Each feature's rows, the latest first, and which counts the reader sees."""
    rows = {"area": area, "school": school}
    return {
        "school": school,
        "seats": GovernanceReturn.objects.filter(**rows)[:LATEST_TERMS],
        "premiums": premiums_of(school),
        "breaks": premium_rates(area).entitlement_break,
        "gaps": gaps_of(school),
        "subject_actions": SubjectAction.objects.filter(**rows)[:LATEST_COUNTS],
        "supply": supply_of(school),
        "early_years": EarlyYearsModeration.objects.filter(**rows)[:LATEST_TERMS],
        "transitions": Transition.objects.filter(**rows)[:LATEST_TERMS],
        "is_hidden": is_hidden,
        "smallest_shown": smallest_shown(user, area),
        "provisions": provision_lines(area, school),
        "brokered_support": BrokeredSupport.objects.filter(**rows),
        "needs": SchoolNeed.objects.filter(**rows).select_related("area", "school"),
        "practices": GoodPractice.objects.filter(**rows),
        "weeks": InclusionWeek.objects.filter(**rows)[:LATEST_WEEKS],
        "home_education": HomeEducation.objects.filter(**rows)[:LATEST_COUNTS],
        "attendance_meetings": AttendanceMeeting.objects.filter(**rows)[:LATEST_TERMS],
    }
