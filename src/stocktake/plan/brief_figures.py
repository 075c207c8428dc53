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
from stocktake.targets import JudgementContext

CHANGES = ("added", "revised", "withdrawn")


@dataclass(frozen=True)
class FigureChange:
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
    plan: Plan, context: JudgementContext, earlier: Release, later: Release
) -> tuple[tuple[FigureChange, ...], tuple[FigureChange, ...]]:
    """Figures of a plan's published indicators that differ between two releases.

    Parameters
    ----------
    plan : Plan
    context : JudgementContext
        With the later release.
    earlier, later : Release

    Returns
    -------
    tuple of Moved, tuple of Moved
        Of the plan's own place, and of the places that it compares itself with.
    """
    uses = {
        (name, group): _uses(indicator, group)
        for name, group, indicator in _indicators(plan, context.statistics)
    }
    series = {use.series for uses_of_pair in uses.values() for use in uses_of_pair}
    places = [context.place, *_beside(plan, context)]
    changes = compare_releases(earlier, later, series=series, places=places).table
    rows = changes.filter(pl.col("concerns") & (pl.col("group") == "all"))
    moves_by_place: dict[str, list[FigureChange]] = {place: [] for place in places}
    for (name, group), series_uses in uses.items():
        indicator, _ = context.statistics.indicator(name)
        for use in series_uses:
            for row in rows.filter(pl.col("series") == use.series).iter_rows(named=True):
                if _in_use(use, row["time_period"]):
                    moves_by_place[row["place"]].append(_one(name, group, indicator, row, context))
    comparators = tuple(move for place in places[1:] for move in moves_by_place[place])
    return tuple(moves_by_place[context.place]), comparators


def _indicators(plan: Plan, statistics: Statistics) -> Iterator[tuple[str, str, Indicator]]:
    """The published indicators of the plan's targets, each with its group, once."""
    pairs: set[tuple[str, str]] = set()
    for _, target in walk_targets(plan):
        names = [
            (target.indicator, target.group),
            *((reading.indicator, reading.group or target.group) for reading in target.reading),
            *((proxy.indicator, proxy.group) for proxy in target.proxy),
            *((item.indicator, item.group) for item in target.leading),
            *((item.indicator, item.group) for item in target.watch),
        ]
        for name, group in names:
            if name and not name.startswith("local:") and (name, group) not in pairs:
                pairs.add((name, group))
                yield name, group, statistics.indicator(name)[0]


def _uses(indicator: Indicator, group: str) -> tuple[SeriesUse, ...]:
    groups = {subgroup.id: subgroup.series for subgroup in indicator.group}
    return groups.get(group, indicator.series)


def _beside(plan: Plan, context: JudgementContext) -> list[str]:
    """The places that the plan compares itself with: England, its region, neighbours, sets."""
    home = context.home
    country = context.country.id
    places = [country, *([home.region] if home.region else [])]
    for _, target in walk_targets(plan):
        for name in target.comparators().values():
            if name not in ("median", "neighbours", *context.own_sets):
                places_by_word = {"england": country, "region": home.region or country}
                places.append(places_by_word.get(name, name))
    table = context.statistics.neighbours.filter(pl.col("place") == context.place)
    if context.neighbours_vintage is not None:
        table = table.filter(pl.col("vintage") == context.neighbours_vintage)
    places += table["neighbour"].to_list()
    places += [place for member in context.own_sets.values() for place in member]
    return [place for place in dict.fromkeys(places) if place != context.place]


def _in_use(use: SeriesUse, time_period: str) -> bool:
    first, last = use.first_period or "", use.last_period or "9"
    return first <= time_period <= last


def _one(
    name: str, group: str, indicator: Indicator, row: dict[str, Any], context: JudgementContext
) -> FigureChange:
    period = Period(row["time_period"], row["time_identifier"], row["span_years"])
    before, after = (
        format_value(row[key], indicator.unit, indicator.decimal_places)
        for key in ("value_before", "value_after")
    )
    place = context.register.get(row["place"]).name
    titles = {subgroup.id: subgroup.title for subgroup in indicator.group}
    title = f"{indicator.title} ({titles[group]})" if group in titles else indicator.title
    wording = {
        "added": f"{after} (new)",
        "withdrawn": f"no figure any more, {before} before",
        "revised": f"{after}, {before} before",
    }[row["change"]]
    return FigureChange(
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
        f"{title}, {place}, {period.label}: {wording}.",
    )


def say_moved(moves: Sequence[FigureChange]) -> list[str]:
    """A sentence for each figure that visibly moved, and a count of the others."""
    sentences = [move.sentence for move in moves if move.visible]
    hidden_count = len(moves) - len(sentences)
    if hidden_count:
        verb = "was" if hidden_count == 1 else "were"
        sentences.append(f"{hidden_count} more {verb} revised by less than is shown.")
    return sentences


def count_moved(moves: Sequence[FigureChange]) -> str:
    """How many figures were added, revised and withdrawn, in words."""
    counts = [(sum(move.change == change for move in moves), change) for change in CHANGES]
    phrases = [
        f"{count} {'was' if count == 1 else 'were'} {word}" for count, word in counts if count
    ]
    return " and ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)
