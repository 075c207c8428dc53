"""Reads what activities depend on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stocktake.plan import Activity
from stocktake_web.plans.dependencies.models import Dependency


@dataclass(frozen=True)
class DependencyView:
    """Something that an activity depends on, with the delay that it causes.

    Parameters
    ----------
    pk : int or None
        None where the plan's text names it and nobody has recorded since when.
    delay_days : int
        Days since it was needed; 0 where it is not overdue or no day was recorded.
    """

    activity_id: str
    activity: str
    title: str
    body_id: str = ""
    since: date | None = None
    needed_by: date | None = None
    delay_days: int = 0
    pk: int | None = None
    version: int = 1


def dependencies_of(
    activity: Activity, rows: Iterable[Dependency], as_of: date
) -> tuple[DependencyView, ...]:
    """What an activity depends on: what was recorded and not settled, then what the plan names."""
    recorded = [_view(activity, row, as_of) for row in rows]
    titles = {dependency.title for dependency in recorded}
    planned = [
        DependencyView(activity.id, activity.words, title)
        for title in activity.waits_on
        if title not in titles
    ]
    return (*recorded, *planned)


def _view(activity: Activity, row: Dependency, as_of: date) -> DependencyView:
    overdue_days = (as_of - row.needed_by).days if row.needed_by else 0
    return DependencyView(
        activity.id,
        activity.words,
        row.title,
        body_id=row.body_id,
        since=row.since,
        needed_by=row.needed_by,
        delay_days=max(overdue_days, 0),
        pk=row.pk,
        version=row.version,
    )
