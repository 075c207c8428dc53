"""One place's figure among the others for a period: the slow plain twin of the engine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import plain_bands as bands
import polars as pl
from plain_rank import (
    AmongSet,
    among_set,
    best_first,
    gap,
    rank_among,
    region_with_figure,
)
from plain_reported import counted_once

from stocktake.benchmarks.comparator_sets import regions_of
from stocktake.benchmarks.comparators import alike, neighbours_of
from stocktake.benchmarks.figures import ABSENT, Figure, figures_at
from stocktake.benchmarks.rank import Direction, Rank, as_share
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister


@dataclass(frozen=True)
class PlainBenchmark:
    """A place's figure among the others for one period.

    Parameters
    ----------
    place : str
    period : Period
    value : float or None
        The published figure; None where missing.
    missing : str or None
        The symbol in its stead, or ``u`` beside an unreliable value.
    rank : Rank or None
        Among the authorities reported for the period; None for the reason in ``not_ranked``.
    not_ranked : str
        Why there is no rank, in a clause; empty where there is one.
    percentile : float or None
        100 x rank / n: counted from the top.
    quartile : str or None
        ``A`` best to ``D``, by rank.
    sextile : int or None
        1 best to 6, by rank.
    line_half, line_quarter : float or None
        The level that would just be in the top half or quarter, the others being as they are.
    england : float or None
        The published figure for England (for the invented country of an invented place).
    region_id : str or None
        The region whose figure is used. A London borough has inner or outer London, or London
        whole where the half has no figure for the period.
    region : float or None
        The published figure for that region.
    rank_in_region : Rank or None
        Among the reported authorities of that region.
    neighbours_vintage : int or None
        Year of the list of statistical neighbours; None where none was given.
    neighbours, neighbours_missing : tuple of str
        The list, closest first, and those of it without a figure.
    neighbours_mean, neighbours_median : float or None
        Of the neighbours with a figure, each counting once.
    rank_among_neighbours : Rank or None
        Among itself and the neighbours with a figure.
    own_sets : dict of str to AmongSet
        One per comparator set given.
    gap_to_england, gap_to_region, gap_to_neighbours_mean : float or None
        The place less the comparator, unrounded; None where either is missing.
    """

    place: str
    period: Period
    value: float | None
    missing: str | None
    rank: Rank | None = None
    not_ranked: str = ""
    percentile: float | None = None
    quartile: str | None = None
    sextile: int | None = None
    line_half: float | None = None
    line_quarter: float | None = None
    england: float | None = None
    region_id: str | None = None
    region: float | None = None
    rank_in_region: Rank | None = None
    neighbours_vintage: int | None = None
    neighbours: tuple[str, ...] = ()
    neighbours_missing: tuple[str, ...] = ()
    neighbours_mean: float | None = None
    neighbours_median: float | None = None
    rank_among_neighbours: Rank | None = None
    own_sets: dict[str, AmongSet] = field(default_factory=dict)
    gap_to_england: float | None = None
    gap_to_region: float | None = None
    gap_to_neighbours_mean: float | None = None


def plain_benchmark(
    figures: pl.DataFrame,
    place: str,
    period: Period,
    *,
    better: Direction | None,
    register: PlaceRegister,
    neighbours: pl.DataFrame | None = None,
    vintage: int | None = None,
    own_sets: Mapping[str, Sequence[str]] | None = None,
) -> PlainBenchmark:
    """Place a figure among the others published for its period.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group.
    place : str
        Place id.
    period : Period
    better : "higher", "lower" or None
        None (or any other word) where a level says nothing by itself: figures, means and gaps are
        given, ranks and bands are not.
    register : PlaceRegister
    neighbours : polars.DataFrame, optional
        Lists of statistical neighbours, columns ``vintage``, ``place``, ``order``, ``neighbour``.
    vintage : int, optional
        Which of the lists; see ``choose_vintage``.
    own_sets : mapping of str to sequence of str, optional
        Comparator sets by name.

    Returns
    -------
    PlainBenchmark
        With a missing figure there are no ranks and no gaps, and the comparators still stand.

    Raises
    ------
    UsageError
        The frame holds two figures for one place, or the list of neighbours is not held.

    """
    by_place = figures_at(figures, period)
    own_figure = by_place.get(place, ABSENT)
    values = {name: figure.value for name, figure in by_place.items() if figure.value is not None}
    direction: Direction | None = better if better in ("higher", "lower") else None
    rankable = counted_once(alike(values, place), period, register)
    reason = _why_not_ranked(place, own_figure, direction, rankable)
    register_places = {entry.id: entry for entry in register.all()}
    country = register.country_of(place)
    region_id = region_with_figure(place, register_places, values)
    region = values.get(region_id) if region_id else None
    within = [
        authority for authority in rankable if region_id in regions_of(authority, register_places)
    ]
    has_list = neighbours is not None and vintage is not None
    near = neighbours_of(neighbours, place, vintage) if has_list else ()  # type: ignore[arg-type]
    neighbourhood = among_set(place, near, values, direction)
    rank = None if reason else rank_among(place, rankable, values, direction)
    return PlainBenchmark(
        place=place,
        period=period,
        value=own_figure.value,
        missing=own_figure.missing,
        rank=rank,
        not_ranked=reason,
        percentile=bands.percentile(rank) if rank else None,
        quartile=bands.quartile(rank) if rank else None,
        sextile=bands.sextile(rank) if rank else None,
        line_half=_line(place, rankable, values, direction, Fraction(1, 2)),
        line_quarter=_line(place, rankable, values, direction, Fraction(1, 4)),
        england=values.get(country),
        region_id=region_id,
        region=region,
        rank_in_region=rank_among(place, within, values, direction) if rank and region_id else None,
        neighbours_vintage=vintage if has_list else None,
        neighbours=near,
        neighbours_missing=neighbourhood.missing,
        neighbours_mean=neighbourhood.mean,
        neighbours_median=neighbourhood.median,
        rank_among_neighbours=neighbourhood.rank,
        own_sets={
            name: among_set(place, members, values, direction)
            for name, members in (own_sets or {}).items()
        },
        gap_to_england=gap(own_figure.value, values.get(country)) if place != country else None,
        gap_to_region=gap(own_figure.value, region),
        gap_to_neighbours_mean=neighbourhood.gap,
    )


def level_needed(
    figures: pl.DataFrame,
    period: Period,
    *,
    better: Direction,
    among: Sequence[str],
    share: Fraction | float,
    place: str | None = None,
) -> float | None:
    """The figure that would just be within the best share of a set of places.

    With n places ranked, the line lies after rank k, the whole part of n x share. A place reaches
    it by matching the k-th best figure of the others, since ties share the better rank.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns of ``figures.FIGURES``, of one indicator and group.
    period : Period
    better : "higher" or "lower"
    among : sequence of str
        The places ranked; those without a figure are left out.
    share : Fraction or float
        Above 0 and at most 1.
    place : str, optional
        The place that is to reach the line: its own figure is left out and it counts as one of
        the n whether it has a figure or not. Without it, ``among`` is the whole ranking and the
        answer is the figure of the last place within the line.

    Returns
    -------
    float or None
        In the unit. None where no rank is within the line (the top tenth of nine places), where
        every figure is, or where nobody else has a figure.

    """
    by_place = figures_at(figures, period)
    values = {name: figure.value for name, figure in by_place.items() if figure.value is not None}
    return _line(place, among, values, better, as_share(share))


def _line(
    place: str | None,
    among: Sequence[str],
    values: Mapping[str, float],
    better: Direction | None,
    share: Fraction,
) -> float | None:
    if better is None:
        return None
    sorted_values = best_first(
        (values[member] for member in dict.fromkeys(among) if member in values and member != place),
        better=better,
    )
    last = math.floor((len(sorted_values) + (place is not None)) * share)
    return sorted_values[last - 1] if 1 <= last <= len(sorted_values) else None


def _why_not_ranked(
    place: str, own_figure: Figure, better: Direction | None, rankable: Sequence[str]
) -> str:
    if own_figure.value is None:
        return "it has no figure for the period"
    if better is None:
        return "neither direction is better"
    if place in rankable:
        return ""
    if place.startswith(("la-", "lad-")):
        return "its predecessor or successors are reported for the period and count instead"
    return "only local authorities and districts are ranked"
