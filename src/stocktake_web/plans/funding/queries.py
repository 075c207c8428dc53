"""Reads money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from stocktake.plan import Plan
from stocktake_web.accounts.models import Area
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.revisions.queries import plan


@dataclass(frozen=True)
class Money:
    """Amounts in pounds, added up."""

    committed_pounds: Decimal = Decimal(0)
    spent_pounds: Decimal = Decimal(0)
    forecast_pounds: Decimal = Decimal(0)

    @property
    def variance_pounds(self) -> Decimal:
        """Forecast less committed: positive where more is forecast than was committed."""
        return self.forecast_pounds - self.committed_pounds

    @classmethod
    def of(cls, lines: Iterable[FundingLine]) -> Money:
        """The sum of some lines."""
        rows = list(lines)
        return cls(
            sum((line.committed_pounds for line in rows), Decimal(0)),
            sum((line.spent_pounds for line in rows), Decimal(0)),
            sum((line.forecast_pounds for line in rows), Decimal(0)),
        )


def funding_lines(area: Area) -> QuerySet[FundingLine]:
    """Every line of money."""
    return FundingLine.objects.filter(area=area)


def funding_by_priority(area: Area) -> dict[str, Money]:
    """The money of each priority of the plan in force, by the priority's id.

    Lines of activities that the plan no longer has stand under ``""``; a priority without lines
    is left out: no money was recorded, which is not the same as none.
    """
    return money_of(area, plan(area))


def money_of(area: Area, plan: Plan) -> dict[str, Money]:
    """The same of a plan that was read before."""
    priority_ids = {
        activity.id: priority.id for priority in plan.priority for activity in priority.activity
    }
    lines: dict[str, list[FundingLine]] = {}
    for line in funding_lines(area):
        lines.setdefault(priority_ids.get(line.activity_id, ""), []).append(line)
    return {priority_id: Money.of(rows) for priority_id, rows in lines.items()}
