"""A place beside others: a set of them, or the region that it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median

from stocktake.benchmarks.gaps import gap
from stocktake.benchmarks.rank import Direction, Rank, competition_rank
from stocktake.standards.places import Place

ENGLAND = "england"


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
    place: str, others: Iterable[str], values: Mapping[str, float], better: Direction | None
) -> AmongSet:
    """Set a place beside some others; its own id among them is left out."""
    chosen = tuple(other for other in dict.fromkeys(others) if other != place)
    present = [other for other in chosen if other in values]
    figures = [values[other] for other in present]
    mean = fmean(figures) if figures else None
    return AmongSet(
        places=chosen,
        missing=tuple(other for other in chosen if other not in values),
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
    ranked = {place, *among}
    return competition_rank(values[place], [values[other] for other in ranked], better)


def regions_of(place: str, known: Mapping[str, Place]) -> list[str]:
    """The region of a place and those above it, the country left out; none for a region itself."""
    above: list[str] = []
    at = known.get(place)
    if at is None or at.level == "Regional":
        return above
    while at is not None and at.region:
        region, at = at.region, known.get(at.region)
        if region == ENGLAND or (at is not None and at.level == "National"):
            break
        above.append(region)
    return above


def region_with_figure(
    place: str, known: Mapping[str, Place], values: Mapping[str, float]
) -> str | None:
    """The nearest region that has a figure; the nearest of all where none has."""
    above = regions_of(place, known)
    return next((region for region in above if region in values), above[0] if above else None)
