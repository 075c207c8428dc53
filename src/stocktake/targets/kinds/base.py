"""What every kind of target has, and what a kind must be able to say of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Self

from pydantic import ModelWrapValidatorHandler, PrivateAttr, ValidationError, model_validator

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.definition_faults import key_path
from stocktake.standards.periods import Period
from stocktake.statistics.schema import Text, TimePeriod
from stocktake.targets.comparability import Compares
from stocktake.targets.fields import (
    Id,
    Leading,
    PlanText,
    Proxy,
    Reading,
    StatedCohort,
    StatedTrajectory,
    Watch,
)
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.phrases import about_children, difference, ordinal, write
from stocktake.targets.promises.bounds import level_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue
from stocktake.targets.result import TargetResult
from stocktake.targets.trajectory import Course
from stocktake.targets.verdict import EvidencePoint, RequiredIs, Verdict

KIND_KEYS = frozenset(
    {
        "comparison",
        "level",
        "within",
        "among",
        "comparator",
        "change",
        "close",
        "of",
        "reach",
        "descriptor",
        "judgement",
        "part",
    }
)
"""Keys that some kinds have. Plans written before each kind had its own may carry others'."""


class BaseTarget(PlanText):
    """One promise of a plan, or one part of a promise.

    Parameters
    ----------
    id : str
        Lower-case words joined by hyphens; unique in the plan.
    title : str
        A few words.
    words : str
        What the plan promises, in our words.
    indicator : str, optional
        Id of an indicator, a ``lait:`` or ``ees:`` series, or a ``local:`` indicator of the plan.
    due, due_date : str, date
        The academic year (or period) by which; a date where the plan states one.
    baseline : str, optional
        Period of the baseline.
    """

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    kind: str
    id: Id
    title: Text
    words: str = ""
    priority: str = ""
    indicator: str | None = None
    group: str = "all"
    due: TimePeriod | None = None
    due_date: date | None = None
    baseline: TimePeriod | None = None
    reading: tuple[Reading, ...] = ()
    proxy: tuple[Proxy, ...] = ()
    watch: tuple[Watch, ...] = ()
    leading: tuple[Leading, ...] = ()
    trajectory: StatedTrajectory | None = None
    cohort: StatedCohort | None = None
    neighbours_vintage: int | None = None
    owner: str = ""
    data_source: str = ""
    source_page: int | None = None
    notes: tuple[Text, ...] = ()

    _unused_keys: tuple[str, ...] = PrivateAttr(default=())

    needs_indicator: ClassVar[bool] = True
    """Whether figures of an indicator decide."""
    needs_direction: ClassVar[bool] = False
    """Whether it means nothing where neither direction of the indicator is better."""
    strictness: ClassVar[int | None] = None
    """Of kinds that ask for more or less of the same: how much."""
    needs_baseline: ClassVar[bool] = True
    """Whether a plan should state since when."""

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Leave out other kinds' keys; take what only the first reading states from it."""
        if not isinstance(data, Mapping):
            return handler(data)
        own_fields = cls.model_fields
        unused = tuple(key for key in data if key in KIND_KEYS and key not in own_fields)
        values = {key: value for key, value in data.items() if key not in unused}
        first: Any = next(iter(values.get("reading") or ()), {})
        first_values = first if isinstance(first, Mapping) else first.model_dump(exclude_none=True)
        for key in KIND_KEYS & own_fields.keys() & first_values.keys():
            values.setdefault(key, first_values[key])
        target = handler(values)
        target._unused_keys = unused
        return target

    @model_validator(mode="after")
    def _readings_make_targets(self) -> Self:
        """Each reading is checked as the target that it makes."""
        for index, reading in enumerate(self.reading):
            try:
                self.read_as(reading)
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                location = ".".join(
                    part for part in (f"reading[{index}]", key_path(first["loc"])) if part
                )
                raise ValueError(f"{location} makes no target: {first['msg']}") from None
        return self

    @property
    def parts(self) -> tuple[BaseTarget, ...]:
        """The targets that it is made of; none for most kinds."""
        return ()

    @property
    def unused_keys(self) -> tuple[str, ...]:
        """Keys in the file that a target of this kind does not use."""
        return self._unused_keys

    def read_as(self, reading: Reading) -> Self:
        """The target as one reading has it.

        Examples
        --------
        >>> from stocktake.targets.kinds import Change
        >>> target = Change(kind="change", id="halved", title="Halved",
        ...     change={"to_share": "1/2"}, indicator="secondary-suspensions")
        >>> later = Reading(id="later", words="since 2016/17", baseline="201617")
        >>> target.read_as(later).baseline
        '201617'
        """
        field_values = {
            key: getattr(reading, key)
            for key in reading.model_fields_set
            if key in type(self).model_fields and key not in ("id", "words", "source_page")
        }
        return self.with_values({**field_values, "reading": ()})

    def with_values(self, values: Mapping[str, Any]) -> Self:
        """A copy with some values changed, validated as one that was read."""
        field_values = {key: getattr(self, key) for key in self.model_fields_set}
        return type(self).model_validate({**field_values, **values})

    # What a plan asks

    def requirement_words(self) -> str:
        """What the target asks for, in a few words: ``"top half of england"``."""
        return self.kind.replace("_", " ")

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """What was asked for, on a card: ``"At least 63.0%"``.

        Parameters
        ----------
        level_text : str
            The verdict's required level, written.
        """
        return "See what was promised" if verdict.required is None else f"At least {level_text}"

    def compare(self, earlier: Self, better: str) -> int | None:
        """1 where more is asked than an earlier version did, -1 less, 0 as much, None unknown.

        Parameters
        ----------
        earlier : BaseTarget
            The same kind.
        better : str
            The indicator's better direction.
        """
        return 0

    def comparators(self) -> dict[str, str]:
        """The names of those that it is compared with, by key."""
        return {}

    def compared_with(self) -> tuple[str, ...]:
        """Whom it is compared with: another one makes it another promise."""
        return tuple(self.comparators().values())

    def find_point_fault(
        self, level: float, key: str, data: PromiseData | None
    ) -> PromiseIssue | None:
        """What is wrong with the level of a point of its trajectory; None where nothing is."""
        return level_fault(level, key, data)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """What cannot be meant, as far as it shows without figures where ``data`` is None."""
        return iter(())

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """What a person should confirm."""
        return iter(())


@dataclass(frozen=True)
class Ranking:
    """Among whom a target ranks the place, and the share of them that is inside its line."""

    among: str
    share: Fraction
    words: str


class FigureTarget(BaseTarget):
    """A target that figures of an indicator decide."""

    compares: ClassVar[Compares] = "fixed_level"
    required_is: ClassVar[RequiredIs] = "level"
    """What the required figure is: a level of the indicator, a comparator's, a gap, the line."""
    shows_rank: ClassVar[bool] = False
    """Whether the place's rank in the country is given for information."""

    def assess(self, data: IndicatorData, period: Period) -> TargetResult:
        """Whether what was promised holds in a period."""
        raise NotImplementedError

    def is_upward(self, data: IndicatorData) -> bool:
        """Whether a higher figure is nearer to what was promised."""
        return data.better != "lower"

    def is_against_better(self, data: IndicatorData) -> bool:
        """Whether the promise points against the indicator's better direction.

        Where neither direction is better, upwards counts as the better one.
        """
        return self.is_upward(data) != (data.better != "lower")

    def distance(self, result: TargetResult, data: IndicatorData) -> float | None:
        """How far beyond the required level the figure is; negative short of it."""
        if result.value is None or result.required is None:
            return None
        beyond = result.value - result.required
        return beyond if self.is_upward(data) else -beyond

    def rank_at(self, data: IndicatorData, period: Period) -> tuple[int | None, int | None]:
        """The place's rank in a period and among how many, as evidence."""
        return data.rank_in_country(period)

    def evidence_at(self, data: IndicatorData, period: Period) -> EvidencePoint | None:
        """The figure of another period, for information; None where there is none."""
        value = data.value_at(period)
        if value is None:
            return None
        rank, n = self.rank_at(data, period)
        return EvidencePoint(period=period.time_period, value=value, rank=rank, n=n)

    def course(self, data: IndicatorData, due: Period, result: TargetResult) -> Course | None:
        """What its trajectory measures: where it starts, where it ends, where the place stands."""
        base = data.period_named(self.baseline) if self.baseline else None
        start = None
        if base is not None:
            start = result.baseline.value if result.baseline else data.value_at(base)
        return Course(
            measure="value",
            is_upward=self.is_upward(data),
            base=base,
            start=start,
            end=result.required,
            value=result.value,
        )

    @property
    def ranking(self) -> Ranking | None:
        """Among whom the place is ranked, and where the line runs; None where it is not."""
        return None

    # Clauses of its sentence

    def figure_clause(self, result: TargetResult, data: IndicatorData) -> str:
        """The figure: ``"63.0%"``."""
        return write(data, result.value, result.decimal_places)

    def dated_figure(self, result: TargetResult, data: IndicatorData, label: str) -> str:
        """The figure with its year: ``"63.0% in 2020/21"``."""
        return f"{self.figure_clause(result, data)} in {label}"

    def position_clause(self, result: TargetResult, data: IndicatorData, label: str) -> str:
        """The figure with its rank and year: ``"66% (38th of 151) in 2024/25"``."""
        rank = f" ({ordinal(result.rank)} of {result.n})" if result.rank and result.n else ""
        return f"{self.figure_clause(result, data)}{rank} in {label}"

    def today_clause(self, result: TargetResult) -> str:
        """Whether it would be met on this figure, as the end of a sentence."""
        if result.is_met is None:
            return f" against {result.promise}" if result.promise else ""
        return f", which would {'meet' if result.is_met else 'not meet'} {result.promise}"

    def outcome_clause(
        self, result: TargetResult, data: IndicatorData, label: str, children: float | None
    ) -> str:
        """The figure against what was promised, and how far from it."""
        clause = f"{self.dated_figure(result, data, label)} against {result.promise}"
        distance = self.distance(result, data)
        if result.is_met or distance is None:
            return clause
        if to_comparable(distance) == 0:
            return f"{clause}, level with it and not past it"
        size = f" ({about_children(children)})" if children is not None else ""
        return f"{clause}, {difference(data, distance)} {self.miss_words(result)}{size}"

    def miss_words(self, result: TargetResult) -> str:
        """On which side of the required level a missed figure lies."""
        low = (result.value or 0.0) < (result.required or 0.0)
        return "short" if low else "too high"

    def extra_clauses(self, result: TargetResult, children: float | None) -> Iterator[str]:
        """Further sentences on how the result came about."""
        return iter(())

    def trajectory_clause(self, level: float, result: TargetResult, data: IndicatorData) -> str:
        """The trajectory's level as a person says it."""
        return write(data, level)
