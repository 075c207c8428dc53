"""Whether the department calls a school stuck, from the inspections of its profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from stocktake.schools import (
    InspectionGrades,
    InspectionRecord,
    StuckAnswer,
    load_regional_support,
    stuck_answers,
)
from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.schools.profile.queries import held_profile
from stocktake_web.services.judgements import own_definitions

Regime = Literal["graded", "no_overall", "report_card"]
"""The regimes of which the definitions speak; visits and letters grade nothing."""


@dataclass(frozen=True)
class StuckView:
    """The answer by each definition in use.

    Parameters
    ----------
    has_profile : bool
        Without one the school's inspections are not held here.
    """

    answers: tuple[StuckAnswer, ...]
    has_profile: bool


def stuck_answers_of(school: School) -> StuckView:
    """Whether a school is stuck today, by each definition."""
    stored = held_profile(school)
    if stored is None:
        return StuckView((), False)
    grades = [
        row
        for record in stored.profile.inspections.inspections
        if record.inspected_urn == int(school.urn) and (row := grades_of(record))
    ]
    path = load_regional_support(own_definitions(school.area))
    return StuckView(tuple(stuck_answers(path, grades, services.today())), True)


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
