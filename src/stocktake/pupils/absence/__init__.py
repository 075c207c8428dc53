"""Absence: from session marks or termly totals to the rates that are published."""

from stocktake.pupils.absence.enrolments import AGED_4, FROM_5_TO_15, enrolment_absence
from stocktake.pupils.absence.rates import absence_rates
from stocktake.pupils.absence.schema import Span, Threshold
from stocktake.pupils.absence.sessions import TERMS, session_totals
from stocktake.pupils.absence.thresholds import AbsenceThresholds, absence_thresholds

__all__ = [
    "AGED_4",
    "FROM_5_TO_15",
    "TERMS",
    "AbsenceThresholds",
    "Span",
    "Threshold",
    "absence_rates",
    "absence_thresholds",
    "enrolment_absence",
    "session_totals",
]
