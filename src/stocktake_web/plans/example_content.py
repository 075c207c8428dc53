"""Content for the demonstration.

The real place gets what is published of it and nothing else: its plan, the letter's
recommendations and what the verdicts open. The invented one gets a year of work.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from stocktake.plan import Plan, change_item
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans import choices
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.comments.actions import add_comment, answer_comment
from stocktake_web.plans.comments.queries import comment_subject
from stocktake_web.plans.decisions.actions import notice_verdicts
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.likelihood.actions import give_score, open_round
from stocktake_web.plans.links.actions import make_link, submit_update
from stocktake_web.plans.models import ActivityState, Dependency, UpdateKind
from stocktake_web.plans.objectives.models import InterimObjective
from stocktake_web.plans.recommendations.actions import add_evidence, add_letter
from stocktake_web.plans.recommendations.models import Recommendation
from stocktake_web.plans.returns.models import LocalRequest
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.targets.actions import rate_target
from stocktake_web.plans.targets.queries import targets
from stocktake_web.records.change import change
from stocktake_web.services import PlanText, invented_plan_text, plan_of

ACTION, IMPACT = UpdateKind.ACTION, UpdateKind.IMPACT
DONE_PERCENT = 100

# Activity, days ago, kind, progress in percent, text.
UPDATES: tuple[tuple[str, int, UpdateKind, int | None, str], ...] = (
    ("attendance-team-in-post", 690, ACTION, DONE_PERCENT, "All four officers have begun."),
    (
        "attendance-team-in-post",
        120,
        IMPACT,
        None,
        "Families who were visited twice missed fewer half days in the term after.",
    ),
    ("ladder-agreed", 500, ACTION, DONE_PERCENT, "Every secondary head has signed the ladder."),
    ("turnaround-centre", 200, ACTION, 40, "The lease is signed; the roof is not repaired."),
    ("turnaround-centre", 35, ACTION, 60, "Builders are in. Ten places open after Christmas."),
    ("bus-fares", 12, ACTION, 20, "Two operators have named a price."),
    ("reading-second-wave", 590, ACTION, DONE_PERCENT, "Twelve schools joined."),
    (
        "reading-second-wave",
        300,
        IMPACT,
        None,
        "Reading ages in the twelve schools rose by more than in those that wait.",
    ),
    ("transition-protocol-trial", 480, ACTION, DONE_PERCENT, "Tried in every primary school."),
    ("peer-reviews-first-round", 95, ACTION, 70, "Seven of ten reviews are written up."),
    ("careers-leaders-trained", 600, ACTION, DONE_PERCENT, "Eight leaders hold the qualification."),
)
OWNERS = {
    "turnaround-centre": "delivery_lead",
    "bus-fares": "head_of_service",
    "peer-reviews-first-round": "improvement_officer",
    "reading-second-wave": "improvement_officer",
    "tracking-agreed": "provider",
}


def add_example_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    """Fill a place."""
    if area.invented:
        _add_invented_content(area, users, rng)
    else:
        text = services.example_plan_text(area.slug)
        add_revision(area=area, actor=None, text=text, reason="The plan as published.")
        add_letter(area=area, actor=None)
    notice_verdicts(area=area)


def _add_invented_content(area: Area, users: dict[str, User], rng: random.Random) -> None:
    today, analyst, lead = services.today(), users["analyst"], users["delivery_lead"]
    first = invented_plan_text()
    add_revision(area=area, actor=analyst, text=first, reason="The plan as agreed.")
    text = _move_dates(first, today)
    add_revision(
        area=area, actor=analyst, text=text, reason="Dates moved after the builders were late."
    )
    for activity, ago, kind, progress, report in UPDATES:
        add_update(
            area=area,
            actor=users[OWNERS.get(activity, "delivery_lead")],
            activity_id=activity,
            text=report,
            kind=kind,
            effective_date=today - timedelta(days=ago),
            progress_percent=progress,
        )
    for activity, role in OWNERS.items():
        state = ActivityState(area=area, activity_id=activity)
        change(state, actor=lead, values={"owner_user": users[role]}, verb="assign")
    dependency = {
        "activity_id": "turnaround-centre",
        "title": "Money for the roof",
        "body_id": "education-board",
        "since": today - timedelta(days=120),
        "needed_by": today - timedelta(days=45),
    }
    change(Dependency(area=area), actor=lead, values=dependency, verb="wait")
    link, _ = make_link(
        area=area, actor=lead, activity_id="bus-fares", role="Manager of the bus company"
    )
    answer = {
        "text": "We can start after half term if the council pays a third.",
        "kind": ACTION,
        "effective_date": today - timedelta(days=1),
        "progress_percent": 50,
    }
    submit_update(link=link, values=answer)
    plan = plan_of(text)
    _resources(area, lead, plan, today, rng)
    _targets(area, users, plan, today)
    _returns(area, users, today)
    _scores(area, users, plan, rng)
    _recommendations(area, users, today)
    _comments(area, users, plan)


def _move_dates(first: PlanText, today: date) -> PlanText:
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
        text = change_item(plan_of(first), "activity", activity, values)
        first = PlanText(text, first.figures_csv)
    return first


def _resources(area: Area, lead: User, plan: Plan, today: date, rng: random.Random) -> None:
    levels = ((4, 3), (3, 3), (2, 2))
    for risk, (likelihood, impact) in zip(plan.risk, levels, strict=False):
        values = {
            "title": risk.words[:300],
            "likelihood": likelihood,
            "impact": impact,
            "response": risk.response,
            "owner_role": risk.owner,
        }
        change(Risk(area=area), actor=lead, values=values)
    codes = [code for code, _ in choices.financial_years(plan, today)]
    this_year = [code for code in codes if code[:4] <= str(today.year)][-2:]
    # One line of three was recorded before years were.
    years = cycle((*this_year, ""))
    for priority in plan.priority:
        for activity in priority.activity[:2]:
            committed = Decimal(rng.randrange(20, 200) * 1000)
            values = {
                "activity_id": activity.id,
                "source": rng.choice(("Council", "Schools Forum", "Grant")),
                "financial_year": next(years),
                "committed_pounds": committed,
                "spent_pounds": committed * rng.randrange(30, 95) / 100,
                "forecast_pounds": committed * rng.randrange(95, 115) / 100,
            }
            change(FundingLine(area=area), actor=lead, values=values)


def _targets(area: Area, users: dict[str, User], plan: Plan, today: date) -> None:
    verdicts = {view.id: view.verdict for view in targets(area, today)}
    for target, rating, reason in (
        (plan.target[0], "amber_red", "The autumn's register is better than the spring's."),
        (plan.target[1], "red", "Two schools suspend as often as they did."),
    ):
        rate_target(
            area=area,
            actor=users["head_of_service"],
            target_id=target.id,
            rating=rating,
            reason=reason,
            computed_status=verdicts[target.id].status,
        )
    first_year = today.year if today.month >= 9 else today.year - 1
    year = f"{first_year}{(first_year + 1) % 100:02d}"
    for term, aspect, title, due in (
        ("1-autumn", "leadership", "Every head has an attendance plan.", date(first_year, 12, 18)),
        ("1-autumn", "teaching", "Coaches have seen every Year 3 class.", date(first_year, 12, 18)),
        ("2-spring", "behaviour", "Internal suspension has stopped.", date(first_year + 1, 3, 26)),
        (
            "3-summer",
            "achievement",
            "Mock results are above last year's.",
            date(first_year + 1, 7, 16),
        ),
    ):
        values = {
            "target_id": plan.target[0].id,
            "academic_year": year,
            "term": term,
            "aspect": aspect,
            "title": title,
            "due": due,
        }
        change(InterimObjective(area=area), actor=users["delivery_lead"], values=values)


def _comments(area: Area, users: dict[str, User], plan: Plan) -> None:
    """An adviser's two comments, the first answered."""
    first, second = plan.target[0], plan.target[1]
    comment = add_comment(
        area=area,
        actor=users["adviser"],
        on=comment_subject(area, "target", first.id).ref,
        text="Does the fall of the autumn hold in the schools that had no attendance team?",
    )
    answer_comment(
        area=area,
        actor=users["delivery_lead"],
        comment=comment,
        answer="It does in four of six; the board sees all six in January.",
        expected_version=comment.version,
    )
    for kind, key, text in (
        ("target", second.id, "Half of these suspensions are for one day. Show them apart."),
        ("priority", plan.priority[0].id, "Nothing here says who speaks with parents."),
    ):
        on = comment_subject(area, kind, key).ref
        add_comment(area=area, actor=users["adviser"], on=on, text=text)


def _returns(area: Area, users: dict[str, User], today: date) -> None:
    for indicator, requested_from, role, days in (
        ("employer-encounters", "Careers hub lead", "provider", -30),
        ("persistent-absence-so-far", "Head of education welfare", "improvement_officer", 12),
        ("reading-programme", "Headteachers", "headteacher", -5),
    ):
        values = {
            "indicator_id": indicator,
            "period": f"to {today:%B %Y}",
            "requested_from": requested_from,
            "owner_user": users[role],
            "due": today + timedelta(days=days),
        }
        change(LocalRequest(area=area), actor=users["analyst"], values=values, verb="ask")


def _scores(area: Area, users: dict[str, User], plan: Plan, rng: random.Random) -> None:
    round_ = open_round(
        area=area, actor=users["secretary"], closes=services.today() + timedelta(days=21)
    )
    for number, priority in enumerate(plan.priority):
        # The board member has one priority left to score.
        members = ("head_of_service", "councillor", *(("board_member",) if number else ()))
        for role in members:
            points: dict[str, Any] = {
                name: rng.randint(1, 4) for name in ("challenge", "planning", "capacity", "stage")
            }
            give_score(
                area=area, actor=users[role], round_=round_, priority_id=priority.id, **points
            )


def _recommendations(area: Area, users: dict[str, User], today: date) -> None:
    published = today - timedelta(days=200)
    for number, text, kind in (
        (1, "Give every target interim objectives by term.", "inspection"),
        (2, "Write down what is said to schools, with a judgement.", "inspection"),
        (3, "Show what the reading programme has changed.", "scrutiny"),
    ):
        is_inspection = kind == "inspection"
        values = {
            "number": number,
            "text": text,
            "source_kind": kind,
            "source_title": "Invented inspection" if is_inspection else "Invented scrutiny panel",
            "published": published,
            "window_opens": published + timedelta(days=274) if is_inspection else None,
            "window_closes": published + timedelta(days=365) if is_inspection else None,
            "owner_role": "Head of school improvement",
        }
        row = change(Recommendation(area=area), actor=users["secretary"], values=values)
        if number == 1:
            add_evidence(
                area=area,
                actor=users["delivery_lead"],
                recommendation=row,
                kind=ACTION,
                text="Objectives for three terms are in the plan.",
            )
            change(
                row,
                actor=users["delivery_lead"],
                values={"state": "acted_on"},
                expected_version=1,
            )
