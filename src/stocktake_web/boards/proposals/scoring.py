"""Adds up members' scores of a proposal. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

HIGHEST = 4


@dataclass(frozen=True)
class Spread:
    """The scores on one criterion: middle and ends, so that disagreement stays visible.

    Parameters
    ----------
    median : float or None
        On the scale from 0 to 4; None before anyone scored.
    """

    criterion: str
    count: int
    lowest: int | None
    median: float | None
    highest: int | None

    @property
    def label(self) -> str:
        """The scores in words."""
        if self.median is None:
            return "nobody scored yet"
        middle = f"{self.median:g}"
        if self.lowest == self.highest:
            return f"all gave {middle}"
        return f"median {middle}, from {self.lowest} to {self.highest}"


def spreads(criteria: Mapping[int, str], values: Mapping[int, Sequence[int]]) -> tuple[Spread, ...]:
    """The spread of each criterion's scores.

    Parameters
    ----------
    criteria : mapping
        Titles by id, in their order.
    values : mapping
        Every member's score by the criterion's id.

    Examples
    --------
    >>> [spread.label for spread in spreads({1: "Need", 2: "Cost"}, {1: [4, 2, 3]})]
    ['median 3, from 2 to 4', 'nobody scored yet']
    """
    rows = []
    for pk, title in criteria.items():
        scores = values.get(pk, ())
        if scores:
            spread = Spread(title, len(scores), min(scores), float(median(scores)), max(scores))
        else:
            spread = Spread(title, 0, None, None, None)
        rows.append(spread)
    return tuple(rows)
