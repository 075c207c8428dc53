"""What of the register of concern waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.urls import reverse

from stocktake_web import services
from stocktake_web.accounts.dashboard.tasks import Task
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.concern_entries.queries import recent_entries, view_of
from stocktake_web.schools.concern_entries.rules import lapse_day, share_by


def concern_tasks(user: User, area: Area, schools: list[School]) -> Iterator[Task]:
    """For officers the entries that the head has not seen; for a head those without an answer."""
    if has_permission(user, area, "schools.record_concern"):
        yield from _unshared(area)
    answerable = [
        row for row in schools if has_permission(user, area, "schools.answer_concern", row)
    ]
    if not answerable:
        return
    rows = recent_entries(area).filter(rows_about(answerable), shared_at__isnull=False)
    for view in map(view_of, rows):
        if view.is_live and view.answer is None:
            yield Task(
                f"Read “{view.entry.event}” in the register of concern, and answer",
                _address("concern-entry", area, view.entry.pk),
                f"It is about {view.entry.school.name}. You may accept or dispute it.",
            )


def _unshared(area: Area) -> Iterator[Task]:
    """Entries that no head has seen, so that none has an answer to read; one query."""
    today = services.today()
    share_by_day = cache(lambda day: share_by(area, day))
    rows = recent_entries(area).filter(shared_at__isnull=True).prefetch_related(None)
    for row in rows.select_related(None).select_related("school", "same_event"):
        if lapse_day(area, row.first_entered_on) <= today:
            continue
        due = share_by_day(row.entered_on)
        yield Task(
            f"Show the head of {row.school.name} the entry “{row.event}”",
            _address("share-concern", area, row.pk),
            "Heads see an entry within five working days.",
            due,
            bool(due and due < today),
        )


def _address(name: str, area: Area, pk: int) -> str:
    return reverse(f"schools:{name}", kwargs={"area": area.slug, "pk": pk})
