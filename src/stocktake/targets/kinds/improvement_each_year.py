"""An improvement in every year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.periods import Period
from stocktake.targets.comparability import Compares, decides, find_comparability
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.missing_result import missing_result
from stocktake.targets.observation import Observation
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import no_direction
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import Course
from stocktake.targets.verdict import Level, Reason, RequiredIs, Verdict


class ImprovementEachYear(FigureTarget):
    """Whether the figure improved in every year from the baseline to the period.

    A year without improvement is enough to say no. A year with no figure, or an improvement that
    special arrangements may have made, leaves it open.
    """

    kind: Literal["improvement_each_year"]

    # Each pair of years is weighed here, so the first and last need no second weighing.
    compares: ClassVar[Compares] = "within_period"
    required_is: ClassVar[RequiredIs] = "none"
    needs_direction: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Compare each year with the one before."""
        base = data.baseline_period(self.baseline, self.due)
        years = _years(base, period)
        observations = [data.at(year) for year in years]
        present = [observation for observation in observations if observation is not None]
        result = TargetResult(
            None,
            promise=f"the promise to be better in every year since {base.label}",
            observations=tuple(present),
        )
        if data.better == "neither":
            reason_text = f"{data.indicator.title} has no better direction"
            return replace(result, reason="no_indicator", reason_text=reason_text)
        if len(years) < 2 or not any(observation.value is not None for observation in present):
            missing = missing_result(result, data, period, None)
            # With no earlier figure either, that of the last year would decide nothing.
            return missing if len(years) < 2 else replace(missing, missing_period=None)
        first, last = observations[0], observations[-1]
        result = replace(
            result,
            value=last.value if last else None,
            baseline=Level(period=base.time_period, value=first.value if first else None),
        )
        return _weigh(result, data, list(zip(years, observations, strict=True)))

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """None: no level is asked for in any year."""
        return None

    def today_clause(self, result: TargetResult) -> str:
        """What was promised."""
        return f"; {result.promise.removeprefix('the promise to be ')} was promised"

    def outcome_clause(
        self, result: TargetResult, data: IndicatorData, label: str, children: float | None
    ) -> str:
        """The year in which it did not improve, or that it did in every one."""
        words = result.promise.removeprefix("the promise to be ")
        figure = self.dated_figure(result, data, label)
        if result.reason_text:
            latest = f"; the latest is {figure}" if result.value is not None else ""
            return f"{result.reason_text}, and {words} was promised{latest}"
        return f"{figure}, {words}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        return "Better every year"

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """An indicator that cannot improve."""
        if data is None:
            return
        since = f" from {data.stated_baseline.label}" if data.stated_baseline else ""
        until = data.due.label if data.due else "the due year"
        requirement_text = f"requires a better figure in every year{since} to {until}"
        yield from no_direction(self.kind, data, requirement_text)


def _weigh(
    result: TargetResult,
    data: IndicatorData,
    observations: list[tuple[Period, Observation | None]],
) -> TargetResult:
    absent: list[str] = []
    doubtful: list[str] = []
    before: Observation | None = None
    for year, observation in observations:
        if observation is None or observation.value is None:
            absent.append(f"{year.label} has no figure to compare")
            continue
        if before is not None and before.value is not None:
            # Over a year without a figure, no better than before it still means some year was not.
            improved = to_comparable(data.toward(observation.value - before.value)) > 0
            special = find_comparability(data.indicator, observation.period, before.period)
            since = "" if before.period == year.previous() else f" since {before.period.label}"
            if decides(special, "over_time", is_met=improved):
                doubtful.append(f"{year.label} cannot be compared with {before.period.label}")
            elif not improved:
                reason_text = f"it did not improve in {year.label}{since}"
                return replace(result, is_met=False, reason_text=reason_text)
        before = observation
    if absent:
        reason: Reason = "no_local_data" if data.local else "not_published"
        missing = observations[-1]
        return replace(
            result,
            reason=reason,
            reason_text="; ".join([*absent, *doubtful]),
            missing_period=missing[0] if len(absent) == 1 and not _has_value(missing[1]) else None,
        )
    if doubtful:
        return replace(result, reason="not_comparable", reason_text="; ".join(doubtful))
    return replace(result, is_met=True)


def _has_value(observation: Observation | None) -> bool:
    return observation is not None and observation.value is not None


def _years(base: Period, last: Period) -> list[Period]:
    years = [base]
    while years[-1].ends < last.ends:
        years.append(years[-1].later())
    return years
