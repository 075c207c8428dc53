"""Fortnightly reviews of the demonstration: two that are closed and one that is open."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.fortnightly_review.actions import (
    choices_for,
    decide,
    decide_rest,
)
from stocktake_web.schools.fortnightly_review.models import Choice, FortnightlyReview, ServiceEntry
from stocktake_web.schools.fortnightly_review.queries import review_screen

TEXTS = {
    "attendance": "Severe absence doubled within a term.",
    "inclusion": "Four suspensions in two weeks, all in year 9.",
    "sen": "Three annual reviews are late.",
    "governance": "The chair leaves at Easter; nobody is nominated yet.",
    "finance": "The budget plan shows a deficit in the third year.",
    "complaints": "Two complaints about changes to the school day.",
}
REASON = "Seen together with what the services entered; looked at again in two weeks."
ENTRIES_A_REVIEW = 7


def add_reviews(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    """Two closed reviews a fortnight apart, and the one of today."""
    officer = users[Role.IMPROVEMENT_OFFICER]
    stances = footings(area, schools)
    for days_ago in (28, 14, 0):
        _enter(area, officer, schools, rng, days_ago)
        review = _begin(area, officer, days_ago)
        if days_ago:
            for line in review_screen(review).lines:
                if line.entries:
                    choice = rng.choice(choices_for(stances[line.school.pk])[:4])
                    reason = "" if choice == Choice.NO_CHANGE else REASON
                    decide(
                        actor=officer,
                        review=review,
                        school=line.school,
                        choice=choice,
                        reason=reason,
                    )
            rest = [line.school for line in review_screen(review).undecided]
            decide_rest(actor=officer, review=review, schools=rest)
            _close(officer, review, days_ago)


def _enter(
    area: Area, officer: User, schools: list[School], rng: random.Random, days_ago: int
) -> None:
    moment = services.now() - timedelta(days=days_ago, hours=2)
    for number, school in enumerate(rng.sample(schools, min(ENTRIES_A_REVIEW, len(schools)))):
        service = list(TEXTS)[number % len(TEXTS)]
        change(
            ServiceEntry(area=area, school=school),
            actor=officer,
            values={
                "service": service,
                "text": TEXTS[service],
                **authorship(officer, area),
                "at": moment,
            },
            verb="enter",
        )


def _begin(area: Area, officer: User, days_ago: int) -> FortnightlyReview:
    span = timedelta(days=days_ago)
    values = authorship(officer, area) | {"at": services.now() - span}
    review_date = {"review_date": services.today() - span}
    return change(
        FortnightlyReview(area=area), actor=officer, values={**review_date, **values}, verb="begin"
    )


def _close(officer: User, review: FortnightlyReview, days_ago: int) -> None:
    closed_at = services.now() - timedelta(days=days_ago) + timedelta(hours=1)
    change(
        review,
        actor=officer,
        values={"closed_at": closed_at},
        expected_version=review.version,
        verb="close",
    )
