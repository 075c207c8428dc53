"""Dates the events of a school year; what has no announced day says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from stocktake.schools.year_plan.definition import (
    Event,
    FollowingEvent,
    ListedEvent,
    TermlyEvent,
    Weekday,
    WeekdayEvent,
    YearPlan,
)
from stocktake.standards.period import six_digits
from stocktake.standards.school_days import SchoolTerms
from stocktake.standards.working_days import BankHolidays, add_working_days

AUGUST = 8
TERMS = ("Autumn", "Spring", "Summer")


@dataclass(frozen=True)
class YearEvent:
    """One event of a year, dated or not.

    Parameters
    ----------
    term : str
        For an event of each term: Autumn, Spring or Summer; empty otherwise.
    first_day, last_day : date, optional
        The same day, or the days of the term; None where no day is known.
    reason : str
        Why it has no date, or on what an uncertain one rests; empty otherwise.
    """

    event: Event
    term: str
    first_day: date | None
    last_day: date | None
    reason: str


def year_events(
    plan: YearPlan,
    school_year: str,
    holidays: BankHolidays,
    terms: SchoolTerms | None = None,
) -> list[YearEvent]:
    """The events of a school year, from the results of August to July, by date.

    Parameters
    ----------
    school_year : str
        Six digits: 202627 begins with the results of August 2026.
    terms : SchoolTerms, optional
        The place's term dates. Without them a term is taken by the calendar, and says so.

    Returns
    -------
    list of YearEvent
        Dated events first; those without a date after them, in the plan's order.
    """
    dated_days: dict[str, date | None] = {}
    for event in plan.event:
        _single_day(plan, event, school_year, holidays, dated_days)
    rows: list[YearEvent] = []
    for event in plan.event:
        if isinstance(event, TermlyEvent):
            rows += [
                YearEvent(event, name, first_day, last_day, reason)
                for name, first_day, last_day, reason in _term_spans(school_year, terms)
            ]
        else:
            day = dated_days[event.id]
            reason = "" if day else _missing_reason(plan, event, school_year)
            rows.append(YearEvent(event, "", day, day, reason))
    return sorted(rows, key=lambda row: row.first_day or date.max)


def events_due(events: Sequence[YearEvent], on: date, within_days: int) -> list[YearEvent]:
    """The events that are on, or begin within so many days of a day."""
    end = on + timedelta(days=within_days)
    return [
        row
        for row in events
        if row.first_day is not None
        and row.last_day is not None
        and row.first_day <= end
        and row.last_day >= on
    ]


def _single_day(
    plan: YearPlan,
    event: Event,
    school_year: str,
    holidays: BankHolidays,
    dated_days: dict[str, date | None],
) -> date | None:
    if event.id not in dated_days:
        day: date | None = None
        if isinstance(event, ListedEvent):
            day = event.dates.get(school_year)
        elif isinstance(event, WeekdayEvent):
            day = _weekday_in(school_year, event.month, event.weekday, event.number)
        elif isinstance(event, FollowingEvent):
            leading_event = next(item for item in plan.event if item.id == event.event)
            start = _single_day(plan, leading_event, school_year, holidays, dated_days)
            if start is not None:
                day = add_working_days(start, event.working_days, holidays)
        dated_days[event.id] = day
    return dated_days[event.id]


def _missing_reason(plan: YearPlan, event: Event, school_year: str) -> str:
    while isinstance(event, FollowingEvent):
        event = next(item for item in plan.event if item.id == event.event)
    year = f"{school_year[:4]}/{school_year[4:]}"
    return f"cannot tell: the day of {event.title!r} is not listed for {year}"


def _weekday_in(school_year: str, month: int, weekday: Weekday, number: int) -> date:
    first_year = int(school_year[:4])
    year = first_year if month >= AUGUST else first_year + 1
    first_day = date(year, month, 1)
    offset = (get_args(Weekday).index(weekday) - first_day.weekday()) % 7
    return first_day + timedelta(days=offset + 7 * (number - 1))


def _term_spans(
    school_year: str, terms: SchoolTerms | None
) -> list[tuple[str, date | None, date | None, str]]:
    """Autumn to December, spring to March and summer from April, by term dates where held."""
    first_year = int(school_year[:4])
    months = {
        "Autumn": (date(first_year, 9, 1), date(first_year, 12, 31)),
        "Spring": (date(first_year + 1, 1, 1), date(first_year + 1, 3, 31)),
        "Summer": (date(first_year + 1, 4, 1), date(first_year + 1, 7, 31)),
    }
    term_dates = terms.years.get(school_year) if terms is not None else None
    if term_dates is None:
        reason = "by the calendar: no term dates are held for the year"
        return [(name, *months[name], reason) for name in TERMS]
    spans: list[tuple[str, date | None, date | None, str]] = []
    for name in TERMS:
        halves = [
            term for term in term_dates.term if term.name.casefold().startswith(name.casefold())
        ]
        if halves:
            spans.append((name, halves[0].starts, halves[-1].ends, ""))
        else:
            reason = f"by the calendar: the term dates name no {name.lower()} term"
            spans.append((name, *months[name], reason))
    return spans


def plan_year_of(day: date) -> str:
    """The school year, in six digits, in whose plan a day lies: it begins in August.

    Examples
    --------
    >>> from datetime import date
    >>> plan_year_of(date(2026, 8, 20)), plan_year_of(date(2026, 7, 31))
    ('202627', '202526')
    """
    return six_digits(day.year if day.month >= AUGUST else day.year - 1)
