"""What targets on local returns share: what has not come in is not zero."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar

from stocktake.standards.periods import Period
from stocktake.standards.units import Unit, format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import BaseTarget, FigureTarget
from stocktake.targets.numbers import WrittenNumber, as_written
from stocktake.targets.promises.bounds import number_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, fault
from stocktake.targets.result import TargetResult
from stocktake.targets.returns import Returns
from stocktake.targets.trajectory import Course
from stocktake.targets.words import COMPARE, UPWARD, Comparison

MEMBERS = "a whole number of one or more"


class CountingTarget(FigureTarget):
    """A target on what has been returned since the plan began."""

    needs_baseline: ClassVar[bool] = False

    def is_upward(self, data: IndicatorData) -> bool:
        """A count grows towards what was promised."""
        return True

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """A count begins at zero, in the year before its first point where no baseline says."""
        base = data.period_named(self.baseline) if self.baseline else self._year_before(due)
        return Course(
            measure="value",
            is_upward=self.is_upward(data),
            base=base,
            start=0.0,
            end=result.required,
            value=result.value,
        )

    def _year_before(self, due: Period) -> Period | None:
        points = self.trajectory.point if self.trajectory else ()
        if not points:
            return None
        first = min(int(point.period[:4]) for point in points)
        return due.previous(due.first_year - first + 1)

    def last_day(self, period: Period) -> date:
        """The day until which returns count."""
        return min(self.due_date, period.ends) if self.due_date else period.ends


def weigh_returns(
    result: TargetResult,
    returns: Returns,
    *,
    comparison: Comparison = "at_least",
    most_each: int | None = None,
    size: int | None = None,
) -> TargetResult:
    """Reached, not reached, or open where answers still missing could turn it.

    A count only grows: what is reached stays reached, and a ceiling that is broken stays broken.
    """
    if size is not None and returns.total > size:
        total = format_value(returns.total, "count")
        reason = f"{total} were returned, which is more than the {size} that there are"
        return replace(
            result,
            is_met=None,
            reason="no_local_data",
            reason_text=reason,
            observations=returns.observations,
        )
    required_count = result.required or 0.0
    is_met = COMPARE[comparison](returns.total, required_count)
    result = replace(result, is_met=is_met, value=returns.total, observations=returns.observations)
    if returns.complete:
        return result
    possible = None if most_each is None else returns.total + most_each * returns.outstanding
    out_of_reach = possible is not None and possible < required_count
    is_final = is_met if comparison in UPWARD else not is_met
    if is_final or out_of_reach:
        return result
    reason = f"only {returns.answered_words} have answered"
    return replace(result, is_met=None, reason="no_local_data", reason_text=reason)


def size_faults(
    size: int | str | None, data: PromiseData | None, *, may_be_all: bool
) -> Iterator[PromiseIssue]:
    """A number of members that is none, or more than the set has."""
    if isinstance(size, str):
        if not (may_be_all and size == "all"):
            words = '"all" or a whole number' if may_be_all else MEMBERS
            yield fault("of", f"{size!r} is no number of members", words, "write of = 38")
        return
    if size is not None and size < 1:
        yield fault("of", f"{short_number(size)} is no number of members", MEMBERS, "write of = 38")
    members = members_of(data)
    if size is not None and members is not None and size > members:
        yield fault(
            "of",
            f"{short_number(size)} is more than the {members} members that "
            f"{data.figures.name if data else ''} has",
            f"at most {members}",
            "write a smaller number, or correct members of the local indicator",
        )


def count_fault(level: float, problem: str) -> PromiseIssue:
    """A level that cannot be counted."""
    return fault(
        "level",
        f"{as_written(level)} {problem}",
        "a number of zero or more",
        "write how many, such as 46000",
    )


def member_level_faults(level: float, most: int | None) -> Iterator[PromiseIssue]:
    """A number of members that cannot be reached."""
    issue = number_fault(level, "level", Unit.COUNT)
    if issue:
        yield issue
    elif isinstance(level, WrittenNumber) and "/" in level.text:
        yield count_fault(level, "is a share, and this is a number of members")
    elif level < 1 or level != math.floor(level):
        yield count_fault(level, "is no number of members")
    elif most is not None and level > most:
        yield fault(
            "level",
            f"{as_written(level)} is more than the {most} members of the set",
            f"at most {most}",
            "write a smaller number, or correct the size of the set",
        )


def members_of(data: PromiseData | None) -> int | None:
    """How many members the plan states for the indicator's set."""
    return None if data is None else data.figures.context.members.get(data.figures.name)


def short_number(number: int) -> str:
    """A whole number, as long as it can be printed."""
    return str(number) if abs(number) < 10**12 else "a number of more than twelve digits"


def set_sizes(targets: Sequence[BaseTarget]) -> dict[str, int]:
    """How many members the set of each local indicator has, where a target counts them."""
    sizes: dict[str, int] = {}
    for target in [*targets, *(part for whole in targets for part in whole.parts)]:
        size = getattr(target, "of", None)
        if isinstance(size, int) and target.indicator:
            sizes[target.indicator] = max(size, sizes.get(target.indicator, 0))
    return sizes
