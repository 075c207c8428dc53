"""A position among other places: the top half of the country, of the region, of a set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from stocktake.benchmarks.rank import SHARED_RANK, count_within
from stocktake.standards.periods import Period
from stocktake.standards.units import Unit
from stocktake.targets.comparability import Compares
from stocktake.targets.comparators import comparison_in, set_name
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget, Ranking
from stocktake.targets.missing_result import missing_result
from stocktake.targets.numbers import as_written
from stocktake.targets.phrases import about_children, difference, ordinal, upper_first, write
from stocktake.targets.promises.bounds import number_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.directions import no_direction
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import Course
from stocktake.targets.verdict import Comparator, RequiredIs, Verdict
from stocktake.targets.words import SHARE_WORDS, SHARES, Within, sign

AMONG = ("england", "region", "neighbours")


class Position(FigureTarget):
    """Whether the place is in the top half (or third, quarter, sixth) of a set of places.

    Ties share the better rank. The required figure is the one that would just have been inside:
    that of the place that holds the last rank inside the line when this place is left out. Where
    the other places' figures are not held, the rank that the plan quotes is used and no required
    figure is known.

    Parameters
    ----------
    within : str
        ``top_half``, ``top_third``, ``top_quarter`` or ``top_sextile``.
    among : str
        ``england``, ``region``, ``neighbours`` or a set of the plan's own.
    """

    kind: Literal["position"]
    within: Within
    among: str

    compares: ClassVar[Compares] = "within_period"
    required_is: ClassVar[RequiredIs] = "line"
    needs_direction: ClassVar[bool] = True

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Rank the place among the set."""
        name = set_name(self, self.among, data, period)
        result = TargetResult(
            None, promise=f"the promise to be in the {SHARE_WORDS[self.within]} of {name}"
        )
        if data.better == "neither":
            reason = f"{data.indicator.title} has no better direction"
            return replace(result, reason="no_indicator", reason_text=reason)
        observation = data.at(period)
        if observation is None or observation.value is None:
            return missing_result(result, data, period, observation)
        reason = _why_not_ranked(data, period) if self.among in ("england", "region") else ""
        value, observations = observation.value, (observation,)
        if reason:
            return replace(
                result,
                value=value,
                observations=observations,
                reason="not_comparable",
                reason_text=reason,
            )
        comparison = comparison_in(self, self.among, data, period, value)
        if comparison is None or comparison.rank is None or not comparison.other_values:
            result = replace(result, value=value, observations=observations)
            return self._as_quoted(result, data, period)
        rank = comparison.rank
        line = count_within(rank.n, SHARES[self.within])
        return replace(
            result,
            value=value,
            observations=observations,
            is_met=rank.is_within(line),
            required=comparison.level_needed(line),
            comparator=Comparator(name=f"{name} ({rank.n} authorities)", value=None),
            rank=rank.rank,
            n=rank.n,
            tied=rank.tied,
            straddles=rank.is_straddling(line),
            other_values=comparison.other_values,
        )

    def _as_quoted(self, result: TargetResult, data: IndicatorData, period: Period) -> TargetResult:
        quoted_row = data.quoted_row(period) or {}
        suffix = {"england": "", "region": "_in_region"}.get(self.among, "_of_no_such_set")
        rank, n = quoted_row.get(f"quoted_rank{suffix}"), quoted_row.get(f"quoted_n{suffix}")
        if rank is None or n is None:
            reason = (
                f"the other places' figures for {period.label} are not held and no rank is quoted"
            )
            return replace(result, reason="not_published", reason_text=reason)
        register = data.context.register
        region = register.get(data.home).region or ""
        set_text = "England" if self.among == "england" else register.get(region).name
        comparator = Comparator(name=f"{set_text} ({n} authorities)", value=None)
        is_met = rank <= count_within(n, SHARES[self.within])
        return replace(result, is_met=is_met, rank=rank, n=n, comparator=comparator)

    def rank_at(self, data: IndicatorData, period: Period) -> tuple[int | None, int | None]:
        """The rank in the set that the target names."""
        result = self.assess(data, period)
        return result.rank, result.n

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """The rank in percent of the places (100 x rank / n), lower being better."""
        base = data.period_named(self.baseline) if self.baseline else None
        return Course(
            measure="rank_percent",
            is_upward=False,
            base=base,
            start=_rank_percent(self.assess(data, base)) if base else None,
            end=100 * float(SHARES[self.within]),
            value=_rank_percent(result),
        )

    @property
    def ranking(self) -> Ranking:
        """The set and the line."""
        return Ranking(self.among, SHARES[self.within], SHARE_WORDS[self.within])

    def trajectory_clause(self, level: float, result: TargetResult, data: IndicatorData) -> str:
        """Such as ``"the best 75% of places"``."""
        return f"the best {level:.0f}% of places"

    # Clauses

    def dated_figure(self, result: TargetResult, data: IndicatorData, label: str) -> str:
        """The rank first: ``"45th of 149 in 2018/19, at 66%"``."""
        figure = self.figure_clause(result, data)
        if result.rank and result.n:
            return f"{ordinal(result.rank)} of {result.n} in {label}, at {figure}"
        return f"{figure} in {label}"

    def today_clause(self, result: TargetResult) -> str:
        """On which side of the line it is."""
        if result.is_met is None:
            return super().today_clause(result)
        side = "inside" if result.is_met else "outside"
        return f": {side} {result.promise.removeprefix('the promise to be in ')} today"

    def outcome_clause(
        self, result: TargetResult, data: IndicatorData, label: str, children: float | None
    ) -> str:
        """Which side of the line, where it runs, and what it would have taken."""
        words = result.promise.removeprefix("the promise to be ")
        line = count_within(result.n or 0, SHARES[self.within])
        figure = self.dated_figure(result, data, label)
        clause = f"{figure}, which is {'' if result.is_met else 'not '}{words}"
        clause += f" ({_line_words(line)})"
        distance = self.distance(result, data)
        if result.required is None or distance is None or result.is_met:
            return clause
        more = "more" if result.required > (result.value or 0) else "less"
        required_text = write(data, result.required)
        return f"{clause}; that needed {required_text}, {difference(data, distance)} {more}"

    def extra_clauses(self, result: TargetResult, children: float | None) -> Iterator[str]:
        """A tie over the line, and the distance in children."""
        if result.straddles:
            tied_text = "one other place" if result.tied == 2 else f"{result.tied - 1} other places"
            yield (
                f"It shares that rank with {tied_text} and the line runs between them: places that "
                f"tie all take the {SHARED_RANK} rank."
            )
        if children is not None:
            side = "inside" if result.is_met else "outside"
            yield f"It is {about_children(children)} {side} the line."

    def requirement_words(self) -> str:
        """Such as ``"top half of england"``."""
        return f"{SHARE_WORDS[self.within]} of {self.among}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """Such as ``"Top half"``."""
        return upper_first(SHARE_WORDS[self.within])

    def compare(self, earlier: Position, better: str) -> int | None:
        """A smaller share asks for more."""
        return sign(SHARES[earlier.within] - SHARES[self.within])

    def comparators(self) -> dict[str, str]:
        """The set."""
        return {"among": self.among}

    def find_point_fault(
        self, level: float, key: str, data: PromiseData | None
    ) -> PromiseIssue | None:
        """A point is a rank in percent of the places, whatever the indicator's unit."""
        wrong = number_fault(level, key, Unit.PERCENT)
        if wrong is None and not 0 < level <= 100:
            return fault(
                key,
                f"{as_written(level)} is no rank in percent of the places",
                "a percentage above 0, up to 100",
                "write 50 for the middle",
            )
        return wrong

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Among whom nobody can be ranked."""
        if data is None:
            return
        names = [*AMONG, *data.figures.context.own_sets]
        if self.among not in names:
            yield fault(
                "among",
                f"nobody can be ranked among {self.among!r}",
                f"one of {', '.join(names)}",
                'name several places; for one place use kind = "relation"',
            )

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A position already held at the baseline."""
        if data is None:
            return
        words = f"in the {SHARE_WORDS[self.within]} of {self.among}"
        yield from no_direction(self.kind, data, f"requires a place {words} {data.due_words}")
        if data.better == "neither" or not data.baseline or data.baseline_value is None:
            return
        result = self.assess(data.figures, data.baseline)
        if result.is_met:
            baseline_text = f"rank {result.rank} of {result.n} in {data.baseline.label}"
            words = result.promise.removeprefix("the promise to be ")
            requirement_text = f"requires a place {words} {data.due_words}"
            yield doubt(
                "within",
                f"it was already met at the baseline, with {baseline_text}",
                requirement_text,
            )


def _line_words(line: int) -> str:
    return f"rank {line} or better" if line > 1 else "rank 1" if line else "no rank is"


def _why_not_ranked(data: IndicatorData, period: Period) -> str:
    name = data.context.home.name
    if not data.is_ranked:
        return f"{name} is no local authority or district, and only those are ranked"
    if data.is_reported(period):
        return ""
    return f"{name} is not ranked for {period.label}: the places that it became or came from are"


def _rank_percent(result: TargetResult) -> float | None:
    return 100 * result.rank / result.n if result.rank and result.n else None
