"""Working days as an area counts them: over the bank holidays of England, or its own list."""

from __future__ import annotations

from datetime import date

from stocktake.standards import (
    BankHolidays,
    CalendarError,
    add_working_days,
    count_working_days,
    load_bank_holidays,
)
from stocktake_web.services.area import AreaFields
from stocktake_web.services.cache import LRUCache
from stocktake_web.services.judgements import own_definitions, state_of

_lists = LRUCache[BankHolidays](size=8)


def bank_holidays(area: AreaFields) -> BankHolidays:
    """The list that an area counts by, read again only where its own folder changed."""
    folder = own_definitions(area)
    key = (str(folder), state_of(folder))
    return _lists.get(key, lambda: load_bank_holidays(folder))


def working_day_after(area: AreaFields, day: date, count: int) -> date | None:
    """The working day so many working days after a day; None where the list does not reach it."""
    try:
        return add_working_days(day, count, bank_holidays(area))
    except CalendarError:
        return None


def working_days_between(area: AreaFields, start: date, end: date) -> int | None:
    """How many working days lie after one day, to another; None where the list does not reach."""
    try:
        return count_working_days(start, end, bank_holidays(area))
    except CalendarError:
        return None
