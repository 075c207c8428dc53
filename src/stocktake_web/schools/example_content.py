"""Schools of the demonstration: what is known, judged, asked and done, all invented."""

from __future__ import annotations

import random
from datetime import timedelta

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.agreements.models import TrustAgreement
from stocktake_web.schools.brokered_support.example_content import add_support
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.concern_entries.example_content import add_concerns
from stocktake_web.schools.escalation.example_content import add_meetings
from stocktake_web.schools.exchange.example_content import add_exchange
from stocktake_web.schools.fortnightly_review.example_content import add_reviews
from stocktake_web.schools.governance.example_content import add_governance
from stocktake_web.schools.inclusion.example_content import add_inclusion
from stocktake_web.schools.left_records.example_content import add_left_records
from stocktake_web.schools.levels.example_content import add_levels
from stocktake_web.schools.moderation.actions import draw_sample, review_category
from stocktake_web.schools.moderation.queries import sample_views
from stocktake_web.schools.pipeline.earlier_records import add_earlier_records
from stocktake_web.schools.pipeline.example_content import add_planned_changes
from stocktake_web.schools.predictions.example_content import add_predictions
from stocktake_web.schools.regional_support.example_content import add_regional_support
from stocktake_web.schools.specialist_provision.example_content import add_provision
from stocktake_web.schools.statements.example_content import add_statements
from stocktake_web.schools.visits.example_content import add_visits

REASONS = {
    "A": "Results and attendance hold, and the last visit found nothing open.",
    "B": "Attendance fell two years running; the plan to raise it is agreed.",
    "C": "Results fell again, and governors have not met their own targets.",
}


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Give the invented schools a record; nothing is invented about a real one."""
    if not area.invented:
        return
    schools = list(open_schools(area).select_related("area").order_by("urn"))
    if not schools:
        return
    _agree(area, users, schools)
    _set_categories(area, users, schools, rng)
    _moderate(area, users)
    add_predictions(area, users, schools, rng)
    add_levels(area, users, schools, rng)
    add_statements(area, users, schools)
    add_planned_changes(area, users, schools)
    add_exchange(area, users, schools, rng)
    add_visits(area, users, schools)
    add_concerns(area, users, _challenged_first(area, schools))
    add_reviews(area, users, schools, rng)
    add_meetings(area, users, schools)
    add_regional_support(area, users, schools)
    add_provision(area, users, schools, rng)
    add_support(area, users, schools, rng)
    add_inclusion(area, users, schools, rng)
    add_governance(area, users, schools, rng)
    add_earlier_records(area, users)
    add_left_records(area, users, schools)


def _challenged_first(area: Area, schools: list[School]) -> list[School]:
    """Schools of which a judgement may be made, in the order of the list."""
    stances = footings(area, schools)
    return [school for school in schools if stances[school.pk].sets_judgements]


def _agree(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """Of the academies two have an agreement in force, one had one, and one will have one."""
    today = services.today()
    days = (
        (today - timedelta(days=200), None),
        (today - timedelta(days=200), today + timedelta(days=165)),
        (today - timedelta(days=500), today - timedelta(days=30)),
        (today + timedelta(days=30), None),
    )
    academies = [school for school in schools if school.trust_uid]
    for school, (starts_on, ends_on) in zip(academies, days, strict=False):
        change(
            TrustAgreement(area=area, school=school),
            actor=users[Role.HEAD_OF_SERVICE],
            values={
                "agreed_with": "Trust leader",
                "terms": "Visits twice a year, and the trust’s own figures after each term.",
                "starts_on": starts_on,
                "ends_on": ends_on,
            },
        )


def _set_categories(
    area: Area, users: dict[str, User], schools: list[School], rng: random.Random
) -> None:
    stances = footings(area, schools)
    officer = users[Role.IMPROVEMENT_OFFICER]
    for school in schools:
        if not stances[school.pk].sets_judgements:
            continue
        category = rng.choices(list(REASONS), weights=(6, 3, 1))[0]
        set_category(
            actor=officer,
            by_role=Role.IMPROVEMENT_OFFICER.label,
            school=school,
            category=category,
            reason=REASONS[category],
            effective_date=services.today() - timedelta(days=60),
        )


def _moderate(area: Area, users: dict[str, User]) -> None:
    """The head of service looked at three of five."""
    head = users[Role.HEAD_OF_SERVICE]
    draw_sample(area=area, actor=head, size=5)
    for line in sample_views(area)[0].lines[:3]:
        review_category(
            actor=head,
            by_role=Role.HEAD_OF_SERVICE.label,
            sample=line.sample,
            setting=line.setting,
            category=line.setting.category,
            reason="The record leads me to the same.",
        )
