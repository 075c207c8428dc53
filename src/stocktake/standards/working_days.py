"""Counts working days in England: Monday to Friday, without the bank holidays of a dated list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from stocktake.standards.bank_holiday_schema import BankHolidayList, ListedHoliday
from stocktake.standards.definitions import Source, load_folder
from stocktake.standards.errors import CalendarError, Fault

PACKAGE = "stocktake.standards"
FOLDER = "bank_holidays"
ENGLAND = "england"
FRIDAY = 4
NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of consecutive years.

    Parameters
    ----------
    days : mapping of date to ListedHoliday
        Each bank holiday with its name and the day that it stands in for.
    first_year, last_year : int
        Years that are listed whole. A count that leaves them is refused.
    compiled : date
        When the list was made. A later day is expected, not known: a proclamation may move it.
    source : Source
    """

    days: Mapping[date, ListedHoliday]
    first_year: int
    last_year: int
    compiled: date
    source: Source

    def is_expected(self, day: date) -> bool:
        """Whether a day lies after the list was made, so that its bank holidays may still move."""
        return day > self.compiled


def load_bank_holidays(own_folder: Path | None = None) -> BankHolidays:
    """The bank holidays of England.

    Parameters
    ----------
    own_folder : Path, optional
        A place's folder of definitions: ``bank_holidays/england.toml`` in it replaces the shipped
        list, such as one that has a later year.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> from datetime import date
    >>> load_bank_holidays().days[date(2020, 5, 8)].instead_of
    datetime.date(2020, 5, 4)
    """
    return _shipped() if own_folder is None else _load(own_folder)


def is_working_day(day: date, holidays: BankHolidays) -> bool:
    """Whether a day is a Monday to Friday that is no bank holiday.

    Raises
    ------
    CalendarError
        Where the day's year is not listed.

    Examples
    --------
    >>> from datetime import date
    >>> holidays = load_bank_holidays()
    >>> is_working_day(date(2020, 5, 4), holidays), is_working_day(date(2020, 5, 8), holidays)
    (True, False)
    """
    if not holidays.first_year <= day.year <= holidays.last_year:
        raise CalendarError(
            f"cannot tell: bank holidays are listed from {holidays.first_year} "
            f"to {holidays.last_year}",
            [
                Fault(
                    f"{FOLDER}/{ENGLAND}.toml",
                    f"has no list for {day.year}",
                    f"a day from {holidays.first_year} to {holidays.last_year}",
                    "add the year to a file of that name in your own folder of definitions",
                )
            ],
        )
    return day.weekday() <= FRIDAY and day not in holidays.days


def add_working_days(day: date, count: int, holidays: BankHolidays) -> date:
    """The working day that is so many working days after a day, or before it.

    Parameters
    ----------
    day : date
        The day of the event, which is not counted; it need not be a working day.
    count : int
        Working days. Negative counts backwards. Zero is the day itself.

    Raises
    ------
    CalendarError
        Where the count leaves the listed years.

    Examples
    --------
    A notice served on Monday 3 March 2014, fifteen working days:

    >>> from datetime import date
    >>> holidays = load_bank_holidays()
    >>> add_working_days(date(2014, 3, 3), 15, holidays)
    datetime.date(2014, 3, 24)

    Over the days of June 2022, when the spring bank holiday was moved and one added:

    >>> add_working_days(date(2022, 6, 1), 1, holidays)
    datetime.date(2022, 6, 6)
    """
    return step_days(day, count, lambda candidate: is_working_day(candidate, holidays))


def count_working_days(start: date, end: date, holidays: BankHolidays) -> int:
    """How many working days lie after ``start``, to ``end`` inclusive.

    Returns
    -------
    int
        Negative where ``end`` lies before ``start``: the working days from ``end`` to the day
        before ``start``, so that the two directions are each other's opposite.

    Examples
    --------
    >>> from datetime import date
    >>> count_working_days(date(2014, 3, 3), date(2014, 3, 24), load_bank_holidays())
    15
    """
    return count_days(start, end, lambda candidate: is_working_day(candidate, holidays))


def step_days(day: date, count: int, is_counted: Callable[[date], bool]) -> date:
    """The day on which ``count`` days that are counted have passed since ``day``."""
    is_counted(day)
    step = NEXT_DAY if count > 0 else -NEXT_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_counted(day)
    return day


def count_days(start: date, end: date, is_counted: Callable[[date], bool]) -> int:
    """How many days that are counted lie after ``start``, to ``end`` inclusive; signed."""
    if end < start:
        return -count_days(end, start, is_counted)
    is_counted(start)
    is_counted(end)
    length = (end - start).days
    return sum(is_counted(start + timedelta(days=index)) for index in range(1, length + 1))


@lru_cache(maxsize=1)
def _shipped() -> BankHolidays:
    return _load(None)


def _load(own_folder: Path | None) -> BankHolidays:
    definition = load_folder(
        PACKAGE, FOLDER, BankHolidayList, own_folder=own_folder, only=[ENGLAND]
    )[ENGLAND].value
    return BankHolidays(
        days=MappingProxyType({day.date: day for year in definition.year for day in year.days}),
        first_year=definition.year[0].year,
        last_year=definition.year[-1].year,
        compiled=definition.compiled,
        source=definition.source,
    )
