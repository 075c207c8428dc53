"""The rank of a figure, and a place among a set, one at a time: the slow plain twins."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from stocktake.benchmarks.comparator_sets import regions_of
from stocktake.benchmarks.rank import Direction, Rank, to_comparable
from stocktake.standards.errors import UsageError
from stocktake.standards.places import Place


def gap(value: float | None, comparator: float | None) -> float | None:
    return None if value is None or comparator is None else value - comparator


def better_than(value: float, other_value: float, *, better: Direction) -> bool:
    a, b = to_comparable(value), to_comparable(other_value)
    return a > b if better == "higher" else a < b


def best_first(values: Iterable[float], *, better: Direction) -> list[float]:
    return sorted(values, reverse=better == "higher")


def competition_rank(value: float, values: Sequence[float], better: Direction) -> Rank:
    if any(math.isnan(compared_value) for compared_value in values):
        raise UsageError("cannot rank figures that are not numbers; leave missing figures out")
    tied = sum(to_comparable(compared_value) == to_comparable(value) for compared_value in values)
    if not tied:
        raise UsageError(f"cannot rank {value}: it is not among the {len(values)} figures given")
    ahead = sum(better_than(compared_value, value, better=better) for compared_value in values)
    return Rank(ahead + 1, len(values), tied)


@dataclass(frozen=True)
class AmongSet:
    """A place beside a set of others that somebody chose.

    Parameters
    ----------
    places : tuple of str
        The others, as given, the place itself left out.
    missing : tuple of str
        Those of them without a figure.
    mean, median : float or None
        Of the others' figures, each counting once; None where none has a figure.
    rank : Rank or None
        Of the place among itself and the others with a figure.
    gap : float or None
        The place less the mean.
    """

    places: tuple[str, ...]
    missing: tuple[str, ...]
    mean: float | None
    median: float | None
    rank: Rank | None
    gap: float | None


def among_set(
    place: str, members: Iterable[str], values: Mapping[str, float], better: Direction | None
) -> AmongSet:
    """Set a place beside some others; its own id among them is left out."""
    places_to_compare = tuple(member for member in dict.fromkeys(members) if member != place)
    present = [member for member in places_to_compare if member in values]
    figures = [values[member] for member in present]
    mean = fmean(figures) if figures else None
    return AmongSet(
        places=places_to_compare,
        missing=tuple(member for member in places_to_compare if member not in values),
        mean=mean,
        median=median(figures) if figures else None,
        rank=rank_among(place, present, values, better) if present else None,
        gap=gap(values.get(place), mean),
    )


def rank_among(
    place: str, among: Iterable[str], values: Mapping[str, float], better: Direction | None
) -> Rank | None:
    """A place's rank among itself and others; None without a direction or a figure."""
    if better is None or place not in values:
        return None
    rankable = {place, *among}
    return competition_rank(values[place], [values[member] for member in rankable], better)


def region_with_figure(
    place: str, register_places: Mapping[str, Place], values: Mapping[str, float]
) -> str | None:
    """The nearest region that has a figure; the nearest of all where none has."""
    above = regions_of(place, register_places)
    return next((region for region in above if region in values), above[0] if above else None)
