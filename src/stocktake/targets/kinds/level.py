"""A fixed level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from stocktake.standards.periods import Period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.kinds.comparing import compare_levels
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Number
from stocktake.targets.phrases import level_places, telling_places, write
from stocktake.targets.promises.bounds import level_doubts, level_fault, requirement
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import comparison_doubts
from stocktake.targets.promises.issue import PromiseIssue, doubt
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Verdict
from stocktake.targets.words import (
    COMPARE,
    COMPARISON_WORDS,
    PROMISE_WORDS,
    UPWARD,
    Comparison,
    number_words,
)


class Level(FigureTarget):
    """Whether the figure is at least, above, at most or below a fixed level.

    Parameters
    ----------
    comparison : str
        ``at_least`` and ``at_most`` include the level, ``above`` and ``below`` do not.
    level : float
        In the indicator's unit.
    """

    kind: Literal["level"]
    comparison: Comparison
    level: Number

    shows_rank: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare the figure with the level."""
        observation = data.at(period)
        value = observation.value if observation else None
        places = telling_places(value, self.level, data.indicator.decimal_places)
        result = TargetResult(
            None,
            required=self.level,
            promise=PROMISE_WORDS[self.comparison].format(self._write_level(data, places)),
            decimal_places=places,
        )
        if observation is None or value is None:
            return missing_result(result, data, period, observation)
        is_met = COMPARE[self.comparison](value, self.level)
        return replace(result, is_met=is_met, value=value, observations=(observation,))

    def _write_level(self, data: IndicatorData, places: int) -> str:
        indicator = data.indicator
        exact = level_places(self.level, indicator.decimal_places, indicator.unit)
        return write(data, self.level, max(places, exact))

    def is_upward(self, data: IndicatorData) -> bool:
        """As the comparison word says."""
        return self.comparison in UPWARD

    def requirement_words(self) -> str:
        """Such as ``"at least 65"``."""
        return f"{COMPARISON_WORDS[self.comparison]} {number_words(self.level)}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """Such as ``"At least 65.0%"``."""
        return f"{COMPARISON_WORDS[self.comparison].capitalize()} {level_text}"

    def compare(self, earlier: Self, better: str) -> int | None:
        """A level further on asks for more; the other direction cannot be compared."""
        return compare_levels(self, earlier)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A level outside what the unit allows."""
        issue = level_fault(self.level, "level", data, self.comparison)
        if issue:
            yield issue

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """The worse direction, a level already reached, one never reached or always had."""
        if data is None:
            return
        requirement_text = requirement(self.level, data, self.comparison)
        yield from comparison_doubts(self.comparison, data, requirement_text)
        before = None if data.figures.local else data.baseline_value
        if data.baseline and before is not None and COMPARE[self.comparison](before, self.level):
            baseline_text = f"{data.write(before)} in {data.baseline.label}"
            yield doubt(
                "level",
                f"it was already met at the baseline, with {baseline_text}",
                requirement_text,
            )
        yield from level_doubts(self.level, "level", data, self.comparison)
