"""What waits for a person on the way to the public."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.public import queries
from stocktake_web.public.models import Publication

State = Publication.State


def tasks(user: User, area: Area, now: datetime) -> list[Task]:
    """The newest account, where it waits for this person's approval or publishing."""
    newest = queries.publications(area).first()
    if newest is None:
        return []
    url = reverse("public:publication", kwargs={"area": area.slug, "number": newest.number})
    if newest.state == State.PREPARED and has_permission(user, area, "public.approve"):
        words = f"Approve the public account {newest.number}"
        return [Task(words, url, reason="You approve what the public reads.")]
    if newest.state == State.APPROVED and has_permission(user, area, "public.publish"):
        words = f"Publish the public account {newest.number}"
        return [Task(words, url, reason="It is approved.")]
    return []
