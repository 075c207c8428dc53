"""By what tables of money are put in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.sorting import Sorting, SortValue

AMOUNTS = {
    "committed": "committed_pounds",
    "spent": "spent_pounds",
    "forecast": "forecast_pounds",
}


def priority_sorting(query: Mapping[str, Any]) -> Sorting:
    """The order of the sums of priorities, in the plan's own order without a choice."""
    amounts = AMOUNTS | {"variance": "variance_pounds"}
    return Sorting(
        query,
        {"priority": lambda row: row.title}
        | {key: _of_money(name) for key, name in amounts.items()},
        largest_first=list(amounts),
    )


def year_sorting(query: Mapping[str, Any]) -> Sorting:
    """The order of the sums of years, the earliest first without a choice."""
    amounts = AMOUNTS | {"variance": "variance_pounds"}
    return Sorting(
        query,
        {"year": lambda row: row.year or None}
        | {key: _of_line(name) for key, name in amounts.items()},
        largest_first=list(amounts),
        param="sort-years",
    )


def line_sorting(query: Mapping[str, Any], title_of: Callable[[FundingLine], str]) -> Sorting:
    """The order of lines of money, by activity without a choice."""
    return Sorting(
        query,
        {
            "activity": title_of,
            "source": lambda line: line.source,
            "year": lambda line: line.financial_year or None,
        }
        | {key: _of_line(name) for key, name in AMOUNTS.items()},
        largest_first=list(AMOUNTS),
        param="sort-lines",
    )


def _of_money(name: str) -> Callable[[Any], SortValue]:
    return lambda row: getattr(row.money, name) if row.money else None


def _of_line(name: str) -> Callable[[Any], SortValue]:
    return lambda line: getattr(line, name)
