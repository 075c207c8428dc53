"""The kinds of period that the department's open data standard names, and the days they cover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

Day = Callable[[int], date]


@dataclass(frozen=True)
class Kind:
    """One kind of period.

    Parameters
    ----------
    digits : int
        6 where a period is named by two consecutive years (201617), else 4.
    joiner : str
        What stands between the two years when shown: ``/`` academic, ``-`` financial.
    part : str
        The part of the year, shown after it ("Autumn term") or, for months, before it.
    starts, ends : callable
        First and last day, from the first calendar year that the period touches.
    """

    digits: int
    joiner: str
    part: str
    starts: Day
    ends: Day


def _day(month: int, day: int, *, after: int = 0) -> Day:
    return lambda year: date(year + after, month, day)


def _last_of(month: int, *, after: int = 0) -> Day:
    def last(year: int) -> date:
        first_of_next = date(year + after + (month == 12), month % 12 + 1, 1)
        return first_of_next - timedelta(days=1)

    return last


def _monday(week: int) -> Day:
    return lambda year: date.fromisocalendar(year, week, 1)


def _sunday(week: int) -> Day:
    return lambda year: date.fromisocalendar(year, week, 7)


KINDS: dict[str, Kind] = {
    "Academic year": Kind(6, "/", "", _day(9, 1), _day(8, 31, after=1)),
    "Autumn term": Kind(6, "/", "Autumn term", _day(9, 1), _day(12, 31)),
    "Spring term": Kind(6, "/", "Spring term", _day(1, 1, after=1), _day(3, 31, after=1)),
    "Summer term": Kind(6, "/", "Summer term", _day(4, 1, after=1), _day(8, 31, after=1)),
    "Autumn and spring term": Kind(
        6, "/", "Autumn and spring term", _day(9, 1), _day(3, 31, after=1)
    ),
    "Financial year": Kind(6, "-", "", _day(4, 1), _day(3, 31, after=1)),
    "Financial year Q1": Kind(6, "-", "Q1", _day(4, 1), _day(6, 30)),
    "Financial year Q2": Kind(6, "-", "Q2", _day(7, 1), _day(9, 30)),
    "Financial year Q3": Kind(6, "-", "Q3", _day(10, 1), _day(12, 31)),
    "Financial year Q4": Kind(6, "-", "Q4", _day(1, 1, after=1), _day(3, 31, after=1)),
    "Part 1 (April to September)": Kind(6, "-", "part 1", _day(4, 1), _day(9, 30)),
    "Part 2 (October to March)": Kind(6, "-", "part 2", _day(10, 1), _day(3, 31, after=1)),
    "Tax year": Kind(6, "-", "", _day(4, 6), _day(4, 5, after=1)),
    "Calendar year": Kind(4, "", "", _day(1, 1), _day(12, 31)),
    "Reporting year": Kind(4, "", "", _day(1, 1), _day(12, 31)),
    **{
        name: Kind(4, "", name, _day(number, 1), _last_of(number))
        for number, name in enumerate(MONTHS, start=1)
    },
    **{
        f"Week {number}": Kind(4, "", f"Week {number}", _monday(number), _sunday(number))
        for number in range(1, 53)
    },
}
