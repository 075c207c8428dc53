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
from stocktake.pupils.groups.difference import GroupSums, difference
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
    group_sums: GroupSums
    comparator: GroupSums
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
    own_folder: Path | None = None,
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
        disadvantaged of a ward are compared with the disadvantaged elsewhere. Each entry of
        ``dimensions`` must name them. By default everybody outside the group is the comparator.
    sd : float, optional
        For means: the national standard deviation of pupils.
    least_count : int
        Smaller groups are not ranked, nor is one with so small a comparator.
    top : int
        How many first places ``chance_in_top_percent`` is about.
    seed : int
        Of the simulated rankings: the same seed makes the same chances.
    own_folder : path, optional
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
    crossings = [
        (dimension,) if isinstance(dimension, str) else tuple(dimension) for dimension in dimensions
    ]
    for crossing in crossings:
        checked_dimensions(crossing, own_folder=own_folder)
        lacking = [name for name in within if name not in crossing]
        if lacking:
            raise UsageError(
                f"groups by {', '.join(crossing)} cannot be compared within {lacking[0]}; "
                f"expected {lacking[0]} in every entry of dimensions"
            )
    dimension_names = tuple(dict.fromkeys(name for crossing in crossings for name in crossing))
    cells = count_cells(rows, characteristics, dimensions=dimension_names, measure=measure)
    sign = 1.0 if better == "higher" else -1.0
    ranked_groups: list[_Group] = []
    short: list[dict[str, object]] = []
    least = max(least_count, 2)
    for crossing in dict.fromkeys(crossings):
        groups = cells.together(crossing)
        for values, sums in groups.items():
            if None in values:
                continue
            name = group_name(crossing, values)
            comparator = _comparator(crossing, values, groups, within)
            if min(sums.count, comparator.count) < least:
                small_group = "the group" if sums.count < least else "the comparator"
                reason = f"fewer than {least} pupils in {small_group}"
                short.append({"group": name, "count": sums.count, "reason": reason})
                continue
            gap = difference(sums, comparator, share=cells.share, sd=sd)
            lower, upper = sorted(-sign * sums.count * end for end in (gap.lower, gap.upper))
            distance = -sign * gap.value
            ranked_groups.append(
                _Group(
                    name,
                    sums,
                    comparator,
                    distance,
                    sums.count * distance,
                    lower,
                    upper,
                    _cells_of(cells, crossing, values),
                )
            )
    ranked_groups.sort(key=lambda group: (-group.benefit, group.name))
    chances = _chances(ranked_groups, top=top, seed=seed)
    scale = 100.0 if cells.share else 1.0
    group_rows: list[dict[str, object]] = [
        {
            "rank": place,
            "group": group.name,
            "count": group.group_sums.count,
            "value": scale * group.group_sums.mean,
            "comparator_value": scale * group.comparator.mean,
            "distance": scale * group.distance,
            "benefit": group.benefit,
            "benefit_lower": group.lower,
            "benefit_upper": group.upper,
            "chance_in_top_percent": chances[place - 1],
        }
        | _shared(group, ranked_groups[: place - 1], cells)
        for place, group in enumerate(ranked_groups, start=1)
    ]
    table = pl.DataFrame(
        [dict.fromkeys(_SCHEMA) | row for row in [*group_rows, *short]], schema=_SCHEMA
    )
    return InternalAggregate(table, measure, dimension_names)


def _comparator(
    crossing: Crossing, values: Values, groups: dict[Values, GroupSums], within: Sequence[str]
) -> GroupSums:
    """Everybody outside the group whose values are known, and who is alike within."""
    alike = [place for place, name in enumerate(crossing) if name in within]
    total = GroupSums()
    for key, sums in groups.items():
        if key != values and None not in key and all(key[at] == values[at] for at in alike):
            total = total + sums
    return total


def _cells_of(cells: Cells, crossing: Crossing, values: Values) -> frozenset[Values]:
    at = [cells.dimensions.index(name) for name in crossing]
    return frozenset(key for key in cells.group_sums if tuple(key[place] for place in at) == values)


def _shared(group: _Group, above: Sequence[_Group], cells: Cells) -> dict[str, object]:
    """How many of a group's pupils stand in groups above it, and in which."""

    def count(keys: frozenset[Values]) -> int:
        return sum(cells.group_sums[key].count for key in keys)

    all_cells = frozenset(key for higher_group in above for key in higher_group.cells)
    shared = [
        (count(group.cells & higher_group.cells), higher_group.name) for higher_group in above
    ]
    names = [name for number, name in sorted(shared, key=lambda pair: -pair[0]) if number]
    return {
        "already_counted_percent": 100 * count(group.cells & all_cells) / group.group_sums.count,
        "overlaps_with": " | ".join(names),
    }


def _chances(ranked_groups: Sequence[_Group], *, top: int, seed: int) -> list[float]:
    """How often each group is among the first in simulated rankings, in percent."""
    chance = random.Random(seed)  # noqa: S311 - a ranking, no secret
    spreads = [(group.benefit, (group.upper - group.lower) / (2 * Z_95)) for group in ranked_groups]
    times = [0] * len(ranked_groups)
    for _ in range(DRAWS):
        draws = [chance.gauss(middle, spread) for middle, spread in spreads]
        for place in nlargest(top, range(len(draws)), key=draws.__getitem__):
            times[place] += 1
    return [100 * time / DRAWS for time in times]
