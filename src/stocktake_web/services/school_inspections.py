"""Keeps what inspections found of each of an area's schools in a file (see ``school_files``).

The question whether a school is stuck is asked of all schools at once, and a page that read every
profile for it would take seconds.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal, cast, get_args

from pydantic import BaseModel, ConfigDict

from stocktake.schools import (
    InspectionGrades,
    InspectionRecord,
    RegionalSupport,
    SchoolProfile,
    load_regional_support,
)
from stocktake_web.services.area import AreaFields
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.school_files import StoredFile, keep_file, read_file
from stocktake_web.services.school_profiles import profile_state, stored_profile

FILE = "inspections.json"
Regime = Literal["graded", "no_overall", "report_card"]
"""The regimes of which the definitions of "stuck" speak; visits and letters grade nothing."""


class GradedInspection(BaseModel):
    """One inspection that graded something."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regime: Regime
    inspection_date: date
    grades: dict[str, str]

    def as_grades(self) -> InspectionGrades:
        """As the library reads it."""
        return InspectionGrades(self.regime, self.inspection_date, self.grades)


class StoredInspections(StoredFile):
    """The graded inspections under its present number of each school that has a profile."""

    inspections: dict[str, tuple[GradedInspection, ...]]


def regional_support_of(area: AreaFields) -> RegionalSupport:
    """The path of the department's support, and whom it calls stuck, as an area holds them."""
    return load_regional_support(own_definitions(area))


def make_inspections(area: AreaFields, urns: Collection[int]) -> None:
    """Take the inspections out of the schools' profiles, which are made before, and keep them.

    Raises
    ------
    OSError
        Nothing can be written where files are kept.
    """
    rows = {}
    for urn in urns:
        stored = stored_profile(area, urn)
        if stored is not None:
            rows[str(urn)] = tuple(
                GradedInspection(
                    regime=row.regime,
                    inspection_date=row.inspection_date,
                    grades=dict(row.grades),
                )
                for row in graded_inspections(stored.profile, urn)
            )
    keep_file(
        area, FILE, StoredInspections(area=area.slug, state=profile_state(area), inspections=rows)
    )


def stored_inspections(area: AreaFields) -> StoredInspections | None:
    """What is kept of an area; None where nothing was made, or the file is damaged."""
    return read_file(area, FILE, StoredInspections)


def graded_inspections(profile: SchoolProfile, urn: int) -> list[InspectionGrades]:
    """The inspections of a school under a number that graded something, the latest first."""
    return [
        row
        for record in profile.inspections.inspections
        if record.inspected_urn == urn and (row := grades_of(record))
    ]


def grades_of(record: InspectionRecord) -> InspectionGrades | None:
    """A graded inspection as the definitions read it; None for a visit that graded nothing.

    An area on which files contradict each other is left out: nobody can tell which is right.
    """
    if record.regime not in get_args(Regime) or record.inspection_date is None:
        return None
    values: dict[str, set[str]] = {}
    for judgement in record.judgements:
        if judgement.value:
            values.setdefault(judgement.area, set()).add(judgement.value)
    grades = {area: next(iter(options)) for area, options in values.items() if len(options) == 1}
    if not grades:
        return None
    return InspectionGrades(cast("Regime", record.regime), record.inspection_date, grades)
