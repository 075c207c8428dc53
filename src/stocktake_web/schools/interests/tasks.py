"""Advisers whose declaration is missing or old."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.schools.interests.queries import standing_of


def interest_tasks(user: User, area: Area) -> Iterator[Task]:
    """For who leads visits: declare, or confirm what was declared a year ago."""
    if not has_permission(user, area, "schools.declare_interest"):
        return
    entry = standing_of(user, area)
    if entry is None or entry.state == "current":
        return
    if entry.state == "none":
        address = reverse("schools:declare-interest", kwargs={"area": area.slug})
        yield Task("Declare your interests in schools, or that you have none", address)
    else:
        address = reverse("schools:interests", kwargs={"area": area.slug})
        yield Task("Confirm your interests in schools", address, "", entry.until, True)
