"""What an indicator definition file may say.

An indicator is a question asked of published series: which population, which series in which
years, which direction is better, and which years cannot be compared. Mapping happens
on reading, so that changing a definition never changes a release.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from stocktake.standards.definitions import Definition, Source
from stocktake.standards.wording import ACADEMIC_YEAR, TIME_PERIOD

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _digits(value: object) -> object:
    """A period written without quotation marks is the same period."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _consecutive(value: str) -> str:
    """Refuse six digits whose years do not follow each other."""
    if len(value) == 6 and int(value[4:]) != (int(value[:4]) + 1) % 100:
        next_year = f"{value[:4]}{(int(value[:4]) + 1) % 100:02d}"
        raise ValueError(f"{value} is no period: the years must follow each other, as {next_year}")
    return value


TimePeriod = Annotated[
    str,
    StringConstraints(pattern=TIME_PERIOD),
    AfterValidator(_consecutive),
    BeforeValidator(_digits),
]
AcademicYear = Annotated[
    str,
    StringConstraints(pattern=ACADEMIC_YEAR),
    AfterValidator(_consecutive),
    BeforeValidator(_digits),
]
Better = Literal["higher", "lower", "neither"]
Flatters = Literal["better", "worse", "unknown"]


class SeriesUse(Definition):
    """One series that carries the indicator, in order of preference.

    Parameters
    ----------
    series : str
        Name as stored: ``lait:<short name>``, ``ees:<file>/<column>?<filter>=<item>``,
        ``local:<id>``.
    numerator, denominator : str
        Series of the counts behind a rate, where the producer publishes them; sums of them give
        the figure of an area made of places.
    first_period, last_period : str, optional
        Periods (inclusive) for which this series is the right one.
    """

    series: Text
    numerator: str = ""
    denominator: str = ""
    first_period: TimePeriod | None = None
    last_period: TimePeriod | None = None


class Group(Definition):
    """A group of pupils for which the indicator is published too.

    ``id`` is a standard group word (``disadvantaged``, ``fsm``, ``not-fsm``, ``not-disadvantaged``,
    ``sen-support``, ``ehc-plan``, ``girls``, ``boys`` ...); ``all`` is the indicator itself.
    """

    id: Text
    title: Text
    series: tuple[SeriesUse, ...] = Field(min_length=1)


class Break(Definition):
    """From this period on, figures cannot be compared with earlier ones."""

    period: TimePeriod
    reason: Text
    source: Source | None = None


class SpecialYear(Definition):
    """A period of special arrangements: published, or missing, but not like other years.

    Parameters
    ----------
    period : str
    reason : str
        What was different, in a clause that can follow "because".
    flatters : "better", "worse" or "unknown"
        Whether the arrangements make the figure look better or worse than an ordinary year.
    published : bool
        False where no figure was published at all.
    """

    period: TimePeriod
    reason: Text
    flatters: Flatters = "unknown"
    published: bool = True
    source: Source | None = None


class Cohort(Definition):
    """Whom a period's figure is about, and when an action could first have touched it.

    Parameters
    ----------
    cohort_year_offset : int
        Years from the period to the school year in which the pupils were observed: -4 for entry
        to higher education by 19 of pupils aged 15 four years before; 0 for most.
    outcome_year_offset : int
        Years from the period to the year in which the outcome happened: 1 where a period means
        the leavers' year and the destination follows.
    first_touched_offset : int
        Years after an action's first school year in which a figure can first show it.
    words : str
        The same in a sentence.
    """

    cohort_year_offset: int = 0
    outcome_year_offset: int = 0
    first_touched_offset: int = 0
    words: str = ""


class Indicator(Definition):
    """One indicator.

    Parameters
    ----------
    title, population, numerator, denominator : str
        In words that a governor understands.
    unit : str
        Id of ``standards.units``: ``percent``, ``per_100``, ``score``, ``count`` ...
    better : "higher", "lower" or "neither"
        ``neither`` where a level says nothing by itself: no rank, band or verdict of direction.
    stage_of_life : str
        ``early years``, ``school``, ``youth`` or ``adulthood``: the life stage of the composite.
    kind_of_year : str
        The ``time_identifier`` of its periods.
    denominator_series : str
        A series with the size of the group behind a percentage, where the indicator's own
        series carries none; used for "in children" and for chance.
    months_to_publication : int, optional
        Whole months from the month in which a period ends to the month in which its figure is
        usually published by the series' source (revised, where provisional figures come first):
        4 where an academic year's figure comes in December. 0 where it comes before the period
        ends.
    words : tuple of str
        What people call it when they search.
    verified : bool
        Whether somebody compared the definition with the publication itself.
    """

    title: Text
    population: Text
    numerator: Text
    denominator: Text
    unit: Text
    better: Better
    topic: Text
    stage_of_life: Literal["early years", "school", "youth", "adulthood", ""] = ""
    kind_of_year: Text = "Academic year"
    decimal_places: int = Field(default=1, ge=0, le=6)
    months_to_publication: int | None = Field(default=None, ge=0, le=36)
    series: tuple[SeriesUse, ...] = Field(min_length=1)
    denominator_series: str = ""
    group: tuple[Group, ...] = ()
    break_: tuple[Break, ...] = Field(default=(), alias="break")
    special_year: tuple[SpecialYear, ...] = ()
    cohort: Cohort = Cohort()
    caveats: tuple[Text, ...] = ()
    words: tuple[Text, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)
    verified: bool = False

    @model_validator(mode="after")
    def _groups_are_unique(self) -> Self:
        ids = [group.id for group in self.group]
        if len(ids) != len(set(ids)) or "all" in ids:
            raise ValueError("group ids must be unique and none may be 'all'")
        periods = [year.period for year in self.special_year]
        if len(periods) != len(set(periods)):
            raise ValueError("a period may have one special_year only")
        return self
