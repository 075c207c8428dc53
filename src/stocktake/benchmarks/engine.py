"""Compares the figures of many indicators at once; each answer is then only looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from stocktake.benchmarks.benchmark import Benchmark
from stocktake.benchmarks.benchmark_row import benchmark_of, rank_in
from stocktake.benchmarks.change import Movement
from stocktake.benchmarks.chosen_sets import ChosenSets
from stocktake.benchmarks.comparator_sets import (
    regions_of,
    why_not_ranked_among,
)
from stocktake.benchmarks.grid import Grid, lay_out
from stocktake.benchmarks.place_columns import Regions, place_columns, regions_in_cells
from stocktake.benchmarks.profile import CORRECTED, Profile
from stocktake.benchmarks.rank import SIGNS
from stocktake.benchmarks.reported import ReportedAuthorities
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister

if TYPE_CHECKING:
    from stocktake.benchmarks.grid import Floats

KEPT_PLACES = 8
"""How many places' columns are kept at once: a plan's own, and a few that it is compared with."""


class Benchmarks:
    """Every figure of some indicators, compared with those of other places.

    Made once for all that a run asks for. A place's columns are computed when it is first asked
    for, in all cells together, and kept; so is each list of neighbours.

    Parameters
    ----------
    observations : polars.DataFrame
        Columns ``series``, ``place``, ``time_period``, ``time_identifier``, ``span_years``,
        ``group``, ``value``, and any others (``missing``, ``row``, ``release``), which
        :meth:`observation` returns; unique by series, place, period and group. ``series`` names
        what is compared: a series of the producer, or an indicator that joins several.
    better : mapping of str to str or None
        ``higher`` or ``lower`` by series. Any other word, and a series that is not named, has no
        ranks and no bands.
    register : PlaceRegister
    neighbours : polars.DataFrame, optional
        Lists of statistical neighbours, columns ``vintage``, ``place``, ``order``, ``neighbour``.
    own_sets : mapping of str to sequence of str, optional
        Comparator sets by name: place ids.
    profile : Profile
        ``CORRECTED`` or ``LAIT_2026``, or choices of your own.
    withheld_series : sequence of str
        Series without a band in the producer's own listing.

    Raises
    ------
    UsageError
        An observation occurs twice.

    Examples
    --------
    >>> from stocktake.standards.places import place_register
    >>> observations = pl.DataFrame({"series": "made:up", "place": ["la-888", "la-889", "la-890"],
    ...     "time_period": "202425", "time_identifier": "Academic year", "span_years": 1,
    ...     "group": "all", "value": [62.0, 57.0, 55.0]})
    >>> benchmarks = Benchmarks(observations, {"made:up": "higher"}, register=place_register())
    >>> year = Period("202425", "Academic year")
    >>> benchmarks.benchmark("made:up", "all", "la-890", year).rank
    Rank(rank=3, n=3, tied=1)
    >>> benchmarks.compare("made:up", "all", "la-890", year).level_for_share(0.5)
    62.0
    """

    def __init__(
        self,
        observations: pl.DataFrame,
        better: Mapping[str, str | None],
        *,
        register: PlaceRegister,
        neighbours: pl.DataFrame | None = None,
        own_sets: Mapping[str, Sequence[str]] | None = None,
        profile: Profile = CORRECTED,
        withheld_series: Sequence[str] = (),
    ) -> None:
        self.observations, self.register, self.profile = observations, register, profile
        self.grid: Grid = lay_out(observations)
        series = self.grid.cells["series"].to_list()
        signs = [SIGNS.get(better.get(name) or "", np.nan) for name in series]
        hidden_series = set(withheld_series)
        self._sign = np.array(signs, dtype=float)
        self._authorities = ReportedAuthorities(
            self.grid,
            self._sign,
            np.array([name in hidden_series for name in series], dtype=bool),
            register,
            profile,
        )
        self._chosen_sets = ChosenSets(self.grid, self._sign, profile, neighbours, own_sets)
        self._regions: dict[tuple[str, ...], Regions] = {}
        self._columns: dict[tuple[str, int | None], dict[str, Floats]] = {}
        self._comparisons: dict[tuple[int, str, str, int | None], SetComparison] = {}

    def cell(self, indicator: str, group: str, period: Period) -> int | None:
        """The number of a cell; None where nobody has a row for the period."""
        key = (indicator, group, period.time_identifier, period.span_years, period.time_period)
        return self.grid.cell_number.get(key)

    def observation(
        self, indicator: str, group: str, place: str, period: Period
    ) -> dict[str, Any] | None:
        """The row of the observations for a place and period; None where there is none."""
        cell, number = self.cell(indicator, group, period), self.grid.number.get(place)
        if cell is None or number is None:
            return None
        row = int(self.grid.row_number[number, cell])
        return self.observations.row(row, named=True) if row >= 0 else None

    def value(self, indicator: str, group: str, place: str, period: Period) -> float | None:
        """The figure of a place for a period; None where missing."""
        cell = self.cell(indicator, group, period)
        return None if cell is None else _or_none(self.grid.figures_of(place)[cell])

    def benchmark(
        self,
        indicator: str,
        group: str,
        place: str,
        period: Period,
        *,
        vintage: int | None = None,
    ) -> Benchmark | None:
        """One figure among the others: a row of the table.

        Parameters
        ----------
        vintage : int, optional
            Which list of neighbours; by default the profile's own, else the latest. See
            :func:`~stocktake.benchmarks.comparators.choose_vintage`.

        Returns
        -------
        Benchmark or None
            None where no place has a row for the period. With a missing figure there are no ranks
            and no gaps, and the comparators still stand.

        Raises
        ------
        UsageError
            There is no list of neighbours of that year.
        """
        cell = self.cell(indicator, group, period)
        if cell is None:
            return None
        columns = self.columns_of(place, vintage)
        row = {name: _or_none(column[cell]) for name, column in columns.items()}
        rank = rank_in(row, "rank", "n", "tied")
        regions = self._regions_of(place)
        return benchmark_of(
            row,
            (indicator, group, place, period),
            observation=self.observation(indicator, group, place, period) or {},
            not_ranked="" if rank else self._authorities.why_not_ranked(place, cell),
            region_id=regions.ids[regions.number[cell]] if regions.ids else None,
            vintage=self._chosen_sets.vintage_used(vintage),
        )

    def compare(
        self,
        indicator: str,
        group: str,
        place: str,
        period: Period,
        among: str = "england",
        *,
        vintage: int | None = None,
    ) -> SetComparison | None:
        """Compare a place with one set of places: who they are, rank, mean, and any line.

        Parameters
        ----------
        among : str
            ``england`` (all authorities that count, of the place's kind and country), ``region``
            (those of the region whose figure is used), the id of a region, ``neighbours`` or the
            name of an own set.
        vintage : int, optional
            Which list of neighbours.

        Returns
        -------
        SetComparison or None
            None where no place has a row for the period.

        Raises
        ------
        UsageError
            There is no such set, or no list of neighbours of that year.
        """
        cell = self.cell(indicator, group, period)
        if cell is None:
            return None
        key = (cell, place, among, vintage)
        if key not in self._comparisons:
            self._comparisons[key] = self._compare(cell, place, among, vintage)
        return self._comparisons[key]

    def _compare(self, cell: int, place: str, among: str, vintage: int | None) -> SetComparison:
        if among in ("england", "region") or among.startswith("region-"):
            region = "" if among == "england" else among
            if among == "region":
                regions = self._regions_of(place)
                region = regions.ids[regions.number[cell]] if regions.ids else "none"
            return self._authorities.compare(place, cell, region)
        comparator_set = self._chosen_sets.set_among(place, among, vintage)
        directed = not np.isnan(self._sign[cell])
        figures = self.grid.figures_of(place)
        reason = why_not_ranked_among(
            _or_none(figures[cell]), directed, comparator_set.figures_in_order(cell)
        )
        return comparator_set.compare(place, cell, figures, not_ranked=reason)

    def position_of(
        self,
        value: float,
        indicator: str,
        group: str,
        place: str,
        period: Period,
        among: str = "england",
        *,
        vintage: int | None = None,
        like: str | None = None,
    ) -> SetComparison | None:
        """Where a figure would lie among a set: of an area that is not ranked itself.

        Parameters
        ----------
        value : float
            It counts as one more place, instead of the place's own figure.
        like : str, optional
            A place whose set is used: a member of the area. By default the place itself.
        """
        comparison = self.compare(indicator, group, like or place, period, among, vintage=vintage)
        if comparison is None or like is None or like == place or comparison.value is None:
            return None if comparison is None else comparison.with_value(value)
        # The member that lends its set is one of the others.
        cell = self.cell(indicator, group, period) or 0
        values = sorted(
            (*comparison.other_values, comparison.value), reverse=not self._sign[cell] > 0
        )
        return replace(
            comparison, places=(like, *comparison.places), other_values=tuple(values)
        ).with_value(value)

    def is_counted(self, indicator: str, group: str, place: str, period: Period) -> bool:
        """Whether a place, with its figure, is one of those that a ranking is among."""
        cell = self.cell(indicator, group, period)
        return cell is not None and bool(self._authorities.counts(place)[cell])

    def columns_of(self, place: str, vintage: int | None = None) -> dict[str, Floats]:
        """All columns of a place, in every cell: not a number for none."""
        key = (place, self._chosen_sets.vintage_used(vintage))
        if key not in self._columns:
            if len(self._columns) >= KEPT_PLACES:
                del self._columns[next(iter(self._columns))]
            self._columns[key] = place_columns(
                place,
                self.grid,
                self._authorities,
                country=self.register.country_of(place),
                regions=self._regions_of(place),
                neighbours=self._chosen_sets.neighbour_set(place, vintage),
                movement=self._movement,
                profile=self.profile,
            )
        return self._columns[key]

    @cached_property
    def _movement(self) -> Movement:
        return Movement(self.grid, self.profile)

    def _regions_of(self, place: str) -> Regions:
        # The authorities of a region share its figures.
        ids = tuple(regions_of(place, self._authorities.places_by_id))
        if ids not in self._regions:
            all_cells = np.arange(self.grid.cells.height)
            at = self.grid.latest() if self.profile.london == "by-series" else all_cells
            self._regions[ids] = regions_in_cells(self.grid, ids, at)
        return self._regions[ids]


def _or_none(value: float) -> float | None:
    return None if value != value else float(value)
