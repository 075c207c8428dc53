"""A fixed level, and a level relative to somebody else's in the same period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from statistics import fmean, median

from stocktake.benchmarks.beside import regions_of
from stocktake.benchmarks.rank import compared
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.units import format_value
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look
from stocktake.targets.schema import Comparison, Target
from stocktake.targets.verdict import Comparator

HOLDS: dict[Comparison, Callable[[float, float], bool]] = {
    "at_least": lambda value, limit: compared(value) >= compared(limit),
    "above": lambda value, limit: compared(value) > compared(limit),
    "at_most": lambda value, limit: compared(value) <= compared(limit),
    "below": lambda value, limit: compared(value) < compared(limit),
}
"""The four comparison words: ``at_least`` and ``at_most`` include the level."""

PROMISED: dict[Comparison, str] = {
    "at_least": "the {} or more promised",
    "above": "the more than {} promised",
    "at_most": "the {} or less promised",
    "below": "the less than {} promised",
}

TO_BE: dict[Comparison, str] = {
    "at_least": "at least level with",
    "above": "above",
    "at_most": "no higher than",
    "below": "below",
}

SAY: dict[Comparison, str] = {
    "at_least": "at least",
    "above": "above",
    "at_most": "at most",
    "below": "below",
}


def level(target: Target, look: Look, period: Period) -> Finding:
    """Whether the figure is at least, above, at most or below a fixed level.

    Parameters
    ----------
    target : Target
        ``comparison`` and ``level`` (in the indicator's unit).
    look : Look
    period : Period

    Returns
    -------
    Finding
    """
    comparison, limit = target.comparison or "at_least", target.level or 0.0
    written = _write(look, limit)
    asked = Finding(
        None,
        required=limit,
        promise=PROMISED[comparison].format(written),
    )
    seen = look.at(period)
    if seen is None or seen.value is None:
        return untold(asked, look, period, seen)
    holds = HOLDS[comparison](seen.value, limit)
    return replace(asked, holds=holds, value=seen.value, used=(seen,))


def relation(target: Target, look: Look, period: Period) -> Finding:
    """Whether the figure stands in a relation to a comparator's in the same period.

    Parameters
    ----------
    target : Target
        ``comparison`` and ``comparator``: ``england``, ``region``, ``median`` (of the
        authorities), ``neighbours`` (mean of those with a figure), a set of the plan's own (mean)
        or a place id.

    Returns
    -------
    Finding
        ``required`` is the comparator's figure.
    """
    comparison = target.comparison or "at_least"
    beside = comparator_level(target.comparator or "england", target, look, period)
    words = f"{TO_BE[comparison]} {beside.name}"
    asked = Finding(
        None,
        required=beside.value,
        comparator=beside,
        promise=f"the promise to be {words}",
        compares="within_period",
    )
    seen = look.at(period)
    if seen is None or seen.value is None:
        return untold(asked, look, period, seen)
    asked = replace(asked, value=seen.value, used=(seen,))
    if beside.value is None:
        return untold(asked, look, period, None, f"{beside.name}'s")
    place = place_of(target.comparator or "england", look, period)
    theirs = look.at(period, place) if place else None
    return replace(
        asked,
        holds=HOLDS[comparison](seen.value, beside.value),
        promise=f"the promise to be {words} ({_write(look, beside.value)})",
        used=(seen, theirs) if theirs else (seen,),
    )


def comparator_level(name: str, target: Target, look: Look, period: Period) -> Comparator:
    """The level of a comparator in a period, and what to call it.

    A mean is of the places that have a figure, each counting once; where the authorities'
    figures are not held, what the plan quotes of them is used.
    """
    place = place_of(name, look, period)
    if place is not None:
        return Comparator(look.setting.register.get(place).name, look.value_at(period, place))
    quoted = look.quoted(period) or {}
    if name == "median":
        every = list(look.authorities(period).values())
        held = median(every) if len(every) > 1 else quoted.get("quoted_median")
        return Comparator("the median authority", held)
    if name == "neighbours":
        due = look.period_in(target.due) if target.due else period
        vintage, places = look.neighbours(due, target.neighbours_vintage)
        values = _values(look, period, places)
        if values:
            return Comparator(f"its statistical neighbours ({vintage} list)", fmean(values))
        listed = quoted.get("neighbours_vintage")
        called = f"its statistical neighbours ({listed} list)" if listed else "its neighbours"
        return Comparator(called, quoted.get("quoted_neighbours_mean"))
    values = _values(look, period, own_set(name, look))
    return Comparator(f"the set {name!r}", fmean(values) if values else None)


def place_of(name: str, look: Look, period: Period | None = None) -> str | None:
    """The place that a comparator names; None where it names several places.

    ``region`` is the one that the place lies in; of a London borough London whole, where its half
    has no figure for the period.
    """
    if name == "england":
        return "england"
    if name == "region":
        known = {place.id: place for place in look.setting.register.all()}
        above = regions_of(look.home, known)
        held = [each for each in above if period and look.value_at(period, each) is not None]
        return next(iter(held or above), "england")
    if name in ("median", "neighbours") or name in look.setting.own_sets:
        return None
    return look.setting.register.get(name).id


def places_among(
    name: str, target: Target, look: Look, period: Period
) -> tuple[str, str, set[str]]:
    """Among whom a place is ranked: kind, words, and the places.

    Parameters
    ----------
    name : str
        ``england``, ``region``, ``neighbours`` or a set of the plan's own.
    """
    register = look.setting.register
    reported = set(look.reported(period))
    if name == "england":
        return name, register.get(register.country_of(look.home)).name, reported
    if name == "region":
        region = _region(look)
        there = {place for place in reported if register.get(place).region == region}
        return name, register.get(region).name if region else "its region", there
    if name == "neighbours":
        due = look.period_in(target.due) if target.due else period
        vintage, places = look.neighbours(due, target.neighbours_vintage)
        return name, f"its statistical neighbours ({vintage} list)", {*places, look.home}
    return name, f"the set {name!r}", {*own_set(name, look), look.home}


def own_set(name: str, look: Look) -> tuple[str, ...]:
    """The places of one of the plan's own sets.

    Raises
    ------
    UsageError
        The plan has no such set.
    """
    sets = look.setting.own_sets
    if name not in sets:
        known = ", ".join(["england", "region", "neighbours", "median", *sets])
        raise UsageError(f"unknown comparator {name!r}; expected one of {known}, or a place id")
    return tuple(sets[name])


def _region(look: Look) -> str:
    return look.setting.register.get(look.home).region or ""


def _values(look: Look, period: Period, places: tuple[str, ...]) -> list[float]:
    found = [look.value_at(period, place) for place in places]
    return [value for value in found if value is not None]


def _write(look: Look, value: float | None) -> str:
    return format_value(value, look.indicator.unit, look.indicator.decimal_places)
