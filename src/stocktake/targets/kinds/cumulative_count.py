"""A count since the plan began."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from stocktake.standards.periods import Period
from stocktake.standards.units import Unit, format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.comparing import compare_levels
from stocktake.targets.kinds.counting import CountingTarget, count_fault, weigh_returns
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Number, WrittenNumber
from stocktake.targets.promises.bounds import number_fault, requirement
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import comparison_doubts
from stocktake.targets.promises.issue import PromiseIssue, doubt
from stocktake.targets.result import TargetResult
from stocktake.targets.returns import returns_by
from stocktake.targets.verdict import Verdict
from stocktake.targets.words import (
    COMPARISON_WORDS,
    PROMISE_WORDS,
    UPWARD,
    Comparison,
    number_words,
)


class CumulativeCount(CountingTarget):
    """Whether a count since the plan began has reached a number by a day.

    A count returned as cumulative counts by its latest value for each place; others are summed.

    Parameters
    ----------
    level : float
        The number.
    comparison : str
        ``at_least`` unless the plan says another.
    """

    kind: Literal["cumulative_count"]
    level: Number
    comparison: Comparison = "at_least"

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Count what was returned by the day."""
        result = TargetResult(
            None,
            required=self.level,
            promise=PROMISE_WORDS[self.comparison].format(format_value(self.level, "count")),
        )
        returns = returns_by(data, self.last_day(period))
        if returns is None:
            return missing_result(result, data, period, None)
        return weigh_returns(result, returns, comparison=self.comparison)

    def is_upward(self, data: IndicatorData) -> bool:
        """As the comparison word says."""
        return self.comparison in UPWARD

    def requirement_words(self) -> str:
        """Such as ``"at least 46,000"``."""
        return f"{COMPARISON_WORDS[self.comparison]} {number_words(self.level)}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """Such as ``"At least 46,000"``."""
        return f"{COMPARISON_WORDS[self.comparison].capitalize()} {level_text}"

    def compare(self, earlier: Self, better: str) -> int | None:
        """A larger number asks for more."""
        return compare_levels(self, earlier)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Numbers that cannot be counted."""
        issue = number_fault(self.level, "level", Unit.COUNT)
        if issue:
            yield issue
        elif isinstance(self.level, WrittenNumber) and "/" in self.level.text:
            yield count_fault(self.level, "is a share, and this is a number")
        elif self.level < 0:
            yield count_fault(self.level, "is outside what a number can be")
        elif self.level == 0 and self.comparison == "below":
            yield count_fault(self.level, "is the lowest number: none can be below it")

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A ceiling on what should grow, and a number that is always reached."""
        if data is None:
            return
        requirement_text = requirement(self.level, data, self.comparison)
        yield from comparison_doubts(self.comparison, data, requirement_text)
        if self.level == 0 and self.comparison == "at_least":
            yield doubt("level", "a count of zero is always reached", requirement_text)
