"""What members' scores say together, and how far apart they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

DIMENSIONS = ("challenge", "planning", "capacity", "stage")
QUESTIONS = {
    "challenge": "How hard is this to deliver?",
    "planning": "How good is the plan for it?",
    "capacity": "Are there people and money enough to drive it?",
    "stage": "How far along is it?",
}
POINTS = {
    "challenge": ("Very hard", "Hard", "Manageable", "Easy"),
    "planning": ("Poor", "Weak", "Sound", "Strong"),
    "capacity": ("Far too little", "Too little", "Nearly enough", "Enough"),
    "stage": ("Not begun", "Early", "Under way", "Nearly there"),
}
"""The four points of each dimension, from 1 (delivery unlikely) to 4 (likely)."""
FAR_APART = 2
"""From this distance between lowest and highest score, members do not see the same thing."""


class Score(Protocol):
    """Scores on the four dimensions."""

    challenge: int
    planning: int
    capacity: int
    stage: int


@dataclass(frozen=True)
class Spread:
    """The scores of one dimension together.

    Parameters
    ----------
    counts : tuple of int
        How many members chose each of the points 1 to 4.
    """

    dimension: str
    counts: tuple[int, ...]
    low: int
    median: float
    high: int

    @property
    def question(self) -> str:
        """The question of the dimension."""
        return QUESTIONS[self.dimension]

    @property
    def is_wide(self) -> bool:
        """Whether members disagree: talk about it before anything else."""
        return self.high - self.low >= FAR_APART

    @property
    def description(self) -> str:
        """The range in words."""
        points = POINTS[self.dimension]
        if self.low == self.high:
            return points[self.low - 1]
        return f"from {points[self.low - 1].lower()} to {points[self.high - 1].lower()}"


def spreads(scores: Sequence[Score]) -> tuple[Spread, ...]:
    """The spread of every dimension; none where nobody scored.

    Examples
    --------
    >>> from types import SimpleNamespace as S
    >>> scores = [S(challenge=c, planning=3, capacity=3, stage=3) for c in (1, 3, 4)]
    >>> first = spreads(scores)[0]
    >>> first.counts, first.median, first.description, first.is_wide
    ((1, 0, 1, 1), 3, 'from very hard to easy', True)
    """
    if not scores:
        return ()
    rows = []
    for name in DIMENSIONS:
        points = [getattr(score, name) for score in scores]
        counts = tuple(points.count(point) for point in (1, 2, 3, 4))
        rows.append(Spread(name, counts, min(points), median(points), max(points)))
    return tuple(rows)
