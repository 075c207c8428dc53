"""Quartiles, sixths and percentiles: from ranks, or from the cut points of the figures.

The formulas take one rank or an array of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Flags, Floats, Numbers

    Position = TypeVar("Position", int, Floats)

QUARTILES = ("A", "B", "C", "D")
"""A is the best quarter, D the weakest."""


def band(rank: Position, n: Position, bands: int) -> Position:
    """The band of a rank, 1 best, when the places are divided into equal bands.

    Band k holds the ranks up to n x k / bands. Tied places share the better rank and so the
    better band; bands are otherwise as equal in size as n allows.

    Parameters
    ----------
    rank, n : int or array of float
    bands : int
        4 for quartiles, 6 for sixths: the areas of the 2016 schools white paper were divided so,
        of which sixths 5 and 6 were called weak.

    Returns
    -------
    int or array of float
        1 to ``bands``. With fewer places than bands, the weaker bands are the ones that fill; see
        :func:`enough_for`.

    Examples
    --------
    >>> [band(rank, 151, 4) for rank in (37, 38, 75, 76, 113, 114)]
    [1, 2, 2, 3, 3, 4]
    """
    return -(-rank * bands // n)


def enough_for(bands: int, n: Floats) -> Flags:
    """Where enough places are ranked for a band to say anything: one for each band at least.

    The only place of one would otherwise be in the weakest quarter, and the best of two in the
    second.
    """
    is_enough: Flags = n >= bands
    return is_enough


def percentile(rank: float | Floats, n: float | Floats) -> float | Floats:
    """How far from the top a rank is, in percent of the places ranked: 100 x rank / n.

    "Top half" is a percentile of at most 50. The best place of n has 100 / n and the last 100.
    This counts from the top; many tools count from the bottom.

    Examples
    --------
    >>> round(percentile(316, 324), 1)
    97.5
    """
    return 100 * rank / n


def cut_points(figures: Floats) -> Floats:
    """Lower quartile, median and upper quartile of each column, by linear interpolation.

    Type 7 of Hyndman and Fan, the default of R: the cut at probability p lies at position
    1 + (n - 1) p of the figures in order.

    Parameters
    ----------
    figures : array of float
        One row per place, one column per cell; not a number where missing.

    Returns
    -------
    array of float
        Three rows; not a number in a column without a figure.

    Notes
    -----
    Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages (1996), definition
    7.

    Examples
    --------
    >>> cut_points(np.array([[1.0], [2.0], [3.0], [4.0]])).ravel().tolist()
    [1.75, 2.5, 3.25]
    """
    sorted_figures = np.sort(figures, axis=0)
    steps = np.maximum((~np.isnan(figures)).sum(axis=0) - 1, 0)
    return np.stack([_cut(sorted_figures, steps * quarter) for quarter in (1, 2, 3)])


def _cut(sorted_figures: Floats, quarters: Numbers) -> Floats:
    column = np.arange(sorted_figures.shape[1])
    low, high = sorted_figures[quarters // 4, column], sorted_figures[(quarters + 3) // 4, column]
    part = (quarters % 4) / 4
    cut: Floats = np.where(low == high, low, (1 - part) * low + part * high)
    return cut


def cut_band(figures: Floats, cuts: Floats, sign: Floats) -> Floats:
    """The quarter of each figure by cut points, as the Local Authority Interactive Tool has it.

    Each upper cut is inclusive, so a figure on a cut falls to the side of the lower values. Where
    lower is better a place on the median is in the top half (B); where higher is better it is in
    the bottom half (C), whatever its rank. Our own bands come from ranks; see :func:`band`.

    Parameters
    ----------
    figures : array of float
        A place's figure in every cell, within the figures that were cut.
    cuts : array of float
        From :func:`cut_points`.
    sign : array of float
        -1 where higher is better, 1 where lower is.

    Returns
    -------
    array of float
        1 best to 4.

    Notes
    -----
    Source: Department for Education, Local Authority Interactive Tool, quartile bands (2025).

    Examples
    --------
    >>> cuts, figures = np.array([[25.0], [50.0], [75.0]]), np.array([50.0])
    >>> [cut_band(figures, cuts, np.array([sign])).item() for sign in (1.0, -1.0)]
    [2.0, 3.0]
    """
    step = (figures > cuts).sum(axis=0)
    quarter: Floats = np.where(sign < 0, 4.0 - step, 1.0 + step)
    return quarter
