"""Quartiles, sixths and percentiles of one rank or figure: slow plain twins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from stocktake.benchmarks.rank import Direction, Rank
from stocktake.standards.errors import UsageError

QUARTILES = ("A", "B", "C", "D")
"""A is the best quarter, D the weakest."""

Cuts = tuple[float, float, float, float, float]


def band(rank: Rank, bands: int) -> int:
    """The band of a rank, 1 best, when the places are divided into equal bands.

    Band k holds the ranks up to n x k / bands. Tied places share the better rank and so the
    better band; bands are otherwise as equal in size as n allows.

    Parameters
    ----------
    rank : Rank
    bands : int
        4 for quartiles, 6 for sixths.

    Returns
    -------
    int
        1 to ``bands``. With fewer places than bands, the weaker bands are the ones that fill.

    """
    return -(-rank.rank * bands // rank.n)


def quartile(rank: Rank) -> str | None:
    """The quarter of a rank: ``A`` (best) to ``D``; none of fewer than four places."""
    return None if rank.n < 4 else QUARTILES[band(rank, 4) - 1]


def sextile(rank: Rank) -> int | None:
    """The sixth of a rank: 1 (best) to 6; none of fewer than six places.

    The areas of the 2016 schools white paper were divided so, of which sixths 5 and 6 were
    called weak.

    """
    return None if rank.n < 6 else band(rank, 6)


def percentile(rank: Rank) -> float:
    """How far from the top a rank is, in percent of the places ranked: 100 x rank / n.

    "Top half" is a percentile of at most 50. The best place of n has 100 / n and the last 100.
    This counts from the top; many tools count from the bottom.

    """
    return 100 * rank.rank / rank.n


def cut_points(values: Sequence[float]) -> Cuts:
    """Minimum, lower quartile, median, upper quartile and maximum, by linear interpolation.

    Type 7 of Hyndman and Fan, the default of R: the cut at probability p lies at position
    1 + (n - 1) p of the sorted figures.

    Parameters
    ----------
    values : sequence of float
        At least one figure; missing figures left out.

    Raises
    ------
    UsageError
        There is no figure.

    Notes
    -----
    Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages (1996), definition
    7.

    """
    if not values:
        raise UsageError("there are no figures to cut into quartiles")
    sorted_values = sorted(values)

    def at(share: float) -> float:
        position = (len(sorted_values) - 1) * share
        low, high = sorted_values[math.floor(position)], sorted_values[math.ceil(position)]
        part = position - math.floor(position)
        return low if low == high or not part else (1 - part) * low + part * high

    return (sorted_values[0], at(0.25), at(0.5), at(0.75), sorted_values[-1])


def cut_band(value: float, cuts: Cuts, better: Direction) -> Literal["A", "B", "C", "D"]:
    """The quartile band of a figure by cut points, as the Local Authority Interactive Tool has it.

    Each upper cut is inclusive, so a figure on a cut falls to the side of the lower values. Where
    lower is better a place on the median is in the top half (B); where higher is better it is in
    the bottom half (C), whatever its rank. Our own bands come from ranks; see :func:`quartile`.

    Parameters
    ----------
    value : float
        Between the outer cuts.
    cuts : tuple of five floats
        From :func:`cut_points`.
    better : "higher" or "lower"

    Raises
    ------
    UsageError
        The figure lies outside the cuts.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, quartile bands (2025).

    """
    lowest, first, median, third, highest = cuts
    if not lowest <= value <= highest:
        raise UsageError(f"{value} lies outside the figures that were cut: {lowest} to {highest}")
    up: tuple[Literal["A", "B", "C", "D"], ...] = ("A", "B", "C", "D")
    step = sum(value > cut for cut in (first, median, third))
    return up[step] if better == "lower" else up[3 - step]
