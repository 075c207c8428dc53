"""Whether the department calls a school stuck, from the inspections of its profile."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.schools import InspectionGrades, StuckAnswer, stuck_answers
from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.schools.profile.queries import held_profile
from stocktake_web.services.school_inspections import graded_inspections, regional_support_of


@dataclass(frozen=True)
class StuckView:
    """The answer by each definition in use.

    Parameters
    ----------
    has_profile : bool
        Without one the school's inspections are not held here.
    inspections : tuple of InspectionGrades
        What the answers rest on, the latest first.
    """

    answers: tuple[StuckAnswer, ...]
    has_profile: bool
    inspections: tuple[InspectionGrades, ...] = ()


def stuck_answers_of(school: School) -> StuckView:
    """Whether a school is stuck today, by each definition."""
    stored = held_profile(school)
    if stored is None:
        return StuckView((), False)
    grades = graded_inspections(stored.profile, int(school.urn))
    path = regional_support_of(school.area)
    answers = stuck_answers(path, grades, services.today())
    return StuckView(tuple(answers), True, tuple(grades))
