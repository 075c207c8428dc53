"""What of the tables to release waits for a person."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from stocktake.standards import StoreError
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.releases.requests.queries import waiting_tables


def tasks(user: User, area: Area, moment: datetime) -> list[Task]:
    """For who decides: each table that waits, but for those that they asked for themselves."""
    if not has_permission(user, area, "releases.decide"):
        return []
    try:
        waiting = waiting_tables(area)
    except StoreError:
        address = reverse("releases:waiting", kwargs={"area": area.slug})
        return [Task("See what is wrong with the register of releases", address, late=True)]
    return [
        Task(
            f"Release a table or send it back: {table.request.name}",
            reverse("releases:table", kwargs={"area": area.slug, "table": table.request.id}),
            f"{table.asked_by} asked on {day(table.request.as_of)}: {table.request.purpose}",
        )
        for table in waiting
        if table.owner_user_id != user.pk
    ]
