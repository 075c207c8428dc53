"""The freshness score: how much of what should be current is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One thing that is looked at: how many are current, of how many."""

    words: str
    current_count: int
    all_count: int

    @property
    def percent(self) -> float | None:
        """The share that is current; None where there is nothing to look at."""
        return 100 * self.current_count / self.all_count if self.all_count else None

    @property
    def said(self) -> str:
        """The counts in words."""
        return f"{self.current_count} of {self.all_count}" if self.all_count else "none to look at"


@dataclass(frozen=True)
class Freshness:
    """The parts, and the score over all of them: items that are current, of all items.

    Counts are added, never percentages averaged.

    Examples
    --------
    >>> Freshness((Part("owners", 3, 4), Part("returns", 0, 1), Part("risks", 0, 0))).percent
    60.0
    """

    parts: tuple[Part, ...]

    @property
    def percent(self) -> float | None:
        """The score, 0 to 100; None where there is nothing to look at."""
        together = Part(
            "", sum(p.current_count for p in self.parts), sum(p.all_count for p in self.parts)
        )
        return together.percent
