"""Shares and rates as numbers that a person can picture: about 39 for every 100."""

from __future__ import annotations

from stocktake.standards.rounding import round_half_up
from stocktake.standards.units import Unit

SIZES = {
    Unit.PERCENT: 100,
    Unit.PER_100: 100,
    Unit.PER_1000: 1_000,
    Unit.PER_10000: 10_000,
    Unit.PER_100000: 100_000,
}
BASES = (100, 1_000, 10_000, 100_000)
ROUGHNESS = 0.1
"""How far a rounded number may lie from the exact one, as a share of it."""
MOST = 999
"""A larger number is no easier to picture than the figure itself."""


def picture_proportions(unit: Unit | str, *values: float) -> tuple[str, ...] | None:
    """Write figures as whole numbers in the smallest round group that shows them apart.

    Parameters
    ----------
    unit : Unit or str
        A percentage or a rate.
    *values : float
        Figures to be read together: all have the same group.

    Returns
    -------
    tuple of str, or None
        None for other units, negative figures, and figures that no such number shows.

    Examples
    --------
    >>> picture_proportions("per_100", 38.74, 20.0)
    ('about 39 for every 100', '20 for every 100')
    >>> picture_proportions("percent", 0.1), picture_proportions("percent", 64.96, 65.0)
    (('1 in every 1,000',), None)
    >>> picture_proportions("percent", 0.0, 2.4)
    ('none in every 1,000', '24 in every 1,000')
    """
    kind = Unit(unit)
    if kind not in SIZES or any(value < 0 for value in values):
        return None
    word = "in" if kind is Unit.PERCENT else "for"
    for base in BASES:
        exact = [value * base / SIZES[kind] for value in values]
        counts = [round_half_up(number, 0) for number in exact]
        if max(counts) > MOST:
            return None
        is_close = all(
            abs(count - number) <= ROUGHNESS * number
            for count, number in zip(counts, exact, strict=True)
        )
        if is_close and len(set(counts)) == len(set(values)):
            return tuple(
                f"{_count_words(count, number)} {word} every {base:,}"
                for count, number in zip(counts, exact, strict=True)
            )
    return None


def _count_words(count: float, exact: float) -> str:
    if not count:
        return "none"
    about = "" if abs(count - exact) < 1e-9 * max(exact, 1.0) else "about "
    return f"{about}{count:.0f}"
