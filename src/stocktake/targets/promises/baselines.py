"""What a target requires when due, as far as its baseline is known."""

from __future__ import annotations

from typing import Protocol

from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period, parse_period
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.result import TargetResult


class Assessable(Protocol):
    """A target that figures decide."""

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Whether what was promised holds in a period."""


def result_when_due(target: Assessable, data: PromiseData | None) -> TargetResult | None:
    """The target assessed in its due period, whether its figure is known yet or not."""
    if data is None:
        return None
    periods = data.figures.home_periods
    period = data.due or (periods[-1] if periods else None)
    try:
        return None if period is None else target.assess(data.figures, period)
    except UsageError:
        return None


def baseline_of(result: TargetResult | None) -> float | None:
    """The figure at the baseline."""
    return None if result is None or result.baseline is None else result.baseline.value


def then_words(data: PromiseData, result: TargetResult) -> str:
    """The baseline in words: ``"38.5% in 2015/16"``."""
    value = baseline_of(result)
    if result.baseline is None or value is None:
        return "no baseline"
    label = parse_period(result.baseline.period, data.figures.kind_of_year).label
    return f"{data.write(value)} in {label}"
