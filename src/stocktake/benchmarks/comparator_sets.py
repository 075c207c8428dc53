"""Places that a place is compared with: the country's, the region's, neighbours, a set of its own.

Whichever they are, one function compares with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from stocktake.benchmarks.rank import (
    COMPARED_DECIMAL_PLACES,
    SIGNS,
    Direction,
    Rank,
    comparison_keys,
    count_ahead,
)
from stocktake.benchmarks.row_median import median_across
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.places import Place

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Flags, Floats

ENGLAND = "england"

KEPT_RANKS = 8
"""How many places' ranks a set keeps at once: a plan's own, and a few it is compared with."""


@dataclass(frozen=True)
class Ranks:
    """A place's ranks in every cell; not a number where it has none."""

    rank: Floats
    n: Floats
    tied: Floats


@dataclass(frozen=True)
class ComparatorSet:
    """Places that others are compared with, and their figures in every cell.

    Parameters
    ----------
    places : tuple of str
    figures : array of float
        One row per place, one column per cell; not a number where it has none or does not count.
    sign : array of float
        -1 where higher is better, 1 where lower is; not a number where neither.
    decimal_places : int or None
        To how many decimals figures are compared.
    """

    places: tuple[str, ...]
    figures: Floats
    sign: Floats
    decimal_places: int | None = COMPARED_DECIMAL_PLACES
    _in_order: dict[int, list[float]] = field(default_factory=dict, repr=False, compare=False)
    _ranks: dict[str, Ranks] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def keys(self) -> Floats:
        """The figures as they are compared."""
        return comparison_keys(self.figures, self.sign, self.decimal_places)

    @cached_property
    def _is_directed(self) -> Flags:
        return ~np.isnan(self.sign)

    @cached_property
    def n(self) -> Floats:
        """How many have a figure in each cell."""
        counts: Floats = (~np.isnan(self.figures)).sum(axis=0).astype(float)
        return counts

    @cached_property
    def mean(self) -> Floats:
        """Of the figures in each cell; not a number where there is none.

        Exact to the last digit like ``statistics.fmean``: what each addition loses is carried.
        """
        values = np.where(np.isnan(self.figures), 0.0, self.figures)
        total, lost = np.zeros(len(self.sign)), np.zeros(len(self.sign))
        for row in values:
            longer = total + row
            rest = longer - total
            lost += (total - (longer - rest)) + (row - rest)
            total = longer
        return (total + lost) / np.where(self.n > 0, self.n, np.nan)

    @cached_property
    def median(self) -> Floats:
        """Of the figures in each cell; not a number where there is none."""
        return median_across(self.figures)

    def ranks(
        self, figures: Floats, is_counted: Flags | None = None, *, is_ranked: Flags | None = None
    ) -> Ranks:
        """Rank a place in every cell.

        Parameters
        ----------
        figures : array of float
            The place's own.
        is_counted : array of bool, optional
            The cells in which the place's own figure is one of the set's; by default it is none
            of them and counts as one more.
        is_ranked : array of bool, optional
            The cells in which it is ranked; by default wherever it has a figure.
        """
        ahead, level = count_ahead(
            comparison_keys(figures, self.sign, self.decimal_places), self.keys
        )
        more = 1.0 if is_counted is None else 1.0 - is_counted
        is_known = ~np.isnan(figures) & self._is_directed
        if is_ranked is not None:
            is_known &= is_ranked
        rank, n, tied = ahead + 1.0, self.n + more, level + more
        return Ranks(*(np.where(is_known, column, np.nan) for column in (rank, n, tied)))

    def figures_in_order(self, cell: int) -> list[float]:
        """The figures of a cell, the best first; kept, so that any line is only looked up."""
        if cell not in self._in_order:
            column = self.figures[:, cell]
            numbers: list[float] = column[~np.isnan(column)].tolist()
            self._in_order[cell] = sorted(numbers, reverse=not self.sign[cell] > 0)
        return self._in_order[cell]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Which row each place is."""
        return {place: position for position, place in enumerate(self.places)}

    def compare(
        self,
        place: str,
        cell: int,
        figures: Floats,
        *,
        is_counted: Flags | None = None,
        not_ranked: str = "",
        reported_only: bool = False,
    ) -> SetComparison:
        """Compare a place in one cell.

        Parameters
        ----------
        figures : array of float
            The place's own, in every cell.
        is_counted : array of bool, optional
            The cells in which its figure is one of the set's; none of them by default.
        reported_only : bool
            Whether places without a figure are no members, rather than missing ones.
        """
        value = None if np.isnan(figures[cell]) else float(figures[cell])
        other_values = self.figures_in_order(cell)
        if value is not None and is_counted is not None and is_counted[cell]:
            position = other_values.index(value)
            other_values = [*other_values[:position], *other_values[position + 1 :]]
        is_missing = np.isnan(self.figures[:, cell])
        is_place = ~is_missing if reported_only else np.ones(len(self.places), dtype=bool)
        if place in self.positions:
            is_place[self.positions[place]] = False
        places = tuple(compress(self.places, is_place.tolist()))
        missing = tuple(compress(self.places, (is_place & is_missing).tolist()))
        sign = self.sign[cell]
        better: Direction | None = "higher" if sign < 0 else "lower" if sign > 0 else None
        rank = None
        if not not_ranked and value is not None and better is not None:
            ranks = self._ranks_of(place, figures, is_counted)
            rank = Rank(int(ranks.rank[cell]), int(ranks.n[cell]), int(ranks.tied[cell]))
        return SetComparison(places, missing, tuple(other_values), value, better, rank, not_ranked)

    def _ranks_of(self, place: str, figures: Floats, is_counted: Flags | None) -> Ranks:
        """A place's ranks, as a table has them; kept, so that each cell is only looked up."""
        if place not in self._ranks:
            if len(self._ranks) >= KEPT_RANKS:
                del self._ranks[next(iter(self._ranks))]
            self._ranks[place] = self.ranks(figures, is_counted)
        return self._ranks[place]


def compare_with_set(
    place: str, members: Iterable[str], values: Mapping[str, float], better: Direction | None
) -> SetComparison:
    """Compare a place with some others, given every place's figure; its own id is left out.

    Examples
    --------
    >>> values = {"la-888": 60.0, "la-889": 58.0, "la-890": 55.0}
    >>> found = compare_with_set("la-890", ["la-888", "la-889", "la-876"], values, "higher")
    >>> found.rank, found.mean, found.missing
    (Rank(rank=3, n=3, tied=1), 59.0, ('la-876',))
    """
    places = tuple(member for member in dict.fromkeys(members) if member != place)
    figures = np.array([[values.get(member, np.nan)] for member in places], dtype=float)
    sign = np.array([SIGNS[better] if better else np.nan])
    comparator_set = ComparatorSet(places, figures.reshape(-1, 1), sign)
    value = values.get(place)
    reason = why_not_ranked_among(value, better is not None, comparator_set.figures_in_order(0))
    own_figures = np.array([np.nan if value is None else value])
    return comparator_set.compare(place, 0, own_figures, not_ranked=reason)


def why_not_ranked_among(value: float | None, directed: bool, other_values: Sequence[float]) -> str:
    """Why a place has no rank among some others, in a clause; empty where it has one."""
    if value is None:
        return "it has no figure for the period"
    if not directed:
        return "neither direction is better"
    return "" if other_values else "none of the others has a figure for the period"


def regions_of(place: str, places_by_id: Mapping[str, Place]) -> list[str]:
    """The region of a place and those above it, the country left out; none for a region itself."""
    above: list[str] = []
    at = places_by_id.get(place)
    if at is None or at.level == "Regional":
        return above
    while at is not None and at.region:
        region, at = at.region, places_by_id.get(at.region)
        if region == ENGLAND or (at is not None and at.level == "National"):
            break
        above.append(region)
    return above
