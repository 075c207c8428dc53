"""What there is to count by on a day: overall grades, then nothing, then report cards."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

import polars as pl

from stocktake.schools.inspections.inspections import GRADED_REGIME, REPORT_CARD, URN
from stocktake.schools.inspections.report_cards import report_card_results
from stocktake.sources.schools.inspections import inspection_regimes

Measure: TypeAlias = Literal["overall_grade", "report_card"]

NOT_YET_RATED = "Not yet rated"
EVERY_AREA_EXPECTED = "Every area at expected standard or above, safeguarding met"
NOT_EVERY_AREA = "An area below expected standard, or safeguarding not met"
UNCLEAR_CARD = "An area not judged"
NO_CARD = "No report card yet"
CARD_CLASSES = (EVERY_AREA_EXPECTED, NOT_EVERY_AREA, UNCLEAR_CARD, NO_CARD)
GOOD_GRADES: dict[Measure, tuple[str, ...]] = {
    "overall_grade": ("Outstanding", "Good"),
    "report_card": (EVERY_AREA_EXPECTED,),
}
"""The classes that the plan counts towards its target."""


def measure_on(day: date) -> Measure | None:
    """Which measure there is on a day; None between the two regimes that have one.

    Examples
    --------
    >>> measure_on(date(2024, 8, 31)), measure_on(date(2024, 9, 1)), measure_on(date(2025, 11, 10))
    ('overall_grade', None, 'report_card')
    """
    regimes = inspection_regimes()
    if day >= regimes[REPORT_CARD].starts:
        return "report_card"
    last_day = regimes[GRADED_REGIME].ends
    return "overall_grade" if last_day is None or day <= last_day else None


def scale_of(measure: Measure) -> tuple[str, ...]:
    """The classes of a measure but that without a grade, the best first."""
    if measure == "report_card":
        return CARD_CLASSES[:-1]
    return inspection_regimes()[GRADED_REGIME].grade_words()


def unrated_class(measure: Measure) -> str:
    """The class of schools without a grade."""
    return NOT_YET_RATED if measure == "overall_grade" else NO_CARD


def card_classes(known_rows: pl.DataFrame) -> pl.DataFrame:
    """The class of each number that has a report card: ``school_urn``, day and ``grade``."""
    meets = pl.col("meets_expected")
    grade = (
        pl.when(meets.is_null())
        .then(pl.lit(UNCLEAR_CARD))
        .when(meets)
        .then(pl.lit(EVERY_AREA_EXPECTED))
        .otherwise(pl.lit(NOT_EVERY_AREA))
    )
    return report_card_results(known_rows).select(URN, "inspection_date", grade=grade)


def reason_for_none() -> str:
    """Why no school has a grade between the two measures."""
    regimes = inspection_regimes()
    last_day, first_day = regimes[GRADED_REGIME].ends, regimes[REPORT_CARD].starts
    return f"overall grades ended on {_day(last_day)}, and report cards began on {_day(first_day)}"


def _day(day: date | None) -> str:
    # A day without a leading zero: %-d is unknown to Windows.
    return "a day not known" if day is None else f"{day.day} {day:%B %Y}"
