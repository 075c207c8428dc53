"""The academic years of the invented schools' files, and when each file was published."""

from __future__ import annotations

from datetime import date
from functools import cache

from stocktake.examples.country.measures import load_measures
from stocktake.standards.period import six_digits

STARTS = (2015, 2016, 2017, 2018, 2022, 2023, 2024, 2025)
"""First calendar years of the academic years that have results of single schools."""
PERIODS = tuple(six_digits(start) for start in STARTS)
PUPIL_PERIODS = ("202223", "202324", "202425")
"""Years of which the borough's pupils are invented one by one."""
LAST_START = STARTS[-1]
LAST_OF_A_YEAR = 2024
"""Absence and exclusions of a whole year come out long after it has ended."""
REGISTER_DATE = date(2026, 4, 1)
NO_PROGRESS_8 = frozenset({2024, 2025})
NO_PRIMARY_PROGRESS = frozenset({2023, 2024, 2025})
SCALED_PRIOR = frozenset({2022, 2023})
"""Cohorts of year 11 whose tests at key stage 2 were in scaled scores."""


def label(start: int) -> str:
    """An academic year as the names of published files have it.

    Examples
    --------
    >>> label(2018)
    '2018-19'
    """
    return f"{start}-{(start + 1) % 100:02d}"


def national_level(indicator: str, start: int) -> float:
    """The invented country's level of an indicator; the nearest year's where a year has none."""
    levels = _country_levels()[indicator]
    nearest = min(levels, key=lambda period: (abs(int(period[:4]) - start), period))
    return levels[nearest]


@cache
def _country_levels() -> dict[str, dict[str, float]]:
    return {measure.indicator: measure.levels for measure in load_measures()}
