"""The department's regional support: milestones reached, and both definitions of "stuck"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.schools"
FOLDER = "regional_support"
DEPARTMENT = "department"

Regime = Literal["graded", "no_overall", "report_card"]


class Milestone(Definition):
    """A point that the department's support reaches; a repeated one has several dates."""

    id: str
    title: str
    is_repeated: bool = False


class GradeCondition(Definition):
    """Met where one of the areas has one of the values, in an inspection of that regime."""

    regime: Regime
    areas: tuple[str, ...] = Field(min_length=1)
    values: tuple[str, ...] = Field(min_length=1)


class StuckRule(Definition):
    """One published definition of a stuck school.

    Parameters
    ----------
    latest, previous : tuple of GradeCondition
        One of ``latest`` is met by the latest inspection, one of ``previous`` by the one before.
    starts, ends : date
        The days between which the definition is used.
    """

    id: str
    title: str
    starts: date
    ends: date | None = None
    latest: tuple[GradeCondition, ...] = Field(min_length=1)
    previous: tuple[GradeCondition, ...] = Field(min_length=1)
    note: str = ""
    source: Source


class RegionalSupport(Definition):
    """The path of the department's support, and who it calls stuck."""

    title: str
    starts: date
    engagement_concern: str
    note: str = ""
    source: Source
    milestone: tuple[Milestone, ...] = Field(min_length=1)
    stuck: tuple[StuckRule, ...] = ()

    @model_validator(mode="after")
    def _each_id_once(self) -> RegionalSupport:
        for ids in ([item.id for item in self.milestone], [item.id for item in self.stuck]):
            if duplicates := sorted({item for item in ids if ids.count(item) > 1}):
                raise ValueError(f"ids given twice: {', '.join(duplicates)}")
        return self


@dataclass(frozen=True)
class MilestoneEvent:
    """A milestone that was reached, on a day."""

    milestone: str
    reached_on: date


@dataclass(frozen=True)
class SupportProgress:
    """How far the department's support has come on a day.

    Parameters
    ----------
    dates : mapping of str to tuple of date
        Each milestone's days, by id, in the path's order; empty where not reached.
    latest : str or None
        The furthest milestone reached.
    next : str or None
        The first one that is not reached after it; None at the end of the path.
    days_since : int or None
        Calendar days since anything was reached.
    missing : tuple of str
        Milestones before the furthest that have no date: to be asked about.
    """

    dates: Mapping[str, tuple[date, ...]]
    latest: str | None
    next: str | None
    days_since: int | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class InspectionGrades:
    """What one inspection found: its regime and the value of each area, as published."""

    regime: Regime
    inspection_date: date
    grades: Mapping[str, str]


@dataclass(frozen=True)
class StuckAnswer:
    """Whether a school is stuck by one definition: ``stuck``, ``not_stuck`` or ``cannot_tell``."""

    rule: StuckRule
    answer: Literal["stuck", "not_stuck", "cannot_tell"]
    reason: str


def load_regional_support(own_folder: Path | None = None) -> RegionalSupport:
    """The department's path; ``regional_support/department.toml`` of a place replaces it.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


def support_progress(
    path: RegionalSupport, events: Iterable[MilestoneEvent], on: date
) -> SupportProgress:
    """Which milestones were reached by a day. Events of milestones unknown to it do not count."""
    days: dict[str, list[date]] = {item.id: [] for item in path.milestone}
    for event in events:
        if event.milestone in days and event.reached_on <= on:
            days[event.milestone].append(event.reached_on)
    order = [item.id for item in path.milestone]
    reached_rows = [row for row, item in enumerate(order) if days[item]]
    furthest = max(reached_rows, default=None)
    following_rows = order[0 if furthest is None else furthest + 1 :]
    last_day = max((day for item in days.values() for day in item), default=None)
    return SupportProgress(
        dates={item: tuple(sorted(days[item])) for item in order},
        latest=None if furthest is None else order[furthest],
        next=following_rows[0] if following_rows else None,
        days_since=None if last_day is None else (on - last_day).days,
        missing=tuple(item for item in order[: furthest or 0] if not days[item]),
    )


def stuck_answers(
    path: RegionalSupport, inspections: Sequence[InspectionGrades], on: date
) -> list[StuckAnswer]:
    """Whether a school is stuck by each definition in use on a day.

    Parameters
    ----------
    inspections : sequence of InspectionGrades
        The school's graded inspections under its present number, in any order; no monitoring
        visits. Those after ``on`` do not count.

    Returns
    -------
    list of StuckAnswer
        A definition says nothing of a latest inspection of another regime: ``cannot_tell``.
    """
    past_inspections = sorted(
        (item for item in inspections if item.inspection_date <= on),
        key=lambda item: item.inspection_date,
        reverse=True,
    )
    return [
        _answer(rule, past_inspections)
        for rule in path.stuck
        if rule.starts <= on and (rule.ends is None or on <= rule.ends)
    ]


def _answer(rule: StuckRule, inspections: Sequence[InspectionGrades]) -> StuckAnswer:
    if not inspections:
        return StuckAnswer(rule, "cannot_tell", "no inspection is held")
    latest = _is_met(rule.latest, inspections[0])
    if latest is None:
        return StuckAnswer(rule, "cannot_tell", "it says nothing of the latest inspection's kind")
    if not latest:
        return StuckAnswer(rule, "not_stuck", "the latest inspection does not meet it")
    if len(inspections) == 1:
        return StuckAnswer(rule, "cannot_tell", "no inspection before the latest is held")
    previous = _is_met(rule.previous, inspections[1])
    if previous is None:
        return StuckAnswer(rule, "cannot_tell", "it says nothing of the earlier inspection's kind")
    if not previous:
        return StuckAnswer(rule, "not_stuck", "the inspection before does not meet it")
    return StuckAnswer(rule, "stuck", "the latest inspection and the one before meet it")


def _is_met(conditions: Sequence[GradeCondition], inspection: InspectionGrades) -> bool | None:
    """None where no condition is of the inspection's regime, or none of its areas has a value."""
    grades = {area.casefold(): value.casefold() for area, value in inspection.grades.items()}
    values_by_condition = [
        [
            (grades[area.casefold()], condition)
            for area in condition.areas
            if area.casefold() in grades
        ]
        for condition in conditions
        if condition.regime == inspection.regime
    ]
    pairs = [pair for pairs in values_by_condition for pair in pairs]
    if not pairs:
        return None
    return any(
        value in {item.casefold() for item in condition.values} for value, condition in pairs
    )


@lru_cache(maxsize=1)
def _shipped() -> RegionalSupport:
    return _load(None)


def _load(own_folder: Path | None) -> RegionalSupport:
    definitions = load_folder(
        PACKAGE, FOLDER, RegionalSupport, own_folder=own_folder, only=[DEPARTMENT]
    )
    return definitions[DEPARTMENT].value
