"""Which authorities count in a ranking, in every cell: those reported, each place once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from stocktake.benchmarks.bands import cut_points
from stocktake.benchmarks.comparator_sets import ComparatorSet, regions_of
from stocktake.benchmarks.comparators import (
    RANKED_KINDS,
    alike,
    containments,
    is_outside_england,
)
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.places import is_reserved

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Flags, Floats, Grid
    from stocktake.benchmarks.profile import Profile
    from stocktake.standards.places import Place, PlaceRegister

Kind = tuple[str, bool]
"""Beginning of the ids of places that are ranked together, and whether they are invented."""

RANKED_PREFIXES = tuple(f"{kind}-" for kind in RANKED_KINDS)


class ReportedAuthorities:
    """The authorities that count in the rankings of a grid, and the sets that they make.

    Parameters
    ----------
    grid : Grid
    sign : array of float
        The direction of every cell; see ``ComparatorSet``.
    withheld_series : array of bool
        The cells whose series has no band in the producer's own listing.
    register : PlaceRegister
    profile : Profile
    """

    def __init__(
        self,
        grid: Grid,
        sign: Floats,
        withheld_series: Flags,
        register: PlaceRegister,
        profile: Profile,
    ) -> None:
        self.grid, self.sign, self.withheld_series = grid, sign, withheld_series
        self._register, self._profile = register, profile
        self._alike: dict[Kind, tuple[str, ...]] = {}
        self._sets: dict[tuple[Kind, str], ComparatorSet] = {}
        self._cuts: dict[Kind, Floats] = {}
        self._counts: dict[str, Flags] = {}

    @cached_property
    def places_by_id(self) -> dict[str, Place]:
        """Every place of the register, by id."""
        return {place.id: place for place in self._register.all()}

    @cached_property
    def _regions(self) -> dict[str, list[str]]:
        return {place: regions_of(place, self.places_by_id) for place in self.grid.places}

    def places_like(self, place: str) -> tuple[str, ...]:
        """The places of a place's kind that have any row; none where the kind is not ranked."""
        kind = _kind(place)
        if kind not in self._alike:
            self._alike[kind] = tuple(alike(self.grid.places, place))
        return self._alike[kind]

    @cached_property
    def _is_counted(self) -> Flags:
        is_counted = ~np.isnan(self.grid.values)
        if self._profile.ranked == "every-row":
            return is_counted
        has_figure = is_counted.copy()
        for old, new in containments(self._register):
            first, second = self.grid.number.get(old), self.grid.number.get(new)
            if first is None or second is None:
                continue
            for cell in np.flatnonzero(has_figure[first] & has_figure[second]).tolist():
                existed = self._register.get(old).exists_on(self.grid.period(cell).ends)
                is_counted[second if existed else first, cell] = False
        return is_counted

    def counts(self, place: str) -> Flags:
        """The cells in which a place is one of those ranked."""
        if place not in self._counts:
            number = self.grid.number.get(place)
            is_ranked = number is not None and bool(self.places_like(place))
            self._counts[place] = self._is_counted[number] if is_ranked else self._never
        return self._counts[place]

    @cached_property
    def _never(self) -> Flags:
        return np.zeros(self.grid.cells.height, dtype=bool)

    def set_of(self, place: str) -> ComparatorSet | None:
        """All that a place is ranked among: its country's; None where its kind is not ranked."""
        if is_outside_england(place) or not place.startswith(RANKED_PREFIXES):
            return None
        return self.set_in_region(place, "")

    def set_in_region(self, place: str, region: str) -> ComparatorSet:
        """Those of a place's kind that lie in a region; all of them for an empty one."""
        key = (_kind(place), region)
        if key not in self._sets:
            places = tuple(
                member
                for member in self.places_like(place)
                if not region or region in self._regions[member]
            )
            numbers = [self.grid.number[member] for member in places]
            figures = np.where(self._is_counted[numbers], self.grid.values[numbers], np.nan)
            self._sets[key] = ComparatorSet(
                places, figures, self.sign, self._profile.compared_decimal_places
            )
        return self._sets[key]

    def why_not_ranked(self, place: str, cell: int) -> str:
        """Why a place has no rank in a cell, in a clause; empty where it has one."""
        if np.isnan(self.grid.figures_of(place)[cell]):
            return "it has no figure for the period"
        if np.isnan(self.sign[cell]):
            return "neither direction is better"
        if self.counts(place)[cell]:
            return ""
        if is_outside_england(place):
            return "it lies outside England"
        if place.startswith(RANKED_PREFIXES):
            return "its predecessor or successors are reported for the period and count instead"
        return "only local authorities and districts are ranked"

    def compare(self, place: str, cell: int, region: str) -> SetComparison:
        """Compare a place with those of its kind in a region; with all of them for an empty one."""
        comparator_set = self.set_in_region(place, region)
        reason = self.why_not_ranked(place, cell)
        is_member = place in comparator_set.positions
        if not reason and not is_member:
            reason = "it does not lie in the region"
        return comparator_set.compare(
            place,
            cell,
            self.grid.figures_of(place),
            is_counted=self.counts(place) if is_member else None,
            not_ranked=reason,
            reported_only=True,
        )

    def cuts_of(self, place: str) -> Floats:
        """Cut points of the figures that a place is ranked among."""
        kind = _kind(place)
        if kind not in self._cuts:
            self._cuts[kind] = cut_points(self.set_in_region(place, "").figures)
        return self._cuts[kind]


def _kind(place: str) -> Kind:
    outside = place if is_outside_england(place) else place.partition("-")[0]
    return outside, is_reserved(place)
