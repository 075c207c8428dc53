"""What is known of a measure before any school is judged on it: breaks, absent years, chance."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stocktake.sources.schools import load_school_measures
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.period import period_label
from stocktake.standards.units import Unit

Period6 = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class SeriesBreak(Definition):
    """A change in a measure: results from ``first`` on are not those of before.

    ``relative`` says that the distance to the national result may still be compared, with a note;
    otherwise no statement crosses the break.
    """

    first: Period6
    title: str
    relative: bool = False


class AbsentResults(Definition):
    """Academic years without results of schools, and why; figures that bear them are not used."""

    first: Period6
    last: Period6
    title: str


class ImprovementMeasure(Definition):
    """A measure on which a rate of improvement may be stated.

    Parameters
    ----------
    lowest, highest : float
        What a school can score; a level outside is refused.
    results_month : int
        Month after the summer in which schools' results are expected.
    chance_sd : float or None
        Standard deviation of one pupil's score; None for a percentage, whose chance follows from
        itself.
    indicator : str
        The indicator whose figure for England is the published national result.
    band_width : float
        Width of the bands from which schools start, in the measure's unit.
    without_late_joiners : str
        The series of our own releases that is the same without pupils who joined in years 10 and
        11; empty where there is none.
    window_years : int
        How far the change achieved may reach back from the latest result.
    """

    measure: str
    title: str
    stage: Literal["ks2", "ks4"]
    unit: Unit
    decimal_places: int = Field(ge=0, le=3)
    lowest: float
    highest: float
    results_month: int = Field(ge=1, le=12)
    chance_sd: float | None = Field(default=None, gt=0)
    indicator: str = ""
    band_width: float = Field(gt=0)
    window_years: int = Field(default=3, ge=1)
    without_late_joiners: str = ""
    note: str = ""
    series_break: tuple[SeriesBreak, ...] = ()
    absent: tuple[AbsentResults, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _must_rise_to_improve(self) -> Self:
        """Chances, histories and levels are all of reaching a result or more."""
        measure = load_school_measures().get(self.measure)
        if measure is not None and measure.better != "higher":
            raise ValueError(
                "a rate of improvement is stated of a measure of which a higher figure is better"
            )
        return self

    @property
    def hard_break_years(self) -> tuple[int, ...]:
        """The years from which results are not comparable with earlier ones at all."""
        return tuple(year_of(item.first) for item in self.series_break if not item.relative)

    def crosses_break(self, year: int, later_year: int) -> SeriesBreak | None:
        """The first break between two years that no comparison crosses."""
        for item in self.series_break:
            if not item.relative and year < year_of(item.first) <= later_year:
                return item
        return None

    def noted_breaks(self, year: int, later_year: int) -> tuple[SeriesBreak, ...]:
        """The breaks between two years across which only distances are compared."""
        return tuple(
            item
            for item in self.series_break
            if item.relative and year < year_of(item.first) <= later_year
        )

    def absent_in(self, year: int) -> AbsentResults | None:
        """Why there are no results in a year, or None."""
        for item in self.absent:
            if year_of(item.first) <= year <= year_of(item.last):
                return item
        return None


def year_of(time_period: str) -> int:
    """The calendar year of the summer in which an academic year's pupils are examined.

    Examples
    --------
    >>> year_of("201819")
    2019
    """
    return int(time_period[:4]) + 1


def period_of(year: int) -> str:
    """The academic year of a summer's results.

    Examples
    --------
    >>> period_of(2019)
    '201819'
    """
    return f"{year - 1}{year % 100:02d}"


def year_label(year: int) -> str:
    """An academic year as a page shows it.

    Examples
    --------
    >>> year_label(2019)
    '2018/19'
    """
    return period_label(period_of(year))


@lru_cache(maxsize=8)
def load_measures(own_folder: Path | None = None) -> dict[str, ImprovementMeasure]:
    """The measures of the definition files, by measure, such as ``ks4.progress_8``."""
    definitions = load_folder(
        "stocktake.schools", "improvement_measures", ImprovementMeasure, own_folder=own_folder
    )
    return {item.value.measure: item.value for item in definitions.values()}


def improvement_measure(name: str, own_folder: Path | None = None) -> ImprovementMeasure:
    """One measure by its id.

    Raises
    ------
    UsageError
        No rate of improvement is stated on it.
    """
    measures = load_measures(own_folder)
    if name not in measures:
        fault = Fault(
            name,
            "no rate of improvement is stated on this measure",
            f"one of {', '.join(measures)}",
            nearest(name, measures),
        )
        raise UsageError("no such measure of improvement", [fault])
    return measures[name]
