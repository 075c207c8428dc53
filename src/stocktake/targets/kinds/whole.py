"""What targets made of parts share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import model_validator

from stocktake.targets.kinds.base import BaseTarget
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.issue import PromiseIssue, doubt, fault
from stocktake.targets.verdict import Reason, Status

if TYPE_CHECKING:
    from stocktake.targets.kinds import Target

Answer = tuple[Status, Reason | None]

INHERITED = ("due", "due_date", "baseline", "reading", "priority", "neighbours_vintage")
"""What a part has from the whole, where it says nothing itself."""

OWN_WORDS = ("id", "title", "words", "notes", "source_page", "owner", "data_source")


class WholeTarget(BaseTarget):
    """A target made of parts."""

    part: tuple[Target, ...]

    needs_indicator: ClassVar[bool] = False
    order: ClassVar[tuple[Status, ...]]
    """The answers of parts that settle the whole, the first that any part has."""
    otherwise: ClassVar[Status]
    """The answer where no part has any of them."""

    @model_validator(mode="after")
    def _has_parts(self) -> Self:
        if not self.part:
            raise ValueError("a target made of parts needs at least one part")
        return self

    @property
    def parts(self) -> tuple[Target, ...]:
        """The parts, each with what it has from the whole."""
        return tuple(inherit(part, self) for part in self.part)

    def combine(self, answers: Sequence[Answer]) -> Answer:
        """The answer of the whole from the answers of the parts.

        Returns
        -------
        (status, reason)
            The reason is ``parts`` where there is no verdict.
        """
        statuses = {status for status, _ in answers}
        for status in self.order:
            if status in statuses:
                return status, "parts" if status == "cannot_tell" else None
        return self.otherwise, None

    def find_faults(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """The same part twice."""
        plain: list[dict[str, Any]] = []
        for index, part in enumerate(self.part):
            promise = part.model_dump(exclude=set(OWN_WORDS))
            if promise in plain:
                first = self.part[plain.index(promise)]
                yield fault(
                    f"part[{index}]",
                    f"part {part.id!r} promises the same as part {first.id!r}",
                    "parts that promise different things",
                    "take one of them out",
                )
            plain.append(promise)

    def find_doubts(self, data: PromiseData | None) -> Iterator[PromiseIssue]:
        """A whole of one part, where kind and part say the same."""
        if len(self.part) == 1:
            requirement_text = f"requires what part {self.part[0].id!r} requires"
            yield doubt("part", "it has one part only", requirement_text)


def inherit(part: Target, whole: WholeTarget) -> Target:
    """A part with what the whole says for it: due date, baseline, readings."""
    values = {
        key: getattr(whole, key)
        for key in INHERITED
        if not getattr(part, key) and getattr(whole, key)
    }
    return part.with_values(values) if values else part
