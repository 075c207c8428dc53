"""Changes and trends of one place: slow plain twins."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import Literal

import polars as pl

from stocktake.benchmarks.figures import ABSENT, figures_at
from stocktake.benchmarks.rank import Direction, to_comparable
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period

Way = Literal["rising", "falling", "level"]

TREND_YEARS = 3
"""How far a trend looks back: the period and the three before it."""

TREND_NEEDS = 3
"""Fewer figures than this are no trend."""

_WAYS: dict[int, Way] = {1: "rising", 0: "level", -1: "falling"}
_BETTER_WORDS = {1: "improving", 0: "level", -1: "worsening"}


@dataclass(frozen=True)
class Change:
    """A figure less the same place's figure some years earlier.

    Parameters
    ----------
    period, earlier_period : Period
    value, earlier : float or None
    change : float or None
        In the unit's difference, unrounded; above 0 is higher than before.
    reason : str
        Why there is no change to give; empty where there is one.
    """

    period: Period
    earlier_period: Period
    value: float | None
    earlier: float | None
    change: float | None
    reason: str = ""


@dataclass(frozen=True)
class Trend:
    """The direction of a place's figures over the last years.

    Parameters
    ----------
    way : "rising", "falling" or "level"
        Of the figure itself.
    sign : int
        1, -1 or 0 for the same.
    slope : float
        Typical change a year, in the unit's difference.
    words : str
        ``improving``, ``worsening`` or ``level`` where a direction is better; else ``way``.
    n : int
        How many figures it rests on.
    first, last : Period
        The earliest and latest of them.
    """

    way: Way
    sign: int
    slope: float
    words: str
    n: int
    first: Period
    last: Period


def change(figures: pl.DataFrame, place: str, period: Period, *, years: int = 1) -> Change:
    """The change of a place's figure over some years.

    The earlier period is exactly ``years`` years before. Where it has no figure there is no
    change: a gap of two years is never given as the change of one.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group.
    place : str
    period : Period
    years : int
        1 or more.

    Returns
    -------
    Change

    Raises
    ------
    UsageError
        ``years`` is less than 1.

    """
    if years < 1:
        raise UsageError(f"a change is over one year or more, not {years}")
    before = period.previous(years)
    value = figures_at(figures, period).get(place, ABSENT).value
    earlier = figures_at(figures, before).get(place, ABSENT).value
    absent = [
        period_without.label
        for period_without, at in ((period, value), (before, earlier))
        if at is None
    ]
    if value is None or earlier is None:
        return Change(period, before, value, earlier, None, f"no figure for {_and(absent)}")
    return Change(period, before, value, earlier, value - earlier)


def trend(
    figures: pl.DataFrame,
    place: str,
    period: Period,
    *,
    better: Direction | None = None,
    years: int = TREND_YEARS,
) -> Trend | None:
    """The direction of a place's figures over the last years.

    The slope is the median of the yearly changes between all pairs of figures (Theil and Sen),
    so that one odd year does not make a trend. It describes; it tests nothing.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group.
    place : str
    period : Period
        The last of the periods looked at.
    better : "higher", "lower" or None
        Used for ``words`` only.
    years : int
        How many years to look back, 2 or more.

    Returns
    -------
    Trend or None
        None where the period itself has no figure, or fewer than three of the periods have.

    Notes
    -----
    Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau (1968).

    """
    points = [
        (-back, value)
        for back in range(years + 1)
        if (value := figures_at(figures, period.previous(back)).get(place, ABSENT).value)
        is not None
    ]
    if len(points) < TREND_NEEDS or points[0][0] != 0:
        return None
    slope = median(slopes(points))
    sign = (to_comparable(slope) > 0) - (to_comparable(slope) < 0)
    words: str = _WAYS[sign]
    if better is not None:
        words = _BETTER_WORDS[sign if better == "higher" else -sign]
    first = period.previous(-points[-1][0])
    return Trend(_WAYS[sign], sign, slope, words, len(points), first, period)


def slopes(points: list[tuple[int, float]]) -> list[float]:
    """The yearly change between every two of some (year, figure) points."""
    return [(b - a) / (later - sooner) for (later, b), (sooner, a) in combinations(points, 2)]


def _and(labels: list[str]) -> str:
    return " and ".join(labels)
