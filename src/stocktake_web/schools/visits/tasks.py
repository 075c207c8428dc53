"""What of visits waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.formats import counted, day
from stocktake_web.schools.accuracy.models import ReplyOutcome
from stocktake_web.schools.visits.models import Visit, VisitState
from stocktake_web.schools.visits.queries import visits


def visit_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """Replies of a school's people; for officers what waits of their records, and approvals."""
    if schools:
        yield from _replies(user, area, schools)
    if has_permission(user, area, "schools.approve_visit"):
        yield from _own_records(user, area)
        yield from _approvals(user, area)


def _replies(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    waiting = visits(area).filter(rows_about(schools), state=VisitState.CHECKING)
    for row in waiting:
        if has_permission(user, area, "schools.reply_to_visit", row):
            yield Task(
                f"Say whether the facts are right: visit of {day(row.visited_on)} to "
                f"{row.school.name}",
                _address("reply-to-visit", row),
                "No reply is no agreement.",
                row.reply_due,
                bool(row.reply_due and row.reply_due < services.today()),
            )


def _own_records(user: User, area: Area) -> Iterator[Task]:
    today = services.today()
    for row in _with_open_points(area).filter(owner_user=user):
        name = f"visit of {day(row.visited_on)} to {row.school.name}"
        if row.state == VisitState.CHECKING and row.reply_due and row.reply_due < today:
            yield Task(f"Note that no reply came: {name}", _address("no-reply-to-visit", row))
        elif row.state == VisitState.READY and row.open_count:
            points = counted(row.open_count, "point", "points")
            yield Task(f"Answer the head’s {points}: {name}", _address("visit", row))


def _approvals(user: User, area: Area) -> Iterator[Task]:
    rows = _with_open_points(area).filter(state=VisitState.READY, open_count=0)
    for row in rows.exclude(owner_user=user):
        yield Task(
            f"Approve the record: visit of {day(row.visited_on)} to {row.school.name}",
            _address("approve-visit", row),
            "The head did not reply." if row.silence_count and not row.reply_count else "",
        )


def _with_open_points(area: Area) -> Any:
    silence = Q(replies__outcome=ReplyOutcome.NO_REPLY)
    return (
        visits(area)
        .filter(state__in=(VisitState.CHECKING, VisitState.READY))
        .annotate(
            open_count=Count("points", filter=Q(points__decision="open"), distinct=True),
            silence_count=Count("replies", filter=silence, distinct=True),
            reply_count=Count("replies", filter=~silence, distinct=True),
        )
    )


def _address(name: str, row: Visit) -> str:
    return reverse(f"schools:{name}", kwargs={"area": row.area.slug, "pk": row.pk})
