"""Support, courses, needs and good practice of the demonstration."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.brokered_support.models import BrokeredSupport
from stocktake_web.schools.good_practice.models import GoodPractice
from stocktake_web.schools.training.models import SchoolNeed, TrainingOffer

OBJECTIVES = (
    ("designated_leader", "A teaching school of the region", "Phonics is taught alike daily."),
    ("consultant", "Mathematics consultant", "Number facts are recalled by the end of year 4."),
    ("school", "A neighbouring primary school", "Middle leaders check work with a purpose."),
)
OFFERS = (
    ("course", "reading", "Phonics for new teachers", -150, "clear", "Twelve schools teach alike."),
    ("network", "mathematics", "Mathematics leads", -120, "not_rated", ""),
    ("good_schools", "leadership", "Peer review of strong schools", 40, "not_rated", ""),
)


def add_support(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """A few schools are supported_schools; one rating is late, and one need has no offer."""
    officer, today = users[Role.IMPROVEMENT_OFFICER], services.today()
    stances = footings(area, schools)
    open_to_support = [school for school in schools if stances[school.pk].sets_judgements]
    for school, (supporter, given_by, objective) in zip(open_to_support, OBJECTIVES, strict=False):
        change(
            BrokeredSupport(area=area, school=school),
            actor=officer,
            values={
                "supporter": supporter,
                "given_by": given_by,
                "objective": objective,
                "days": Decimal(rng.randint(3, 12)),
                "cost_pounds": 500 * rng.randint(3, 12),
                "starts_on": today - timedelta(days=60),
                "review_on": today + timedelta(days=rng.choice((-3, 40, 70))),
            },
        )
    for kind, theme, title, days, impact, evidence in OFFERS:
        change(
            TrainingOffer(area=area),
            actor=officer,
            values={
                "kind": kind,
                "theme": theme,
                "title": title,
                "provider": "Eastmere school improvement",
                "event_date": today + timedelta(days=days),
                "cost_pounds": 1200,
                "school_count": 14 if days < 0 else None,
                "impact": impact,
                "impact_evidence": evidence,
            },
        )
    for school, theme in zip(schools, ("mathematics", "send", "leadership"), strict=False):
        change(
            SchoolNeed(area=area, school=school),
            actor=officer,
            values={
                "theme": theme,
                "text": "Somebody to work with two leaders who are new to it.",
                "stated_on": today - timedelta(days=30),
            },
        )
    change(
        GoodPractice(area=area, school=schools[0]),
        actor=officer,
        values={
            "theme": "reading",
            "title": "Ten minutes of reading aloud",
            "text": "Every class ends the day with ten minutes that the teacher reads.",
            "evidence": "Library loans doubled within two terms.",
            "is_agreed": True,
            "passed_on_on": today - timedelta(days=20),
            "passed_on_to": "All primary heads, at their meeting",
        },
    )
