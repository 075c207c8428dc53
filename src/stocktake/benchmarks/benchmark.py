"""A figure among others: one row of the table of benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.benchmarks.rank import Rank
from stocktake.standards.periods import Period


@dataclass(frozen=True)
class Benchmark:
    """A place's figure among the others for one indicator, group and period.

    Parameters
    ----------
    indicator, group, place : str
    period : Period
    value : float or None
        The published figure; None where missing.
    missing : str or None
        The symbol that stands instead, ``-`` where there is no row at all; ``u`` may stand with a
        value that is unreliable.
    rank : Rank or None
        Among the authorities reported for the period; None for the reason in ``not_ranked``.
    not_ranked : str
        Why there is no rank, in a clause; empty where there is one.
    percentile : float or None
        100 x rank / n: counted from the top.
    quartile : str or None
        ``A`` best to ``D``.
    sextile : int or None
        1 best to 6, by rank.
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
        Year of the list of statistical neighbours; None where there is none.
    neighbours_mean, neighbours_median : float or None
        Of the neighbours with a figure, each counting once.
    neighbours_n : int or None
        How many have one; None where the list has none for the place.
    rank_among_neighbours : Rank or None
        Among itself and the neighbours with a figure.
    gap_to_england, gap_to_region, gap_to_neighbours_mean : float or None
        The place less the comparator, unrounded; None where either is missing.
    change, change_3_years : float or None
        Less the figure exactly one, or three, years before.
    trend : str or None
        ``rising``, ``falling`` or ``level``.
    """

    indicator: str
    group: str
    place: str
    period: Period
    value: float | None
    missing: str | None
    rank: Rank | None = None
    not_ranked: str = ""
    percentile: float | None = None
    quartile: str | None = None
    sextile: int | None = None
    england: float | None = None
    region_id: str | None = None
    region: float | None = None
    rank_in_region: Rank | None = None
    neighbours_vintage: int | None = None
    neighbours_mean: float | None = None
    neighbours_median: float | None = None
    neighbours_n: int | None = None
    rank_among_neighbours: Rank | None = None
    gap_to_england: float | None = None
    gap_to_region: float | None = None
    gap_to_neighbours_mean: float | None = None
    change: float | None = None
    change_3_years: float | None = None
    trend: str | None = None
