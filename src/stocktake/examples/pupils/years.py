"""Academic years, and the borough's published levels in them."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from stocktake.examples.country.measures import load_story
from stocktake.examples.country.schema import Story
from stocktake.examples.pupils.random_streams import Days, Ints

YEARS = ("201819", "201920", "202021", "202122", "202223", "202324", "202425")
MARKED_YEARS = ("202324", "202425")
"""Years with marks: one each side of 19 August 2024, when the codes changed."""


def period(start: int) -> str:
    """The academic year that begins in a calendar year.

    Examples
    --------
    >>> period(2018), period(1999)
    ('201819', '199900')
    """
    return f"{start}{(start + 1) % 100:02d}"


def written_period() -> pl.Expr:
    """The academic year of the column ``start``, as text."""
    ends = ((pl.col("start") + 1) % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str(pl.col("start").cast(pl.String), ends)


def start_of(time_period: str) -> int:
    """The calendar year in which an academic year begins.

    Examples
    --------
    >>> start_of("201819")
    2018
    """
    return int(time_period[:4])


def day(year: Ints | int, month: int, number: int) -> Days:
    """A day of each year given.

    Examples
    --------
    >>> day(np.array([2018, 2019]), 9, 1).tolist()[0]
    datetime.date(2018, 9, 1)
    """
    months = (np.asarray(year, dtype=np.int64) - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    return np.asarray(first + np.timedelta64(number - 1, "D"))


def academic_start(days: Days) -> Ints:
    """The calendar year in which the academic year of each day began."""
    months = days.astype("datetime64[M]").astype(np.int64)
    return np.asarray((months - 8) // 12 + 1970)


def january_census(start: int) -> date:
    """The third Thursday of January of an academic year.

    Examples
    --------
    >>> january_census(2023)
    datetime.date(2024, 1, 18)
    """
    first = date(start + 1, 1, 1)
    return first.replace(day=1 + (3 - first.weekday()) % 7 + 14)


def published(indicator: str, start: int, group: str = "all") -> float:
    """The borough's published level of an indicator; the nearest year's where a year has none."""
    levels = _story().levels(indicator, group)
    nearest = min(levels, key=lambda level: (abs(start_of(level) - start), level))
    return levels[nearest]


@cache
def _story() -> Story:
    return load_story()


def first_day(years: tuple[str, ...]) -> date:
    """The first day of the first of some academic years."""
    return date(start_of(years[0]), 9, 1)


def last_day(years: tuple[str, ...]) -> date:
    """The last day of the last of some academic years."""
    return date(start_of(years[-1]) + 1, 8, 31)
