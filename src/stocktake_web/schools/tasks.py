"""What of schools waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.schools.academy_concerns import tasks as academy_concerns
from stocktake_web.schools.concern_entries.tasks import concern_tasks
from stocktake_web.schools.escalation.tasks import escalation_tasks
from stocktake_web.schools.explanations.queries import questions_to
from stocktake_web.schools.governance.tasks import governance_tasks
from stocktake_web.schools.interests.tasks import interest_tasks
from stocktake_web.schools.left_records.tasks import left_record_tasks
from stocktake_web.schools.levels.queries import unanswered_levels
from stocktake_web.schools.own_schools import own_schools
from stocktake_web.schools.predictions.queries import round_views
from stocktake_web.schools.regional_support.tasks import engagement_tasks
from stocktake_web.schools.statements.models import StatementState
from stocktake_web.schools.statements.queries import sent_to, statements
from stocktake_web.schools.support.tasks import support_tasks
from stocktake_web.schools.visit_actions.tasks import action_tasks
from stocktake_web.schools.visits.tasks import visit_tasks


def tasks(user: User, area: Area, moment: datetime) -> list[Task]:
    """For a school's people what is asked of it; for officers what waits for sign-off."""
    schools = own_schools(user, area)
    rows = [
        *_sign_offs(user, area),
        *_sendings(user, area),
        *visit_tasks(user, area, schools),
        *action_tasks(user, area, schools),
        *academy_concerns.concern_tasks(user, area, schools),
        *interest_tasks(user, area),
        *concern_tasks(user, area, schools),
        *escalation_tasks(user, area, schools),
        *engagement_tasks(user, area, schools),
        *support_tasks(user, area),
        *governance_tasks(user, area),
        *left_record_tasks(user, area),
    ]
    if schools:
        rows += [
            *_predictions(user, area, schools),
            *_questions(user, area, schools),
            *_levels(user, area, schools),
            *_statements(user, area, schools),
        ]
    return rows


def _predictions(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    answerable = [
        school for school in schools if has_permission(user, area, "schools.predict", school)
    ]
    today = services.today()
    for view in round_views(area, answerable):
        for line in view.lines:
            if line.is_missing:
                yield Task(
                    f"Return predictions: {view.title}, {view.round} round, "
                    f"{line.request.school.name}",
                    _address("predict", area, pk=line.request.pk),
                    "You are invited; no return is not held against the school."
                    if line.request.is_invited
                    else "The council asks for them.",
                    view.due,
                    view.due < today and line.is_held_against,
                )


def _questions(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    answerable = [
        school for school in schools if has_permission(user, area, "schools.explain", school)
    ]
    for question in questions_to(area, answerable):
        if not question.replies.all():
            yield Task(
                f"Explain the predictions of {question.school.name}",
                _address("reply-explanation", area, pk=question.pk),
                "An officer of the council asked.",
                question.due,
                question.due < services.today(),
            )


def _levels(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    for view in unanswered_levels(user, area, schools):
        yield Task(
            f"Reply to the level in {view.measure}: {view.row.school.name}",
            _address("reply-level", area, pk=view.row.pk),
            f"It is proposed for the results of {view.row.round.by_year}.",
        )


def _statements(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """Until somebody replied, or it is looked at again."""
    for row in sent_to(user, area, schools):
        if row.review_on < services.today() or row.replies.all():
            continue
        if has_permission(user, area, "schools.answer_statement", row):
            yield Task(
                f"Read the statement about {row.school.name}, and reply",
                _address("statement", area, pk=row.pk),
                f"It was sent on {day(row.sent_at)}." if row.sent_at else "",
            )


def _sendings(user: User, area: Area) -> Iterator[Task]:
    if not has_permission(user, area, "schools.sign_statement"):
        return
    for row in statements(area).filter(state=StatementState.SIGNED):
        yield Task(
            f"Send the statement to {row.school.name}",
            _address("statement", area, pk=row.pk),
            "It is signed off.",
        )


def _sign_offs(user: User, area: Area) -> Iterator[Task]:
    if not has_permission(user, area, "schools.sign_statement"):
        return
    is_head = has_permission(user, area, "schools.sign_repeated")
    for row in statements(area).filter(state=StatementState.WAITING).exclude(owner_user=user):
        if is_head or not row.needs_head:
            yield Task(
                f"Sign off the statement about {row.school.name}, or send it back",
                _address("statement", area, pk=row.pk),
                "It says “cannot tell” a second time." if row.needs_head else "",
            )


def _address(name: str, area: Area, **parts: Any) -> str:
    return reverse(f"schools:{name}", kwargs={"area": area.slug, **parts})
