"""What a plan may ask of a target: the kinds, their words and their parameters.

The words have exact boundaries: ``at_least`` and ``at_most`` include the level, ``above`` and
``below`` do not; ``top_half`` is rank <= n/2 and ``top_quarter`` rank <= n/4.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from stocktake.standards.definitions import Definition
from stocktake.standards.wording import IDENTITY
from stocktake.statistics.schema import Text, TimePeriod

Id = Annotated[str, StringConstraints(pattern=IDENTITY)]
Comparison = Literal["at_least", "above", "at_most", "below"]
Within = Literal["top_half", "top_third", "top_quarter", "top_sextile"]
KINDS = (
    "level",
    "position",
    "relation",
    "change",
    "improvement_each_year",
    "cumulative_count",
    "coverage",
    "share_reaching_count",
    "members_changing_state",
    "gap_closed",
    "qualitative",
    "all_of",
    "any_of",
)
Kind = Literal[
    "level",
    "position",
    "relation",
    "change",
    "improvement_each_year",
    "cumulative_count",
    "coverage",
    "share_reaching_count",
    "members_changing_state",
    "gap_closed",
    "qualitative",
    "all_of",
    "any_of",
]

NEEDS: dict[str, tuple[str, ...]] = {
    "level": ("comparison", "level"),
    "position": ("within", "among"),
    "relation": ("comparison", "comparator"),
    "change": ("change",),
    "improvement_each_year": (),
    "cumulative_count": ("level",),
    "coverage": ("of",),
    "share_reaching_count": ("reach", "level"),
    "members_changing_state": ("level", "of"),
    "gap_closed": ("close",),
    "qualitative": ("descriptor",),
    "all_of": ("part",),
    "any_of": ("part",),
}
"""The keys without which a target of each kind has no meaning."""


def as_number(value: object) -> object:
    """Read ``"2/3"`` as a share in percent (66.666...), and leave numbers alone.

    Examples
    --------
    >>> round(as_number("2/3"), 4)
    66.6667
    >>> as_number(46000)
    46000
    """
    if isinstance(value, str) and "/" in value:
        return float(Fraction(value.replace(" ", "")) * 100)
    return value


class Change(Definition):
    """How far a figure is to move from its baseline, in the better direction.

    One of ``to_share`` (halved is ``"1/2"`` of the baseline, in percent of it), ``by_share``
    (a reduction by a third is ``"1/3"``) or ``by`` (an amount in the indicator's unit).
    """

    to_share: float | None = None
    by_share: float | None = None
    by: float | None = None

    _share = field_validator("to_share", "by_share", mode="before")(as_number)

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        given = [name for name in ("to_share", "by_share", "by") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of to_share, by_share and by")
        return self


class Close(Definition):
    """Which gap is to close, and by what share of the gap at the baseline.

    ``to`` is a comparator (``england``, ``region``, ``neighbours``, a place id) or a group of the
    same place written ``group:<id>``.
    """

    to: Text
    by_share: float

    _share = field_validator("by_share", mode="before")(as_number)


class Reading(Definition):
    """One way to read words that leave something open.

    Whatever is given here replaces the same key of the target for this reading. The first reading
    is the one that the verdict carries.
    """

    id: Id
    words: Text
    indicator: str | None = None
    group: str | None = None
    baseline: TimePeriod | None = None
    due: TimePeriod | None = None
    level: float | None = None
    comparator: str | None = None
    among: str | None = None
    within: Within | None = None
    source_page: int | None = None

    _level = field_validator("level", mode="before")(as_number)


class Proxy(Definition):
    """The nearest published indicator where none measures what the target says."""

    id: Id
    indicator: Text
    differs: Text
    group: str = "all"


class Watch(Definition):
    """A figure that would show the target being met in a way nobody wanted."""

    indicator: Text
    worse_if: Literal["rises", "falls"]
    words: Text
    group: str = "all"


class Leading(Definition):
    """A figure that moves before the target's own does."""

    indicator: Text
    words: Text
    group: str = "all"


class Point(Definition):
    """A level that the plan itself states for a period on the way."""

    period: TimePeriod
    level: float
    words: str = ""

    _level = field_validator("level", mode="before")(as_number)


class Trajectory(Definition):
    """The road from baseline to target.

    ``linear`` and ``stepped`` are drawn from the baseline and the required level; ``milestones``
    uses the points alone. ``tolerance`` (in the unit; for a position in percent of the places) is
    how far on the wrong side of the road still counts as on track.
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


class Judged(Definition):
    """One person's judgement of a qualitative target."""

    on: date
    by_role: Text
    level: int
    evidence: Text


class Descriptor(Definition):
    """One level of a qualitative scale, lowest first."""

    level: int
    words: Text


class Target(Definition):
    """One promise of a plan, or one part of a promise.

    Parameters
    ----------
    id : str
        Lower-case words joined by hyphens; unique in the plan.
    title : str
        A few words.
    words : str
        What the plan promises, in our words.
    kind : str
        One of ``KINDS``.
    indicator : str, optional
        Id of an indicator, a ``lait:`` or ``ees:`` series, or a ``local:`` indicator of the plan.
    due, due_date : str, date
        The academic year (or period) by which; a date where the plan gives one.
    baseline : str, optional
        Period of the baseline.
    """

    id: Id
    title: Text
    kind: Kind
    words: str = ""
    priority: str = ""
    indicator: str | None = None
    group: str = "all"
    due: TimePeriod | None = None
    due_date: date | None = None
    baseline: TimePeriod | None = None
    comparison: Comparison | None = None
    level: float | None = None
    within: Within | None = None
    among: str | None = None
    comparator: str | None = None
    change: Change | None = None
    close: Close | None = None
    of: str | int | None = None
    reach: int | None = None
    descriptor: tuple[Descriptor, ...] = ()
    judgement: tuple[Judged, ...] = ()
    part: tuple[Target, ...] = ()
    reading: tuple[Reading, ...] = ()
    proxy: tuple[Proxy, ...] = ()
    watch: tuple[Watch, ...] = ()
    leading: tuple[Leading, ...] = ()
    trajectory: Trajectory | None = None
    cohort: StatedCohort | None = None
    neighbours_vintage: int | None = None
    owner: str = ""
    data_source: str = ""
    source_page: int | None = None
    notes: tuple[Text, ...] = ()

    _level = field_validator("level", mode="before")(as_number)

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        absent = [key for key in NEEDS[self.kind] if getattr(self, key) in (None, ())]
        offered = {key for reading in self.reading[:1] for key in reading.model_fields_set}
        absent = [key for key in absent if key not in offered]
        if absent:
            raise ValueError(f"a target of kind {self.kind!r} needs {', '.join(absent)}")
        if self.kind not in ("all_of", "any_of") and self.part:
            raise ValueError("only all_of and any_of have parts")
        return self
