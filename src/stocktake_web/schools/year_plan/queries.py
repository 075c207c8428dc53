"""Reads a school year: the events of the definition, and what the records of an area have due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from stocktake.schools import YearEvent, YearPlan, load_year_plan, plan_year_of, year_events
from stocktake.standards import load_school_terms
from stocktake_web.accounts.models import Area
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.schools.powers.models import PowerState, PowerUse
from stocktake_web.schools.predictions.models import PredictionRequest
from stocktake_web.schools.review_meetings.models import MeetingState, ReviewMeeting
from stocktake_web.schools.statements.models import Statement, StatementState
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visits.models import FINAL_STATES
from stocktake_web.services.judgements import own_definitions
from stocktake_web.services.working_days import bank_holidays

FIRST_MONTH, MONTHS = 8, 12


@dataclass(frozen=True)
class DueRecords:
    """How many records of a kind are due on a day.

    Parameters
    ----------
    kind : str
        ``predictions``, ``meetings``, ``statements``, ``actions``, ``boards`` (meetings of boards,
        whatever became of them) or ``notices`` (periods of warning notices that end): the page
        says each in words.
    """

    kind: str
    day: date
    count: int


@dataclass(frozen=True)
class MonthPart:
    """A month: its events of the definition, and what records have due in it, by day.

    Parameters
    ----------
    first_day : date
    events : tuple of YearEvent
        Those that begin in the month.
    """

    first_day: date
    events: tuple[YearEvent, ...]
    due: tuple[DueRecords, ...]


@dataclass(frozen=True)
class SchoolYear:
    """A school year from August to July.

    Parameters
    ----------
    undated : tuple of YearEvent
        Events without a day, each with the reason.
    """

    plan: YearPlan
    code: str
    months: tuple[MonthPart, ...]
    undated: tuple[YearEvent, ...]


def year_codes(today: date) -> tuple[str, ...]:
    """The school years that can be chosen: this one, the one before and the next.

    Examples
    --------
    >>> year_codes(date(2026, 7, 31))
    ('202425', '202526', '202627')
    """
    first = int(plan_year_of(today)[:4])
    return tuple(f"{year}{(year + 1) % 100:02}" for year in range(first - 1, first + 2))


def school_year(area: Area, code: str) -> SchoolYear:
    """A school year of an area; as many queries as there are kinds of due records."""
    folder = own_definitions(area)
    plan = load_year_plan(folder)
    terms = load_school_terms([area.place_id], folder)
    events = year_events(plan, code, bank_holidays(area), terms)
    year = int(code[:4])
    first_days = [_first_day(year, number) for number in range(MONTHS + 1)]
    records = sorted(_due(area, first_days[0], first_days[-1]), key=lambda row: (row.day, row.kind))
    months = (
        MonthPart(
            start,
            tuple(row for row in events if row.first_day and start <= row.first_day < end),
            tuple(row for row in records if start <= row.day < end),
        )
        for start, end in zip(first_days, first_days[1:], strict=False)
    )
    return SchoolYear(
        plan, code, tuple(months), tuple(row for row in events if row.first_day is None)
    )


def _first_day(year: int, number: int) -> date:
    position = FIRST_MONTH - 1 + number
    return date(year + position // MONTHS, position % MONTHS + 1, 1)


def _due(area: Area, first_day: date, end: date) -> Iterator[DueRecords]:
    meetings = ReviewMeeting.objects.filter(area=area, state=MeetingState.PLANNED)
    statements = Statement.objects.filter(area=area, state=StatementState.DISPATCHED)
    actions = VisitAction.objects.filter(
        area=area, visit__state__in=FINAL_STATES, result=ActionResult.OPEN
    )
    notices = PowerUse.objects.filter(area=area, state=PowerState.SERVED_NOTICE)
    sources: tuple[tuple[str, QuerySet[Any], str], ...] = (
        ("boards", Meeting.objects.filter(area=area), "meeting_date"),
        ("notices", notices, "compliance_ends_on"),
        ("predictions", PredictionRequest.objects.filter(area=area), "due"),
        ("meetings", meetings, "meeting_date"),
        ("statements", statements, "review_on"),
        ("actions", actions, "due"),
    )
    for kind, rows, name in sources:
        in_year = rows.filter(**{f"{name}__gte": first_day, f"{name}__lt": end}).order_by()
        for day, count in in_year.values_list(name).annotate(count=Count("pk")):
            yield DueRecords(kind, day, count)
