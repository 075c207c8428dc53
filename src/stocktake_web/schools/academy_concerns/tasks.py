"""Concerns that wait for a trust's reply."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.schools.academy_concerns.models import ConcernParty, ConcernStep
from stocktake_web.schools.academy_concerns.queries import readable


def concern_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """For a trust's leader what has no reply yet."""
    if not schools:
        return
    for row in readable(user, area, schools):
        is_unanswered = row.waits_on == ConcernParty.TRUST.label
        if (
            row.step == ConcernStep.WITH_TRUST
            and is_unanswered
            and has_permission(user, area, "schools.reply_to_academy_concern", row)
        ):
            yield Task(
                f"Reply to the council’s concern about {row.school.name}",
                reverse("schools:reply-to-concern", kwargs={"area": area.slug, "pk": row.pk}),
                f"It was sent on {day(row.to_trust_on)}. You may reply; the council asks, and "
                "orders nothing.",
            )
