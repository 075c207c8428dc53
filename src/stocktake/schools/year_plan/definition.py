"""What a file of the year may say: events with the rule of their date, and deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from stocktake.standards.definition_faults import CrossFault, repeated_ids
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.wording import ACADEMIC_YEAR

PACKAGE = "stocktake.schools"
FOLDER = "year_plan"
DEFAULT = "default"

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday"]
EventKind = Literal["results", "review", "moderation", "visit", "meeting", "attendance", "census"]
SchoolYear = Annotated[str, StringConstraints(pattern=ACADEMIC_YEAR)]


class YearEventRule(Definition):
    """What every event of the year has.

    Parameters
    ----------
    lead : str
        Who acts.
    verified : bool
        Whether somebody read the date or its rule in a source; never for our own suggestion.
    """

    id: str
    title: str
    kind: EventKind
    lead: str = ""
    note: str = ""
    verified: bool = False


class ListedEvent(YearEventRule):
    """An event whose day is announced: one date for each school year, none for the others."""

    rule: Literal["listed"]
    dates: dict[SchoolYear, date] = Field(min_length=1)


class WeekdayEvent(YearEventRule):
    """An event on a certain weekday of a month, such as the third Thursday in January."""

    rule: Literal["weekday"]
    month: int = Field(ge=1, le=12)
    weekday: Weekday
    number: int = Field(ge=1, le=4)


class FollowingEvent(YearEventRule):
    """An event by so many working days after another one."""

    rule: Literal["after"]
    event: str
    working_days: int = Field(ge=1)


class TermlyEvent(YearEventRule):
    """An event once in each term."""

    rule: Literal["termly"]


Event = Annotated[
    ListedEvent | WeekdayEvent | FollowingEvent | TermlyEvent, Field(discriminator="rule")
]


class ReplyDeadline(Definition):
    """How long somebody has to answer, in working days or in school days."""

    id: str
    title: str
    days: int = Field(ge=1)
    unit: Literal["working_days", "school_days"]


class YearPlan(Definition):
    """The year of challenge and support, in the order in which it is read."""

    title: str
    starts: date
    source: Source
    event: tuple[Event, ...] = Field(min_length=1)
    deadline: tuple[ReplyDeadline, ...] = ()

    def cross_faults(self) -> Sequence[CrossFault]:
        """Ids given twice, and events that follow an unknown one or each other."""
        return tuple(_plan_faults(self))

    def deadline_of(self, deadline_id: str) -> ReplyDeadline:
        """The deadline of an id.

        Raises
        ------
        UsageError
            Where the plan has none such.
        """
        for deadline in self.deadline:
            if deadline.id == deadline_id:
                return deadline
        ids = [deadline.id for deadline in self.deadline]
        fault = Fault(deadline_id, "is no deadline", ", ".join(ids), nearest(deadline_id, ids))
        raise UsageError(f"no such deadline in {self.title!r}", [fault])


def load_year_plan(own_folder: Path | None = None) -> YearPlan:
    """The plan of the year; ``year_plan/default.toml`` of a place replaces it.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> load_year_plan().deadline_of("factual-accuracy").days
    10
    """
    return _shipped() if own_folder is None else _load(own_folder)


def _plan_faults(plan: YearPlan) -> Iterator[CrossFault]:
    ids = [event.id for event in plan.event]
    yield from repeated_ids(("event",), ids)
    leaders = {event.id: event.event for event in plan.event if isinstance(event, FollowingEvent)}
    for row, event in enumerate(plan.event):
        if not isinstance(event, FollowingEvent):
            continue
        key = ("event", row, "event")
        leading_event = next((item for item in plan.event if item.id == event.event), None)
        if leading_event is None:
            problem = f"there is no event {event.event!r}"
            yield CrossFault(key, problem, ", ".join(ids), nearest(event.event, ids))
        elif isinstance(leading_event, TermlyEvent):
            yield CrossFault(key, f"{event.event!r} has three days: one cannot count from it")
        elif _is_circular(event.id, leaders):
            yield CrossFault(key, f"{event.id!r} follows itself")
    yield from repeated_ids(("deadline",), [deadline.id for deadline in plan.deadline])


def _is_circular(event_id: str, leaders: dict[str, str]) -> bool:
    passed_ids: set[str] = set()
    current_id: str | None = event_id
    while current_id is not None and current_id not in passed_ids:
        passed_ids.add(current_id)
        current_id = leaders.get(current_id)
    return current_id == event_id


@lru_cache(maxsize=1)
def _shipped() -> YearPlan:
    return _load(None)


def _load(own_folder: Path | None) -> YearPlan:
    definitions = load_folder(PACKAGE, FOLDER, YearPlan, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
