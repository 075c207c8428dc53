"""Provision of the demonstration: reviews in time and overdue, and a provider not checked."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    Provision,
    ProvisionReview,
)

MONTHS = 6
ROWS = (
    ("Communication base", "base", 12, "registered", 90),
    ("Speech and language base", "base", 8, "registered", 500),
    ("Harbour workshops", "alternative", 15, "not_checked", None),
    ("The referral unit", "referral_unit", 40, "registered", 200),
    ("SEN support", "mainstream", 0, "not_needed", 120),
)
"""Name, kind, places, registration, days since the last review."""


def add_provision(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Provision in the first schools, with months and reviews."""
    officer, today = users[Role.IMPROVEMENT_OFFICER], services.today()
    for number, (title, kind, places, registration, reviewed) in enumerate(ROWS):
        is_outside = kind in {"alternative", "referral_unit"}
        school = None if is_outside else schools[number % len(schools)]
        provision = change(
            Provision(area=area),
            actor=officer,
            values={
                "school": school,
                "kind": kind,
                "title": f"{title}, {school.name}" if school else title,
                "commissioned_places": places,
                "opens_on": today - timedelta(days=900),
                "registration": registration,
                "registration_checked_on": None
                if registration == "not_checked"
                else today - timedelta(days=100),
            },
        )
        if places:
            _add_months(provision, officer, rng)
        if reviewed is not None:
            _review(provision, officer, reviewed)


def _add_months(provision: Provision, officer: User, rng: random.Random) -> None:
    month = services.today().replace(day=1)
    for _ in range(MONTHS):
        places = provision.commissioned_places
        change(
            MonthlyRoll(area=provision.area, provision=provision),
            actor=officer,
            values={
                "month": month,
                "on_roll": rng.randint(places - 3, places + 2),
                "waiting_count": rng.randint(0, 3),
                "returned_count": rng.randint(0, 2),
            },
        )
        month = (month - timedelta(days=1)).replace(day=1)


def _review(provision: Provision, officer: User, days: int) -> None:
    change(
        ProvisionReview(area=provision.area, provision=provision),
        actor=officer,
        values={
            "reviewed_on": services.today() - timedelta(days=days),
            "reviewer": "SEND reviewer",
            "quality": "sound",
            "evidence": "Six lessons seen, and the plans of five pupils read.",
            "outcomes": "Most move on with their year; destinations are followed for two terms.",
            "actions": "The school shortens its plans to one page by half-term.",
        },
    )
