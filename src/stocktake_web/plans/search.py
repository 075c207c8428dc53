"""What of the plan can be found by searching: targets, activities, risks and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from stocktake.plan import Plan
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import has_permission, has_permission_somewhere
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.formats import day
from stocktake_web.plans.activities.models import ActivityState
from stocktake_web.plans.decisions.models import OpenDecision
from stocktake_web.plans.revisions.queries import find_plan
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.search.sources import (
    ACTIVITIES,
    DECISIONS,
    RISKS,
    TARGETS,
    SearchEntries,
    SearchEntry,
)

SEE, SEE_ACTIVITY = "plans.see", "plans.see_activity"


def find_entries(user: Person, area: Area) -> list[SearchEntries]:
    """What of the plan in force a person may open."""
    if not has_permission_somewhere(user, area, SEE_ACTIVITY):
        return []
    plan = find_plan(area)
    if plan is None:
        return []
    results = [SearchEntries(ACTIVITIES, tuple(_activities(user, area, plan)))]
    if has_permission(user, area, SEE):
        results.append(SearchEntries(TARGETS, tuple(_targets(area, plan))))
        results.append(SearchEntries(DECISIONS, tuple(_decisions(area, plan))))
        results.append(SearchEntries(RISKS, tuple(_risks(user, area))))
    return results


def _targets(area: Area, plan: Plan) -> Iterator[SearchEntry]:
    priorities = {priority.id: priority.title for priority in plan.priority}
    for target in plan.target:
        yield SearchEntry(
            target.id,
            target.title,
            _address("plans:target", area, target=target.id),
            description=target.words,
            detail=priorities.get(target.priority, ""),
        )


def _activities(user: Person, area: Area, plan: Plan) -> Iterator[SearchEntry]:
    """All activities, or those of which the person is the owner."""
    sees_all = has_permission(user, area, SEE_ACTIVITY)
    own_ids = set() if sees_all else _own_activities(user, area)
    for priority in plan.priority:
        for activity in priority.activity:
            if sees_all or activity.id in own_ids:
                yield SearchEntry(
                    activity.id,
                    activity.words,
                    _address("plans:activity", area, activity=activity.id),
                    keywords=" ".join((activity.owner, *activity.partners)),
                    description=" ".join(measure.words for measure in activity.measure),
                    detail=priority.title,
                )


def _own_activities(user: Person, area: Area) -> set[str]:
    rows = ActivityState.objects.filter(area=area, owner_user__isnull=False)
    return {row.activity_id for row in rows if has_permission(user, area, SEE_ACTIVITY, row)}


def _decisions(area: Area, plan: Plan) -> Iterator[SearchEntry]:
    """The decisions that targets wait for, or got."""
    titles = {target.id: target.title for target in plan.target}
    for decision in OpenDecision.objects.filter(area=area):
        if decision.target_id in titles:
            yield SearchEntry(
                f"plan-{decision.pk}",
                f"Decision on {titles[decision.target_id]}",
                _address("plans:target", area, target=decision.target_id),
                description=decision.text,
                detail=f"Open since {day(decision.opened_at)}"
                if decision.answered_at is None
                else f"Answered on {day(decision.answered_at)}",
            )


def _risks(user: Person, area: Area) -> Iterator[SearchEntry]:
    """The open risks; who may not change one finds it in the list."""
    for risk in open_risks(area):
        changes = has_permission(user, area, "plans.change_risks", risk)
        yield SearchEntry(
            f"risk-{risk.pk}",
            risk.title,
            _address("plans:risk", area, pk=risk.pk) if changes else _address("plans:risks", area),
            keywords="risk",
            description=risk.response,
            detail=f"Score {risk.score} of 16",
        )


def _address(name: str, area: Area, **parts: str | int) -> str:
    return reverse(name, kwargs={"area": area.slug, **parts})
