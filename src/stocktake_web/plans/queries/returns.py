"""Reads requests for local figures; that one was not answered is always visible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.formats import counted, day
from stocktake_web.plans.models import LocalRequest, LocalReturn
from stocktake_web.plans.queries.plans import day_of


@dataclass(frozen=True)
class Asked:
    """A request on a day.

    Parameters
    ----------
    returned : LocalReturn or None
        The latest answer.
    days_overdue : int
        0 where it is not, or was answered.
    """

    request: LocalRequest
    returned: LocalReturn | None
    days_overdue: int
    words: str

    @property
    def is_overdue(self) -> bool:
        """Whether the day has passed without an answer."""
        return self.days_overdue > 0


def local_requests(area: Area, now: datetime | date) -> tuple[Asked, ...]:
    """Every request that was not withdrawn: those overdue first, then by day."""
    as_of = day_of(now)
    rows = (
        LocalRequest.objects.filter(area=area, withdrawn_at=None)
        .select_related("owner_user")
        .prefetch_related("returns")
    )
    return tuple(
        sorted(
            (_asked(each, as_of) for each in rows),
            key=lambda each: (-each.days_overdue, each.request.due, each.request.pk),
        )
    )


def overdue_returns(area: Area, now: datetime | date) -> tuple[Asked, ...]:
    """Those that should have been answered, the longest overdue first."""
    return tuple(each for each in local_requests(area, now) if each.is_overdue)


def local_request(area: Area, asked: int) -> LocalRequest:
    """One request."""
    return LocalRequest.objects.get(area=area, pk=asked)


def local_returns(area: Area) -> QuerySet[LocalReturn]:
    """Every return, the latest first."""
    return LocalReturn.objects.filter(area=area).select_related("request", "by")


def age(returned: LocalReturn) -> str:
    """How old a return is today."""
    days = (gateway.today() - day_of(returned.at)).days
    return f"returned {day(returned.at)}, {counted(days, 'day')} ago"


def _asked(request: LocalRequest, as_of: date) -> Asked:
    returned = next(iter(request.returns.all()), None)
    late = 0 if returned else max((as_of - request.due).days, 0)
    if returned:
        words = age(returned)
    elif late:
        words = f"not returned: {counted(late, 'day')} overdue"
    else:
        words = f"due {day(request.due)}"
    return Asked(request, returned, late, words)
