"""What of the plan waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.audit import ObjectRef
from stocktake_web.formats import counted, day, shorten
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.comments.queries import (
    answered_lately,
    is_on_plan,
    open_comments,
    subject_titles,
)
from stocktake_web.plans.decisions.questions import open_questions
from stocktake_web.plans.likelihood.queries import rounds, scores_for
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.returns.queries import local_requests
from stocktake_web.plans.revisions.queries import NoPlan, day_of

STATUS_CODES = ("late", "stale", "due_soon")


def tasks(user: User, area: Area, moment: datetime) -> list[Task]:
    """Own activities that are late, stale or due soon; figures asked for; what may be answered."""
    try:
        rows = list(_activities(user, area, moment))
    except NoPlan:
        return []
    rows += _returns(user, area, moment)
    if has_permission(user, area, "plans.accept_update"):
        rows += _pending_updates(area)
    if has_permission(user, area, "plans.answer_decision"):
        rows += _decisions(area)
    if has_permission(user, area, "plans.score"):
        rows += _scores(user, area, moment)
    if has_permission(user, area, "plans.answer_comment"):
        rows += _comments(area)
    if has_permission(user, area, "plans.comment"):
        rows += _answers(user, area, moment)
    return rows


def _activities(user: User, area: Area, moment: datetime) -> Iterator[Task]:
    for work in activities(area, moment):
        if work.owner_user_id == user.pk and work.status.code in STATUS_CODES:
            yield Task(
                f"Update: {shorten(work.title)}",
                _address("update", area, activity=work.id),
                f"It is yours, and {work.status.reason}.",
                work.due,
                work.is_late,
            )


def _returns(user: User, area: Area, moment: datetime) -> Iterator[Task]:
    for status in local_requests(area, moment):
        if status.request.owner_user_id == user.pk and not status.latest_return:
            yield Task(
                f"Return a figure: {status.figure}",
                _address("give-return", area, pk=status.request.pk),
                f"It was asked of you as {status.request.requested_from}.",
                status.request.due,
                status.is_overdue,
            )


def _pending_updates(area: Area) -> Iterator[Task]:
    rows = [(row, ObjectRef("plans.activity", row.activity_id)) for row in pending_updates(area)]
    titles = subject_titles(area, [ref for _, ref in rows])
    for pending, ref in rows:
        title = titles.get(ref, "an activity that the plan no longer has")
        yield Task(
            f"Accept an update from {pending.link.role}: {shorten(title)}",
            _address("offer", area, pk=pending.pk),
            "It came through a link and does not count yet.",
        )


def _decisions(area: Area) -> Iterator[Task]:
    for question in open_questions(area):
        yield Task(
            f"Answer the decision on: {question.title}",
            _address("decision", area, pk=question.decision.pk),
            f"It came of new evidence and is open since {day(question.opened_date)}.",
        )


def _scores(user: User, area: Area, moment: datetime) -> Iterator[Task]:
    round_ = rounds(area).filter(closes__gte=day_of(moment)).first()
    if round_ is None:
        return
    priorities = [
        scores.priority
        for scores in scores_for(area, round_, user, scores=True)
        if not scores.own_score
    ]
    if priorities:
        count = counted(len(priorities), "priority", "priorities")
        yield Task(
            f"Score how likely delivery is: {count}",
            _address("score", area, round=round_.pk, priority=priorities[0].id),
            "It takes three minutes.",
            round_.closes,
        )


def _comments(area: Area) -> Iterator[Task]:
    """What waits for the lead's answer."""
    comments = [comment for comment in open_comments(area) if is_on_plan(comment)]
    titles = subject_titles(area, [comment.subject for comment in comments])
    for comment in comments:
        title = titles.get(comment.subject, comment.object_id)
        yield Task(
            f"Answer a comment on: {shorten(title)}",
            _address("answer-comment", area, comment=comment.pk),
            f"{comment.by.display_name} made it on {day(comment.at)}.",
        )


def _answers(user: User, area: Area, moment: datetime) -> Iterator[Task]:
    """What was answered lately to who commented."""
    comments = [row for row in answered_lately(area, user, moment) if is_on_plan(row)]
    titles = subject_titles(area, [comment.subject for comment in comments])
    for comment in comments:
        if comment.subject in titles:
            kind = comment.object_type.partition(".")[2]
            yield Task(
                f"Read the answer to your comment on: {shorten(titles[comment.subject])}",
                _address("comments", area, kind=kind, key=comment.object_id),
                f"It was answered on {day(comment.answered_at)}.",
            )


def _address(name: str, area: Area, **parts: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"area": area.slug, **parts})
