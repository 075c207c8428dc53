"""The one-page profile of a school: figures in context, inspections, and the sentences."""

from __future__ import annotations

from stocktake.schools.profile.model import (
    AreaJudgement,
    Comparison,
    InspectionPart,
    InspectionRecord,
    MeasureProfile,
    ProfilePart,
    SchoolDetails,
    SchoolNumber,
    SchoolProfile,
    SeriesBreak,
    ShrunkEstimate,
    Trend,
    YearFigure,
)
from stocktake.schools.profile.printed_marks import printed_marks
from stocktake.schools.profile.profiles import SchoolProfiles
from stocktake.schools.profile.table import COLUMNS, profile_table

__all__ = [
    "COLUMNS",
    "AreaJudgement",
    "Comparison",
    "InspectionPart",
    "InspectionRecord",
    "MeasureProfile",
    "ProfilePart",
    "SchoolDetails",
    "SchoolNumber",
    "SchoolProfile",
    "SchoolProfiles",
    "SeriesBreak",
    "ShrunkEstimate",
    "Trend",
    "YearFigure",
    "printed_marks",
    "profile_table",
]
