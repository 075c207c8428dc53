"""Invented support and provision for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.brokered_support.models import BrokeredSupport
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
)
from stocktake_web.schools.inclusion.models import ExclusionSample, HomeEducation, InclusionWeek
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.service_views.actions import open_round
from stocktake_web.schools.service_views.models import ServiceViewRound
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    Provision,
    ProvisionReview,
)
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction
from stocktake_web.schools.training.models import SchoolNeed, TrainingOffer
from stocktake_web.schools.transitions.models import Transition


def provision_of(area: Area, school: School | None, **values: Any) -> Provision:
    """A base with eight places, open since September 2025."""
    fields = {
        "school": school, "kind": "base", "title": f"Base {school.urn if school else 'outside'}",
        "commissioned_places": 8, "opens_on": date(2025, 9, 1), "review_months": 12,
        "registration": "not_checked",
    } | values  # fmt: skip
    return change(Provision(area=area), actor=None, values=fields)


def month_of(provision: Provision, month: date, on_roll: int, **values: Any) -> MonthlyRoll:
    """A month of a provision."""
    row = MonthlyRoll(area=provision.area, provision=provision)
    return change(row, actor=None, values={"month": month, "on_roll": on_roll} | values)


def review_of(provision: Provision, day: date, **values: Any) -> ProvisionReview:
    """A review of a provision."""
    fields = {
        "reviewed_on": day, "reviewer": "SEND reviewer", "quality": "sound", "evidence": "Seen.",
        "outcomes": "Known.", "actions": "Next.",
    } | values  # fmt: skip
    row = ProvisionReview(area=provision.area, provision=provision)
    return change(row, actor=None, values=fields)


def support_of(school: School, **values: Any) -> BrokeredSupport:
    """Three days of a consultant since October 2026, to be rated in January."""
    fields = {
        "supporter": "consultant", "given_by": "Mathematics consultant", "objective": "Number.",
        "days": Decimal(3), "cost_pounds": 1500, "starts_on": date(2026, 10, 1),
        "review_on": date(2027, 1, 15),
    } | values  # fmt: skip
    row = BrokeredSupport(area=school.area, school=school)
    return change(row, actor=None, values=fields)


def need_of(school: School, **values: Any) -> SchoolNeed:
    """A need in mathematics."""
    fields = {"theme": "mathematics", "text": "A lead.", "stated_on": date(2026, 11, 1)} | values
    return change(SchoolNeed(area=school.area, school=school), actor=None, values=fields)


def offer_of(area: Area, **values: Any) -> TrainingOffer:
    """A course in mathematics in December 2026."""
    fields = {
        "kind": "course", "theme": "mathematics", "title": "Fractions", "provider": "The council",
        "event_date": date(2026, 12, 10), "cost_pounds": 300,
    } | values  # fmt: skip
    return change(TrainingOffer(area=area), actor=None, values=fields)


def practice_of(school: School, **values: Any) -> GoodPractice:
    """A practice that was not passed on."""
    fields = {"theme": "reading", "title": "Aloud", "text": "Read.", "evidence": "Loans."} | values
    return change(GoodPractice(area=school.area, school=school), actor=None, values=fields)


def week_of(school: School, week: date = date(2026, 11, 16), **counts: Any) -> InclusionWeek:
    """A week of a school."""
    row = InclusionWeek(area=school.area, school=school)
    return change(row, actor=None, values={"week": week} | counts)


def home_education_of(school: School, count: int = 4, **values: Any) -> HomeEducation:
    """Pupils who left in the autumn of 2026."""
    fields = {
        "academic_year": "202627", "term": "autumn", "reason": "health", "pupil_count": count,
    } | values  # fmt: skip
    return change(HomeEducation(area=school.area, school=school), actor=None, values=fields)


def exclusion_sample_of(area: Area, **values: Any) -> ExclusionSample:
    """Ten of thirty cases of the autumn."""
    fields = {
        "starts_on": date(2026, 9, 1), "ends_on": date(2026, 10, 31),
        "drawn_on": date(2026, 11, 2), "period_count": 30, "case_count": 10,
        "method": "Every third.", "at": datetime(2026, 11, 2, tzinfo=UTC),
    } | values  # fmt: skip
    return change(ExclusionSample(area=area), actor=None, values=fields)


def attendance_meeting_of(school: School, **values: Any) -> AttendanceMeeting:
    """A meeting that was offered in the autumn of 2026."""
    fields = {
        "academic_year": "202627", "term": "autumn", "offered_on": date(2026, 10, 1),
    } | values  # fmt: skip
    return change(AttendanceMeeting(area=school.area, school=school), actor=None, values=fields)


def seats_of(school: School, **values: Any) -> GovernanceReturn:
    """Two of twelve seats vacant in November 2026."""
    fields = {"as_of": date(2026, 11, 1), "seat_count": 12, "vacancy_count": 2} | values
    return change(GovernanceReturn(area=school.area, school=school), actor=None, values=fields)


def governor_training_of(area: Area, **values: Any) -> GovernorTraining:
    """Training for governors of primary schools in October 2026."""
    fields = {
        "title": "Data", "phase": "primary", "event_date": date(2026, 10, 1), "place_count": 20,
    } | values  # fmt: skip
    return change(GovernorTraining(area=area), actor=None, values=fields)


def councillor_at(school: School, user: User, **values: Any) -> CouncillorGovernor:
    """A councillor who has been a governor for a year."""
    fields = {"councillor": user, "starts_on": date(2025, 11, 1)} | values
    return change(CouncillorGovernor(area=school.area, school=school), actor=None, values=fields)


def premium_of(school: School, **values: Any) -> PupilPremium:
    """The pupil premium of 2026/27."""
    fields = {
        "academic_year": "202627", "pupil_count": 100, "allocation_pounds": 107500,
        "stated_use": "Reading.",
    } | values  # fmt: skip
    return change(PupilPremium(area=school.area, school=school), actor=None, values=fields)


def subject_action_of(school: School, **values: Any) -> SubjectAction:
    """An action in English of 2026/27 that nobody saw yet."""
    fields = {
        "academic_year": "202627", "subject": "english", "action": "Phonics.", "cohort": "Year 1",
    } | values  # fmt: skip
    return change(SubjectAction(area=school.area, school=school), actor=None, values=fields)


def early_years_of(school: School, **values: Any) -> EarlyYearsModeration:
    """Moderation in November 2026."""
    fields = {
        "academic_year": "202627", "moderated_on": date(2026, 11, 2), "result": "alike",
        "baseline_use": "in_use", "findings": "Notes.",
    } | values  # fmt: skip
    row = EarlyYearsModeration(area=school.area, school=school)
    return change(row, actor=None, values=fields)


def transition_of(school: School, **values: Any) -> Transition:
    """Sixty pupils who left for year 12 in 2026."""
    fields = {"academic_year": "202627", "stage": "11_12", "pupil_count": 60} | values
    return change(Transition(area=school.area, school=school), actor=None, values=fields)


def open_views(area: Area, **values: Any) -> ServiceViewRound:
    """A round that takes answers until 11 December 2026."""
    fields = {"academic_year": "202627", "closes_on": date(2026, 12, 11)} | values
    return open_round(actor=None, round_=ServiceViewRound(area=area), values=fields)
