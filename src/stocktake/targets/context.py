"""Where and when a plan is judged, and on which statistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from stocktake.benchmarks.engine import Benchmarks
from stocktake.standards.periods import academic_year_of
from stocktake.standards.places import Place, PlaceRegister
from stocktake.statistics.figures import Statistics

if TYPE_CHECKING:
    from stocktake.targets.indicator_data import IndicatorData

COMPARED_COLUMNS = ["place", "time_period", "time_identifier", "span_years", "value"]
"""What a comparison needs of a figure."""


@dataclass(frozen=True)
class JudgementContext:
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
    at : str, optional
        A past academic year (six digits) as at which targets are judged: what fell due later is
        not yet due, and later figures are not looked at. None judges as at the day.
    neighbours_vintage : int, optional
        The plan's choice of statistical neighbours.
    own_sets : mapping of str to tuple of str
        The plan's own comparator sets: place ids by set id.
    own_set_titles : mapping of str to str
        What the plan calls them.
    members : mapping of str to int
        How many schools should return each local indicator, by ``local:<id>``.
    """

    statistics: Statistics
    register: PlaceRegister
    place: str
    as_of: date
    at: str | None = None
    neighbours_vintage: int | None = None
    own_sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_set_titles: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, int] = field(default_factory=dict)
    _data: dict[tuple[str, str, str], IndicatorData] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _benchmarks: dict[tuple[str, str], Benchmarks] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def year(self) -> str:
        """The academic year as at which the plan is judged, six digits."""
        return self.at or academic_year_of(self.as_of)

    @property
    def home(self) -> Place:
        """The plan's place."""
        return self.register.get(self.place)

    @property
    def country(self) -> Place:
        """The country of the plan's place: what a plan means by ``england``."""
        return self.register.get(self.register.country_of(self.place))

    def data(self, indicator: str, group: str = "all") -> IndicatorData:
        """The figures of an indicator and group as this place sees them, looked up once.

        Raises
        ------
        UsageError
            Unknown indicator or group.
        """
        from stocktake.targets.indicator_data import IndicatorData

        key = (self.place, indicator, group)
        if key not in self._data:
            self._data[key] = IndicatorData(self, indicator, group)
        return self._data[key]

    def benchmarks(self, indicator: str, group: str = "all") -> Benchmarks:
        """The comparisons with other places' figures of an indicator and group."""
        key = (indicator, group)
        if key not in self._benchmarks:
            self.compare_at_once([key])
        return self._benchmarks[key]

    def compare_at_once(self, indicators: Iterable[tuple[str, str]]) -> None:
        """Compare the figures of several indicators and groups in one pass.

        A plan of many targets asks thousands of single questions: each is then only looked up.
        """
        names = [key for key in dict.fromkeys(indicators) if key not in self._benchmarks]
        if not names:
            return
        figures = self.statistics.figures_at_once(names)
        tables = [table.latest[COMPARED_COLUMNS] for table in figures]
        labels = pl.DataFrame(names, schema=["series", "group"], orient="row")
        heights = [table.height for table in tables]
        benchmarks = Benchmarks(
            labels[np.repeat(np.arange(len(names)), heights)].hstack(pl.concat(tables)),
            {table.indicator_id: table.indicator.better for table in figures},
            register=self.register,
            neighbours=self.statistics.neighbours,
            own_sets=self.own_sets,
        )
        self._benchmarks.update(dict.fromkeys(names, benchmarks))
