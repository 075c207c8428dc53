"""What one place's figures compare to in every cell: from here come table and benchmark alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stocktake.benchmarks import bands
from stocktake.benchmarks.comparator_sets import ComparatorSet, Ranks
from stocktake.benchmarks.reported import ReportedAuthorities

if TYPE_CHECKING:
    from stocktake.benchmarks.change import Movement
    from stocktake.benchmarks.grid import Flags, Floats, Grid, Numbers
    from stocktake.benchmarks.profile import Profile


@dataclass(frozen=True)
class Regions:
    """The region that a place is compared with in every cell.

    Parameters
    ----------
    ids : tuple of str
        The nearest, and the one above it; empty for a place without any.
    number : array of int
        Which of them, in every cell.
    figures : array of float
        The published figure of that one.
    """

    ids: tuple[str, ...]
    number: Numbers
    figures: Floats


def regions_in_cells(grid: Grid, ids: tuple[str, ...], at: Numbers) -> Regions:
    """The nearest region with a figure; the nearest of all where none has.

    Parameters
    ----------
    ids : tuple of str
        The regions, the nearest first.
    at : array of int
        For each cell, the cell whose figures decide.
    """
    number = np.zeros(grid.cells.height, dtype=np.int64)
    if not ids:
        return Regions(ids, number, grid.no_figures)
    figures = grid.figures_of_all(ids)
    has_figure = (
        ~np.isnan(figures[:, at]) if grid.cells.height else np.zeros(figures.shape, dtype=bool)
    )
    number = np.where(has_figure.any(axis=0), has_figure.argmax(axis=0), 0)
    return Regions(ids, number, figures[number, np.arange(grid.cells.height)])


def rank_columns(
    place: str,
    figures: Floats,
    authorities: ReportedAuthorities,
    regions: Regions,
    profile: Profile,
) -> dict[str, Floats]:
    """Rank, n, ties, bands, and the rank within the region."""
    no_figures = np.full(figures.shape, np.nan)
    country_set = authorities.set_of(place)
    if country_set is None:
        names = ("rank", "n", "tied", "percentile", "quartile", "sextile")
        return dict.fromkeys(
            (*names, "rank_in_region", "n_in_region", "tied_in_region"), no_figures
        )
    is_counted = authorities.counts(place)
    ranks = country_set.ranks(figures, is_counted, is_ranked=is_counted)
    quartile = _band(ranks, 4)
    if profile.bands == "cut-points":
        quartile = bands.cut_band(figures, authorities.cuts_of(place), country_set.sign)
        quartile = np.where(np.isnan(ranks.rank), np.nan, quartile)
    region = Ranks(no_figures, no_figures, no_figures)
    for number, region_id in enumerate(regions.ids):
        in_region = is_counted & (regions.number == number)
        if in_region.any():
            region_set = authorities.set_in_region(place, region_id)
            among = region_set.ranks(figures, is_counted, is_ranked=in_region)
            region = among if in_region.all() else _choose_ranks(in_region, among, region)
    return {
        "rank": ranks.rank,
        "n": country_set.n,
        "tied": ranks.tied,
        "percentile": np.asarray(bands.percentile(ranks.rank, ranks.n)),
        "quartile": np.where(authorities.withheld_series, np.nan, quartile)
        if profile.withholds_bands
        else quartile,
        "sextile": _band(ranks, 6),
        "rank_in_region": region.rank,
        "n_in_region": region.n,
        "tied_in_region": region.tied,
    }


def neighbour_columns(figures: Floats, neighbours: ComparatorSet | None) -> dict[str, Floats]:
    """Mean and median of the statistical neighbours, how many have a figure, and the rank."""
    if neighbours is None:
        no_figures = np.full(figures.shape, np.nan)
        names = ("neighbours_mean", "neighbours_median", "neighbours_n", "rank_among_neighbours")
        return dict.fromkeys((*names, "n_among_neighbours", "tied_among_neighbours"), no_figures)
    ranks = neighbours.ranks(figures, is_ranked=neighbours.n > 0)
    return {
        "neighbours_mean": neighbours.mean,
        "neighbours_median": neighbours.median,
        "neighbours_n": neighbours.n,
        "rank_among_neighbours": ranks.rank,
        "n_among_neighbours": ranks.n,
        "tied_among_neighbours": ranks.tied,
    }


def place_columns(
    place: str,
    grid: Grid,
    authorities: ReportedAuthorities,
    *,
    country: str,
    regions: Regions,
    neighbours: ComparatorSet | None,
    movement: Movement,
    profile: Profile,
) -> dict[str, Floats]:
    """Every column of a place, by name; not a number for none."""
    figures, england = grid.figures_of(place), grid.figures_of(country)
    near = neighbour_columns(figures, neighbours)
    return {
        "value": figures,
        **rank_columns(place, figures, authorities, regions, profile),
        "england": england,
        "region": regions.figures,
        **near,
        "gap_to_england": grid.no_figures if place == country else figures - england,
        "gap_to_region": figures - regions.figures,
        "gap_to_neighbours_mean": figures - near["neighbours_mean"],
        **movement.columns(figures),
    }


def _band(ranks: Ranks, count: int) -> Floats:
    """The band of each rank; not a number where fewer places than bands are ranked."""
    numbers = bands.band(ranks.rank, ranks.n, count)
    return np.where(bands.enough_for(count, ranks.n), numbers, np.nan)


def _choose_ranks(cells: Flags, one: Ranks, other_ranks: Ranks) -> Ranks:
    pairs = ((one.rank, other_ranks.rank), (one.n, other_ranks.n), (one.tied, other_ranks.tied))
    return Ranks(*(np.where(cells, a, b) for a, b in pairs))
