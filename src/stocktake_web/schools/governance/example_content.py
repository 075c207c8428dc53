"""Governing bodies, pupil premium, subjects, transitions and a round of views, all invented."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake.standards import academic_year_of
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.governance.models import (
    CouncillorGovernor,
    GovernanceReturn,
    GovernorTraining,
)
from stocktake_web.schools.pupil_premium.models import PupilPremium
from stocktake_web.schools.service_views.actions import open_round
from stocktake_web.schools.service_views.models import ServiceViewRound
from stocktake_web.schools.subject_strategies.models import EarlyYearsModeration, SubjectAction
from stocktake_web.schools.transitions.models import Transition

TRAINING = (("Reading a data pack", "primary", -40, 18), ("Safer recruitment", "all", 25, None))
ACTIONS = (
    ("english", "Daily phonics in year 1", "Year 1", "as_intended"),
    ("mathematics", "Number facts ten minutes a day", "Year 4", "partly"),
    ("science", "One practical lesson a week", "Year 8", "not_seen"),
)


def add_governance(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """What is known of a few schools, and a round that takes answers."""
    officer, today = users[Role.IMPROVEMENT_OFFICER], services.today()
    stances = footings(area, schools)
    agreed_schools = [school for school in schools if stances[school.pk].sets_judgements][:3]
    for number, school in enumerate(agreed_schools):
        values = {"as_of": today - timedelta(days=30), "seat_count": 12, "vacancy_count": number}
        change(GovernanceReturn(area=area, school=school), actor=officer, values=values)
    for school, (subject, action, cohort, fidelity) in zip(agreed_schools, ACTIONS, strict=False):
        _add_teaching(school, officer, subject, action, cohort, fidelity, rng)
    for title, phase, days, attended_count in TRAINING:
        values = {
            "title": title,
            "phase": phase,
            "event_date": today + timedelta(days=days),
            "place_count": 24,
            "attended_count": attended_count,
        }
        change(GovernorTraining(area=area), actor=officer, values=values)
    change(
        CouncillorGovernor(area=area, school=schools[0]),
        actor=officer,
        values={
            "councillor": users[Role.COUNCILLOR],
            "starts_on": today - timedelta(days=400),
            "conflict": "A nephew is a pupil of the school.",
        },
    )
    open_round(
        actor=users[Role.HEAD_OF_SERVICE],
        round_=ServiceViewRound(area=area),
        values={
            "academic_year": academic_year_of(today),
            "closes_on": today + timedelta(days=21),
        },
    )


def _add_teaching(
    school: School,
    officer: User,
    subject: str,
    action: str,
    cohort: str,
    fidelity: str,
    rng: random.Random,
) -> None:
    today = services.today()
    year = academic_year_of(today)
    pupil_count = rng.randint(40, 120)
    change(
        SubjectAction(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": year,
            "subject": subject,
            "action": action,
            "cohort": cohort,
            "fidelity": fidelity,
            "seen_on": None if fidelity == "not_seen" else today - timedelta(days=12),
        },
    )
    change(
        EarlyYearsModeration(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": year,
            "moderated_on": today - timedelta(days=20),
            "result": "alike",
            "baseline_use": "in_use",
            "findings": "The notes of six children show what was judged.",
        },
    )
    change(
        PupilPremium(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": year,
            "pupil_count": pupil_count,
            "looked_after_count": min(pupil_count, 3),
            "service_count": 1,
            "allocation_pounds": 1500 * pupil_count,
            "stated_use": "Two more teachers of early reading, and breakfast every day.",
        },
    )
    change(
        Transition(area=school.area, school=school),
        actor=officer,
        values={
            "academic_year": year,
            "stage": "6_7" if school.phase == "Primary" else "11_12",
            "pupil_count": 60,
            "information_count": 60,
            "offer_count": 57,
            "enrolled_count": 46,
        },
    )
