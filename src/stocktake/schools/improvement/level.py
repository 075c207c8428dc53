"""The level that a school is to reach, by when, and whether that can be asked at all."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stocktake.schools.improvement.measures import ImprovementMeasure, period_of, year_label
from stocktake.schools.improvement.phrases import distance, figure
from stocktake.standards.errors import Fault, UsageError

RESULTS_MONTH = 8
"""The month in which a summer's results are known to the school."""

LevelBasis = Literal["figure", "relative"]

PERIOD = re.compile(r"^(\d{4})(?:/|-)?(\d{2})$")
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True)
class StatedLevel:
    """A level as it was stated.

    Parameters
    ----------
    value : float
        In the measure's unit. With ``basis`` "figure" the score itself; it is held as its distance
        to the national result of the school's latest year, because the nation moves. With
        "relative" that distance.
    by : date
        The last day; the results that count are the last known by then.
    """

    measure: str
    value: float
    by: date
    basis: LevelBasis = "figure"

    @property
    def due_year(self) -> int:
        """The summer whose results are the last to be known by the day."""
        return self.by.year if self.by.month >= RESULTS_MONTH else self.by.year - 1


def read_due_day(text: str) -> date:
    """Read by when a level is to be reached: a day, or an academic year of results.

    Parameters
    ----------
    text : str
        ``2027-08-31``, ``2026/27`` or ``202627``.

    Returns
    -------
    date
        For an academic year its last day.

    Raises
    ------
    UsageError
        The text is neither.

    Examples
    --------
    >>> read_due_day("2026/27"), read_due_day("2027-01-15")
    (datetime.date(2027, 8, 31), datetime.date(2027, 1, 15))
    """
    period = PERIOD.match(text.strip())
    if period and (int(period[1]) + 1) % 100 == int(period[2]):
        return date(int(period[1]) + 1, 8, 31)
    if DAY.match(text.strip()):
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
    fault = Fault(
        repr(text), "neither a day nor an academic year", "2027-08-31, or 2026/27 for its results"
    )
    raise UsageError("by when the level is to be reached cannot be read", [fault])


@dataclass(frozen=True)
class SchoolStart:
    """Where a school stands: distances to the national result, None where there is no result."""

    first_year: int | None
    first: float | None
    latest_year: int | None
    latest: float | None
    national: float | None


def relative_level(level: StatedLevel, start: SchoolStart) -> float | None:
    """The level as a distance to the national result; None where no national result is known."""
    if level.basis == "relative":
        return level.value
    return None if start.national is None else level.value - start.national


def check_level(
    level: StatedLevel, start: SchoolStart, measure: ImprovementMeasure, *, as_of: date
) -> None:
    """Refuse a question that has no answer, with all that is wrong with it.

    Raises
    ------
    UsageError
        The level is no number or cannot be scored; the day has passed; no results come between
        the latest and the day; the level asks for less than the school had at the start.
    """
    faults = [*_value_faults(level, start, measure), *_day_faults(level, start, as_of)]
    if faults:
        raise UsageError("this level cannot be judged", faults)


def _value_faults(
    level: StatedLevel, start: SchoolStart, measure: ImprovementMeasure
) -> list[Fault]:
    possible = f"{figure(measure.lowest, measure)} to {figure(measure.highest, measure)}"
    if not math.isfinite(level.value):
        return [Fault("level", "is no number", f"a level from {possible}")]
    national = start.national or 0.0
    score = level.value if level.basis == "figure" else level.value + national
    if not measure.lowest <= score <= measure.highest:
        return [Fault("level", f"{figure(score, measure)} cannot be scored", f"{possible}")]
    target = relative_level(level, start)
    if target is None or start.latest is None or start.first is None:
        return []
    if target < start.latest and target <= start.first and start.first_year is not None:
        return [
            Fault(
                "level",
                f"{distance(target, measure)} is no improvement: the school was "
                f"{distance(start.first, measure)} in {year_label(start.first_year)} already",
                f"a level above the latest result, {distance(start.latest, measure)}",
            )
        ]
    return []


def _day_faults(level: StatedLevel, start: SchoolStart, as_of: date) -> list[Fault]:
    if level.by < as_of:
        return [
            Fault(
                "by",
                f"{day(level.by)} has passed",
                f"a day after {day(as_of)}",
                "to see whether a past level was reached, look at the school's profile",
            )
        ]
    if start.latest_year is not None and level.due_year <= start.latest_year:
        return [
            Fault(
                "by",
                f"no results come between those of {year_label(start.latest_year)}, "
                f"which are known, and {day(level.by)}",
                f"a day from {day(date(start.latest_year + 1, RESULTS_MONTH, 31))} on, "
                f"or {year_label(start.latest_year + 1)}",
            )
        ]
    return []


def day(value: date) -> str:
    """A day as it is written: 1 September 2025."""
    return f"{value.day} {value:%B %Y}"


def due_period(level: StatedLevel) -> str:
    """The academic year whose results decide, such as ``202627``."""
    return period_of(level.due_year)
