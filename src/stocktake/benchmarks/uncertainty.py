"""What chance alone allows: intervals for one figure, and the ranks that they span.

A percentage of few children moves by chance from year to year even where nothing has changed. An
interval says how far, and the interval's ends ranked among the other places' published figures
say how much of a position is chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from stocktake.benchmarks.rank import Direction, rank_among

Z_95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""

EXACT_BELOW = 10
"""Counts under this get exact Poisson limits, others Byar's approximation."""

MULTIPLIER = {
    "percent": 100,
    "ratio": 1,
    "per_100": 100,
    "per_1000": 1_000,
    "per_10000": 10_000,
    "per_100000": 100_000,
}
"""What a count divided by its denominator is multiplied by to give a figure in the unit."""

RATES_OF_COUNTS = ("per_100", "per_1000", "per_10000", "per_100000")


def interval(value: float, denominator: float | None, unit: str) -> tuple[float, float] | None:
    """The 95% interval of a published percentage or rate.

    Parameters
    ----------
    value : float
        The figure in its unit: a percentage 0 to 100, a rate of 0 or more.
    denominator : float or None
        Size of the group; None where it is not known.
    unit : str
        For ``percent``, Wilson's score interval. ``per_100``, ``per_1000``, ``per_10000`` and
        ``per_100000`` give Poisson limits of the count behind the rate: exact under 10 events,
        Byar's approximation from there.

    Returns
    -------
    tuple of float or None
        Lower and upper end in the unit. None where the denominator is missing or not above 0,
        where the figure is impossible for the unit, and for every other unit: the spread of a
        score's pupils is not published with it.

    Notes
    -----
    Events that happen to the same child again (suspensions) are not independent, so for these
    the interval is too narrow: a lower bound of what chance does.

    Source: E. B. Wilson, Probable inference (1927); Public Health England, Technical guide:
    confidence intervals (2018), rates by Byar's method with exact limits for small counts.

    Examples
    --------
    >>> [round(end, 1) for end in interval(50.0, 100, "percent")]
    [40.4, 59.6]
    >>> [round(end, 2) for end in interval(5.0, 100, "per_100")]
    [1.62, 11.67]
    >>> interval(-0.5, 900, "score") is None
    True
    """
    if denominator is None or not denominator > 0 or not math.isfinite(value) or value < 0:
        return None
    if unit == "percent":
        if value > 100:
            return None
        low, high = _wilson(value / 100, denominator)
        return 100 * low, 100 * high
    if unit in RATES_OF_COUNTS:
        scale = MULTIPLIER[unit] / denominator
        low, high = _poisson(value / scale)
        return scale * low, scale * high
    return None


def rank_interval(
    value: float,
    denominator: float | None,
    other_values: Sequence[float],
    better: Direction,
    unit: str,
) -> tuple[int, int] | None:
    """The ranks between which chance alone could move a place.

    The ends of the figure's 95% interval are ranked among the other places' published figures,
    which are held still; were they allowed to move too the span would be wider.

    Parameters
    ----------
    value, denominator, unit
        As for :func:`interval`.
    other_values : sequence of float
        Figures of the other places ranked, this place's own left out.
    better : "higher" or "lower"

    Returns
    -------
    tuple of int or None
        Best and worst rank, 1 to len(others) + 1; None where there is no interval.

    Examples
    --------
    >>> rank_interval(50.0, 100, [70.0, 55.0, 45.0, 30.0], "higher", "percent")
    (2, 4)
    """
    ends = interval(value, denominator, unit)
    if ends is None:
        return None
    best, worst = ends if better == "lower" else (ends[1], ends[0])
    return rank_among(best, other_values, better).rank, rank_among(worst, other_values, better).rank


def _wilson(share: float, n: float) -> tuple[float, float]:
    squared = Z_95 * Z_95
    middle = share + squared / (2 * n)
    reach = Z_95 * math.sqrt(share * (1 - share) / n + squared / (4 * n * n))
    over = 1 + squared / n
    # At 0 and 1 the ends are exact, and subtraction would leave a crumb.
    low = 0.0 if share == 0 else (middle - reach) / over
    high = 1.0 if share == 1 else (middle + reach) / over
    return low, high


def _poisson(count: float) -> tuple[float, float]:
    """95% limits of a count; a rounded rate makes a count near a whole one."""
    events = math.floor(count + 0.5)
    if events < EXACT_BELOW:
        return _exact_poisson(events)
    low = count * (1 - 1 / (9 * count) - Z_95 / (3 * math.sqrt(count))) ** 3
    above = count + 1
    high = above * (1 - 1 / (9 * above) + Z_95 / (3 * math.sqrt(above))) ** 3
    return low, high


def _exact_poisson(events: int) -> tuple[float, float]:
    tail = 0.025
    high = _solve(lambda mean: _at_most(events, mean) - tail, 40.0)
    if events == 0:
        return 0.0, high
    return _solve(lambda mean: _at_most(events - 1, mean) - (1 - tail), 40.0), high


def _at_most(events: int, mean: float) -> float:
    term = total = math.exp(-mean)
    for k in range(1, events + 1):
        term *= mean / k
        total += term
    return total


def _solve(falling: Callable[[float], float], top: float) -> float:
    low, high = 0.0, top
    for _ in range(60):
        middle = (low + high) / 2
        if falling(middle) > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
