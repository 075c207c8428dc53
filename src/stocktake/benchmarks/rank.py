"""Competition ranks, and the lines (top half, top quarter) that they stand on either side of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from stocktake.standards.errors import UsageError

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats

Direction = Literal["higher", "lower"]

SIGNS = {"higher": -1.0, "lower": 1.0}
"""What a figure is multiplied by so that the lowest is the best."""

SHARED_RANK = "better"
"""Which of the ranks that they take up together tied places share, as a sentence says it."""

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

    @property
    def from_last(self) -> int:
        """The same position counted from the other end: 1 is last; ties share the worse rank."""
        return self.n - self.last + 1

    def is_within(self, count: int) -> bool:
        """Whether the place is among the best so many; places that tie are all in or all out."""
        return self.rank <= count

    def is_straddling(self, count: int) -> bool:
        """Whether the tied places reach from within the best so many over their line."""
        return self.rank <= count < self.last


def to_comparable(value: float) -> float:
    """A figure as it is compared: rounded to ``COMPARED_DECIMAL_PLACES``.

    Examples
    --------
    >>> to_comparable(0.1 + 0.2) == to_comparable(0.3)
    True
    """
    return round(value, COMPARED_DECIMAL_PLACES)


def comparison_keys(figures: Floats, sign: Floats, decimal_places: int | None) -> Floats:
    """Figures as they are compared, turned so that the lowest is the best.

    Parameters
    ----------
    figures : array of float
    sign : array of float
        -1 where higher is better, 1 where lower is; not a number where neither.
    decimal_places : int or None
        To how many decimals; None compares figures as they are.

    Examples
    --------
    >>> import numpy as np
    >>> comparison_keys(np.array([0.1 + 0.2, 5.0]), np.array([-1.0, 1.0]), 6).tolist()
    [-0.3, 5.0]
    """
    return (figures if decimal_places is None else figures.round(decimal_places)) * sign


def count_ahead(keys: Floats, other_keys: Floats) -> tuple[Floats, Floats]:
    """How many of some figures are better than a place's, and how many are the same.

    This is what a rank is made of, here and nowhere else: 1 + the number of strictly better
    figures, so that ties share the better rank and the next rank is skipped.

    Parameters
    ----------
    keys : array of float
        The place's figure in every cell, from :func:`comparison_keys`.
    other_keys : array of float
        One row per place compared with, one column per cell.

    Returns
    -------
    array of float, array of float
        Figures that are missing are neither better nor the same.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, national rank (2025):
    competition ranking, ties take the minimum.

    Examples
    --------
    >>> import numpy as np
    >>> ahead, level = count_ahead(np.array([2.0]), np.array([[1.0], [2.0], [2.0], [4.0]]))
    >>> ahead.tolist(), level.tolist()
    ([1.0], [2.0])
    """
    count = "uint8" if len(other_keys) < 256 else "int64"
    # A truth value is a byte of 0 or 1: added up as it lies, not turned into a number first.
    ahead = np.add.reduce((other_keys < keys).view(np.uint8), axis=0, dtype=count)
    level = np.add.reduce((other_keys == keys).view(np.uint8), axis=0, dtype=count)
    return ahead.astype(float), level.astype(float)


def rank_among(value: float, other_values: Sequence[float], better: Direction) -> Rank:
    """Rank a figure among those of other places.

    Parameters
    ----------
    value : float
        The figure to rank; it counts as one more.
    other_values : sequence of float
        One figure per other place; missing figures left out.
    better : "higher" or "lower"
        Which direction is better.

    Returns
    -------
    Rank
        ``n`` is one more than the number of others.

    Raises
    ------
    UsageError
        One of the figures is not a number.

    Examples
    --------
    >>> rank_among(62.0, [65.0, 62.0, 58.0], "higher")
    Rank(rank=2, n=4, tied=2)
    """
    if any(math.isnan(figure) for figure in (value, *other_values)):
        raise UsageError("cannot rank figures that are not numbers; leave missing figures out")
    sign = np.array([SIGNS[better]])
    column = np.array(other_values, dtype=float).reshape(-1, 1)
    ahead, level = count_ahead(
        comparison_keys(np.array([value]), sign, COMPARED_DECIMAL_PLACES),
        comparison_keys(column, sign, COMPARED_DECIMAL_PLACES),
    )
    return Rank(int(ahead[0]) + 1, len(other_values) + 1, int(level[0]) + 1)


def level_within(other_values: Sequence[float], count: int) -> float | None:
    """The figure that would just be among the best so many, the others being as they are.

    It is the last of so many of the others' figures: matching it is enough, because ties share
    the better rank.

    Parameters
    ----------
    other_values : sequence of float
        The other places' figures, the best first.
    count : int

    Returns
    -------
    float or None
        None where no rank is within the line, where every figure is, or where nobody else has a
        figure.

    Examples
    --------
    >>> level_within([65.0, 62.0, 58.0], 2)
    62.0
    """
    return other_values[count - 1] if 1 <= count <= len(other_values) else None


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


@lru_cache(maxsize=4096)
def count_within(n: int, share: Fraction | float) -> int:
    """How many ranks lie within the best share of n places: the whole part of n x share.

    Examples
    --------
    >>> count_within(151, 0.5), count_within(150, 1 / 3)
    (75, 50)
    """
    return math.floor(n * as_share(share))


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
    return rank.is_within(count_within(rank.n, share))


def straddles(rank: Rank, share: Fraction | float) -> bool:
    """Whether the tied places reach from within a share over its line.

    True where the shared rank is within but the last of the tied positions is not: the place is
    in the top half only because ties take the better rank, and the sentence should say so.

    Examples
    --------
    >>> straddles(Rank(63, 151, 15), 0.5), straddles(Rank(63, 151, 13), 0.5)
    (True, False)
    """
    return rank.is_straddling(count_within(rank.n, share))
