"""A target in words: dated levels, evidence for each, judged by two people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from stocktake.standards.definitions import Definition
from stocktake.statistics.schema import Text
from stocktake.targets.fields import PlanText
from stocktake.targets.kinds.base import BaseTarget
from stocktake.targets.numbers import Number, as_written
from stocktake.targets.phrases import quote
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Verdict
from stocktake.targets.words import number_words, sign

JUDGES = 2
FIX = "write the level of one of the descriptors"


class PersonJudgement(Definition):
    """One person's judgement of a qualitative target."""

    on: date
    by_role: Text
    level: int
    evidence: Text


class Descriptor(PlanText):
    """One level of a qualitative scale, lowest first."""

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    level: int
    words: Text


class Qualitative(BaseTarget):
    """Whether two people, each with evidence, judged that the level was reached by a day.

    Parameters
    ----------
    descriptor : tuple of Descriptor
        The levels in words, lowest first.
    level : float, optional
        The one promised; the highest where none is named.
    judgement : tuple of PersonJudgement
        Who judged what, when and on what evidence.
    """

    kind: Literal["qualitative"]
    descriptor: tuple[Descriptor, ...]
    level: Number | None = None
    judgement: tuple[PersonJudgement, ...] = ()

    needs_indicator: ClassVar[bool] = False
    needs_baseline: ClassVar[bool] = False

    @model_validator(mode="after")
    def _has_levels(self) -> Self:
        if not self.descriptor:
            raise ValueError("a target in words needs at least one descriptor")
        return self

    def assess(self, by: date) -> TargetResult:
        """Whether the judges agree; judgements after the day do not count.

        Returns
        -------
        TargetResult
            Without an answer with fewer than two judges, or where they disagree about the level
            promised. ``promise`` quotes that level.

        Examples
        --------
        >>> target = Qualitative(
        ...     id="strategy", title="A strategy", kind="qualitative",
        ...     descriptor=({"level": 1, "words": "drafted"}, {"level": 2, "words": "used"}),
        ... )
        >>> target.assess(date(2020, 7, 31)).reason_text
        'nobody has judged it'
        """
        levels = {descriptor.level: descriptor.words for descriptor in self.descriptor}
        required_level = int(self.level) if self.level is not None else max(levels)
        promise = quote(levels.get(required_level, str(required_level)))
        latest: dict[str, PersonJudgement] = {}
        for judgement in sorted(self.judgement, key=lambda judgement: judgement.on):
            if judgement.on <= by:
                latest[judgement.by_role] = judgement
        result = TargetResult(None, "no_local_data", required=required_level, promise=promise)
        if not latest:
            return replace(result, reason_text="nobody has judged it")
        outcomes = {judgement.level >= required_level for judgement in latest.values()}
        result = replace(result, value=float(min(judgement.level for judgement in latest.values())))
        if len(latest) < JUDGES:
            return replace(result, reason_text="only one person has judged it")
        if len(outcomes) > 1:
            return replace(result, reason_text="the judges disagree about the level promised")
        return replace(result, is_met=outcomes.pop(), reason=None)

    def requirement_words(self) -> str:
        """Such as ``"at least 2"``."""
        if self.level is None:
            return super().requirement_words()
        return f"at least {number_words(self.level)}"

    def needs_words(self, verdict: Verdict, level_text: str) -> str:
        """For a card."""
        return "A level described in words"

    def compare(self, earlier: Qualitative, better: str) -> int | None:
        """A higher level asks for more."""
        if self.level is None or earlier.level is None:
            return 0 if self.level == earlier.level else None
        return sign(self.level - earlier.level)

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """Levels that no descriptor has, and descriptors of the same level."""
        levels = [descriptor.level for descriptor in self.descriptor]
        levels_text = f"one of {', '.join(str(level) for level in sorted(set(levels)))}"
        if self.level is not None and self.level not in levels:
            yield fault(
                "level", f"no descriptor has level {as_written(self.level)}", levels_text, FIX
            )
        for index, level in enumerate(levels):
            if level in levels[:index]:
                yield fault(
                    f"descriptor[{index}].level",
                    f"two descriptors have level {level}",
                    "each level once, the lowest first",
                    "number the descriptors upwards",
                )
        for index, judgement in enumerate(self.judgement):
            if judgement.level not in levels:
                problem = f"no descriptor has level {judgement.level}"
                yield fault(f"judgement[{index}].level", problem, levels_text, FIX)

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """The lowest level, which every judgement reaches."""
        levels = {descriptor.level: descriptor.words for descriptor in self.descriptor}
        lowest = min(levels)
        if len(levels) > 1 and self.level == lowest:
            yield doubt(
                "level",
                "the lowest level is reached by every judgement",
                f"requires level {lowest}, {levels[lowest]!r}",
            )
