"""What a judgement can see: the figures of one indicator, from one place, on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from stocktake.benchmarks.comparators import (
    RANKED_KINDS,
    choose_vintage,
    neighbours_of,
    reported_authorities,
)
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.places import Place, PlaceRegister
from stocktake.statistics.figures import Figures, Statistics
from stocktake.statistics.schema import Indicator
from stocktake.targets.observed import Observed, add_up, observe

__all__ = ["Look", "Observed", "Setting"]


@dataclass(frozen=True)
class Setting:
    """Where and when a plan is judged, and on which statistics.

    Parameters
    ----------
    statistics : Statistics
        The figures known on the day.
    register : PlaceRegister
    place : str
        The plan's place id.
    as_of : date
        The day of the judgement.
    at : str
        The academic year (six digits) at which targets are judged unless they fall due before.
    neighbours_vintage : int, optional
        The plan's choice of statistical neighbours.
    own_sets : mapping of str to tuple of str
        The plan's own comparator sets: place ids by set id.
    members : mapping of str to int
        How many schools should return each local indicator, by ``local:<id>``.
    """

    statistics: Statistics
    register: PlaceRegister
    place: str
    as_of: date
    at: str
    neighbours_vintage: int | None = None
    own_sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)

    @property
    def home(self) -> Place:
        """The plan's place."""
        return self.register.get(self.place)

    @property
    def country(self) -> Place:
        """The country of the plan's place: what a plan means by ``england``."""
        return self.register.get(self.register.country_of(self.place))


class Look:
    """The figures of one indicator and group, as one judgement sees them.

    Parameters
    ----------
    setting : Setting
    indicator : str
        Indicator id, series, or local indicator.
    group : str

    Attributes
    ----------
    home : str
        The place whose figures stand for the plan's place: an area that is one authority under
        another name has that authority's figures and ranks.
    """

    def __init__(self, setting: Setting, indicator: str, group: str = "all") -> None:
        self.setting = setting
        self.name = indicator
        self.group = group
        self.figures: Figures = setting.statistics.figures(indicator, group)
        self._reported: dict[Period, tuple[str, ...]] = {}
        members = setting.home.members
        self.home = members[0] if len(members) == 1 else setting.place

    @property
    def indicator(self) -> Indicator:
        """The definition in use."""
        return self.figures.indicator

    @property
    def local(self) -> bool:
        """Whether the indicator can only be returned locally."""
        return self.name.startswith("local:")

    @property
    def better(self) -> str:
        """``higher``, ``lower`` or ``neither``."""
        return self.indicator.better

    def toward(self, amount: float) -> float:
        """An amount as positive in the better direction."""
        return -amount if self.better == "lower" else amount

    def period_in(self, academic_year: str) -> Period:
        """The indicator's period that belongs to an academic year.

        A publication that counts by another kind of year has the period whose last day lies in
        the academic year (a reporting year: the academic year that ends in it).
        """
        kind = self.kind_of_year
        if kind == "Academic year":
            return parse_period(academic_year)
        first = int(academic_year[:4])
        for text in (f"{first}{(first + 1) % 100:02d}", str(first), str(first + 1)):
            try:
                period = Period(text, kind)
            except UsageError:
                continue
            if period.academic_year == academic_year:
                return period
        raise UsageError(f"{self.name} has no {kind} in the academic year {academic_year}")

    def period_named(self, text: str) -> Period:
        """The indicator's period that a plan names by academic year, or by its own kind of year."""
        return self.period_in(text) if len(text) == 6 else parse_period(text, self.kind_of_year)

    @property
    def kind_of_year(self) -> str:
        """The ``time_identifier`` of the indicator's periods."""
        return self.indicator.kind_of_year

    def at(self, period: Period, place: str | None = None) -> Observed | None:
        """The place's figure for a period, as found; None where no row is held at all.

        An area made of places has one only where numerators and denominators are known.
        """
        name = place or self.setting.place
        rows = self._of(period)
        if name in rows:
            return self.observed(rows[name])
        area = self.setting.register.get(name)
        if not any(member in rows for member in area.members):
            return None
        if len(area.members) == 1:
            return self.observed(rows[area.members[0]])
        names = {member: self.setting.register.get(member).name for member in area.members}
        return add_up(self._counted, area, period, names)

    def value_at(self, period: Period, place: str | None = None) -> float | None:
        """The place's figure for a period; None where missing."""
        row = self._of(period).get(place or self.setting.place)
        if row is not None:
            value: float | None = row["value"]
            return value
        seen = self.at(period, place)
        return None if seen is None else seen.value

    @cached_property
    def home_periods(self) -> list[Period]:
        """Periods in which the plan's place has a figure, in order.

        Of a local indicator that only schools return, those in which any school did.
        """
        periods = sorted((Period(*key) for key in self.figures.by_period), key=lambda p: p.ends)
        held = [period for period in periods if self.value_at(period) is not None]
        return held if held or not self.local else periods

    @cached_property
    def _counted(self) -> Figures:
        return self.setting.statistics.counted(self.name, self.group)

    def latest_by(self, academic_year: str) -> Period | None:
        """The last period with a figure for the place that ends by an academic year."""
        past = [p for p in self.home_periods if p.academic_year <= academic_year]
        return past[-1] if past else None

    def around(self, period: Period) -> list[Period]:
        """The nearest periods with a figure before and after one."""
        before = [p for p in self.home_periods if p.ends < period.ends]
        after = [p for p in self.home_periods if p.ends > period.ends]
        return [*before[-1:], *after[:1]]

    def reported(self, period: Period) -> tuple[str, ...]:
        """The authorities (or districts, for a district) that count in a ranking of a period."""
        if period not in self._reported:
            like = self.home if self.ranked else None
            found = reported_authorities(
                self.figures.table, period, self.setting.register, like=like
            )
            self._reported[period] = tuple(found)
        return self._reported[period]

    @property
    def ranked(self) -> bool:
        """Whether the plan's place is of a kind that is ranked among the country's."""
        return self.home.partition("-")[0] in RANKED_KINDS

    def authorities(self, period: Period) -> dict[str, float]:
        """Figures of the authorities that count in a ranking of a period, by place id."""
        rows = self._of(period)
        return {place: rows[place]["value"] for place in self.reported(period)}

    def quoted(self, period: Period) -> dict[str, Any] | None:
        """What the plan quotes of the place's position in a period, if it does."""
        rows = self.figures.quoted.filter(
            (pl.col("place") == self.home)
            & (pl.col("time_period") == period.time_period)
            & (pl.col("time_identifier") == period.time_identifier)
        )
        return None if rows.is_empty() else rows.row(0, named=True)

    def neighbours(self, due: Period, vintage: int | None) -> tuple[int | None, tuple[str, ...]]:
        """The list of statistical neighbours that applies, and its vintage."""
        table = self.setting.statistics.neighbours
        if table.is_empty():
            return None, ()
        chosen = choose_vintage(
            table["vintage"].unique().to_list(),
            plan=vintage or self.setting.neighbours_vintage,
            due=due.ends,
        )
        if chosen is None:
            return None, ()
        return chosen, neighbours_of(table, self.home, chosen)

    def children(self, period: Period, observed: Observed | None) -> tuple[float | None, bool]:
        """How many children stand behind a percentage, and whether that is another year's count.

        The figure's own denominator counts first, then the indicator's denominator series in the
        nearest period for which it is held.
        """
        if self.indicator.unit != "percent":
            return None, False
        if observed is not None and observed.denominator:
            return observed.denominator, False
        series, statistics = self.indicator.denominator_series, self.setting.statistics
        if not series or statistics.series.filter(pl.col("series") == series).is_empty():
            return None, False
        counts = statistics.figures(series).table
        held = counts.filter((pl.col("place") == self.home) & pl.col("value").is_not_null())
        if held.is_empty():
            return None, False
        gap = (
            held["time_period"].str.slice(0, 4).cast(pl.Int32) - int(period.time_period[:4])
        ).abs()
        nearest = held.row(int(gap.arg_min() or 0), named=True)
        return nearest["value"], nearest["time_period"] != period.time_period

    def rows(self) -> pl.DataFrame:
        """Every row held, for kinds that count what was returned."""
        return self.figures.table

    def observed(self, row: dict[str, Any]) -> Observed:
        """A row of the table as one figure."""
        return observe(self.figures, row)

    def first_known(self, period: Period) -> date | None:
        """The first day after this one from which the place's figure is known; None if never."""
        places = self.setting.home.members or (self.setting.place,)
        days = [
            self.setting.statistics.first_known(self.name, self.group, place, period.time_period)
            for place in places
        ]
        found = [day for day in days if day is not None]
        return max(found) if len(found) == len(days) else None

    def _of(self, period: Period) -> dict[str, dict[str, Any]]:
        key = (period.time_period, period.time_identifier, period.span_years)
        return self.figures.by_period.get(key, {})
