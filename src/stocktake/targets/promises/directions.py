"""Promises that ask a figure to move in the worse direction, or in none."""

from __future__ import annotations

from collections.abc import Iterator

from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, doubt
from stocktake.targets.words import UPWARD, Comparison


def comparison_doubts(
    comparison: Comparison, data: PromiseData, requirement: str
) -> Iterator[PromiseIssue]:
    """A comparison word against the indicator's better direction."""
    against = "lower" if comparison in UPWARD else "higher"
    if data.better == against:
        yield doubt(
            "comparison",
            f"{comparison!r} asks for the worse direction: {against} is better for {data.title}",
            requirement,
        )


def no_direction(kind: str, data: PromiseData, requirement: str) -> Iterator[PromiseIssue]:
    """A promise to improve where no direction is better."""
    if data.better == "neither":
        yield doubt(
            "indicator",
            f"{data.title} has no better direction, so a target of kind {kind!r} has no verdict",
            requirement,
        )
