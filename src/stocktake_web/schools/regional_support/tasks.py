"""What of the department's support waits for a school's people."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.schools.regional_support.queries import unanswered_concerns


def engagement_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """A concern of the department to which nobody of the school or its trust replied."""
    for row in unanswered_concerns(area, schools) if schools else ():
        if has_permission(user, area, "schools.reply_to_engagement", row):
            yield Task(
                f"Reply to the department’s concern about taking part: {row.school.name}",
                reverse("schools:reply-to-engagement", kwargs={"area": area.slug, "pk": row.pk}),
                f"It was raised on {day(row.raised_on)}. No reply is no agreement.",
            )
