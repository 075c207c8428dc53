"""Weeks, a reviewed sample and attendance meetings of the demonstration."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.inclusion.actions import read_sample
from stocktake_web.schools.inclusion.models import ExclusionSample, HomeEducation, InclusionWeek
from stocktake_web.schools.school_years import term_of

WEEKS = 4


def add_inclusion(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Four weeks of some schools, one sample read by one of two, and the term's meetings."""
    secondaries = [school for school in schools if school.phase == "Secondary"][:4] or schools[:4]
    officer = users[Role.IMPROVEMENT_OFFICER]
    for school in secondaries:
        _add_weeks(school, officer, rng)
    _add_sample(area, users)
    for number, school in enumerate(schools[:6]):
        _add_meeting(school, officer, is_held=number < 3)


def _add_weeks(school: School, officer: User, rng: random.Random) -> None:
    today = services.today()
    for number in range(1, WEEKS + 1):
        suspensions = rng.randint(1, 14)
        exclusions = rng.choice((0, 0, 1))
        change(
            InclusionWeek(area=school.area, school=school),
            actor=officer,
            values={
                "week": today - timedelta(days=7 * number),
                "suspension_count": suspensions,
                "exclusion_count": exclusions,
                "tried_before_count": rng.randint(0, suspensions),
                "tried_before": "A mentor, and a plan agreed with home.",
                "sixth_day_needed_count": exclusions,
                "sixth_day_placed_count": exclusions,
                "managed_move_count": rng.randint(0, 2),
                "reduced_timetable_count": rng.randint(0, 4),
                "fair_access_count": rng.randint(0, 1),
            },
        )
    change(
        HomeEducation(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": academic_year_of(today),
            "term": term_of(today),
            "reason": rng.choice(("choice", "send", "health", "not_given")),
            "pupil_count": rng.randint(1, 6),
        },
    )


def _add_sample(area: Area, users: dict[str, User]) -> None:
    today, head = services.today(), users[Role.HEAD_OF_SERVICE]
    sample = change(
        ExclusionSample(area=area),
        actor=head,
        values={
            "starts_on": today - timedelta(days=120),
            "ends_on": today - timedelta(days=30),
            "drawn_on": today - timedelta(days=20),
            "period_count": 31,
            "case_count": 10,
            "method": "Every third case of the period, by the day of exclusion.",
            "by": head,
            "at": services.now(),
        },
    )
    read_sample(
        actor=head,
        by_role=Role.HEAD_OF_SERVICE.label,
        sample=sample,
        unnecessary_count=2,
        findings="In two cases a managed move had been offered and was not waited for.",
    )


def _add_meeting(school: School, officer: User, *, is_held: bool) -> None:
    today = services.today()
    change(
        AttendanceMeeting(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": academic_year_of(today),
            "term": term_of(today),
            "offered_on": today - timedelta(days=40),
            "reply": "accepted" if is_held else "none",
            "meeting_date": today - timedelta(days=15) if is_held else None,
            "cohorts": "Year 9, and pupils who were away for a tenth or more last year."
            if is_held
            else "",
            "actions": "The pastoral lead calls home on the first day, from next week."
            if is_held
            else "",
        },
    )
