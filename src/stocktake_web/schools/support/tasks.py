"""What of support and inclusion waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import counted
from stocktake_web.schools.attendance_meetings.queries import term_lines
from stocktake_web.schools.brokered_support.queries import overdue_ratings
from stocktake_web.schools.service_views.queries import has_answered, open_round_of
from stocktake_web.schools.specialist_provision.queries import overdue_reviews


def support_tasks(user: User, area: Area) -> Iterator[Task]:
    """For officers what is due; for heads and governors their view of the service."""
    yield from _due(user, area)
    yield from _service_view(user, area)


def _service_view(user: User, area: Area) -> Iterator[Task]:
    """A head or governor who did not answer yet is asked."""
    if not has_permission(user, area, "schools.answer_service_view"):
        return
    open_round = open_round_of(area)
    if open_round and not has_answered(user, open_round):
        yield Task(
            "Give your view of the council’s service",
            _address("answer-service-view", area, pk=open_round.pk),
            "Nobody can tell what you answer.",
            open_round.closes_on,
        )


def _due(user: User, area: Area) -> Iterator[Task]:
    """Reviews of provision and ratings of support that should have been made."""
    if has_permission(user, area, "schools.record_support"):
        for row in overdue_ratings(area):
            yield Task(
                f"Rate the support of {row.school.name}",
                _address("change-brokered-support", area, pk=row.pk),
                row.objective,
                row.review_on,
                True,
            )
        missing_count = sum(line.meeting is None for line in term_lines(area))
        if missing_count:
            yield Task(
                f"Offer {counted(missing_count, 'attendance meeting')} of this term",
                _address("attendance-meetings", area),
                "Every school is offered one each term.",
            )
        for line in overdue_reviews(area):
            yield Task(
                f"Review {line.provision.title}",
                _address("add-provision-review", area, pk=line.provision.pk),
                "It is looked at regularly." if line.review else "It was never reviewed.",
                line.review_due,
                True,
            )


def _address(name: str, area: Area, **parts: Any) -> str:
    return reverse(f"schools:{name}", kwargs={"area": area.slug, **parts})
