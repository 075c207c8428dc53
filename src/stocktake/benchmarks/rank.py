"""Competition ranks, and the lines (top half, top quarter) that they stand on either side of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from stocktake.standards.errors import UsageError

Direction = Literal["higher", "lower"]

COMPARED_DECIMAL_PLACES = 6
"""Figures that agree to this many decimals are the same figure.

Published spreadsheets carry decimals that only binary arithmetic put there; a rank must not turn
on the sixteenth digit.
"""


@dataclass(frozen=True)
class Rank:
    """A place's position among those with a figure.

    Parameters
    ----------
    rank : int
        1 is best; places with the same figure share the better rank (1, 2, 2, 4).
    n : int
        How many places were ranked, this one included.
    tied : int
        How many share the rank, this one included; 1 where nobody else does.
    """

    rank: int
    n: int
    tied: int

    @property
    def last(self) -> int:
        """The last of the positions that the tied places take up together."""
        return self.rank + self.tied - 1


def compared(value: float) -> float:
    """A figure as it is compared: rounded to ``COMPARED_DECIMAL_PLACES``.

    Examples
    --------
    >>> compared(0.1 + 0.2) == compared(0.3)
    True
    """
    return round(value, COMPARED_DECIMAL_PLACES)


def better_than(value: float, other: float, *, better: Direction) -> bool:
    """Whether a figure is strictly better than another.

    Examples
    --------
    >>> better_than(3.0, 4.0, better="lower")
    True
    >>> better_than(3.0, 3.0, better="lower")
    False
    """
    a, b = compared(value), compared(other)
    return a > b if better == "higher" else a < b


def best_first(values: Iterable[float], *, better: Direction) -> list[float]:
    """Figures in order, the best first.

    Examples
    --------
    >>> best_first([2.0, 3.0, 1.0], better="higher")
    [3.0, 2.0, 1.0]
    """
    return sorted(values, reverse=better == "higher")


def competition_rank(value: float, values: Sequence[float], better: Direction) -> Rank:
    """Rank a figure among all the figures ranked, its own included.

    The rank is one more than the number of strictly better figures, so ties share the better
    rank and the next rank is skipped.

    Parameters
    ----------
    value : float
        The figure to rank.
    values : sequence of float
        One figure per ranked place, that of the place itself included; missing figures left out.
    better : "higher" or "lower"
        Which direction is better.

    Returns
    -------
    Rank
        ``rank`` 1 to n, ``n`` the length of ``values``, ``tied`` at least 1.

    Raises
    ------
    UsageError
        The figure is not among ``values``, or one of them is not a number.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, national rank (2025):
    competition ranking, ties take the minimum.

    Examples
    --------
    >>> competition_rank(62.0, [65.0, 62.0, 62.0, 58.0], "higher")
    Rank(rank=2, n=4, tied=2)
    """
    if any(math.isnan(other) for other in values):
        raise UsageError("cannot rank figures that are not numbers; leave missing figures out")
    tied = sum(compared(other) == compared(value) for other in values)
    if not tied:
        raise UsageError(f"cannot rank {value}: it is not among the {len(values)} figures given")
    ahead = sum(better_than(other, value, better=better) for other in values)
    return Rank(ahead + 1, len(values), tied)


def as_share(share: Fraction | float) -> Fraction:
    """A share as an exact fraction, so that a third of 150 is 50 and not a little less.

    Raises
    ------
    UsageError
        The share is not above 0 and at most 1.

    Examples
    --------
    >>> as_share(1 / 3)
    Fraction(1, 3)
    """
    exact = share if isinstance(share, Fraction) else Fraction(share).limit_denominator(1000)
    if not 0 < exact <= 1:
        raise UsageError(f"a share of the places ranked is above 0 and at most 1, not {share}")
    return exact


def within_share(rank: Rank, share: Fraction | float) -> bool:
    """Whether a rank is within the best share: rank <= n x share.

    Parameters
    ----------
    rank : Rank
    share : Fraction or float
        Above 0 and at most 1; ``0.5`` is the top half.

    Returns
    -------
    bool
        Places that tie are all within or all without. With 151 places the top half is ranks 1
        to 75.

    Examples
    --------
    >>> within_share(Rank(75, 151, 1), 0.5), within_share(Rank(76, 151, 1), 0.5)
    (True, False)
    """
    return rank.rank <= rank.n * as_share(share)


def straddles(rank: Rank, share: Fraction | float) -> bool:
    """Whether the tied places reach from within a share over its line.

    True where the shared rank is within but the last of the tied positions is not: the place is
    in the top half only because ties take the better rank, and the sentence should say so.

    Examples
    --------
    >>> straddles(Rank(63, 151, 15), 0.5), straddles(Rank(63, 151, 13), 0.5)
    (True, False)
    """
    line = rank.n * as_share(share)
    return rank.rank <= line < rank.last
