"""Choices that come from the area's plan: its activities, targets, years and bodies."""

from __future__ import annotations

from datetime import date

from stocktake.plan import Plan
from stocktake.standards import academic_year_of, period_label
from stocktake_web.formats import shorten
from stocktake_web.plans.funding.models import financial_year_label


def activities(plan: Plan) -> list[tuple[str, str]]:
    """The plan's activities."""
    return [
        (activity.id, shorten(activity.words))
        for priority in plan.priority
        for activity in priority.activity
    ]


def targets(plan: Plan) -> list[tuple[str, str]]:
    """The plan's targets."""
    return [(target.id, target.title) for target in plan.target]


def bodies(plan: Plan) -> list[tuple[str, str]]:
    """The boards and groups of the plan."""
    return [("", "No body of this plan"), *((body.id, body.name) for body in plan.body)]


def academic_years(plan: Plan, today: date) -> list[tuple[str, str]]:
    """The academic years of the plan, this one and the next, as people write them: 2026/27."""
    this_year = int(academic_year_of(today)[:4])
    first = min(int(plan.period.first[:4]), this_year)
    last = max(int(plan.period.last[:4]), this_year + 1)
    codes = [f"{year}{(year + 1) % 100:02}" for year in range(first, last + 1)]
    return [(code, period_label(code)) for code in codes]


def financial_years(plan: Plan, today: date, extra: str = "") -> list[tuple[str, str]]:
    """The financial years of the plan, the last and the next, and one that was chosen before."""
    this_year = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    first = min(int(plan.period.first[:4]), this_year - 1)
    last = max(int(plan.period.last[:4]) + 1, this_year + 1)
    codes = {f"{year}{(year + 1) % 100:02}" for year in range(first, last + 1)}
    codes |= {extra} if extra else set()
    return [(code, financial_year_label(code)) for code in sorted(codes)]
