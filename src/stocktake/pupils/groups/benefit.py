"""Which groups would benefit most: size times distance, how surely, and who is counted twice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Literal

import polars as pl

from stocktake.pupils.frames import Table
from stocktake.pupils.groups.cells import (
    LEAST_COUNT,
    Cells,
    Values,
    count_cells,
    group_name,
)
from stocktake.pupils.groups.difference import Counted, difference
from stocktake.pupils.groups.schema import checked_dimensions
from stocktake.pupils.summary import Z_95
from stocktake.standards.errors import UsageError
from stocktake.standards.internal import InternalAggregate

Crossing = tuple[str, ...]

DRAWS = 2000
"""Simulated rankings; the chance of a place is then known to about one percentage point."""

_SCHEMA = {
    "rank": pl.Int64,
    "group": pl.String,
    "count": pl.Int64,
    "value": pl.Float64,
    "comparator_value": pl.Float64,
    "distance": pl.Float64,
    "benefit": pl.Float64,
    "benefit_lower": pl.Float64,
    "benefit_upper": pl.Float64,
    "chance_in_top_percent": pl.Float64,
    "already_counted_percent": pl.Float64,
    "overlaps_with": pl.String,
    "reason": pl.String,
}


@dataclass(frozen=True)
class _Group:
    """A group that can be ranked; ``cells`` says whom it shares with others."""

    name: str
    counted: Counted
    other: Counted
    distance: float
    benefit: float
    lower: float
    upper: float
    cells: frozenset[Values]


def who_would_benefit(
    rows: Table,
    characteristics: Table,
    *,
    dimensions: Sequence[str | Sequence[str]],
    measure: str,
    better: Literal["higher", "lower"] = "higher",
    within: Sequence[str] = (),
    sd: float | None = None,
    least_count: int = LEAST_COUNT,
    top: int = 3,
    seed: int = 0,
    own: Path | None = None,
) -> InternalAggregate[pl.DataFrame]:
    """Rank groups by how much would be gained if each did as well as its comparator.

    A large group a little behind may gain more than a small one far behind. What comes out is
    groups, never children.

    Parameters
    ----------
    rows, characteristics : table
        As in :func:`.crossing.by_groups`; Polars or PySpark.
    dimensions : sequence of (str or sequence of str)
        Each entry makes groups: ``"sex"``, or ``("ward", "disadvantaged")`` for their crossing.
    measure : str
        Boolean for percentages, a number for means.
    better : "higher" or "lower"
        ``lower`` for absence or suspension.
    within : sequence of str
        Compare only with pupils alike in these dimensions: with ``("disadvantaged",)`` the
        disadvantaged of a ward are set beside the disadvantaged elsewhere. Each entry of
        ``dimensions`` must name them. By default everybody outside the group is the comparator.
    sd : float, optional
        For means: the national standard deviation of pupils.
    least_count : int
        Smaller groups are not ranked, nor is one with so small a comparator.
    top : int
        How many first places ``chance_in_top_percent`` is about.
    seed : int
        Of the simulated rankings: the same seed gives the same chances.
    own : path, optional
        A place's own folder of definitions.

    Returns
    -------
    InternalAggregate of polars.DataFrame
        One row per group, best first: ``rank`` (null where not ranked), ``group`` in words,
        ``count`` (pupils measured), ``value`` and ``comparator_value`` (percent or mean),
        ``distance`` (how far behind, in percentage points or units of the measure; negative when
        ahead), ``benefit`` (for yes or no: further pupils who would reach it; for a mean: units
        of the measure, over all the group's pupils), ``benefit_lower`` and ``benefit_upper`` (95
        per cent), ``chance_in_top_percent``, ``already_counted_percent`` (of the group's pupils,
        those also in a group ranked above), ``overlaps_with`` (those groups, the most shared
        first) and ``reason`` where it is not ranked. The group "not known" is left out.

    Raises
    ------
    UsageError
        A dimension is unknown or crossed where it may not be, ``within`` is not in every entry,
        or ``top`` is less than 1.
    InputError
        A column is missing.

    Notes
    -----
    benefit = count x distance; its interval is count times that of the distance. The chance is
    the share of 2,000 simulated rankings, each distance drawn from a normal with its standard
    error, groups independently: where groups overlap, chances of both together are too low.
    Benefits of overlapping groups must not be added up. A distance is no effect of a programme.

    Source: our own method; interval of the distance as in :func:`.difference.difference`.

    Examples
    --------
    >>> import polars as pl
    >>> pupils = [f"p{n}" for n in range(100)]
    >>> rows = pl.DataFrame({"pupil": pupils, "met": [True] * 10 + [False] * 30 + [True] * 60})
    >>> groups = pl.DataFrame({"pupil": pupils, "ward": ["Quay"] * 40 + ["Lido"] * 60})
    >>> found = who_would_benefit(rows, groups, dimensions=["ward"], measure="met")
    >>> found.content.select("rank", "group", "distance", "benefit").row(0)
    (1, 'ward: Quay', 75.0, 30.0)
    """
    if top < 1:
        raise UsageError(f"top is {top}; expected 1 or more first places")
    crossings = [(each,) if isinstance(each, str) else tuple(each) for each in dimensions]
    for crossing in crossings:
        checked_dimensions(crossing, own=own)
        lacking = [name for name in within if name not in crossing]
        if lacking:
            raise UsageError(
                f"groups by {', '.join(crossing)} cannot be compared within {lacking[0]}; "
                f"expected {lacking[0]} in every entry of dimensions"
            )
    every = tuple(dict.fromkeys(name for crossing in crossings for name in crossing))
    cells = count_cells(rows, characteristics, dimensions=every, measure=measure)
    sign = 1.0 if better == "higher" else -1.0
    ranked: list[_Group] = []
    short: list[dict[str, object]] = []
    least = max(least_count, 2)
    for crossing in dict.fromkeys(crossings):
        groups = cells.together(crossing)
        for values, counted in groups.items():
            if None in values:
                continue
            name = group_name(crossing, values)
            other = _comparator(crossing, values, groups, within)
            if min(counted.count, other.count) < least:
                who = "the group" if counted.count < least else "the comparator"
                reason = f"fewer than {least} pupils in {who}"
                short.append({"group": name, "count": counted.count, "reason": reason})
                continue
            gap = difference(counted, other, share=cells.share, sd=sd)
            lower, upper = sorted(-sign * counted.count * end for end in (gap.lower, gap.upper))
            distance = -sign * gap.value
            ranked.append(
                _Group(
                    name,
                    counted,
                    other,
                    distance,
                    counted.count * distance,
                    lower,
                    upper,
                    _cells_of(cells, crossing, values),
                )
            )
    ranked.sort(key=lambda group: (-group.benefit, group.name))
    chances = _chances(ranked, top=top, seed=seed)
    scale = 100.0 if cells.share else 1.0
    told: list[dict[str, object]] = [
        {
            "rank": place,
            "group": group.name,
            "count": group.counted.count,
            "value": scale * group.counted.mean,
            "comparator_value": scale * group.other.mean,
            "distance": scale * group.distance,
            "benefit": group.benefit,
            "benefit_lower": group.lower,
            "benefit_upper": group.upper,
            "chance_in_top_percent": chances[place - 1],
        }
        | _shared(group, ranked[: place - 1], cells)
        for place, group in enumerate(ranked, start=1)
    ]
    table = pl.DataFrame([dict.fromkeys(_SCHEMA) | row for row in [*told, *short]], schema=_SCHEMA)
    return InternalAggregate(table, measure, every)


def _comparator(
    crossing: Crossing, values: Values, groups: dict[Values, Counted], within: Sequence[str]
) -> Counted:
    """Everybody outside the group whose values are known, and who is alike within."""
    alike = [place for place, name in enumerate(crossing) if name in within]
    found = Counted()
    for key, counted in groups.items():
        if key != values and None not in key and all(key[at] == values[at] for at in alike):
            found = found + counted
    return found


def _cells_of(cells: Cells, crossing: Crossing, values: Values) -> frozenset[Values]:
    at = [cells.dimensions.index(name) for name in crossing]
    return frozenset(key for key in cells.counted if tuple(key[place] for place in at) == values)


def _shared(group: _Group, above: Sequence[_Group], cells: Cells) -> dict[str, object]:
    """How many of a group's pupils stand in groups above it, and in which."""

    def count(keys: frozenset[Values]) -> int:
        return sum(cells.counted[key].count for key in keys)

    everyone = frozenset(key for each in above for key in each.cells)
    shared = [(count(group.cells & each.cells), each.name) for each in above]
    names = [name for number, name in sorted(shared, key=lambda pair: -pair[0]) if number]
    return {
        "already_counted_percent": 100 * count(group.cells & everyone) / group.counted.count,
        "overlaps_with": " | ".join(names),
    }


def _chances(ranked: Sequence[_Group], *, top: int, seed: int) -> list[float]:
    """How often each group is among the first in simulated rankings, in percent."""
    chance = random.Random(seed)  # noqa: S311 - a ranking, no secret
    spreads = [(each.benefit, (each.upper - each.lower) / (2 * Z_95)) for each in ranked]
    times = [0] * len(ranked)
    for _ in range(DRAWS):
        drawn = [chance.gauss(middle, spread) for middle, spread in spreads]
        for place in nlargest(top, range(len(drawn)), key=drawn.__getitem__):
            times[place] += 1
    return [100 * each / DRAWS for each in times]
