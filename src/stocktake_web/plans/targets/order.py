"""By what a list of targets is put in order and narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from stocktake.plan import Plan
from stocktake.targets import STATUS_WORDS
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.plans.targets.queries import TargetView
from stocktake_web.sorting import Sorting

VERDICTS_BY_CONCERN = (
    *("not_met", "off_track", "cannot_tell", "awaiting_figures"),
    *("not_yet_due", "on_track", "met"),
)
"""Verdicts with what needs attention first."""


def target_sorting(query: Mapping[str, Any]) -> Sorting:
    """The order of a list of targets, in the plan's own order without a choice."""
    return Sorting(
        query,
        {
            "title": lambda view: view.target.title,
            "verdict": lambda view: VERDICTS_BY_CONCERN.index(view.verdict.status),
            "rating": lambda view: view.rating.at if view.rating else None,
        },
        largest_first=("rating",),
    )


def verdict_filter(query: Mapping[str, Any], views: Sequence[TargetView]) -> ChoiceFilter:
    """Targets by verdict, those that need attention first."""
    words = {str(status): text for status, text in STATUS_WORDS.items()}
    choices = {status: words[status] for status in VERDICTS_BY_CONCERN}
    counts = Counter(str(view.verdict.status) for view in views)
    return ChoiceFilter(query, "status", choices, counts, all_count=len(views))


def priority_filter(
    query: Mapping[str, Any], views: Sequence[TargetView], plan: Plan
) -> ChoiceFilter:
    """Targets by the priority that they belong to, in the plan's order."""
    choices = {priority.id: priority.title for priority in plan.priority}
    counts = Counter(view.target.priority for view in views)
    return ChoiceFilter(query, "priority", choices, counts, all_count=len(views))
