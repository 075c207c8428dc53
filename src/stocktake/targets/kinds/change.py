"""A change from a baseline: halved, by a share, by an amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.definitions import Definition
from stocktake.standards.periods import Period
from stocktake.standards.units import Unit, format_value
from stocktake.targets.comparability import Compares
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Number, Share, WrittenNumber, as_written
from stocktake.targets.phrases import level_places, telling_places
from stocktake.targets.promises.amounts import BY_FIX, TO_FIX, amount_fault, asks_for, is_worse
from stocktake.targets.promises.baselines import baseline_of, result_when_due, then_words
from stocktake.targets.promises.bounds import level_doubts, required_fault, requirement
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import no_direction
from stocktake.targets.promises.issue import PromiseIssue, doubt
from stocktake.targets.promises.shares import share_fault
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Level, Verdict
from stocktake.targets.words import Comparison, number_words, sign


class Amount(Definition):
    """How far a figure is to move from its baseline, in the better direction.

    One of ``to_share`` (halved is ``"1/2"`` of the baseline, in percent of it), ``by_share``
    (a reduction by a third is ``"1/3"``) or ``by`` (an amount in the indicator's unit).
    """

    to_share: Share | None = None
    by_share: Share | None = None
    by: Number | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        field_names = [name for name in type(self).model_fields if getattr(self, name) is not None]
        if len(field_names) != 1:
            raise ValueError("give exactly one of to_share, by_share and by")
        return self

    @property
    def key(self) -> Literal["to_share", "by_share", "by"]:
        """Which of the three it is."""
        if self.to_share is not None:
            return "to_share"
        return "by_share" if self.by_share is not None else "by"

    @property
    def number(self) -> float:
        """The number of that key."""
        value: float = getattr(self, self.key)
        return value


class Change(FigureTarget):
    """Whether a figure has moved far enough from its baseline, in the better direction.

    Halved is at most half of the baseline: a figure exactly on the required level holds.

    Parameters
    ----------
    change : Amount
        One of ``to_share``, ``by_share``, ``by``.
    """

    kind: Literal["change"]
    change: Amount

    compares: ClassVar[Compares] = "over_time"
    needs_direction: ClassVar[bool] = True
    shows_rank: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare the figure with the level that follows from the baseline."""
        base = data.baseline_period(self.baseline, self.due)
        before, observation = data.at(base), data.at(period)
        result = TargetResult(None, over=base)
        if data.better == "neither":
            reason = f"{data.indicator.title} has no better direction"
            return replace(result, reason="no_indicator", reason_text=reason)
        if before is None or before.value is None:
            return missing_result(result, data, base, before)
        required_value = self._required_value(data, before.value)
        value = observation.value if observation else None
        places = telling_places(value, required_value, data.indicator.decimal_places)
        result = replace(
            result,
            required=required_value,
            baseline=Level(period=base.time_period, value=before.value),
            decimal_places=places,
            promise=self._promise(data, required_value, base, before.value, places),
            observations=(before,),
        )
        if observation is None or value is None:
            return missing_result(result, data, period, observation)
        is_met = to_comparable(data.toward(value - required_value)) >= 0
        return replace(result, is_met=is_met, value=value, observations=(before, observation))

    def _required_value(self, data: IndicatorData, before: float) -> float:
        if self.change.to_share is not None:
            return before * self.change.to_share / 100
        if self.change.by_share is not None:
            return before + data.toward(abs(before) * self.change.by_share / 100)
        return before + data.toward(self.change.by or 0.0)

    def _promise(
        self, data: IndicatorData, required_value: float, base: Period, before: float, places: int
    ) -> str:
        unit = data.indicator.unit
        baseline_text = (
            f"{format_value(before, unit, data.indicator.decimal_places)} in {base.label}"
        )
        way = "less" if data.better == "lower" else "more"
        exact = level_places(required_value, data.indicator.decimal_places, unit)
        level = format_value(required_value, unit, max(places, exact))
        source = "half of" if self.change.to_share == 50 else "from"
        return f"the {level} or {way} promised ({source} {baseline_text})"

    def requirement_words(self) -> str:
        """Such as ``"to 50% of the baseline"``."""
        number = number_words(self.change.number)
        if self.change.key == "by":
            return f"by {number}"
        return f"{'to' if self.change.key == 'to_share' else 'by'} {number}% of the baseline"

    def compare(self, earlier: Change, better: str) -> int | None:
        """A larger move in the better direction asks for more."""
        old, new = earlier.change, self.change
        if better == "neither":
            return 0 if old == new else None
        if old.key == "by" and new.key == "by":
            return sign(new.number - old.number)
        if "by" in (old.key, new.key):
            return None
        return sign(_reduction(new, better) - _reduction(old, better))

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """A ceiling where it is to fall, a floor where it is to rise."""
        before = verdict.baseline.value if verdict.baseline else None
        if verdict.required is None or verdict.required >= (before or 0.0):
            return super().needs_words(verdict, level_text)
        return f"At most {level_text}"

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Shares that cannot be meant, amounts larger than the unit, levels outside it."""
        key, number = f"change.{self.change.key}", self.change.number
        if self.change.key == "to_share":
            issue = share_fault(number, key, whole=False, fix=TO_FIX)
        elif self.change.key == "by_share":
            falls = data is not None and data.better == "lower"
            issue = share_fault(number, key, whole=falls, fix=BY_FIX)
        else:
            issue = amount_fault(number, key, data)
        if issue:
            yield issue
            return
        result = result_when_due(self, data)
        if data is None or result is None or result.required is None or result.baseline is None:
            return
        issue = required_fault(result.required, key, data, then_words(data, result))
        if issue:
            yield issue

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """The worse direction, shares of what can be negative or is zero, levels never reached."""
        if data is None:
            return
        name, number = self.change.key, self.change.number
        key = f"change.{name}"
        comparison: Comparison = "at_most" if data.better == "lower" else "at_least"
        result = result_when_due(self, data)
        required_value = None if result is None else result.required
        requirement_text = asks_for(name, number, data)
        if required_value is not None:
            requirement_text = requirement(required_value, data, comparison)
        yield from no_direction(self.kind, data, requirement_text)
        if is_worse(name, number, data.better):
            yield doubt(
                key,
                f"{name} = {as_written(number)} asks for the worse direction: {data.better} is "
                f"better for {data.title}",
                requirement_text,
            )
        elif (number == 0 and name != "to_share") or (number == 100 and name == "to_share"):
            yield doubt(
                key, "it asks for no change from the baseline, and is already met", requirement_text
            )
        before = baseline_of(result)
        if result is None or before is None:
            return
        baseline_text = then_words(data, result)
        yield from self._percentage_doubts(key, data, baseline_text, requirement_text)
        if name != "by":
            low = data.extremes[0].value if data.extremes else before
            if min(before, low) < 0:
                yield doubt(
                    key, f"it is a share of {data.title}, which can be negative", requirement_text
                )
            elif before == 0:
                yield doubt(
                    key, f"it is a share of a baseline of zero: {baseline_text}", requirement_text
                )
        if required_value is not None:
            yield from level_doubts(required_value, key, data, comparison)

    def _percentage_doubts(
        self, key: str, data: PromiseData, baseline_text: str, requirement_text: str
    ) -> Iterator[PromiseIssue]:
        """A number that may be meant in percentage points, or as the level itself."""
        number = self.change.number
        if data.unit is not Unit.PERCENT or isinstance(number, WrittenNumber):
            return
        number_text = as_written(number)
        if self.change.key == "by_share" and number > 0:
            problem = (
                f"it is {number_text}% of {baseline_text}, and not {number_text} percentage points"
            )
            yield doubt(key, problem, requirement_text)
        elif self.change.key == "to_share" and number < 100:
            yield doubt(
                key,
                f"it is {number_text}% of {baseline_text}, and not a level of {number_text}%",
                requirement_text,
            )


def _reduction(amount: Amount, better: str) -> float:
    """How far from the baseline in the better direction, in percent of it."""
    if amount.by_share is not None:
        return amount.by_share
    change_percent = (amount.to_share or 0.0) - 100
    return -change_percent if better == "lower" else change_percent
