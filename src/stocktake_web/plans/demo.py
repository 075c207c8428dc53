"""Content for the demonstration.

The real place gets what is published of it and nothing else: its plan, the letter's
recommendations and what the verdicts open. The invented one gets a year of work.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.gateway import PlanText, plan_of, plan_sections, plan_texts
from stocktake_web.plans import actions, queries
from stocktake_web.plans.models import UpdateKind

ACTION, IMPACT = UpdateKind.ACTION, UpdateKind.IMPACT
DONE = 100

# Activity, days ago, kind, progress in percent, words.
SAID: tuple[tuple[str, int, UpdateKind, int | None, str], ...] = (
    ("attendance-team-in-post", 690, ACTION, DONE, "All four officers have begun."),
    (
        "attendance-team-in-post",
        120,
        IMPACT,
        None,
        "Families who were visited twice missed fewer half days in the term after.",
    ),
    ("ladder-agreed", 500, ACTION, DONE, "Every secondary head has signed the ladder."),
    ("turnaround-centre", 200, ACTION, 40, "The lease is signed; the roof is not mended."),
    ("turnaround-centre", 35, ACTION, 60, "Builders are in. Ten places open after Christmas."),
    ("bus-fares", 12, ACTION, 20, "Two operators have named a price."),
    ("reading-second-wave", 590, ACTION, DONE, "Twelve schools joined."),
    (
        "reading-second-wave",
        300,
        IMPACT,
        None,
        "Reading ages in the twelve schools rose by more than in those that wait.",
    ),
    ("transition-protocol-trial", 480, ACTION, DONE, "Tried in every primary school."),
    ("peer-reviews-first-round", 95, ACTION, 70, "Seven of ten reviews are written up."),
    ("careers-leaders-trained", 600, ACTION, DONE, "Eight leaders hold the qualification."),
)
OWNERS = {
    "turnaround-centre": "delivery_lead",
    "bus-fares": "head_of_service",
    "peer-reviews-first-round": "improvement_officer",
    "reading-second-wave": "improvement_officer",
    "tracking-agreed": "provider",
}


def seed(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Fill a place."""
    if area.invented:
        _invented(area, users, rng)
    else:
        text = gateway.example_plan_text(area.slug)
        actions.add_revision(area=area, actor=None, kept=text, reason="The plan as published.")
        actions.add_letter(area=area, actor=None)
    actions.notice_verdicts(area=area)


def _invented(area: Area, users: dict[str, User], rng: random.Random) -> None:
    today, analyst, lead = gateway.today(), users["analyst"], users["delivery_lead"]
    first = plan_texts.invented_plan()
    actions.add_revision(area=area, actor=analyst, kept=first, reason="The plan as agreed.")
    kept = _moved(first, today)
    actions.add_revision(
        area=area, actor=analyst, kept=kept, reason="Dates moved after the builders were late."
    )
    for activity, ago, kind, progress, words in SAID:
        actions.add_update(
            area=area,
            actor=users[OWNERS.get(activity, "delivery_lead")],
            activity_id=activity,
            words=words,
            kind=kind,
            told_of=today - timedelta(days=ago),
            progress_percent=progress,
        )
    for activity, role in OWNERS.items():
        actions.assign_owner(
            area=area,
            actor=lead,
            activity_id=activity,
            owner_user=users[role],
            owner_role="",
            expected_version=0,
        )
    actions.add_wait(
        area=area,
        actor=lead,
        activity_id="turnaround-centre",
        words="Money for the roof",
        body_id="education-board",
        since=today - timedelta(days=120),
        needed_by=today - timedelta(days=45),
    )
    link, _ = actions.make_link(
        area=area, actor=lead, activity_id="bus-fares", role="Manager of the bus company"
    )
    actions.offer_update(
        link=link,
        words="We can start after half term if the council pays a third.",
        kind=ACTION,
        told_of=today - timedelta(days=1),
        progress_percent=50,
    )
    plan = plan_of(kept)
    _resources(area, lead, plan, rng)
    _targets(area, users, plan, today)
    _returns(area, users, today)
    _scores(area, users, plan, rng)
    _recommendations(area, users, today)
    _comments(area, users, plan)


def _moved(first: PlanText, today: date) -> PlanText:
    """The plan with dates around today, so that something is late, due soon and under way."""
    for activity, values in (
        ("turnaround-centre", {"due": today - timedelta(days=20)}),
        ("bus-fares", {"starts": today - timedelta(days=60), "due": today + timedelta(days=120)}),
        ("peer-reviews-first-round", {"due": today + timedelta(days=200)}),
        (
            "tracking-agreed",
            {"starts": today - timedelta(days=10), "due": today + timedelta(days=18)},
        ),
    ):
        text = plan_sections.changed_text(first, "activity", activity, values)
        first = PlanText(text, first.figures_csv)
    return first


def _resources(area: Area, lead: User, plan: plan_texts.Plan, rng: random.Random) -> None:
    levels = ((4, 3), (3, 3), (2, 2))
    for risk, (likelihood, impact) in zip(plan.risk, levels, strict=False):
        actions.add_risk(
            area=area,
            actor=lead,
            words=risk.words[:300],
            likelihood=likelihood,
            impact=impact,
            response=risk.response,
            owner_role=risk.owner,
        )
    for priority in plan.priority:
        for activity in priority.activity[:2]:
            committed = Decimal(rng.randrange(20, 200) * 1000)
            actions.add_funding(
                area=area,
                actor=lead,
                activity_id=activity.id,
                source=rng.choice(("Council", "Schools Forum", "Grant")),
                committed_pounds=committed,
                spent_pounds=committed * rng.randrange(30, 95) / 100,
                forecast_pounds=committed * rng.randrange(95, 115) / 100,
            )


def _targets(area: Area, users: dict[str, User], plan: plan_texts.Plan, today: date) -> None:
    verdicts = {each.id: each.verdict for each in queries.targets(area, today)}
    for target, rating, reason in (
        (plan.target[0], "amber_red", "The autumn's register is better than the spring's."),
        (plan.target[1], "red", "Two schools suspend as often as they did."),
    ):
        actions.rate_target(
            area=area,
            actor=users["head_of_service"],
            target_id=target.id,
            rating=rating,
            reason=reason,
            computed_status=verdicts[target.id].status,
        )
    begins = today.year if today.month >= 9 else today.year - 1
    year = f"{begins}{(begins + 1) % 100:02d}"
    for term, aspect, words, due in (
        ("1-autumn", "leadership", "Every head has an attendance plan.", date(begins, 12, 18)),
        ("1-autumn", "teaching", "Coaches have seen every Year 3 class.", date(begins, 12, 18)),
        ("2-spring", "behaviour", "Internal suspension has stopped.", date(begins + 1, 3, 26)),
        ("3-summer", "achievement", "Mock results are above last year's.", date(begins + 1, 7, 16)),
    ):
        actions.add_objective(
            area=area,
            actor=users["delivery_lead"],
            target_id=plan.target[0].id,
            academic_year=year,
            term=term,
            aspect=aspect,
            words=words,
            due=due,
        )


def _comments(area: Area, users: dict[str, User], plan: plan_texts.Plan) -> None:
    """An adviser's two comments, the first answered."""
    first, second = plan.target[0], plan.target[1]
    asked = actions.comment(
        area=area,
        actor=users["adviser"],
        on=queries.commented(area, "target", first.id).thing,
        words="Does the fall of the autumn hold in the schools that had no attendance team?",
    )
    actions.answer_comment(
        area=area,
        actor=users["delivery_lead"],
        comment=asked,
        answer="It does in four of six; the board sees all six in January.",
        expected_version=asked.version,
    )
    for kind, key, words in (
        ("target", second.id, "Half of these suspensions are for one day. Show them apart."),
        ("priority", plan.priority[0].id, "Nothing here says who speaks with parents."),
    ):
        on = queries.commented(area, kind, key).thing
        actions.comment(area=area, actor=users["adviser"], on=on, words=words)


def _returns(area: Area, users: dict[str, User], today: date) -> None:
    for indicator, asked, role, due in (
        ("employer-encounters", "Careers hub lead", "provider", -30),
        ("persistent-absence-so-far", "Head of education welfare", "improvement_officer", 12),
        ("reading-programme", "Headteachers", "headteacher", -5),
    ):
        actions.ask_return(
            area=area,
            actor=users["analyst"],
            indicator_id=indicator,
            period=f"to {today:%B %Y}",
            requested_from=asked,
            owner_user=users[role],
            due=today + timedelta(days=due),
        )


def _scores(area: Area, users: dict[str, User], plan: plan_texts.Plan, rng: random.Random) -> None:
    opened = actions.open_round(
        area=area, actor=users["secretary"], closes=gateway.today() + timedelta(days=21)
    )
    for number, priority in enumerate(plan.priority):
        # The board member has one priority left to score.
        members = ("head_of_service", "councillor", *(("board_member",) if number else ()))
        for role in members:
            points: dict[str, Any] = {
                name: rng.randint(1, 4) for name in ("challenge", "planning", "capacity", "stage")
            }
            actions.give_score(
                area=area, actor=users[role], round_=opened, priority_id=priority.id, **points
            )


def _recommendations(area: Area, users: dict[str, User], today: date) -> None:
    published = today - timedelta(days=200)
    for number, words, kind in (
        (1, "Give every target interim objectives by term.", "inspection"),
        (2, "Write down what is said to schools, with a judgement.", "inspection"),
        (3, "Show what the reading programme has changed.", "scrutiny"),
    ):
        inspected = kind == "inspection"
        row = actions.add_recommendation(
            area=area,
            actor=users["secretary"],
            number=number,
            words=words,
            source_kind=kind,
            source_title="Invented inspection" if inspected else "Invented scrutiny panel",
            published=published,
            window_opens=published + timedelta(days=274) if inspected else None,
            window_closes=published + timedelta(days=365) if inspected else None,
            owner_role="Head of school improvement",
        )
        if number == 1:
            actions.add_recommendation_evidence(
                area=area,
                actor=users["delivery_lead"],
                recommendation=row,
                kind=ACTION,
                words="Objectives for three terms are in the plan.",
            )
            actions.change_recommendation(
                area=area,
                actor=users["delivery_lead"],
                recommendation=row,
                expected_version=1,
                state="acted_on",
            )
