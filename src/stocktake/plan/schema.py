"""The plan as data: what ``plan.toml`` may hold.

People are roles, never names. Working state (updates, ratings, decisions) is not kept here: the
file says what was promised, by whom and by when.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition
from stocktake.statistics.schema import AcademicYear, Better, Text, TimePeriod
from stocktake.targets.fields import Id, Leading, PlanText, Watch
from stocktake.targets.kinds import Target
from stocktake.targets.words import Comparison


class PlanPeriod(Definition):
    """The years that the plan covers, as academic years."""

    first: AcademicYear
    last: AcademicYear

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(f"ends in {self.last}, before it begins in {self.first}")
        return self


class PlanPlace(Definition):
    """Where the plan is for, and with whom it compares itself."""

    id: Text
    name: str = ""
    neighbours_vintage: int | None = None


class ComparatorSet(Definition):
    """A set of places of the plan's own choosing."""

    id: Id
    title: Text
    places: tuple[Text, ...] = Field(min_length=1)


class PlanSource(Definition):
    """The document that the plan was written down from."""

    title: Text
    publisher: str = ""
    published: str = ""
    link: str = ""
    licence: str = ""


class Statement(PlanText):
    """A strength, work under way or stated position, in our own words."""

    id: Id
    words: Text
    source_page: int | None = None


class Claim(PlanText):
    """A position that the plan states as a fact, to be checked as known then and now.

    Parameters
    ----------
    kind : str
        ``value`` (a level), ``rank`` (from the best), ``rank_from_last``, ``relation`` (to a
        comparator), ``trend`` or ``unchecked`` (no loaded figure can show it).
    place : str, optional
        Where it differs from the plan's own (``england`` for a national figure).
    tolerance : float
        Rounding of the plan's figure, in the unit.
    """

    id: Id
    words: Text
    kind: Literal["value", "rank", "rank_from_last", "relation", "trend", "unchecked"]
    indicator: str | None = None
    group: str = "all"
    period: TimePeriod | None = None
    place: str | None = None
    stated: float | None = None
    tolerance: float = 0.0
    comparison: Comparison | None = None
    comparator: str | None = None
    trend: Literal["rising", "falling"] | None = None
    since: TimePeriod | None = None
    why_unchecked: str = ""
    source_page: int | None = None


class Query(PlanText):
    """Something in the plan's own text that contradicts itself or a published figure."""

    id: Id
    words: Text
    about: tuple[Text, ...] = ()
    source_page: int | None = None


class Action(PlanText):
    """A numbered action of a priority: what will be done, without a date of its own."""

    id: Id
    words: Text
    number: int | None = None
    owner: str = ""
    partners: tuple[Text, ...] = ()
    source_page: int | None = None


class Measure(PlanText):
    """How a dated activity would be seen to have happened."""

    other_keys: ClassVar[tuple[str, ...]] = ("description",)

    words: Text
    indicator: str | None = None
    level: float | None = None


class Activity(PlanText):
    """A dated activity: what begins or is finished, by when, and how one would see it."""

    id: Id
    words: Text
    starts: date | None = None
    starts_words: str = ""
    due: date | None = None
    due_words: str = ""
    owner: str = ""
    partners: tuple[Text, ...] = ()
    actions: tuple[Text, ...] = ()
    waits_on: tuple[Text, ...] = ()
    measure: tuple[Measure, ...] = ()
    query: str = ""
    source_page: int | None = None


class Priority(Definition):
    """One priority: why it is an issue and what will be done."""

    id: Id
    title: Text
    number: int | None = None
    why: Text
    what: str = ""
    lead: str = ""
    position: tuple[Statement, ...] = ()
    action: tuple[Action, ...] = ()
    activity: tuple[Activity, ...] = ()
    source_page: int | None = None


class Strand(Definition):
    """Work that cuts across the priorities: building capacity, listening to children."""

    id: Id
    title: Text
    why: str = ""
    action: tuple[Action, ...] = ()
    source_page: int | None = None


class Body(Definition):
    """A board or group that the plan relies on; members are roles."""

    id: Id
    name: Text
    purpose: str = ""
    meets: str = ""
    members: tuple[Text, ...] = ()
    advisers: tuple[Text, ...] = ()
    source_page: int | None = None


class Partner(Definition):
    """An organisation that takes part, and what it brings."""

    id: Id
    name: Text
    brings: str = ""
    source_page: int | None = None


class Risk(PlanText):
    """What could stop the plan, and what is done about it."""

    id: Id
    words: Text
    response: str = ""
    owner: str = ""
    about: tuple[Text, ...] = ()


class LocalIndicator(PlanText):
    """A figure that only local people can return.

    Parameters
    ----------
    id : str
        Written ``local:<id>`` elsewhere.
    overdue_after_days : int, optional
        Days after the end of a period from which a missing return is overdue.
    members : int, optional
        How many places or schools should return.
    """

    other_keys: ClassVar[tuple[str, ...]] = ("title",)

    id: Id
    words: Text
    unit: Text
    better: Better
    returned_by: Text
    how_often: Literal["once", "monthly", "termly", "yearly"]
    overdue_after_days: int | None = None
    cumulative: bool = False
    members: int | None = None
    source: str = ""


class Delivery(Definition):
    """The plan's own answers to the ten delivery questions; empty where it has none."""

    aspiration: str = ""
    activities: str = ""
    delivery_chain: str = ""
    leads: str = ""
    trajectory: str = ""
    performance_management: str = ""
    benchmarking: str = ""
    resources: str = ""
    stakeholders: str = ""
    risks: str = ""


class Plan(Definition):
    """A local education plan."""

    id: Id
    title: Text
    version: str = "1"
    place: PlanPlace
    period: PlanPeriod
    source: PlanSource | None = None
    vision: Text
    figures: str = ""
    strength: tuple[Statement, ...] = ()
    under_way: tuple[Statement, ...] = ()
    claim: tuple[Claim, ...] = ()
    query: tuple[Query, ...] = ()
    priority: tuple[Priority, ...] = Field(min_length=1)
    strand: tuple[Strand, ...] = ()
    body: tuple[Body, ...] = ()
    partner: tuple[Partner, ...] = ()
    risk: tuple[Risk, ...] = ()
    comparator_set: tuple[ComparatorSet, ...] = ()
    local_indicator: tuple[LocalIndicator, ...] = ()
    delivery: Delivery = Delivery()
    target: tuple[Target, ...] = ()


__all__ = ["Leading", "Plan", "Watch"]
