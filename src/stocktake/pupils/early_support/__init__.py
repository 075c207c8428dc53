"""Early support: whom a professional might look at first, and what only a person may decide."""

from stocktake.pupils.early_support.decision import Contest, Decision, contest, decide, review
from stocktake.pupils.early_support.fairness import group_calibration, group_fairness
from stocktake.pupils.early_support.ranking import (
    BARRED_PURPOSES,
    EarlySupportList,
    ListedPupil,
    Professional,
    early_support_list,
    early_support_points,
)
from stocktake.pupils.early_support.schema import Criteria, early_support_criteria

__all__ = [
    "BARRED_PURPOSES",
    "Contest",
    "Criteria",
    "Decision",
    "EarlySupportList",
    "ListedPupil",
    "Professional",
    "contest",
    "decide",
    "early_support_criteria",
    "early_support_list",
    "early_support_points",
    "group_calibration",
    "group_fairness",
    "review",
]
