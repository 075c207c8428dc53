"""Periods: the department's own, and the labels of the Local Authority Interactive Tool."""

from stocktake.standards.lait_labels import (
    LaitPeriod,
    lait_corrections,
    lait_periods,
    read_lait_period,
    write_lait_period,
)
from stocktake.standards.period import Period, academic_year_of, parse_period, period_label

__all__ = [
    "LaitPeriod",
    "Period",
    "academic_year_of",
    "lait_corrections",
    "lait_periods",
    "parse_period",
    "period_label",
    "read_lait_period",
    "write_lait_period",
]
