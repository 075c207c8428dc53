"""A share of individuals who each reach a count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from stocktake.standards.periods import Period
from stocktake.standards.units import Unit, format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.kinds.counting import MEMBERS, short_number
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Number, WrittenNumber, as_written
from stocktake.targets.phrases import telling_places
from stocktake.targets.promises.bounds import REQUIRES, number_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.result import TargetResult
from stocktake.targets.words import COMPARE, number_words, sign

FIX = "write 80 for 80% of them"


class ShareReachingCount(FigureTarget):
    """Whether a share of individuals has each reached a count: every young person four times.

    The indicator returned is that share, with numerator and denominator where known. No total of
    encounters can show it.

    Parameters
    ----------
    reach : int
        The count.
    level : float
        The share in percent, at least.
    """

    kind: Literal["share_reaching_count"]
    reach: int
    level: Number

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare the share with the level."""
        observation = data.at(period)
        value = observation.value if observation else None
        places = telling_places(value, self.level, data.indicator.decimal_places)
        share = format_value(self.level, "percent", 0)
        result = TargetResult(
            None,
            required=self.level,
            promise=f"the promise of {share} reaching {self.reach}",
            decimal_places=places,
        )
        if observation is None or value is None:
            return missing_result(result, data, period, observation)
        is_met = COMPARE["at_least"](value, self.level)
        return replace(result, is_met=is_met, value=value, observations=(observation,))

    def is_upward(self, data: IndicatorData) -> bool:
        """A higher share is nearer."""
        return True

    def requirement_words(self) -> str:
        """Such as ``"at least 100% reaching 4"``."""
        return f"at least {number_words(self.level)}% reaching {self.reach}"

    def compare(self, earlier: ShareReachingCount, better: str) -> int | None:
        """A higher share or a higher count asks for more."""
        steps = {sign(self.reach - earlier.reach), sign(self.level - earlier.level)}
        return None if {1, -1} <= steps else max(steps, key=abs)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A share that is none, and a count that nobody can reach."""
        issue = number_fault(self.level, "level", Unit.PERCENT)
        expected = "a percentage from 0 to 100"
        if issue:
            yield issue
        elif not 0 <= self.level <= 100:
            problem = f"{as_written(self.level)} is outside what a percentage can be"
            yield fault("level", problem, expected, FIX)
        elif 0 < self.level < 1 and not isinstance(self.level, WrittenNumber):
            problem = f"{as_written(self.level)} would be read as {as_written(self.level)}%"
            yield fault("level", problem, expected, FIX)
        if not 1 <= self.reach <= 1_000_000:
            yield fault(
                "reach",
                f"{short_number(self.reach)} is no number of times",
                MEMBERS,
                "write how often each should, such as 4",
            )

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A share that is always reached."""
        if data is not None and self.level == 0:
            requirement_text = f"requires {REQUIRES['at_least']} 0% {data.due_words}"
            yield doubt("level", "a share of 0% is always reached", requirement_text)
