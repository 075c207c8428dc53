"""Whether a level asks for more than an earlier one did."""

from __future__ import annotations

from typing import Protocol

from stocktake.targets.words import STRICT, UPWARD, Comparison, sign


class HasLevel(Protocol):
    """A target with a level and a comparison word."""

    @property
    def level(self) -> float:
        """The level."""

    @property
    def comparison(self) -> Comparison:
        """The comparison word."""


def compare_levels(target: HasLevel, earlier: HasLevel) -> int | None:
    """1 where a level asks for more than an earlier one, -1 less, 0 as much.

    Returns
    -------
    int or None
        None where the two point in different directions.
    """
    if (target.comparison in UPWARD) != (earlier.comparison in UPWARD):
        return None
    step = sign(target.level - earlier.level) * (1 if target.comparison in UPWARD else -1)
    return step or sign((target.comparison in STRICT) - (earlier.comparison in STRICT))
