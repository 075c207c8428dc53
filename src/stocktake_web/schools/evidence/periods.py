"""The periods for which evidence is counted: twelve months, school years, and any two days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from stocktake.standards import academic_year_of, period_label
from stocktake_web.formats import day

TWELVE_MONTHS = "12-months"
YEAR = timedelta(days=365)
SEPTEMBER, AUGUST, LAST_OF_AUGUST = 9, 8, 31
EARLIER_YEARS = 3
FREE_CODE = re.compile(r"(\d{4}-\d\d-\d\d)-to-(\d{4}-\d\d-\d\d)", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both of them in it; no day is after today."""

    code: str
    title: str
    first_day: date
    last_day: date


def periods(today: date) -> dict[str, Period]:
    """What can be chosen, by its code; the twelve months to today come first.

    Examples
    --------
    >>> rows = periods(date(2026, 12, 1))
    >>> list(rows)
    ['12-months', '202627', '202526', '202425', '202324']
    >>> rows["202526"].first_day, rows["202526"].last_day
    (datetime.date(2025, 9, 1), datetime.date(2026, 8, 31))
    >>> rows["202627"].last_day
    datetime.date(2026, 12, 1)
    """
    this_year = int(academic_year_of(today)[:4])
    rows = [Period(TWELVE_MONTHS, "The last 12 months", today - YEAR, today)]
    for year in range(this_year, this_year - EARLIER_YEARS - 1, -1):
        code = f"{year}{(year + 1) % 100:02}"
        last_day = min(today, date(year + 1, AUGUST, LAST_OF_AUGUST))
        title = f"School year {period_label(code)}"
        rows.append(Period(code, title, date(year, SEPTEMBER, 1), last_day))
    return {row.code: row for row in rows}


def free_period(first_day: date, last_day: date) -> Period:
    """A period of any two days.

    Examples
    --------
    >>> free_period(date(2026, 1, 1), date(2026, 3, 31)).code
    '2026-01-01-to-2026-03-31'
    """
    title = f"{day(first_day)} to {day(last_day)}"
    return Period(f"{first_day}-to-{last_day}", title, first_day, last_day)


def find_period(code: str, today: date) -> Period | None:
    """The period with a code; None where there is none, or its days are not in order or to come.

    Examples
    --------
    >>> find_period("2026-01-01-to-2026-03-31", date(2026, 12, 1)).last_day
    datetime.date(2026, 3, 31)
    >>> find_period("2026-03-31-to-2026-01-01", date(2026, 12, 1))
    """
    match = FREE_CODE.fullmatch(code)
    if match is None:
        return periods(today).get(code)
    try:
        first_day, last_day = (date.fromisoformat(text) for text in match.groups())
    except ValueError:
        return None
    return free_period(first_day, last_day) if first_day <= last_day <= today else None
