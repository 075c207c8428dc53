"""What a judgement can see: the figures of one indicator, from one place, on one day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any

import polars as pl

from stocktake.benchmarks.comparators import alike, choose_vintage
from stocktake.benchmarks.reported import RANKED_PREFIXES
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, parse_period
from stocktake.statistics.indicator_figures import Figures
from stocktake.statistics.schema import Indicator
from stocktake.targets.context import JudgementContext
from stocktake.targets.observation import Observation, add_up, read_observation


class IndicatorData:
    """The figures of one indicator and group, as one judgement sees them.

    Parameters
    ----------
    context : JudgementContext
    indicator : str
        Indicator id, series, or local indicator.
    group : str

    Attributes
    ----------
    home : str
        The place whose figures stand for the plan's place: an area that is one authority under
        another name has that authority's figures and ranks.
    """

    def __init__(self, context: JudgementContext, indicator: str, group: str = "all") -> None:
        self.context = context
        self.name = indicator
        self.group = group
        self.figures: Figures = context.statistics.figures(indicator, group)
        self._periods: dict[str, Period] = {}
        self._observations: dict[tuple[Period, str], Observation | None] = {}
        members = context.home.members
        self.home = members[0] if len(members) == 1 else context.place

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
        if academic_year not in self._periods:
            self._periods[academic_year] = self._find_period(academic_year)
        return self._periods[academic_year]

    def _find_period(self, academic_year: str) -> Period:
        kind, span = self.kind_of_year, self.span_years
        if kind == "Academic year":
            period = parse_period(academic_year)
            return period if span == 1 else replace(period, span_years=span)
        first = int(academic_year[:4])
        for text in (f"{first}{(first + 1) % 100:02d}", str(first), str(first + 1)):
            try:
                period = Period(text, kind, span)
            except UsageError:
                continue
            if period.academic_year == academic_year:
                return period
        raise UsageError(f"{self.name} has no {kind} in the academic year {academic_year}")

    def period_named(self, text: str) -> Period:
        """The indicator's period that a plan names by academic year, or by its own kind of year."""
        if len(text) == 6:
            return self.period_in(text)
        return replace(parse_period(text, self.kind_of_year), span_years=self.span_years)

    @cached_property
    def span_years(self) -> int:
        """How many years most of its figures cover: 3 for a rate over three years."""
        spans = Counter(
            span for _, kind, span in self.figures.by_period if kind == self.kind_of_year
        )
        return spans.most_common(1)[0][0] if spans else 1

    @property
    def kind_of_year(self) -> str:
        """The ``time_identifier`` of the indicator's periods."""
        return self.indicator.kind_of_year

    def at(self, period: Period, place: str | None = None) -> Observation | None:
        """The place's figure for a period, as found; None where no row is held at all.

        An area made of places has one only where numerators and denominators are known. Each is
        read once: the targets of an indicator ask for the same few figures.
        """
        key = (period, place or self.context.place)
        if key not in self._observations:
            self._observations[key] = self._find_observation(*key)
        return self._observations[key]

    def _find_observation(self, period: Period, name: str) -> Observation | None:
        rows = self._of(period)
        if name in rows:
            return read_observation(self.figures, rows[name])
        area = self.context.register.get(name)
        if not any(member in rows for member in area.members):
            return None
        if len(area.members) == 1:
            return read_observation(self.figures, rows[area.members[0]])
        names = {member: self.context.register.get(member).name for member in area.members}
        return add_up(self._counts, area, period, names, rows)

    def value_at(self, period: Period, place: str | None = None) -> float | None:
        """The place's figure for a period; None where missing."""
        row = self._of(period).get(place or self.context.place)
        if row is not None:
            value: float | None = row["value"]
            return value
        observation = self.at(period, place)
        return None if observation is None else observation.value

    @cached_property
    def home_periods(self) -> list[Period]:
        """Periods in which the plan's place has a figure, in order.

        Of a local indicator that only schools return, those in which any school did.
        """
        known_periods = [
            period for period in self._every_period if self.value_at(period) is not None
        ]
        return known_periods if known_periods or not self.local else self._every_period

    @cached_property
    def _every_period(self) -> list[Period]:
        return sorted((Period(*key) for key in self.figures.by_period), key=lambda p: p.ends)

    @cached_property
    def last_reported(self) -> date | None:
        """The last day of the latest period for which any place has a figure."""
        rows_by_period = self.figures.by_period
        return next(
            (
                period.ends
                for period in reversed(self._every_period)
                if rows_by_period[_key(period)].has_figure
            ),
            None,
        )

    def baseline_period(self, baseline: str | None, due: str | None) -> Period:
        """The baseline that a target states, else the first period with a figure."""
        if baseline:
            return self.period_named(baseline)
        first = self.home_periods[:1]
        return first[0] if first else self.period_in(due or self.context.year)

    @cached_property
    def _counts(self) -> Figures:
        return self.context.statistics.counts(self.name, self.group)

    def latest_by(self, academic_year: str | None) -> Period | None:
        """The last period with a figure for the place, by an academic year where one is named."""
        past = [
            period
            for period in self.home_periods
            if academic_year is None or period.academic_year <= academic_year
        ]
        return past[-1] if past else None

    def around(self, period: Period) -> list[Period]:
        """The nearest periods with a figure before and after one."""
        first = bisect_left(self.home_periods, period.ends, key=lambda p: p.ends)
        last = bisect_right(self.home_periods, period.ends, key=lambda p: p.ends)
        return [*self.home_periods[max(first - 1, 0) : first], *self.home_periods[last : last + 1]]

    @property
    def is_ranked(self) -> bool:
        """Whether the plan's place is of a kind that is ranked among the country's."""
        return self.home.startswith(RANKED_PREFIXES)

    def is_reported(self, period: Period, place: str | None = None) -> bool:
        """Whether a place, with its figure, counts in a ranking of a period."""
        benchmarks = self.context.benchmarks(self.name, self.group)
        return benchmarks.is_counted(self.name, self.group, place or self.home, period)

    def compare(
        self, period: Period, among: str, *, vintage: int | None = None, value: float | None = None
    ) -> SetComparison | None:
        """The place compared with a set of places; None where nobody's figure is known.

        Parameters
        ----------
        among : str
            ``england``, ``region``, ``neighbours`` or a set of the plan's own.
        vintage : int, optional
            Which list of neighbours.
        value : float, optional
            The place's figure, where it is not published but added up.

        Raises
        ------
        UsageError
            The plan has no such set.
        """
        if among == "region":
            region = self.context.register.get(self.home).region
            if region is None:
                return None
            among = region
        benchmarks = self.context.benchmarks(self.name, self.group)
        comparison = benchmarks.compare(
            self.name, self.group, self.home, period, among, vintage=vintage
        )
        if comparison is None or comparison.value is not None or value is None:
            return comparison
        return comparison.with_value(value)

    def rank_in_country(self, period: Period) -> tuple[int | None, int | None]:
        """The place's rank among the country's authorities, and among how many; for information."""
        if self.local or self.better == "neither" or not self.is_ranked:
            return None, None
        if self.value_at(period) is None or not self.is_reported(period):
            return None, None
        comparison = self.compare(period, "england")
        if comparison is not None and comparison.rank is not None and comparison.other_values:
            return comparison.rank.rank, comparison.rank.n
        quoted_row = self.quoted_row(period) or {}
        return quoted_row.get("quoted_rank"), quoted_row.get("quoted_n")

    def median_in_country(self, period: Period) -> float | None:
        """The median of the country's authorities; None where fewer than two are known.

        It is the same for a region or a school, which is none of them.
        """
        authorities = [self.home] if self.is_ranked else alike(self._of(period), None)
        if not authorities:
            return None
        place = authorities[0]
        benchmarks = self.context.benchmarks(self.name, self.group)
        comparison = benchmarks.compare(self.name, self.group, place, period)
        if comparison is None:
            return None
        figures = list(comparison.other_values)
        if comparison.value is not None and self.is_reported(period, place):
            figures.append(comparison.value)
        return median(figures) if len(figures) > 1 else None

    def quoted_row(self, period: Period) -> dict[str, Any] | None:
        """What the plan quotes of the place's position in a period, if it does."""
        if self.figures.quoted_figures.is_empty():
            return None
        rows = self.figures.quoted_figures.filter(
            (pl.col("place") == self.home)
            & (pl.col("time_period") == period.time_period)
            & (pl.col("time_identifier") == period.time_identifier)
        )
        return None if rows.is_empty() else rows.row(0, named=True)

    def vintage(self, due: Period, stated_vintage: int | None) -> int | None:
        """The year of the list of statistical neighbours that applies; None where none is held."""
        vintages = self.context.statistics.neighbour_vintages
        if not vintages:
            return None
        return choose_vintage(
            vintages,
            plan=stated_vintage or self.context.neighbours_vintage,
            due=due.ends,
        )

    def children(
        self, period: Period, observation: Observation | None
    ) -> tuple[float | None, bool]:
        """How many children stand behind a percentage, and whether that is another year's count.

        The figure's own denominator counts first, then the indicator's denominator series in the
        nearest period for which it is held.
        """
        if self.indicator.unit != "percent":
            return None, False
        if observation is not None and observation.denominator:
            return observation.denominator, False
        series, statistics = self.indicator.denominator_series, self.context.statistics
        if not series or statistics.series.filter(pl.col("series") == series).is_empty():
            return None, False
        counts = statistics.figures(series).table
        rows = counts.filter((pl.col("place") == self.home) & pl.col("value").is_not_null())
        if rows.is_empty():
            return None, False
        gap = (
            rows["time_period"].str.slice(0, 4).cast(pl.Int32) - int(period.time_period[:4])
        ).abs()
        nearest = rows.row(int(gap.arg_min() or 0), named=True)
        return nearest["value"], nearest["time_period"] != period.time_period

    def notes(self, period: Period, place: str | None = None) -> tuple[str, ...]:
        """What was noted of a figure when it was read: of an area, of any of its members'."""
        name = place or self.context.place
        members = self.context.register.get(name).members
        clauses = [
            note for place_id in (name, *members) for note in self.figures.notes(place_id, period)
        ]
        return tuple(dict.fromkeys(clauses))

    def _of(self, period: Period) -> Mapping[str, dict[str, Any]]:
        return self.figures.by_period.get(_key(period), {})


def _key(period: Period) -> tuple[str, str, int]:
    return period.time_period, period.time_identifier, period.span_years
