"""Reads requests for local figures; that one was not answered is always visible."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from stocktake.standards import parse_period
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted, day
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn, ReturnFile
from stocktake_web.plans.revisions.queries import day_of, find_plan

OVERDUE, OPEN, ANSWER = "overdue", "asked", "returned"
REQUEST_STATES = {OVERDUE: "Not returned", OPEN: "Asked for", ANSWER: "Returned"}
WAITING_FILES_SHOWN_FOR = timedelta(days=28)


@dataclass(frozen=True)
class RequestStatus:
    """A request on a day.

    Parameters
    ----------
    figure : str
        What is asked for: the figure as the plan calls it, its period and its place.
    latest_return : LocalReturn or None
        The latest answer.
    days_overdue : int
        0 where it is not, or was answered.
    description : str
        The same in words.
    """

    request: LocalRequest
    latest_return: LocalReturn | None
    days_overdue: int
    description: str
    figure: str = ""

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without an answer."""
        return self.days_overdue > 0

    @property
    def state(self) -> str:
        """A key of ``REQUEST_STATES``."""
        if self.latest_return:
            return ANSWER
        return OVERDUE if self.is_overdue else OPEN


def local_requests(area: Area, moment: datetime | date) -> tuple[RequestStatus, ...]:
    """Every request that was not withdrawn: those overdue first, then by day."""
    as_of = day_of(moment)
    rows = (
        LocalRequest.objects.filter(area=area, withdrawn_at=None)
        .select_related("area", "owner_user")
        .prefetch_related("returns")
    )
    titles = figure_titles(area)
    return tuple(
        sorted(
            (_status_of(row, as_of, describe_figure(row, titles)) for row in rows),
            key=lambda status: (-status.days_overdue, status.request.due, status.request.pk),
        )
    )


def figure_titles(area: Area) -> dict[str, str]:
    """What the plan in force calls each local figure, by the figure's id; none without a plan."""
    plan = find_plan(area)
    return {indicator.id: indicator.words for indicator in plan.local_indicator} if plan else {}


def describe_figure(request: LocalRequest, titles: Mapping[str, str]) -> str:
    """What is asked for: figure, period and place, so that no two requests read alike."""
    key = request.indicator_id
    title = titles.get(key, f"A figure that the plan no longer names ({key})")
    place = f"school {request.school_urn}" if request.school_urn else request.area.name
    return f"{title}, {request.period}, {place}"


def overdue_returns(area: Area, moment: datetime | date) -> tuple[RequestStatus, ...]:
    """Those that should have been answered, the longest overdue first."""
    return tuple(status for status in local_requests(area, moment) if status.is_overdue)


def local_request(area: Area, pk: int) -> LocalRequest:
    """One request."""
    return LocalRequest.objects.select_related("area").get(area=area, pk=pk)


def local_returns(area: Area) -> QuerySet[LocalReturn]:
    """Every return, the latest first."""
    return LocalReturn.objects.filter(area=area).select_related("request", "by")


def waiting_files(area: Area) -> QuerySet[ReturnFile]:
    """Files of the last weeks of which nothing was taken yet, the latest first."""
    since = services.now() - WAITING_FILES_SHOWN_FOR
    files = ReturnFile.objects.filter(area=area, applied_at=None, at__gte=since)
    return files.defer("rows")


def describe_moments(row: LocalReturn) -> str:
    """Of which days or periods the figures of a return are true, in words."""
    return ", ".join(map(_moment_words, row.true_of.split(", ")))


def _moment_words(text: str) -> str:
    with suppress(ValueError):
        return day(date.fromisoformat(text)) if "-" in text else parse_period(text).label
    return text


def describe_age(row: LocalReturn) -> str:
    """How old a return is today."""
    days = (services.today() - day_of(row.at)).days
    return f"returned {day(row.at)}, {counted(days, 'day')} ago"


def _status_of(request: LocalRequest, as_of: date, figure: str) -> RequestStatus:
    latest_return = next(iter(request.returns.all()), None)
    days_overdue = 0 if latest_return else max((as_of - request.due).days, 0)
    if latest_return:
        description = describe_age(latest_return)
    elif days_overdue:
        description = f"not returned: {counted(days_overdue, 'day')} overdue"
    else:
        description = f"due {day(request.due)}"
    return RequestStatus(request, latest_return, days_overdue, description, figure)
