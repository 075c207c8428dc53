"""What a target may carry besides a promise: readings, proxies, watch indicators, trajectory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from stocktake.standards.definitions import Definition
from stocktake.standards.wording import IDENTITY
from stocktake.statistics.schema import Text, TimePeriod
from stocktake.targets.numbers import Number
from stocktake.targets.words import Within

Id = Annotated[str, StringConstraints(pattern=IDENTITY)]


class PlanText(Definition):
    """A part of a plan that says something, under the key that fits what it says.

    ``text`` is what is said, ``title`` names something, and ``description`` explains what has a
    name. Plans of 2026 write ``words`` for all three, which is read for good.
    """

    other_keys: ClassVar[tuple[str, ...]] = ("text",)

    @model_validator(mode="before")
    @classmethod
    def _read_either_key(cls, data: Any) -> Any:
        key = cls.other_keys[0]
        if not isinstance(data, Mapping) or key not in data:
            return data
        if "words" in data:
            raise ValueError(f"has {key} and words, its older name; leave words out")
        return {"words" if name == key else name: value for name, value in data.items()}


class Reading(PlanText):
    """One way to read words that leave something open.

    Whatever is stated here replaces the same key of the target for this reading. The first reading
    is the one that the verdict carries.
    """

    other_keys: ClassVar[tuple[str, ...]] = ("title",)

    id: Id
    words: Text
    indicator: str | None = None
    group: str | None = None
    baseline: TimePeriod | None = None
    due: TimePeriod | None = None
    level: Number | None = None
    comparator: str | None = None
    among: str | None = None
    within: Within | None = None
    source_page: int | None = None


class Proxy(Definition):
    """The nearest published indicator where none measures what the target says."""

    id: Id
    indicator: Text
    differs: Text
    group: str = "all"


class Watch(PlanText):
    """A figure that would show the target being met in a way nobody wanted."""

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    indicator: Text
    worse_if: Literal["rises", "falls"]
    words: Text
    group: str = "all"


class Leading(PlanText):
    """A figure that moves before the target's own does."""

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    indicator: Text
    words: Text
    group: str = "all"


class Point(PlanText):
    """A level that the plan itself states for a period on the way."""

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    period: TimePeriod
    level: Number
    words: str = ""


class StatedTrajectory(Definition):
    """The way from baseline to target, as the plan states it.

    ``linear`` and ``stepped`` are drawn from the baseline and the required level; ``milestones``
    uses the points alone. ``tolerance`` (in the unit; for a position in percent of the places) is
    how far on the wrong side of the trajectory still counts as on track.
    """

    shape: Literal["linear", "stepped", "milestones"] = "linear"
    tolerance: float = Field(default=0.0, ge=0)
    point: tuple[Point, ...] = ()

    @model_validator(mode="after")
    def _milestones_have_points(self) -> Self:
        if self.shape == "milestones" and not self.point:
            raise ValueError("a trajectory of milestones needs at least one point")
        return self


class StatedCohort(Definition):
    """How many children stand behind a percentage, where no loaded series says so."""

    children: int = Field(gt=0)
    period: TimePeriod
    approximate: bool = True
    source: Text
