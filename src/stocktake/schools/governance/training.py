"""Training of governors by phase and role, from a definition file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.months import add_months

PACKAGE = "stocktake.schools"
FOLDER = "governor_training"
DEFAULT = "default"

Phase = Literal["primary", "secondary", "special", "all-through"]
GovernorRole = Literal["governor", "chair", "clerk", "councillor"]


class Course(Definition):
    """One course, for whom, and how soon after taking office it is due."""

    id: str
    title: str
    phases: tuple[Phase, ...] = Field(min_length=1)
    roles: tuple[GovernorRole, ...] = Field(min_length=1)
    within_months: int = Field(ge=1)


class TrainingProgramme(Definition):
    """The courses offered."""

    title: str
    source: Source
    course: tuple[Course, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_id_once(self) -> TrainingProgramme:
        ids = [course.id for course in self.course]
        if duplicates := sorted({item for item in ids if ids.count(item) > 1}):
            raise ValueError(f"ids given twice: {', '.join(duplicates)}")
        return self


@dataclass(frozen=True)
class TrainingItem:
    """One course for one governor: done, to come, or late on a day."""

    course: Course
    due_on: date
    done_on: date | None
    is_late: bool


def load_training(own_folder: Path | None = None) -> TrainingProgramme:
    """The programme; ``governor_training/default.toml`` of a place replaces it.

    Raises
    ------
    DefinitionError
        All the faults of the file together.
    """
    return _shipped() if own_folder is None else _load(own_folder)


def training_items(
    programme: TrainingProgramme,
    phase: Phase,
    roles: Iterable[GovernorRole],
    appointed_on: date,
    done_on: Mapping[str, date],
    on: date,
) -> list[TrainingItem]:
    """The courses for a governor of a school, late ones first, then by the day they are due.

    Parameters
    ----------
    roles : iterable of str
        Every role the person has: a councillor who chairs has both.
    done_on : mapping of str to date
        Course and the day on which it was taken; days after ``on`` do not count.
    """
    own_roles = set(roles)
    items = []
    for course in programme.course:
        if phase not in course.phases or not own_roles & set(course.roles):
            continue
        due_on = add_months(appointed_on, course.within_months)
        day = done_on.get(course.id)
        course_day = day if day is not None and day <= on else None
        is_late = course_day is None and on > due_on
        items.append(TrainingItem(course, due_on, course_day, is_late))
    return sorted(items, key=lambda item: (not item.is_late, item.due_on, item.course.id))


@lru_cache(maxsize=1)
def _shipped() -> TrainingProgramme:
    return _load(None)


def _load(own_folder: Path | None) -> TrainingProgramme:
    definitions = load_folder(
        PACKAGE, FOLDER, TrainingProgramme, own_folder=own_folder, only=[DEFAULT]
    )
    return definitions[DEFAULT].value
