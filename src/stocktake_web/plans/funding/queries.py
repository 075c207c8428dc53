"""Reads money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from stocktake.plan import Plan
from stocktake_web.accounts.models import Area
from stocktake_web.formats import pounds
from stocktake_web.plans.funding.models import FundingLine, financial_year_label
from stocktake_web.plans.revisions.queries import plan

NO_YEAR = "No year recorded"


@dataclass(frozen=True)
class Amounts:
    """Amounts in pounds, added up."""

    committed_pounds: Decimal = Decimal(0)
    spent_pounds: Decimal = Decimal(0)
    forecast_pounds: Decimal = Decimal(0)

    @property
    def variance_pounds(self) -> Decimal:
        """Forecast less committed: positive where more is forecast than was committed."""
        return self.forecast_pounds - self.committed_pounds


@dataclass(frozen=True)
class YearMoney(Amounts):
    """The amounts of one financial year.

    Parameters
    ----------
    year : str
        Its code, such as ``"202627"``; empty for lines that were recorded without a year.
    """

    year: str = ""

    @property
    def label(self) -> str:
        """The year as people write it."""
        return financial_year_label(self.year) or NO_YEAR


@dataclass(frozen=True)
class Money(Amounts):
    """Amounts over all years, and of each.

    Parameters
    ----------
    years : tuple of YearMoney
        The earliest first; last what was recorded without a year, where there is any.
    """

    years: tuple[YearMoney, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[FundingLine]) -> Money:
        """The sum of some lines."""
        rows = list(lines)
        codes = sorted({line.financial_year for line in rows}, key=lambda code: (not code, code))
        years = tuple(
            YearMoney(*_sums(line for line in rows if line.financial_year == code), code)
            for code in codes
        )
        return cls(*_sums(rows), years)

    @property
    def by_year_words(self) -> str:
        """What was committed and spent in each year, in a sentence."""
        texts = [
            f"{year.label}, {pounds(year.committed_pounds)} committed and "
            f"{pounds(year.spent_pounds)} spent"
            for year in self.years
            if year.year
        ]
        without = next((year for year in self.years if not year.year), None)
        if without is not None:
            if not texts:
                return "By year: cannot tell, since the lines were recorded without a year."
            texts.append(
                f"without a year, {pounds(without.committed_pounds)} committed and "
                f"{pounds(without.spent_pounds)} spent"
            )
        return f"By year: {'; '.join(texts)}." if texts else ""


def _sums(lines: Iterable[FundingLine]) -> tuple[Decimal, Decimal, Decimal]:
    rows = list(lines)
    return (
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
