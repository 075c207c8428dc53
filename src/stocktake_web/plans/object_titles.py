"""What things of the plan are called, for the sentences of the history."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake_web.accounts.models import Area
from stocktake_web.audit import ObjectRef
from stocktake_web.plans.revisions.queries import NoPlan, plan

TYPES = frozenset(
    {f"plans.{kind}" for kind in ("priority", "target", "activity", "indicator", "body")}
)


def object_titles(area: Area, refs: Iterable[ObjectRef]) -> dict[ObjectRef, str]:
    """The titles of priorities, targets, activities, figures and bodies that the plan names."""
    refs = {ref for ref in refs if ref.type in TYPES}
    if not refs:
        return {}
    try:
        area_plan = plan(area)
    except NoPlan:
        return {}
    priorities = area_plan.priority
    titles = {
        **{("priority", priority.id): priority.title for priority in priorities},
        **{("target", target.id): target.title for target in area_plan.target},
        **{
            ("activity", activity.id): activity.words
            for priority in priorities
            for activity in priority.activity
        },
        **{("indicator", row.id): row.words for row in area_plan.local_indicator},
        **{("body", body.id): body.name for body in area_plan.body},
    }
    return {
        ref: titles[key]
        for ref in refs
        if (key := (ref.type.removeprefix("plans."), ref.id)) in titles
    }
