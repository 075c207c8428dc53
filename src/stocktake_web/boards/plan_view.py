"""What the plan tells boards: the plans app's answers as this app's plain values."""

from __future__ import annotations

from datetime import datetime

from stocktake_web import gateway
from stocktake_web.accounts.models import Area, User
from stocktake_web.boards.plan_rows import (
    LateActivity,
    OpenQuestion,
    OverdueReturn,
    PlanNow,
    RiskRow,
    WaitRow,
)
from stocktake_web.formats import LONDON
from stocktake_web.plans import actions as answering
from stocktake_web.plans import queries as plans


def plan_now(area: Area, body_key: str, now: datetime) -> PlanNow:
    """What of the plan belongs on a body's agenda now."""
    try:
        works = plans.late_activities(area, now)
    except plans.NoPlan:
        return PlanNow()
    return PlanNow(
        questions=questions(area),
        waits=tuple(
            WaitRow(
                each.pk, each.activity, each.activity_id, each.words, each.since, each.delay_days
            )
            for each in plans.waiting(area, now)
            if each.body_id == body_key and each.pk is not None
        ),
        late=tuple(
            LateActivity(
                each.id, each.words, each.due, each.owner, each.priority_id, each.status.days_late
            )
            for each in works
        ),
        returns=_returns(area, now),
        risks=tuple(
            RiskRow(each.pk, each.words, each.score, each.response)
            for each in plans.risks_above_line(area)
        ),
    )


def questions(area: Area) -> tuple[OpenQuestion, ...]:
    """Every decision that the plan waits for, the oldest first."""
    try:
        targets = {each.id: each for each in plans.plan(area).target}
    except plans.NoPlan:
        return ()
    words: dict[str, str] = dict(gateway.STATUS_WORDS.items())
    found = []
    for each in plans.open_decisions(area):
        target = targets.get(each.target_id)
        status = words.get(each.status_now, each.status_now).lower()
        title = target.title if target else each.target_id
        found.append(
            OpenQuestion(
                each.pk,
                f"{title}: now {status}",
                each.evidence,
                each.opened.astimezone(LONDON).date(),
                (target.priority or "") if target else "",
                each.target_id,
            )
        )
    return tuple(found)


def answer_question(
    area: Area, question: int, *, actor: User | None, answer: str, words: str
) -> None:
    """Answer one of them, within the caller's transaction.

    Parameters
    ----------
    answer : str
        ``decided`` or ``accepted``.

    Raises
    ------
    Conflict
        Somebody else answered it since.
    """
    decision = plans.open_decision(area, question)
    answering.answer_decision(
        area=area,
        actor=actor,
        decision=decision,
        answer=answer,
        words=words,
        expected_version=decision.version,
    )


def priorities(area: Area) -> tuple[tuple[str, str], ...]:
    """Id and title of each priority of the plan in force; none without a plan."""
    try:
        return tuple((each.id, each.title) for each in plans.plan(area).priority)
    except plans.NoPlan:
        return ()


def _returns(area: Area, now: datetime) -> tuple[OverdueReturn, ...]:
    return tuple(
        OverdueReturn(
            each.request.pk,
            f"{each.words}, {each.request.period}",
            each.request.requested_from,
            each.request.due,
        )
        for each in plans.overdue_returns(area, now)
    )
