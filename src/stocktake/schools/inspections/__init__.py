"""What inspections found, in each regime's own words, and how many pupils it concerns."""

from __future__ import annotations

from stocktake.schools.inspections.carry_forward import (
    carry_forward,
    under_numbers_of_the_day,
)
from stocktake.schools.inspections.categories import category_warnings
from stocktake.schools.inspections.grade_measures import measure_on
from stocktake.schools.inspections.held import held_inspections
from stocktake.schools.inspections.held_share import (
    HeldShare,
    ShareInputs,
    census_day,
    held_share,
    held_share_inputs,
)
from stocktake.schools.inspections.inspections import (
    distinct_inspections,
    known_inspections,
    overall_grades,
)
from stocktake.schools.inspections.place_grades import (
    GradeLine,
    GradeSection,
    GradesOfDay,
    PlaceGrades,
    held_place_grades,
    place_grades,
)
from stocktake.schools.inspections.pupil_counts import pupil_counts
from stocktake.schools.inspections.report_cards import report_card_results
from stocktake.schools.inspections.share import (
    GradeShare,
    join_shares,
    regroup,
    share_by_grade,
)
from stocktake.schools.inspections.transition import transition_change
from stocktake.schools.inspections.wording import share_sentences

__all__ = [
    "GradeLine",
    "GradeSection",
    "GradeShare",
    "GradesOfDay",
    "HeldShare",
    "PlaceGrades",
    "ShareInputs",
    "carry_forward",
    "category_warnings",
    "census_day",
    "distinct_inspections",
    "held_inspections",
    "held_place_grades",
    "held_share",
    "held_share_inputs",
    "join_shares",
    "known_inspections",
    "measure_on",
    "overall_grades",
    "place_grades",
    "pupil_counts",
    "regroup",
    "report_card_results",
    "share_by_grade",
    "share_sentences",
    "transition_change",
    "under_numbers_of_the_day",
]
