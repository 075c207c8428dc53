"""Whom a target is compared with, by the names that a plan uses."""

from __future__ import annotations

from statistics import fmean
from typing import Protocol

from stocktake.benchmarks.comparator_sets import regions_of
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.phrases import quote
from stocktake.targets.verdict import Comparator


class ListChoice(Protocol):
    """What chooses a list of statistical neighbours: a target, by its due year or its own word."""

    @property
    def due(self) -> str | None:
        """The due year."""

    @property
    def neighbours_vintage(self) -> int | None:
        """The year of the list that it names."""


def comparator_in(
    choice: ListChoice | None, name: str, data: IndicatorData, period: Period
) -> Comparator:
    """The level of a comparator in a period, and what to call it.

    A mean is of the places that have a figure, each counting once; where the authorities'
    figures are not held, what the plan quotes of them is used.

    Parameters
    ----------
    choice : ListChoice, optional
        The target: its due year chooses the list of neighbours.
    name : str
        ``england``, ``region``, ``median``, ``neighbours``, an own set or a place id.
    data : IndicatorData
    period : Period
    """
    place = place_named(name, data, period)
    if place is not None:
        title = data.context.register.get(place).name
        return Comparator(name=title, value=data.value_at(period, place))
    quoted_row = data.quoted_row(period) or {}
    if name == "median":
        # A median of 0 is a figure, so that "or" would lose it.
        median_value = data.median_in_country(period)
        value = quoted_row.get("quoted_median") if median_value is None else median_value
        return Comparator(name="the median authority", value=value)
    if name == "neighbours":
        return _neighbours(choice, data, period, quoted_row)
    figures = [data.value_at(period, member) for member in own_set(name, data)]
    numbers = [figure for figure in figures if figure is not None]
    return Comparator(name=_set_title(name, data), value=fmean(numbers) if numbers else None)


def comparison_in(
    choice: ListChoice | None, name: str, data: IndicatorData, period: Period, value: float
) -> SetComparison | None:
    """The place compared with a set; None where nobody's figures are held."""
    vintage = None
    if name == "neighbours":
        vintage = data.vintage(_due(choice, data, period), _named_vintage(choice))
        if vintage is None:
            return None
    return data.compare(period, name, vintage=vintage, value=value)


def set_name(choice: ListChoice | None, name: str, data: IndicatorData, period: Period) -> str:
    """What to call a set of places that others are ranked among.

    Raises
    ------
    UsageError
        The plan has no such set.
    """
    register = data.context.register
    if name == "england":
        return register.get(register.country_of(data.home)).name
    if name == "region":
        region = register.get(data.home).region
        return register.get(region).name if region else "its region"
    if name == "neighbours":
        vintage = data.vintage(_due(choice, data, period), _named_vintage(choice))
        return f"its statistical neighbours ({vintage} list)"
    own_set(name, data)
    return _set_title(name, data)


def place_named(name: str, data: IndicatorData, period: Period | None = None) -> str | None:
    """The place that a comparator names; None where it names several places.

    ``region`` is the one that the place lies in; of a London borough London whole, where its half
    has no figure for the period.
    """
    if name == "england":
        return "england"
    if name == "region":
        places_by_id = {place.id: place for place in data.context.register.all()}
        above = regions_of(data.home, places_by_id)
        with_figure = [
            region for region in above if period and data.value_at(period, region) is not None
        ]
        return next(iter(with_figure or above), "england")
    if name in ("median", "neighbours") or name in data.context.own_sets:
        return None
    return data.context.register.get(name).id


def own_set(name: str, data: IndicatorData) -> tuple[str, ...]:
    """The places of one of the plan's own sets.

    Raises
    ------
    UsageError
        The plan has no such set.
    """
    sets = data.context.own_sets
    if name not in sets:
        names = ", ".join(["england", "region", "neighbours", "median", *sets])
        raise UsageError(f"unknown comparator {name!r}; expected one of {names}, or a place id")
    return tuple(sets[name])


def _set_title(name: str, data: IndicatorData) -> str:
    return f"the set {quote(data.context.own_set_titles.get(name, name))}"


def _neighbours(
    choice: ListChoice | None, data: IndicatorData, period: Period, quoted_row: dict[str, object]
) -> Comparator:
    vintage = data.vintage(_due(choice, data, period), _named_vintage(choice))
    comparison = data.compare(period, "neighbours", vintage=vintage) if vintage else None
    if comparison is not None and comparison.mean is not None:
        name = f"its statistical neighbours ({vintage} list)"
        return Comparator(name=name, value=comparison.mean)
    quoted_vintage = quoted_row.get("neighbours_vintage")
    name = (
        f"its statistical neighbours ({quoted_vintage} list)"
        if quoted_vintage
        else "its neighbours"
    )
    mean = quoted_row.get("quoted_neighbours_mean")
    return Comparator(name=name, value=mean if isinstance(mean, float | int) else None)


def _due(choice: ListChoice | None, data: IndicatorData, period: Period) -> Period:
    return data.period_named(choice.due) if choice is not None and choice.due else period


def _named_vintage(choice: ListChoice | None) -> int | None:
    return None if choice is None else choice.neighbours_vintage
