"""What the definition files of the invented schools must look like."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from pydantic import Field

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.statistics.schema import Text, TimePeriod

PACKAGE = "stocktake.examples.schools"
Phase = Literal["primary", "secondary", "nursery"]


class Spread(Definition):
    """Standard deviations among schools, and of single pupils, in the unit of each measure.

    Parameters
    ----------
    kept : float
        Correlation of a school's lasting level with that of the year before; that of its intake
        is ``prior_retained_share``.
    progress_8_year, reading_writing_maths_year : float
        What is of one year only, beyond the chance of which pupils a cohort has.
    reading_writing_maths, absence : float
        In logits.
    attainment_8_prior : float
        Points for each point of the cohort's average at key stage 2.
    suspensions : float
        Of the logarithm of the rate.
    """

    retained_share: float = Field(gt=0, lt=1)
    prior_retained_share: float = Field(gt=0, lt=1)
    progress_8: float
    progress_8_year: float
    progress_8_pupil: float
    attainment_8_pupil: float
    attainment_8_prior: float
    prior: float
    reading_writing_maths: float
    reading_writing_maths_year: float
    primary_progress: float
    primary_progress_pupil: float
    absence: float
    suspensions: float


class SchoolShape(Definition):
    """How the schools of the country are distributed."""

    primaries_count: int = Field(gt=0)
    secondaries_count: int = Field(gt=0)
    academy_share: dict[str, float]
    trust_share: float = Field(ge=0, le=1)
    source: Source
    spread: Spread
    levels: dict[str, dict[TimePeriod, float]]


class ExtraSchool(Definition):
    """A school of the borough that has no invented pupils."""

    urn: int
    estab: int
    name: Text
    phase: Phase
    type: Text
    trust: str = ""
    open_date: date
    pupils_count: int
    cohort_count: int
    note: Text


class Predecessor(Definition):
    """An earlier number of a school, or a school that merged into it."""

    urn: int
    of: int
    type: Text
    name: str = ""
    until: date
    link: Literal["Successor", "Successor - merged"]
    note: Text


class PlannedNumber(Definition):
    """A number that a school will have."""

    urn: int
    of: int
    type: Text
    trust: str
    date: date
    note: Text


class Trust(Definition):
    """An invented trust."""

    uid: Text
    name: Text
    open_date: date


class Federation(Definition):
    """An invented federation and its schools."""

    uid: Text
    name: Text
    open_date: date
    members: tuple[int, ...]


class Turn(Definition):
    """A change of one school's level in one year, and from then on.

    Parameters
    ----------
    change : float
        From the pupils' result of two years before: in grades a subject, or in logits.
    at_most : float, optional
        How far from the national level it then lies at most, in points or per cent.
    """

    urn: int
    stage: Literal["ks2", "ks4"]
    time_period: TimePeriod
    change: float
    at_most: float | None = None
    note: Text


class Mark(Definition):
    """A mark that stands in place of a figure."""

    urn: int
    time_period: TimePeriod
    column: Text
    text: Text


class PlantedGrade(Definition):
    """The latest overall grade of a school."""

    urn: int
    value: Text
    inspected: date


class SchoolStory(Definition):
    """Everything that is planted among the schools."""

    school: tuple[ExtraSchool, ...]
    predecessor: tuple[Predecessor, ...]
    planned: tuple[PlannedNumber, ...]
    trust: tuple[Trust, ...]
    federation: tuple[Federation, ...]
    turn: tuple[Turn, ...]
    mark: tuple[Mark, ...]
    grade: tuple[PlantedGrade, ...]


@cache
def load_shape() -> SchoolShape:
    """How the invented schools differ."""
    return load_folder(PACKAGE, "shape", SchoolShape)["shape"].value


@cache
def load_story_of_schools() -> SchoolStory:
    """What is planted among them."""
    return load_folder(PACKAGE, "story", SchoolStory)["planted"].value
