"""How a figure moved: over one year, over three, and on the whole."""

from __future__ import annotations

from functools import reduce
from itertools import combinations
from operator import add
from typing import TYPE_CHECKING

import numpy as np

from stocktake.benchmarks.rank import COMPARED_DECIMAL_PLACES
from stocktake.benchmarks.row_median import median_across

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats, Grid, Numbers
    from stocktake.benchmarks.profile import Profile

TREND_YEARS = 3
"""How far a trend looks back: the period and the three before it."""

TREND_NEEDS = 3
"""Fewer figures than this are no trend."""

TRENDS = ("falling", "level", "rising")
"""A trend's word, by its sign + 1."""


class Movement:
    """Changes and trends of one place after another.

    The earlier period of a change is exactly so many years before. Where it has no figure there
    is no change: a gap of two years is never given as the change of one.

    Parameters
    ----------
    grid : Grid
    profile : Profile
    """

    def __init__(self, grid: Grid, profile: Profile) -> None:
        self._profile = profile
        self._before: dict[int, Numbers] = {
            years: grid.earlier(years) for years in range(1, TREND_YEARS + 1)
        }
        self._row_before = grid.row_before()

    def columns(self, figures: Floats) -> dict[str, Floats]:
        """``change``, ``change_3_years`` and ``trend`` (-1, 0 or 1) of a place in every cell.

        The change is in the unit's difference, unrounded; above 0 is higher than before.
        """
        # A cell without an earlier one has -1, which is where this nothing stands.
        padded = np.append(figures, np.nan)
        history = [figures, *(padded[cells] for cells in self._before.values())]
        change = figures - history[1]
        if self._profile.change == "second-newest-row":
            change = figures - padded[self._row_before]
        slope = change if self._profile.trend == "sign-of-change" else trend_slope(history)
        return {
            "change": change,
            "change_3_years": figures - history[3],
            "trend": np.sign(slope),
        }


def trend_slope(history: list[Floats]) -> Floats:
    """The typical change a year over the last years, in every cell.

    The median of the yearly changes between all pairs of figures (Theil and Sen), so that one odd
    year does not make a trend. It describes; it tests nothing.

    Parameters
    ----------
    history : list of arrays of float
        The figures, and those of one, two, ... years before.

    Returns
    -------
    array of float
        Rounded as figures are compared. Not a number where the period itself has no figure, or
        fewer than three of the periods have.

    Notes
    -----
    Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau (1968).

    Examples
    --------
    >>> trend_slope([np.array([year]) for year in (53.0, 54.0, 56.0, np.nan)]).tolist()
    [-1.5]
    """
    slopes = [
        (history[later] - history[sooner]) / (sooner - later)
        for later, sooner in combinations(range(len(history)), 2)
    ]
    counts = reduce(add, ((~np.isnan(figures)).astype(np.int8) for figures in history))
    enough = (counts >= TREND_NEEDS) & ~np.isnan(history[0])
    slope = median_across(np.stack(slopes)).round(COMPARED_DECIMAL_PLACES)
    return np.where(enough, slope, np.nan)
