"""What the definition files of predictions may say: measures, windows and published studies."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.statistics.schema import AcademicYear, Text

PACKAGE = "stocktake.schools.predictions"
MOST_ROUNDS = 2
"""A prediction is collected at most twice a year."""
FIRST_MONTH = 9
"""Academic years begin in September."""

Unit = Literal["percent", "points", "grades"]


def _is_day(text: str) -> str:
    """Refuse what is no month and day."""
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise ValueError(f"{text!r} is no day of the year; expected one such as '07-04'") from None
    return text


DayOfYear = Annotated[str, AfterValidator(_is_day)]


def day_in(time_period: str, day: str) -> date:
    """The day of an academic year that has a month and day.

    Examples
    --------
    >>> day_in("202324", "11-01"), day_in("202324", "07-04")
    (datetime.date(2023, 11, 1), datetime.date(2024, 7, 4))
    """
    month, of_month = map(int, day.split("-"))
    year = int(time_period[:4]) + (month < FIRST_MONTH)
    # The 29th of February of a year that has none is the day before.
    return date(year, month, min(of_month, 28) if month == 2 else of_month)


class ResultsDay(Definition):
    """When the results of a cohort came out."""

    time_period: AcademicYear
    day: date


class PredictionMeasure(Definition):
    """What may be predicted.

    Parameters
    ----------
    title : str
    unit : str
        ``percent`` (of the cohort), ``points`` (a mean), or ``grades`` (pupils by grade of a
        subject).
    stage : str
        ``KS2`` or ``KS4``.
    nc_year : int
        National curriculum year of the cohort.
    figures : str
        The measure of published school figures that says what came; empty where none is published.
    lowest, highest : float
        Bounds of a value.
    tolerance : float
        A school is accurate where it is right on average to within this much.
    yearly_sd : float
        The least by which a school's mean error is taken to vary from year to year, apart from
        chance among its pupils.
    pupil_sd : float or None
        Spread of pupils' scores; a percentage needs none.
    results_from : str
        The earliest day of the year on which results may be out, where the day is not stated.
    results_day : tuple of ResultsDay
    subjects : tuple of str
        For grades only.
    source : tuple of Source
    """

    title: Text
    unit: Unit
    stage: Literal["KS2", "KS4"]
    nc_year: int = Field(ge=1, le=14)
    figures: str = ""
    lowest: float
    highest: float
    tolerance: float = Field(gt=0)
    yearly_sd: float = Field(ge=0)
    pupil_sd: float | None = Field(default=None, gt=0)
    results_from: DayOfYear
    results_day: tuple[ResultsDay, ...] = ()
    subjects: tuple[Text, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_unit(self) -> Self:
        if self.unit != "percent" and self.pupil_sd is None:
            raise ValueError("pupil_sd is needed for points and grades")
        if (self.unit == "grades") != bool(self.subjects):
            raise ValueError("subjects are for the unit grades, and needed there")
        if self.lowest >= self.highest:
            raise ValueError("lowest must be below highest")
        return self

    def results_day_of(self, time_period: str) -> date:
        """The day from which the results of a cohort are out, or may be."""
        for row in self.results_day:
            if row.time_period == time_period:
                return row.day
        return day_in(time_period, self.results_from)


class CollectionRound(Definition):
    """One of the at most two times a year at which predictions are asked for.

    Parameters
    ----------
    id : str
    opens, deadline : str
        Month and day.
    reminder_days : tuple of int
        How many days before the deadline a reminder is due.
    """

    id: Text
    opens: DayOfYear
    deadline: DayOfYear
    reminder_days: tuple[Annotated[int, Field(ge=0, le=60)], ...] = ()


class CollectionWindow(Definition):
    """What is collected for a cohort, and when.

    Parameters
    ----------
    title : str
    nc_year : int
    measures : tuple of str
        Ids of measures.
    subjects : tuple of str
        Subjects of ``ks4-grades`` that a return must have.
    round : tuple of CollectionRound
        At most two, in order.
    source : tuple of Source
    """

    title: Text
    nc_year: int
    measures: tuple[Text, ...] = Field(min_length=1)
    subjects: tuple[Text, ...] = ()
    round: tuple[CollectionRound, ...] = Field(min_length=1, max_length=MOST_ROUNDS)
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [
            day_in("202324", text) for item in self.round for text in (item.opens, item.deadline)
        ]
        if days != sorted(set(days)):
            raise ValueError("each round opens before its deadline and after the one before")
        return self


class JudgementRules(Definition):
    """When a school is called accurate, optimistic or pessimistic.

    Parameters
    ----------
    false_accusation_rate : float
        Chance that any school is accused where all are accurate.
    least_years : int
        Cohorts without which no verdict is returned.
    accurate_confidence : float
    least_schools_for_mean : int
        From how many schools on estimates are shrunken towards the schools' mean.
    cohort_change_percent : float
        A change of the cohort that is pointed out.
    source : tuple of Source
    """

    false_accusation_rate: float = Field(gt=0, lt=0.5)
    least_years: int = Field(ge=1, le=10)
    accurate_confidence: float = Field(gt=0.5, lt=1)
    least_schools_for_mean: int = Field(ge=3)
    cohort_change_percent: float = Field(gt=0)
    source: tuple[Source, ...] = Field(min_length=1)


class PublishedStudy(Definition):
    """How accurate predictions were in a published study.

    Parameters
    ----------
    title : str
    qualification : str
        ``GCSE`` or ``A level``.
    year : int
        Year of the examinations.
    exact_percent, optimistic_percent, pessimistic_percent, within_one_percent : float or None
        Shares of predictions; None where the study does not say.
    note : str
    source : Source
    """

    title: Text
    qualification: Literal["GCSE", "A level"]
    year: int
    exact_percent: float | None = Field(default=None, ge=0, le=100)
    optimistic_percent: float | None = Field(default=None, ge=0, le=100)
    pessimistic_percent: float | None = Field(default=None, ge=0, le=100)
    within_one_percent: float | None = Field(default=None, ge=0, le=100)
    note: str = ""
    source: Source


@cache
def prediction_measures(own_folder: Path | None = None) -> dict[str, PredictionMeasure]:
    """What may be predicted, by id.

    Examples
    --------
    >>> prediction_measures()["ks4-attainment-8"].highest
    90.0
    """
    definitions = load_folder(PACKAGE, "measures", PredictionMeasure, own_folder=own_folder)
    return {name: item.value for name, item in definitions.items()}


@cache
def collection_windows(own_folder: Path | None = None) -> dict[str, CollectionWindow]:
    """When predictions are collected, by id.

    Raises
    ------
    DefinitionError
        A window names an unknown measure, or two windows collect the same one: then it could be
        asked for more than twice a year.
    """
    from stocktake.standards.errors import DefinitionError, Fault, nearest

    definitions = load_folder(PACKAGE, "windows", CollectionWindow, own_folder=own_folder)
    known_measures = prediction_measures(own_folder)
    faults, windows_by_measure = [], dict[str, str]()
    for name, item in definitions.items():
        for measure in item.value.measures:
            location = f"{item.path}: measures"
            if measure not in known_measures:
                hint = nearest(measure, known_measures)
                faults.append(Fault(location, f"unknown measure {measure!r}", "", hint))
            elif measure in windows_by_measure:
                faults.append(
                    Fault(
                        location,
                        f"{measure!r} is collected by {windows_by_measure[measure]} too",
                        f"one window, with at most {MOST_ROUNDS} rounds a year",
                    )
                )
            windows_by_measure.setdefault(measure, name)
    if faults:
        raise DefinitionError(f"{len(faults)} fault(s) in the windows of predictions", faults)
    return {name: item.value for name, item in definitions.items()}


@cache
def judgement_rules(own_folder: Path | None = None) -> JudgementRules:
    """The rules of verdicts: the shipped ones, or a place's own ``judgement/default.toml``."""
    return load_folder(PACKAGE, "judgement", JudgementRules, own_folder=own_folder)["default"].value


@cache
def published_studies(own_folder: Path | None = None) -> dict[str, PublishedStudy]:
    """Published figures of how accurate predictions were, by id."""
    definitions = load_folder(PACKAGE, "studies", PublishedStudy, own_folder=own_folder)
    return {name: item.value for name, item in definitions.items()}
