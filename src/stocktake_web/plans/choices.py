"""Choices that come from the area's plan: its activities, targets and bodies."""

from __future__ import annotations

from stocktake.plan import Plan
from stocktake_web.formats import shorten


def activities(plan: Plan) -> list[tuple[str, str]]:
    """The plan's activities."""
    return [
        (activity.id, shorten(activity.words))
        for priority in plan.priority
        for activity in priority.activity
    ]


def targets(plan: Plan) -> list[tuple[str, str]]:
    """The plan's targets."""
    return [(target.id, target.title) for target in plan.target]


def bodies(plan: Plan) -> list[tuple[str, str]]:
    """The boards and groups of the plan."""
    return [("", "No body of this plan"), *((body.id, body.name) for body in plan.body)]
