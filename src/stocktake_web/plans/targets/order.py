"""By what a list of targets is put in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
