"""A level relative to somebody else's in the same period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.periods import Period
from stocktake.targets.comparability import Compares
from stocktake.targets.comparators import comparator_in, place_named
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.missing_result import missing_result
from stocktake.targets.phrases import difference, telling_places, write
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import comparison_doubts
from stocktake.targets.promises.issue import PromiseIssue, doubt
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import Course
from stocktake.targets.verdict import RequiredIs, Verdict
from stocktake.targets.words import (
    COMPARE,
    COMPARISON_WORDS,
    STRICT,
    TO_BE,
    UPWARD,
    Comparison,
    sign,
)


class Relation(FigureTarget):
    """Whether the figure stands in a relation to a comparator's in the same period.

    Parameters
    ----------
    comparison : str
        ``at_least``, ``above``, ``at_most`` or ``below``.
    comparator : str
        ``england``, ``region``, ``median`` (of the authorities), ``neighbours`` (mean of those
        with a figure), a set of the plan's own (mean) or a place id.
    """

    kind: Literal["relation"]
    comparison: Comparison
    comparator: str

    compares: ClassVar[Compares] = "within_period"
    required_is: ClassVar[RequiredIs] = "comparator"
    shows_rank: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare the figure with the comparator's; ``required`` is the comparator's figure."""
        comparator = comparator_in(self, self.comparator, data, period)
        words = f"{TO_BE[self.comparison]} {comparator.name}"
        result = TargetResult(
            None,
            required=comparator.value,
            comparator=comparator,
            promise=f"the promise to be {words}",
        )
        observation = data.at(period)
        if observation is None or observation.value is None:
            return missing_result(result, data, period, observation)
        if comparator.value is None:
            result = replace(result, value=observation.value, observations=(observation,))
            return missing_result(result, data, period, None, f"{comparator.name}'s")
        places = telling_places(observation.value, comparator.value, data.indicator.decimal_places)
        place = place_named(self.comparator, data, period)
        other_observation = data.at(period, place) if place else None
        return replace(
            result,
            value=observation.value,
            is_met=COMPARE[self.comparison](observation.value, comparator.value),
            promise=f"the promise to be {words} ({write(data, comparator.value, places)})",
            decimal_places=places,
            observations=(observation, other_observation) if other_observation else (observation,),
        )

    def is_upward(self, data: IndicatorData) -> bool:
        """As the comparison word says."""
        return self.comparison in UPWARD

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """The distance to the comparator, counted in the direction that is promised.

        Who was on the promised side at the baseline need not keep the distance on the way.
        """
        base = data.period_named(self.baseline) if self.baseline else None
        start = self.distance(self.assess(data, base), data) if base else None
        return Course(
            measure="distance",
            is_upward=True,
            base=base,
            start=None if start is None else min(start, 0.0),
            end=0.0,
            value=self.distance(result, data),
            baseline_value=start,
        )

    def trajectory_clause(self, level: float, result: TargetResult, data: IndicatorData) -> str:
        """Such as ``"at most 4.0 percentage points above England"``."""
        name = result.comparator.name if result.comparator else "the comparator"
        if to_comparable(level) == 0:
            return f"the level of {name}"
        # The level is in the promise's direction; a person says it in the figure's own.
        word = "at least" if level > 0 else "at most"
        side = "above" if (level > 0) == self.is_upward(data) else "below"
        return f"{word} {difference(data, level)} {side} {name}"

    def requirement_words(self) -> str:
        """Such as ``"below england"``."""
        return f"{COMPARISON_WORDS[self.comparison]} {self.comparator}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """Such as ``"Below 23.1%"``."""
        if verdict.required is None:
            return super().needs_words(verdict, level_text)
        return f"{COMPARISON_WORDS[self.comparison].capitalize()} {level_text}"

    def compare(self, earlier: Relation, better: str) -> int | None:
        """Strictly above asks for more than at least; the other direction cannot be compared."""
        if (self.comparison in UPWARD) != (earlier.comparison in UPWARD):
            return None
        return sign((self.comparison in STRICT) - (earlier.comparison in STRICT))

    def comparators(self) -> dict[str, str]:
        """Its comparator."""
        return {"comparator": self.comparator}

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """The worse direction, and a relation that already held at the baseline."""
        if data is None:
            return
        requirement_text = (
            f"requires a figure {TO_BE[self.comparison]} that of {self.comparator} {data.due_words}"
        )
        yield from comparison_doubts(self.comparison, data, requirement_text)
        yield from self._self_doubts(data, requirement_text)
        if not data.baseline or data.baseline_value is None:
            return
        result = self.assess(data.figures, data.baseline)
        if result.is_met and result.required is not None and result.comparator:
            figures = f"{data.write(data.baseline_value)} against {data.write(result.required)}"
            yield doubt(
                "comparison",
                f"it was already met at the baseline, with {figures} in {data.baseline.label}",
                f"requires a figure {TO_BE[self.comparison]} that of {result.comparator.name} "
                f"{data.due_words}",
            )

    def _self_doubts(self, data: PromiseData, requirement_text: str) -> Iterator[PromiseIssue]:
        """A comparison of a place with itself."""
        context = data.figures.context
        own_members = context.own_sets.get(self.comparator)
        own_ids = (data.figures.home, context.place)
        alone = own_members is not None and set(own_members) <= set(own_ids)
        if alone or (own_members is None and place_named(self.comparator, data.figures) in own_ids):
            yield doubt(
                "comparator",
                f"{self.comparator!r} is the plan's own place, which is always level with itself",
                requirement_text,
            )
