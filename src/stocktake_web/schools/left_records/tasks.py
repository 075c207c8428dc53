"""What was left waits for the head of service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.schools.academy_concerns.models import ConcernStep
from stocktake_web.schools.academy_concerns.queries import concerns
from stocktake_web.schools.left_records.writers import TAKE_OVER, has_no_writer
from stocktake_web.schools.statements.models import StatementState
from stocktake_web.schools.statements.queries import statements
from stocktake_web.schools.visits.models import FINAL_STATES
from stocktake_web.schools.visits.queries import visits


def left_record_tasks(user: User, area: Area) -> Iterator[Task]:
    """Each record to take over; a query for each kind."""
    if not has_permission(user, area, TAKE_OVER):
        return

    def left(rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(has_no_writer(area))

    for row in left(statements(area).filter(state=StatementState.DRAFT)):
        yield _task(f"the draft of a statement about {row.school.name}", "statement", row)
    for row in left(concerns(area).filter(step=ConcernStep.DRAFT)):
        yield _task(f"the draft of a concern about {row.school.name}", "academy-concern", row)
    for row in left(visits(area).exclude(state__in=FINAL_STATES)):
        name = f"the record of a visit of {day(row.visited_on)} to {row.school.name}"
        yield _task(name, "visit", row)


def _task(name: str, page: str, row: Any) -> Task:
    return Task(
        f"Take over {name}",
        reverse(f"schools:{page}", kwargs={"area": row.area.slug, "pk": row.pk}),
        "Whoever began it is no officer here any more.",
    )
