"""Reads requests for local figures; that one was not answered is always visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted, day
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn
from stocktake_web.plans.revisions.queries import day_of


@dataclass(frozen=True)
class RequestStatus:
    """A request on a day.

    Parameters
    ----------
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

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without an answer."""
        return self.days_overdue > 0


def local_requests(area: Area, moment: datetime | date) -> tuple[RequestStatus, ...]:
    """Every request that was not withdrawn: those overdue first, then by day."""
    as_of = day_of(moment)
    rows = (
        LocalRequest.objects.filter(area=area, withdrawn_at=None)
        .select_related("owner_user")
        .prefetch_related("returns")
    )
    return tuple(
        sorted(
            (_status_of(row, as_of) for row in rows),
            key=lambda status: (-status.days_overdue, status.request.due, status.request.pk),
        )
    )


def overdue_returns(area: Area, moment: datetime | date) -> tuple[RequestStatus, ...]:
    """Those that should have been answered, the longest overdue first."""
    return tuple(status for status in local_requests(area, moment) if status.is_overdue)


def local_request(area: Area, pk: int) -> LocalRequest:
    """One request."""
    return LocalRequest.objects.get(area=area, pk=pk)


def local_returns(area: Area) -> QuerySet[LocalReturn]:
    """Every return, the latest first."""
    return LocalReturn.objects.filter(area=area).select_related("request", "by")


def describe_age(row: LocalReturn) -> str:
    """How old a return is today."""
    days = (services.today() - day_of(row.at)).days
    return f"returned {day(row.at)}, {counted(days, 'day')} ago"


def _status_of(request: LocalRequest, as_of: date) -> RequestStatus:
    latest_return = next(iter(request.returns.all()), None)
    days_overdue = 0 if latest_return else max((as_of - request.due).days, 0)
    if latest_return:
        description = describe_age(latest_return)
    elif days_overdue:
        description = f"not returned: {counted(days_overdue, 'day')} overdue"
    else:
        description = f"due {day(request.due)}"
    return RequestStatus(request, latest_return, days_overdue, description)
