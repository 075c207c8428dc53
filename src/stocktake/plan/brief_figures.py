"""Which of a plan's figures a release added, revised or withdrew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from stocktake.plan.names import walk_targets
from stocktake.plan.schema import Plan
from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.statistics.changes import compare_releases
from stocktake.statistics.figures import Statistics
from stocktake.statistics.schema import Indicator, SeriesUse
from stocktake.statistics.store import Release
from stocktake.targets.look import Setting

CHANGES = ("added", "revised", "withdrawn")


@dataclass(frozen=True)
class Moved:
    """One figure of the plan's that a release added, revised or withdrew.

    Parameters
    ----------
    indicator, group, title : str
    place, place_name : str
    time_period, period : str
        As stored, and as people write it.
    change : str
        ``added``, ``revised`` or ``withdrawn``.
    before, after : float or None
        In the indicator's unit.
    visible : bool
        False where a revision does not show at the decimals in which the figure is published.
    sentence : str
    """

    indicator: str
    group: str
    title: str
    place: str
    place_name: str
    time_period: str
    period: str
    change: str
    before: float | None
    after: float | None
    visible: bool
    sentence: str


def moved_figures(
    plan: Plan, setting: Setting, earlier: Release, later: Release
) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """Figures of a plan's published indicators that differ between two releases.

    Parameters
    ----------
    plan : Plan
    setting : Setting
        With the later release.
    earlier, later : Release

    Returns
    -------
    tuple of Moved, tuple of Moved
        Of the plan's own place, and of the places that it compares itself with.
    """
    uses = {
        (name, group): _uses(indicator, group)
        for name, group, indicator in _indicators(plan, setting.statistics)
    }
    series = {use.series for each in uses.values() for use in each}
    places = [setting.place, *_beside(plan, setting)]
    changes = compare_releases(earlier, later, series=series, places=places).table
    rows = changes.filter(pl.col("concerns") & (pl.col("group") == "all"))
    found: dict[str, list[Moved]] = {place: [] for place in places}
    for (name, group), each in uses.items():
        indicator, _ = setting.statistics.indicator(name)
        for use in each:
            for row in rows.filter(pl.col("series") == use.series).iter_rows(named=True):
                if _in_use(use, row["time_period"]):
                    found[row["place"]].append(_one(name, group, indicator, row, setting))
    beside = tuple(each for place in places[1:] for each in found[place])
    return tuple(found[setting.place]), beside


def _indicators(plan: Plan, statistics: Statistics) -> Iterator[tuple[str, str, Indicator]]:
    """The published indicators of the plan's targets, each with its group, once."""
    seen: set[tuple[str, str]] = set()
    for _, target in walk_targets(plan):
        named = [
            (target.indicator, target.group),
            *((each.indicator, each.group or target.group) for each in target.reading),
            *((each.indicator, each.group) for each in target.proxy),
            *((each.indicator, each.group) for each in target.leading),
            *((each.indicator, each.group) for each in target.watch),
        ]
        for name, group in named:
            if name and not name.startswith("local:") and (name, group) not in seen:
                seen.add((name, group))
                yield name, group, statistics.indicator(name)[0]


def _uses(indicator: Indicator, group: str) -> tuple[SeriesUse, ...]:
    groups = {each.id: each.series for each in indicator.group}
    return groups.get(group, indicator.series)


def _beside(plan: Plan, setting: Setting) -> list[str]:
    """The places that the plan compares itself with: England, its region, neighbours, sets."""
    home = setting.home
    country = setting.country.id
    places = [country, *([home.region] if home.region else [])]
    for _, target in walk_targets(plan):
        for name in (target.comparator, target.among):
            if name and name not in ("median", "neighbours", *setting.own_sets):
                named = {"england": country, "region": home.region or country}
                places.append(named.get(name, name))
    table = setting.statistics.neighbours.filter(pl.col("place") == setting.place)
    if setting.neighbours_vintage is not None:
        table = table.filter(pl.col("vintage") == setting.neighbours_vintage)
    places += table["neighbour"].to_list()
    places += [place for each in setting.own_sets.values() for place in each]
    return [place for place in dict.fromkeys(places) if place != setting.place]


def _in_use(use: SeriesUse, time_period: str) -> bool:
    first, last = use.first_period or "", use.last_period or "9"
    return first <= time_period <= last


def _one(
    name: str, group: str, indicator: Indicator, row: dict[str, Any], setting: Setting
) -> Moved:
    period = Period(row["time_period"], row["time_identifier"], row["span_years"])
    before, after = (
        format_value(row[key], indicator.unit, indicator.decimal_places)
        for key in ("value_before", "value_after")
    )
    place = setting.register.get(row["place"]).name
    titles = {each.id: each.title for each in indicator.group}
    title = f"{indicator.title} ({titles[group]})" if group in titles else indicator.title
    said = {
        "added": f"{after} (new)",
        "withdrawn": f"no figure any more, {before} before",
        "revised": f"{after}, {before} before",
    }[row["change"]]
    return Moved(
        name,
        group,
        title,
        row["place"],
        place,
        period.time_period,
        period.label,
        row["change"],
        row["value_before"],
        row["value_after"],
        before != after,
        f"{title}, {place}, {period.label}: {said}.",
    )


def say_moved(moved: Sequence[Moved]) -> list[str]:
    """A sentence for each figure that visibly moved, and a count of the others."""
    said = [each.sentence for each in moved if each.visible]
    hidden = len(moved) - len(said)
    if hidden:
        were = "was" if hidden == 1 else "were"
        said.append(f"{hidden} more {were} revised by less than is shown.")
    return said


def count_moved(moved: Sequence[Moved]) -> str:
    """How many figures were added, revised and withdrawn, in words."""
    counts = [(sum(each.change == change for each in moved), change) for change in CHANGES]
    said = [f"{count} {'was' if count == 1 else 'were'} {word}" for count, word in counts if count]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
