"""What of governance waits for who looks after it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.schools.governance.queries import overdue_briefings


def governance_tasks(user: User, area: Area) -> Iterator[Task]:
    """For who records support: councillors who are governors and were not briefed for a year."""
    if not has_permission(user, area, "schools.record_support"):
        return
    for row in overdue_briefings(area):
        yield Task(
            f"Brief {row.councillor.display_name}, councillor and governor of {row.school.name}",
            reverse("schools:councillor-governor", kwargs={"area": area.slug, "pk": row.pk}),
            f"The last briefing was on {day(row.briefed_on)}."
            if row.briefed_on
            else f"No briefing is recorded since {day(row.starts_on)}.",
            row.briefing_due,
            row.briefing_due < services.today(),
        )
