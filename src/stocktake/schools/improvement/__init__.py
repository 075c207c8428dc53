"""Judges whether a school's rate of improvement is sufficient, and how surely."""

from stocktake.schools.improvement.area_levels import (
    AreaLevels,
    SchoolLevel,
    propose_levels,
    sum_levels,
)
from stocktake.schools.improvement.data import ImprovementData
from stocktake.schools.improvement.held import held_improvement_data, improvement_data
from stocktake.schools.improvement.judge import ImprovementVerdict, judge_improvement, verdict_of
from stocktake.schools.improvement.level import StatedLevel, read_due_day
from stocktake.schools.improvement.measures import ImprovementMeasure, load_measures
from stocktake.schools.improvement.next_grades import NextGrade, next_grades
from stocktake.schools.improvement.objectives import (
    OBJECTIVE_AREAS,
    InterimObjective,
    InterimObjectives,
)
from stocktake.schools.improvement.rare_level import is_level_rare
from stocktake.schools.improvement.rungs import best_measure
from stocktake.schools.improvement.state import state_improvement
from stocktake.schools.improvement.statement import (
    VERDICT_WORDS,
    ImprovementStatement,
    WithoutLateJoiners,
    needs_sign_off,
)

__all__ = [
    "OBJECTIVE_AREAS",
    "VERDICT_WORDS",
    "AreaLevels",
    "ImprovementData",
    "ImprovementMeasure",
    "ImprovementStatement",
    "ImprovementVerdict",
    "InterimObjective",
    "InterimObjectives",
    "NextGrade",
    "SchoolLevel",
    "StatedLevel",
    "WithoutLateJoiners",
    "best_measure",
    "held_improvement_data",
    "improvement_data",
    "is_level_rare",
    "judge_improvement",
    "load_measures",
    "needs_sign_off",
    "next_grades",
    "propose_levels",
    "read_due_day",
    "state_improvement",
    "sum_levels",
    "verdict_of",
]
