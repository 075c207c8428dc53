"""Reads risks and money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import FundingLine, Risk
from stocktake_web.plans.queries.plans import plan
from stocktake_web.plans.rules import rules


@dataclass(frozen=True)
class Money:
    """Amounts in pounds, added up.

    Parameters
    ----------
    beyond_pounds : Decimal
        Forecast less committed: positive where more is forecast than was committed.
    """

    committed_pounds: Decimal = Decimal(0)
    spent_pounds: Decimal = Decimal(0)
    forecast_pounds: Decimal = Decimal(0)

    @property
    def beyond_pounds(self) -> Decimal:
        """By how much the forecast passes what is committed."""
        return self.forecast_pounds - self.committed_pounds

    @classmethod
    def of(cls, lines: Iterable[FundingLine]) -> Money:
        """The sum of some lines."""
        held = list(lines)
        return cls(
            sum((each.committed_pounds for each in held), Decimal(0)),
            sum((each.spent_pounds for each in held), Decimal(0)),
            sum((each.forecast_pounds for each in held), Decimal(0)),
        )


def risks(area: Area) -> QuerySet[Risk]:
    """Open risks, the highest first."""
    return (
        Risk.objects.filter(area=area, closed_on=None)
        .select_related("owner_user")
        .order_by((F("likelihood") * F("impact")).desc(), "pk")
    )


def risk(area: Area, risk: int) -> Risk:
    """One risk."""
    return Risk.objects.get(area=area, pk=risk)


def risks_above_line(area: Area) -> tuple[Risk, ...]:
    """Open risks that belong on an agenda."""
    return tuple(each for each in risks(area) if each.score >= rules().risk.line)


def funding_lines(area: Area) -> QuerySet[FundingLine]:
    """Every line of money."""
    return FundingLine.objects.filter(area=area)


def funding_line(area: Area, line: int) -> FundingLine:
    """One line of money."""
    return FundingLine.objects.get(area=area, pk=line)


def funding_by_priority(area: Area) -> dict[str, Money]:
    """The money of each priority of the plan in force, by the priority's id.

    Lines of activities that the plan no longer has stand under ``""``; a priority without lines
    is left out: no money was recorded, which is not the same as none.
    """
    home = {act.id: each.id for each in plan(area).priority for act in each.activity}
    held: dict[str, list[FundingLine]] = {}
    for line in funding_lines(area):
        held.setdefault(home.get(line.activity_id, ""), []).append(line)
    return {priority: Money.of(lines) for priority, lines in held.items()}
