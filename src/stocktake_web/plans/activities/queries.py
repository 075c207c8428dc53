"""Reads activities of the plan in force with the work on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake.plan import Activity, Plan, Priority
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.models import ActivityState, Update
from stocktake_web.plans.activities.status import compute_status
from stocktake_web.plans.activities.work import NO_OWNER, Work
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.dependencies.queries import DependencyView, dependencies_of
from stocktake_web.plans.links.models import PendingUpdate
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.revisions.queries import day_of, plan
from stocktake_web.plans.rules import rules

R = TypeVar("R", Update, Dependency, PendingUpdate)


def activities(area: Area, moment: datetime | date) -> tuple[Work, ...]:
    """Every activity of the plan in force, in its order, on a day.

    Raises
    ------
    NoPlan
    """
    return activities_of(area, plan(area), day_of(moment))


def activities_of(area: Area, plan: Plan, as_of: date) -> tuple[Work, ...]:
    """The same of a plan that was read before."""
    return tuple(_works(area, plan, as_of))


def activity(area: Area, activity: str) -> Work:
    """One activity as it stands today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such activity.
    """
    work = next(_works(area, plan(area), services.today(), only=activity), None)
    if work is None:
        raise ObjectDoesNotExist(f"the plan has no activity {activity!r}")
    return work


def activity_state(area: Area, activity_id: str, *, lock: bool = False) -> ActivityState:
    """Who owns an activity, as it is kept; a new row where nobody has named an owner yet."""
    rows = ActivityState.objects.filter(area=area, activity_id=activity_id)
    row = (rows.select_for_update() if lock else rows).first()
    return row or ActivityState(area=area, activity_id=activity_id)


def late_activities(area: Area, moment: datetime | date) -> tuple[Work, ...]:
    """Those whose day has passed and that are not done, the longest late first."""
    late = [work for work in activities(area, moment) if work.is_late]
    return tuple(sorted(late, key=lambda work: (-work.status.days_late, work.id)))


def last_updates(area: Area, since: datetime) -> QuerySet[Update]:
    """Updates since a moment, the latest first."""
    return Update.objects.filter(area=area, created_at__gte=since).select_related("author")


def open_dependencies(area: Area, moment: datetime | date) -> tuple[DependencyView, ...]:
    """What activities depend on and nobody has settled; the longest delay first.

    Boards show those of their own body, and those of the activity's own.
    """
    rows = [
        dependency
        for work in activities(area, moment)
        for dependency in work.dependencies
        if dependency.pk
    ]
    return tuple(sorted(rows, key=lambda row: (-row.delay_days, row.title)))


def _works(area: Area, plan: Plan, as_of: date, only: str | None = None) -> Iterator[Work]:
    scope = {"area": area} | ({"activity_id": only} if only else {})
    states = {
        state.activity_id: state
        for state in ActivityState.objects.filter(**scope).select_related("owner_user")
    }
    updates = _by_activity(
        Update.objects.filter(**scope, effective_date__lte=as_of).select_related("author")
    )
    dependencies = _by_activity(Dependency.objects.filter(**scope, settled_on=None))
    pending = _by_activity(pending_updates(area).filter(**scope))
    for priority in plan.priority:
        for activity in priority.activity:
            if only in (None, activity.id):
                yield _work(
                    area,
                    priority,
                    activity,
                    as_of=as_of,
                    state=states.get(activity.id),
                    updates=tuple(updates[activity.id]),
                    dependencies=dependencies_of(activity, dependencies[activity.id], as_of),
                    pending=tuple(pending[activity.id]),
                )


def _work(
    area: Area,
    priority: Priority,
    activity: Activity,
    *,
    as_of: date,
    state: ActivityState | None,
    updates: tuple[Update, ...],
    dependencies: tuple[DependencyView, ...],
    pending: tuple[PendingUpdate, ...],
) -> Work:
    owner_role = (state.owner_role if state else "") or activity.owner
    person = state.owner_user if state else None
    owners = [name for name in (person.display_name if person else "", owner_role) if name]
    status = compute_status(
        activity.starts, activity.due, updates=updates, as_of=as_of, rules=rules().activity
    )
    return Work(
        area_id=area.pk,
        id=activity.id,
        title=activity.words,
        priority_id=priority.id,
        priority=priority.title,
        starts=activity.starts,
        due=activity.due,
        starts_words=activity.starts_words,
        due_words=activity.due_words,
        owner=", ".join(owners) or NO_OWNER,
        owner_user_id=person.pk if person else None,
        owner_role=owner_role,
        partners=activity.partners,
        measures=tuple(measure.words for measure in activity.measure),
        query=activity.query,
        status=status,
        updates=updates,
        dependencies=dependencies,
        pending_updates=pending,
        has_state=state is not None,
    )


def _by_activity(rows: Iterable[R]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.activity_id].append(row)
    return groups
