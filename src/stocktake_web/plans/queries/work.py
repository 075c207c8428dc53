"""Reads the work on activities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.models import (
    ActionLink,
    ActivityState,
    OfferedUpdate,
    Update,
    WaitsOn,
)
from stocktake_web.plans.queries.plans import day_of, plan
from stocktake_web.plans.rules import rules
from stocktake_web.plans.status import status_of
from stocktake_web.plans.work import NO_OWNER, Wait, Work

Named = TypeVar("Named", Update, WaitsOn, OfferedUpdate)


def activities(area: Area, now: datetime | date) -> tuple[Work, ...]:
    """Every activity of the plan in force, in its order, as it stands on a day.

    Raises
    ------
    NoPlan
    """
    return tuple(_works(area, plan(area), day_of(now)))


def activity(area: Area, activity: str) -> Work:
    """One activity as it stands today.

    Raises
    ------
    ObjectDoesNotExist
        The plan in force has no such activity.
    """
    found = next((each for each in _works(area, plan(area), gateway.today(), only=activity)), None)
    if found is None:
        raise ObjectDoesNotExist(f"the plan has no activity {activity!r}")
    return found


def late_activities(area: Area, now: datetime | date) -> tuple[Work, ...]:
    """Those whose day has passed and that are not done, the longest late first."""
    late = [each for each in activities(area, now) if each.is_late]
    return tuple(sorted(late, key=lambda each: (-each.status.days_late, each.id)))


def last_updates(area: Area, since: datetime) -> QuerySet[Update]:
    """What was said since a moment, the latest first."""
    return Update.objects.filter(area=area, at__gte=since).select_related("by")


def waiting(area: Area, now: datetime | date) -> tuple[Wait, ...]:
    """What activities wait on and nobody has settled; the longest delay first.

    Boards show those of their own body, and those of the activity's own.
    """
    found = [wait for each in activities(area, now) for wait in each.waits if wait.pk]
    return tuple(sorted(found, key=lambda wait: (-wait.delay_days, wait.words)))


def waits_on(area: Area, wait: int) -> WaitsOn:
    """One thing that an activity waits on."""
    return WaitsOn.objects.get(area=area, pk=wait)


def offers(area: Area) -> QuerySet[OfferedUpdate]:
    """What came through links and waits to be accepted."""
    return OfferedUpdate.objects.filter(
        area=area, state=OfferedUpdate.State.WAITING
    ).select_related("link")


def offer(area: Area, offer: int) -> OfferedUpdate:
    """One of them."""
    return OfferedUpdate.objects.select_related("link").get(area=area, pk=offer)


def links(area: Area, activity: str) -> QuerySet[ActionLink]:
    """The links to an activity."""
    return ActionLink.objects.filter(area=area, activity_id=activity)


def link(area: Area, link: int) -> ActionLink:
    """One link."""
    return ActionLink.objects.get(area=area, pk=link)


def link_of(digest: str) -> ActionLink | None:
    """The link with a token of that digest."""
    return ActionLink.objects.select_related("area").filter(token_digest=digest).first()


@dataclass(frozen=True)
class Milestone:
    """A dated point of the plan: an activity begins or is due, or a target falls due."""

    on: date
    what: str
    words: str
    work: Work | None = None
    target_id: str = ""


def milestones(area: Area, now: datetime | date) -> tuple[Milestone, ...]:
    """Every dated point of the plan in force, in the order of days."""
    found = []
    for each in activities(area, now):
        if each.starts:
            found.append(Milestone(each.starts, "begins", each.words, each))
        if each.due:
            found.append(Milestone(each.due, "is due", each.words, each))
    for target in plan(area).target:
        if target.due_date:
            found.append(
                Milestone(target.due_date, "target falls due", target.title, target_id=target.id)
            )
    return tuple(sorted(found, key=lambda point: (point.on, point.what, point.words)))


def _works(
    area: Area, plan: plan_texts.Plan, as_of: date, only: str | None = None
) -> Iterator[Work]:
    kept = {"area": area} | ({"activity_id": only} if only else {})
    states = {
        state.activity_id: state
        for state in ActivityState.objects.filter(**kept).select_related("owner_user")
    }
    said = _by_activity(Update.objects.filter(**kept, told_of__lte=as_of).select_related("by"))
    waits = _by_activity(WaitsOn.objects.filter(**kept, settled_on=None))
    offered = _by_activity(
        OfferedUpdate.objects.filter(**kept, state=OfferedUpdate.State.WAITING).select_related(
            "link"
        )
    )
    for priority in plan.priority:
        for each in priority.activity:
            if only in (None, each.id):
                yield _work(
                    area,
                    priority,
                    each,
                    as_of=as_of,
                    state=states.get(each.id),
                    updates=tuple(said[each.id]),
                    waits=tuple(waits[each.id]),
                    offers=tuple(offered[each.id]),
                )


def _work(
    area: Area,
    priority: plan_texts.Priority,
    activity: plan_texts.Activity,
    *,
    as_of: date,
    state: ActivityState | None,
    updates: tuple[Update, ...],
    waits: tuple[WaitsOn, ...],
    offers: tuple[OfferedUpdate, ...],
) -> Work:
    owner_role = (state.owner_role if state else "") or activity.owner
    person = state.owner_user if state else None
    named = [each for each in (person.display_name if person else "", owner_role) if each]
    status = status_of(
        activity.starts, activity.due, said=updates, as_of=as_of, rules=rules().activity
    )
    return Work(
        area_id=area.pk,
        id=activity.id,
        words=activity.words,
        priority_id=priority.id,
        priority=priority.title,
        starts=activity.starts,
        due=activity.due,
        starts_words=activity.starts_words,
        due_words=activity.due_words,
        owner=", ".join(named) or NO_OWNER,
        owner_user_id=person.pk if person else None,
        owner_role=owner_role,
        partners=activity.partners,
        measures=tuple(measure.words for measure in activity.measure),
        query=activity.query,
        status=status,
        updates=updates,
        waits=tuple(_waits(activity, waits, as_of)),
        offers=offers,
        state_version=state.version if state else 0,
    )


def _waits(activity: plan_texts.Activity, waits: Iterable[WaitsOn], as_of: date) -> Iterator[Wait]:
    recorded = set()
    for each in waits:
        recorded.add(each.words)
        late = (as_of - each.needed_by).days if each.needed_by else 0
        yield Wait(
            activity.id,
            activity.words,
            each.words,
            body_id=each.body_id,
            since=each.since,
            needed_by=each.needed_by,
            delay_days=max(late, 0),
            pk=each.pk,
            version=each.version,
        )
    for words in activity.waits_on:
        if words not in recorded:
            yield Wait(activity.id, activity.words, words)


def _by_activity(rows: Iterable[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        found[row.activity_id].append(row)
    return found
