"""What is new of schools for a person since the last digest, by name.

A mail names schools and what is asked. No figure, no verdict and nothing that somebody wrote
travels with it: those are on the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.dashboard.news import news_paragraph
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.audit.models import Event
from stocktake_web.formats import LONDON, day
from stocktake_web.schools.explanations.queries import questions_to
from stocktake_web.schools.levels.models import LevelReply
from stocktake_web.schools.levels.queries import unanswered_levels
from stocktake_web.schools.own_schools import own_schools
from stocktake_web.schools.predictions.models import PredictionEntry
from stocktake_web.schools.predictions.queries import RoundView, round_views
from stocktake_web.schools.statements.models import StatementReply, StatementState
from stocktake_web.schools.statements.queries import sent_to, statements
from stocktake_web.schools.visit_actions.news import late_action_lines


def news(user: User, area: Area, since: datetime, moment: datetime) -> list[str]:
    """Paragraphs for a school's people and for officers; none where there is no news."""
    schools = own_schools(user, area)
    lines = late_action_lines(user, area, schools, since=since, moment=moment)
    lines += _of_own_schools(user, area, schools, since) if schools else []
    if has_permission(user, area, "schools.collect"):
        lines += _returns(user, area, since)
    if has_permission(user, area, "schools.sign_statement"):
        lines += _statements(user, area, since)
    if has_permission(user, area, "schools.set_levels"):
        replies = LevelReply.objects.filter(area=area, at__gt=since).select_related("school")
        names = [
            f"{row.school.name}, {row.get_capacity_display().lower()}: "
            f"{'agreed' if row.agrees else 'refused'}"
            for row in replies
        ]
        lines += news_paragraph(names, "reply to a level", "replies to levels", "came")
    return lines


def _of_own_schools(user: User, area: Area, schools: list[School], since: datetime) -> list[str]:
    predicting = [row for row in schools if has_permission(user, area, "schools.predict", row)]
    rounds = round_views(area, predicting) if predicting else []
    new_requests = [
        f"{view.title}, {view.round} round, {line.request.school.name}, due {day(view.due)}"
        for view in rounds
        for line in view.lines
        if line.is_missing and line.request.requested_at > since
    ]
    explaining = [row for row in schools if has_permission(user, area, "schools.explain", row)]
    questions = [
        f"{row.school.name}, due {day(row.due)}"
        for row in questions_to(area, explaining).filter(at__gt=since)
        if not row.replies.all()
    ]
    levels = unanswered_levels(user, area, schools)
    changed_ids = _ids_changed_since("schools.schoollevel", (view.row.pk for view in levels), since)
    level_names = [
        f"{view.measure}, {view.row.school.name}"
        for view in levels
        if str(view.row.pk) in changed_ids
    ]
    sent_names = [
        f"{row.school.name}, sent {day(row.sent_at)}"
        for row in sent_to(user, area, schools)
        if row.sent_at and row.sent_at > since
    ]
    return [
        *news_paragraph(
            new_requests, "return of predictions", "returns of predictions", "asked of your school"
        ),
        *news_paragraph(
            _non_returns(rounds, since), "return of predictions", "returns of predictions",
            "became overdue",
        ),
        *news_paragraph(
            questions, "question about predictions", "questions about predictions", "asked"
        ),
        *news_paragraph(level_names, "level", "levels", "proposed or changed, to reply to"),
        *news_paragraph(
            sent_names, "statement about your school", "statements about your schools", "sent"
        ),
    ]  # fmt: skip


def _returns(user: User, area: Area, since: datetime) -> list[str]:
    entries = PredictionEntry.objects.filter(area=area, at__gt=since).exclude(by=user)
    names = dict.fromkeys(row.school.name for row in entries.select_related("school"))
    return [
        *news_paragraph(list(names), "school", "schools", "returned predictions"),
        *news_paragraph(
            _non_returns(round_views(area), since), "return of predictions",
            "returns of predictions", "became overdue",
        ),
    ]  # fmt: skip


def _statements(user: User, area: Area, since: datetime) -> list[str]:
    is_head = has_permission(user, area, "schools.sign_repeated")
    waiting = [
        row
        for row in statements(area).filter(state=StatementState.WAITING).exclude(owner_user=user)
        if is_head or not row.needs_head
    ]
    submitted_ids = _ids_changed_since("schools.statement", (row.pk for row in waiting), since)
    names = [row.school.name for row in waiting if str(row.pk) in submitted_ids]
    replies = StatementReply.objects.filter(area=area, at__gt=since).select_related("school")
    return [
        *news_paragraph(names, "statement", "statements", "put up for sign-off"),
        *news_paragraph(
            [row.school.name for row in replies], "school", "schools", "replied to a statement"
        ),
    ]


def _non_returns(rounds: Iterable[RoundView], since: datetime) -> list[str]:
    first, today = since.astimezone(LONDON).date(), services.today()
    return [
        f"{view.title}, {view.round} round, {line.request.school.name}, was due {day(view.due)}"
        for view in rounds
        if first <= view.due < today
        for line in view.lines
        if line.is_held_against
    ]


def _ids_changed_since(object_type: str, ids: Iterable[Any], since: datetime) -> set[str]:
    """Those of some rows that were added or changed after a moment."""
    rows = Event.objects.filter(
        object_type=object_type, object_id__in=[str(id) for id in ids], at__gt=since
    )
    return set(rows.values_list("object_id", flat=True))
