"""What a dated list of bank holidays must look like."""

from __future__ import annotations

import datetime
from itertools import pairwise

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source

FRIDAY = 4


class ListedHoliday(Definition):
    """One bank holiday.

    Parameters
    ----------
    date : date
        The day off: where a holiday falls on a weekend or was moved, the day it was moved to.
    instead_of : date, optional
        The day on which it would have been.
    once : bool
        True for a day that was given in that year alone.
    """

    date: datetime.date
    name: str = Field(min_length=1)
    instead_of: datetime.date | None = None
    once: bool = False


class HolidayYear(Definition):
    """All the bank holidays of one calendar year."""

    year: int
    verified: bool
    """Whether the year was read in the source itself."""
    days: tuple[ListedHoliday, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _days_of_that_year(self) -> HolidayYear:
        problems = []
        dates = [day.date for day in self.days]
        problems += [f"{day} is not in {self.year}" for day in dates if day.year != self.year]
        problems += [
            f"{day} is a {day:%A}: give the weekday that is off instead"
            for day in dates
            if day.weekday() > FRIDAY
        ]
        problems += [
            f"{later} does not come after {earlier}"
            for earlier, later in pairwise(dates)
            if later <= earlier
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self


class BankHolidayList(Definition):
    """The bank holidays of consecutive years.

    Parameters
    ----------
    compiled : date
        When the list was made; a day after it is expected and may still be moved.
    """

    title: str
    compiled: datetime.date
    source: Source
    year: tuple[HolidayYear, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _years_without_a_gap(self) -> BankHolidayList:
        years = [entry.year for entry in self.year]
        gaps = [
            f"after {earlier} comes {later}, expected {earlier + 1}"
            for earlier, later in pairwise(years)
            if later != earlier + 1
        ]
        if gaps:
            raise ValueError("; ".join(gaps))
        return self
