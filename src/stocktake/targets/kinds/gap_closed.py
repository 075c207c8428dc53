"""A gap that is to close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal, NamedTuple

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.definitions import Definition
from stocktake.standards.periods import Period, parse_period
from stocktake.standards.units import difference_unit, format_value
from stocktake.statistics.schema import Text
from stocktake.targets.comparability import Compares
from stocktake.targets.comparators import comparator_in, place_named
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import Share
from stocktake.targets.observation import Observation
from stocktake.targets.phrases import level_places, mid_sentence, telling_places, write_gap
from stocktake.targets.promises.baselines import baseline_of, result_when_due
from stocktake.targets.promises.bounds import number_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import no_direction
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.promises.shares import share_fault
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import Course
from stocktake.targets.verdict import Comparator, EvidencePoint, Level, RequiredIs, Verdict
from stocktake.targets.words import number_words, sign

FIX = 'write "1/2" to halve the gap, or 100 to close it'


class Close(Definition):
    """Which gap is to close, and by what share of the gap at the baseline.

    ``to`` is a comparator (``england``, ``region``, ``neighbours``, a place id) or a group of the
    same place written ``group:<id>``.
    """

    to: Text
    by_share: Share


class GapClosed(FigureTarget):
    """Whether a gap to a comparator, or to another group, has closed by the share promised.

    The gap is how far the place is behind, in the better direction; the figure judged is the gap.
    ``close.by_share`` of 100 closes it altogether. A place that was level or ahead at the baseline
    has no gap to close: staying so is what is asked of it.

    Parameters
    ----------
    close : Close
        ``to`` and ``by_share``.
    """

    kind: Literal["gap_closed"]
    close: Close

    compares: ClassVar[Compares] = "over_time"
    required_is: ClassVar[RequiredIs] = "gap"
    needs_direction: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare the gap with what is left of the gap at the baseline."""
        base = data.baseline_period(self.baseline, self.due)
        baseline_gap, gap = self._gap(data, base), self._gap(data, period)
        result = TargetResult(
            None,
            comparator=Comparator(name=gap.name, value=None),
            over=base,
            observations=(*baseline_gap.observations, *gap.observations),
        )
        if data.better == "neither":
            reason = f"{data.indicator.title} has no better direction"
            return replace(result, reason="no_indicator", reason_text=reason)
        if baseline_gap.gap is None:
            return missing_result(result, data, base, None)
        required_value = 0.0
        if to_comparable(baseline_gap.gap) > 0:
            required_value = baseline_gap.gap * (1 - self.close.by_share / 100)
        places = telling_places(gap.gap, required_value, data.indicator.decimal_places)
        result = replace(
            result,
            required=required_value,
            baseline=Level(period=base.time_period, value=baseline_gap.gap),
            decimal_places=places,
            promise=_promise(
                data, base, baseline_gap.gap, required_value, name=gap.name, places=places
            ),
        )
        if gap.gap is None:
            return missing_result(result, data, period, None)
        return replace(
            result, is_met=to_comparable(gap.gap) <= to_comparable(required_value), value=gap.gap
        )

    def _gap(self, data: IndicatorData, period: Period) -> Gap:
        own_observation = data.at(period)
        observations: tuple[Observation, ...] = (own_observation,) if own_observation else ()
        if self._group is None:
            comparator = comparator_in(self, self.close.to, data, period)
            other_value, name = comparator.value, comparator.name
        else:
            group_observation = IndicatorData(data.context, data.name, self._group).at(period)
            other_value, name = (
                (group_observation.value if group_observation else None),
                _group_title(data, self._group),
            )
            observations = tuple(
                observation for observation in (own_observation, group_observation) if observation
            )
        if own_observation is None or own_observation.value is None or other_value is None:
            return Gap(None, observations, name)
        return Gap(data.toward(other_value - own_observation.value), observations, name)

    @property
    def _group(self) -> str | None:
        is_group = self.close.to.startswith("group:")
        return self.close.to.removeprefix("group:") if is_group else None

    def is_upward(self, data: IndicatorData) -> bool:
        """Never: a smaller gap is better."""
        return False

    def is_against_better(self, data: IndicatorData) -> bool:
        """Never: the gap is counted in the indicator's better direction."""
        return False

    def evidence_at(self, data: IndicatorData, period: Period) -> EvidencePoint | None:
        """The gap."""
        gap = self._gap(data, period).gap
        if gap is None:
            return None
        return EvidencePoint(period=period.time_period, value=gap, rank=None, n=None)

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """The gap; where there was none at the baseline, none may open on the way."""
        before = result.baseline.value if result.baseline else None
        return Course(
            measure="gap",
            is_upward=False,
            base=data.period_named(self.baseline) if self.baseline else None,
            start=None if before is None else max(before, 0.0),
            end=result.required,
            value=result.value,
            baseline_value=before,
        )

    def figure_clause(self, result: TargetResult, data: IndicatorData) -> str:
        """Such as ``"5.1 percentage points behind England"``."""
        if result.value is None or result.comparator is None:
            return super().figure_clause(result, data)
        return write_gap(data, result.value, result.comparator.name, result.decimal_places)

    def trajectory_clause(self, level: float, result: TargetResult, data: IndicatorData) -> str:
        """Such as ``"4.0 percentage points behind England"``."""
        return write_gap(data, level, result.comparator.name if result.comparator else "it")

    def outcome_clause(
        self, result: TargetResult, data: IndicatorData, label: str, children: float | None
    ) -> str:
        """Where no gap was allowed, the gap itself is how far the target was missed."""
        if result.required is None or to_comparable(result.required) or children is not None:
            return super().outcome_clause(result, data, label, children)
        return f"{self.dated_figure(result, data, label)} against {result.promise}"

    def miss_words(self, result: TargetResult) -> str:
        """A gap is missed on one side only."""
        return "too far behind"

    def requirement_words(self) -> str:
        """Such as ``"50% of the gap to england closed"``."""
        return f"{number_words(self.close.by_share)}% of the gap to {self.close.to} closed"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        if verdict.required is None:
            return super().needs_words(verdict, level_text)
        return f"A gap of at most {level_text}" if to_comparable(verdict.required) else "No gap"

    def compare(self, earlier: GapClosed, better: str) -> int | None:
        """A larger share asks for more."""
        return sign(self.close.by_share - earlier.close.by_share)

    def comparators(self) -> dict[str, str]:
        """The comparator; none where the gap is to another group."""
        return {} if self._group is not None else {"close.to": self.close.to}

    def compared_with(self) -> tuple[str, ...]:
        """The comparator or the group."""
        return (self.close.to,)

    def find_point_fault(
        self, level: float, key: str, data: PromiseData | None
    ) -> PromiseIssue | None:
        """A point is a gap, which may lie outside what the unit allows for a figure."""
        return number_fault(level, key, None)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Shares that cannot be meant, and a group that the indicator has not."""
        key = "close.by_share"
        issue = share_fault(self.close.by_share, key, whole=True, fix=FIX)
        if issue:
            yield issue
        elif self.close.by_share == 0:
            yield fault(key, "closing 0% of a gap promises nothing", "a share above 0", FIX)
        if data is not None and self._group is not None:
            group_ids = ["all", *(group.id for group in data.figures.indicator.group)]
            if self._group not in group_ids:
                problem = f"{data.figures.name!r} has no group {self._group!r}"
                yield fault("close.to", problem, f"one of {', '.join(group_ids)}")

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """No gap to close at the baseline."""
        if data is None:
            return
        share = f"{self.close.by_share:.4g}%"
        requirement_text = f"requires {share} of the gap to {self.close.to} closed {data.due_words}"
        if data.better == "neither":
            yield from no_direction(self.kind, data, requirement_text)
            return
        self_issue = self._self_issue(data)
        if self_issue:
            problem = f"it is the gap of {self_issue} to itself, which is always zero"
            yield doubt("close.to", problem, requirement_text)
            return
        result = result_when_due(self, data)
        gap = baseline_of(result)
        if result is None or result.baseline is None or gap is None or to_comparable(gap) > 0:
            return
        name = result.comparator.name if result.comparator else self.close.to
        label = parse_period(result.baseline.period, data.figures.kind_of_year).label
        yield doubt(
            "close",
            f"there was no gap to close at the baseline: {write_gap(data.figures, gap, name)} in "
            f"{label}",
            f"requires no gap to {name} {data.due_words}",
        )

    def _self_issue(self, data: PromiseData) -> str:
        """What is compared with itself, in words; empty where nothing is."""
        if self._group is not None:
            return f"group {self._group!r}" if self._group == self.group else ""
        context = data.figures.context
        place = (
            None if self.close.to in context.own_sets else place_named(self.close.to, data.figures)
        )
        return "the plan's own place" if place in (data.figures.home, context.place) else ""


class Gap(NamedTuple):
    """A gap, None where a figure is missing; the figures used; whom it is to."""

    gap: float | None
    observations: tuple[Observation, ...]
    name: str


def _promise(
    data: IndicatorData,
    base: Period,
    baseline_gap: float,
    required_value: float,
    *,
    name: str,
    places: int,
) -> str:
    before = write_gap(data, baseline_gap, name)
    if to_comparable(baseline_gap) <= 0:
        return (
            f"the promise not to fall behind {name}: there was no gap to close, since it was "
            f"{before} in {base.label}"
        )
    if not to_comparable(required_value):
        return f"the promise not to be behind {name} (it was {before} in {base.label})"
    unit = difference_unit(data.indicator.unit)
    exact = level_places(required_value, data.indicator.decimal_places, unit)
    level = format_value(required_value, unit, max(places, exact))
    return f"the {level} or less promised (it was {before} in {base.label})"


def _group_title(data: IndicatorData, group: str) -> str:
    titles = {subgroup.id: subgroup.title for subgroup in data.indicator.group}
    return mid_sentence(titles[group]) if group in titles else "all pupils"
