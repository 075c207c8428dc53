"""The sets that are chosen for a place: its statistical neighbours, and sets of a plan's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from stocktake.benchmarks.comparator_sets import ComparatorSet
from stocktake.benchmarks.comparators import list_of
from stocktake.standards.errors import UsageError

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats, Grid
    from stocktake.benchmarks.profile import Profile

KEPT_SETS = 32
"""How many sets' figures are kept at once: a table has one set of neighbours for every place."""


class ChosenSets:
    """Statistical neighbours and own sets of a grid's places; each list and set is made once.

    Parameters
    ----------
    grid : Grid
    sign : array of float
        The direction of every cell; see ``ComparatorSet``.
    profile : Profile
    neighbours : polars.DataFrame or None
        Lists of statistical neighbours.
    own_sets : mapping of str to sequence of str, or None
        Place ids by the name of a set.
    """

    def __init__(
        self,
        grid: Grid,
        sign: Floats,
        profile: Profile,
        neighbours: pl.DataFrame | None,
        own_sets: Mapping[str, Sequence[str]] | None,
    ) -> None:
        self._grid, self._sign, self._profile = grid, sign, profile
        self._neighbours = None if neighbours is None or neighbours.is_empty() else neighbours
        self.own_sets = dict(own_sets or {})
        self._lists: dict[int | None, dict[str, tuple[str, ...]]] = {}
        self._sets: dict[tuple[str, ...], ComparatorSet] = {}

    def neighbours_of(self, place: str, vintage: int | None = None) -> tuple[str, ...]:
        """A place's statistical neighbours, the closest first; none without a list."""
        if self._neighbours is None:
            return ()
        year = self.vintage_used(vintage)
        if year not in self._lists:
            self._lists[year] = list_of(self._neighbours, year)
        return self._lists[year].get(place, ())

    def vintage_used(self, vintage: int | None) -> int | None:
        """The year of the list that is used; None where there is no list."""
        if self._neighbours is None:
            return None
        return vintage or self._profile.neighbours_vintage or self._latest_vintage

    @cached_property
    def _latest_vintage(self) -> int:
        years = [] if self._neighbours is None else self._neighbours["vintage"].to_list()
        latest: int = max(years)
        return latest

    def neighbour_set(self, place: str, vintage: int | None) -> ComparatorSet | None:
        """The neighbours' figures; None where no neighbour has any row."""
        near = self.neighbours_of(place, vintage)
        if not any(neighbour in self._grid.number for neighbour in near):
            return None
        return self._set(place, near)

    def set_among(self, place: str, among: str, vintage: int | None) -> ComparatorSet:
        """The set of a name.

        Raises
        ------
        UsageError
            There is no such set.
        """
        if among == "neighbours":
            return self._set(place, self.neighbours_of(place, vintage))
        if among not in self.own_sets:
            names = ", ".join(["england", "region", "neighbours", *self.own_sets])
            raise UsageError(f"unknown comparator {among!r}; expected one of {names}")
        return self._set(place, self.own_sets[among])

    def _set(self, place: str, members: Sequence[str]) -> ComparatorSet:
        places = tuple(member for member in dict.fromkeys(members) if member != place)
        if places not in self._sets:
            if len(self._sets) >= KEPT_SETS:
                del self._sets[next(iter(self._sets))]
            self._sets[places] = ComparatorSet(
                places,
                self._grid.figures_of_all(places),
                self._sign,
                self._profile.compared_decimal_places,
            )
        return self._sets[places]
