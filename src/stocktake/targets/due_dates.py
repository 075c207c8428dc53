"""When a target is due, and as at which year it is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stocktake.standards.periods import academic_year_of, parse_period
from stocktake.targets.context import JudgementContext
from stocktake.targets.indicator_data import IndicatorData

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget


@dataclass(frozen=True)
class DueDate:
    """By when a target is due and as at which year it is judged: academic years, six digits.

    ``is_reached`` says whether the due period has ended on the day of the judgement.
    """

    due: str | None
    at: str
    is_reached: bool

    @property
    def judged_at(self) -> str:
        """The earlier of the due year and the year as at which the plan is judged."""
        return min(self.due, self.at) if self.due else self.at


def due_year(target: BaseTarget) -> str | None:
    """The academic year by which a target is due; None where the plan states no year.

    ``due`` is an academic year, or a year of another kind named by the one in which it ends;
    without it ``due_date`` says.

    Examples
    --------
    >>> from stocktake.targets.kinds import parse_target
    >>> due_year(parse_target({"kind": "level", "id": "neet", "title": "NEET", "due": "2021",
    ...     "comparison": "below", "level": 5}))
    '202021'
    """
    if target.due is not None:
        return academic_year_named(target.due)
    return academic_year_of(target.due_date) if target.due_date else None


def academic_year_named(text: str) -> str | None:
    """The academic year of a period as a plan writes it; None where the digits are no year.

    A year of another kind belongs to the academic year that ends in it.
    """
    if len(text) == 6:
        return text
    return academic_year_of(date(int(text), 8, 31)) if int(text) > 1 else None


def due_date_of(
    target: BaseTarget, context: JudgementContext, data: IndicatorData | None = None
) -> DueDate:
    """When a target is due and judged.

    A target is due when the last day of its due period lies before the day of the judgement: on
    31 August the school year has not ended yet. Where a past year is asked for, a target that
    fell due after it is not due.

    Parameters
    ----------
    target : BaseTarget
    context : JudgementContext
    data : IndicatorData, optional
        The figures that it is judged on: their kind of year says when the due period ends.

    Returns
    -------
    DueDate
    """
    due = due_year(target)
    is_reached = due is not None and (context.at is None or due <= context.at)
    if is_reached and due is not None:
        is_reached = _last_day(target, due, data) < context.as_of
    return DueDate(due, context.year, is_reached)


def _last_day(target: BaseTarget, due: str, data: IndicatorData | None) -> date:
    by_a_day = target.due is None and target.due_date is not None
    if by_a_day and target.due_date and (data is None or data.local):
        return target.due_date
    return data.period_in(due).ends if data else parse_period(due).ends
