"""Reads provision with its latest month, its last review, and whether a review is overdue."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import QuerySet

from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.schools.numbers import rows_about
from stocktake_web.schools.specialist_provision.models import (
    MonthlyRoll,
    OfProvision,
    Provision,
    ProvisionKind,
    ProvisionReview,
    Registration,
)

R = TypeVar("R", bound=OfProvision)
RECENT = timedelta(days=400)
"""A latest roll is looked for among those of about a year."""


@dataclass(frozen=True)
class ProvisionLine:
    """A provision on a day.

    Parameters
    ----------
    roll : MonthlyRoll or None
        Its latest month of about a year.
    review : ProvisionReview or None
        Its last.
    """

    provision: Provision
    roll: MonthlyRoll | None
    review: ProvisionReview | None
    today: date

    @property
    def is_running(self) -> bool:
        """Whether it has opened and not ended."""
        last = self.provision.ends_on
        return self.provision.opens_on <= self.today and (last is None or last >= self.today)

    @property
    def is_planned(self) -> bool:
        """Whether it is still to open."""
        return self.provision.opens_on > self.today

    @property
    def days_since_review(self) -> int | None:
        """None where it was never reviewed."""
        return (self.today - self.review.reviewed_on).days if self.review else None

    @property
    def review_due(self) -> date:
        """By which day it is looked at again."""
        last = self.review.reviewed_on if self.review else self.provision.opens_on
        return months_later(last, self.provision.review_months)

    @property
    def is_overdue(self) -> bool:
        """Whether a review should have been held before today."""
        return self.is_running and self.review_due < self.today

    @property
    def is_over_capacity(self) -> bool:
        """Whether more pupils are on roll than places are commissioned."""
        places = self.provision.commissioned_places
        return bool(self.roll and places and self.roll.on_roll > places)

    @property
    def is_unregistered(self) -> bool:
        """Whether a provider must be registered as a school and is not, or nobody looked."""
        return self.provision.kind == ProvisionKind.ALTERNATIVE and (
            self.provision.registration in {Registration.UNREGISTERED, Registration.NOT_CHECKED}
        )


def months_later(day: date, count: int) -> date:
    """The same day some months later; the month's last day where it has no such day.

    Examples
    --------
    >>> months_later(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def provision(area: Area, pk: int) -> Provision:
    """One provision, with its school."""
    return Provision.objects.select_related("area", "school").get(area=area, pk=pk)


def roll(area: Area, pk: int) -> MonthlyRoll:
    """One month of a provision."""
    return MonthlyRoll.objects.select_related("area", "provision__school").get(area=area, pk=pk)


def review(area: Area, pk: int) -> ProvisionReview:
    """One review of a provision."""
    return ProvisionReview.objects.select_related("area", "provision__school").get(area=area, pk=pk)


def provision_lines(area: Area, school: School | None = None) -> list[ProvisionLine]:
    """Every provision, or those of a school: overdue first, then by name; three queries."""
    rows = Provision.objects.filter(area=area).select_related("school", "area")
    if school is not None:
        rows = rows.filter(rows_about([school]))
    today = services.today()
    rolls = _latest(
        MonthlyRoll.objects.filter(provision__in=rows, month__gt=today - RECENT).order_by("month")
    )
    reviews = _latest(ProvisionReview.objects.filter(provision__in=rows).order_by("reviewed_on"))
    lines = [ProvisionLine(row, rolls.get(row.pk), reviews.get(row.pk), today) for row in rows]
    return sorted(lines, key=lambda line: (not line.is_overdue, line.provision.title))


def overdue_reviews(area: Area) -> list[ProvisionLine]:
    """Where a review should have been held."""
    return [line for line in provision_lines(area) if line.is_overdue]


def line_of(row: Provision) -> ProvisionLine:
    """One provision as it stands today."""
    today = services.today()
    months: Iterable[MonthlyRoll] = row.monthlyrolls.filter(month__gt=today - RECENT)[:1]
    return ProvisionLine(row, next(iter(months), None), row.provisionreviews.first(), today)


def _latest(rows: QuerySet[R]) -> dict[int, R]:
    return {row.provision_id: row for row in rows}
