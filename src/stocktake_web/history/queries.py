"""Reads the events of an area, each with what differs from what was recorded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef
from stocktake_web.audit.actions import REASON
from stocktake_web.audit.labels import all_types, present_name, present_type
from stocktake_web.audit.models import Event
from stocktake_web.audit.queries import RecordedEvent, read_event
from stocktake_web.history.titles import find_titles, is_model
from stocktake_web.history.values import EMPTY, ReaderNames, is_account, references
from stocktake_web.history.wording import wording_of
from stocktake_web.registration import registered

ADD = "add"
ERASED = object()
"""Stands for a value that was erased: whatever is recorded after it differs from it."""


@dataclass(frozen=True)
class Change:
    """An event with what it changed.

    Parameters
    ----------
    event : Event
    ref : ObjectRef
        The object, by what its type is called today.
    values : dict
        By the value's name of today: of a row what differs from what was recorded of it before;
        of a row that was added, and of what has no row, whatever is not empty.
    erased_names : tuple of str
        The names of values that were erased, by their names of today.
    reason : str
        Why; empty where no reason was stated, or it was erased.
    is_same : bool
        Whether the event has values, and none of them differs.
    recorded : mapping
        All that was recorded of the object by then, this event's values among it.
    """

    event: Event
    ref: ObjectRef
    values: dict[str, Any]
    erased_names: tuple[str, ...]
    reason: str
    is_same: bool
    recorded: Mapping[str, Any] = field(default_factory=dict)


def area_events(area: Area) -> QuerySet[Event]:
    """What happened in an area, the latest first."""
    return Event.objects.filter(chain__area=area).order_by("-number")


def events_of(area: Area, refs: Iterable[ObjectRef]) -> QuerySet[Event]:
    """What happened to objects of an area, under any names of their types, the latest first."""
    return area_events(area).filter(_about(refs))


@dataclass(frozen=True)
class ObjectHistory:
    """An object of which an area has events, and the latest of them."""

    ref: ObjectRef
    latest: Event


def find_object(area: Area, type: str, id: str) -> ObjectHistory:
    """An object of which an area has events; its type may be a former name.

    Raises
    ------
    Event.DoesNotExist
        Nothing happened to it here.
    """
    ref = ObjectRef(present_type(type), id)
    latest = events_of(area, [ref]).first()
    if latest is None:
        raise Event.DoesNotExist
    return ObjectHistory(ref, latest)


def find_event(area: Area, number: int) -> Event:
    """An event of an area, with its values.

    Raises
    ------
    Event.DoesNotExist
        There is none of that number.
    """
    return Event.objects.select_related("stored_values", "chain").get(
        chain__area=area, number=number
    )


def object_ref(event: Event) -> ObjectRef:
    """The object of an event, by what its type is called today."""
    return ObjectRef(present_type(event.object_type), event.object_id)


def read_changes(area: Area, events: Iterable[Event]) -> list[Change]:
    """Events of an area with what each changed, in the order in which they come.

    What an event changed shows against all that was recorded of the same object before it, so
    that is read too: in one query for all objects.
    """
    events = list(events)
    if not events:
        return []
    refs = {object_ref(event) for event in events}
    history = (
        Event.objects.filter(_about(refs), chain__area=area)
        .filter(number__lte=max(event.number for event in events))
        .select_related("stored_values")
        .order_by("number")
    )
    wanted_pks = {event.pk for event in events}
    changes: dict[int, Change] = {}
    states: dict[ObjectRef, dict[str, Any]] = {}
    for event in history:
        change = _under_present_names(read_event(event))
        state = states.setdefault(change.ref, {})
        if event.pk in wanted_pks:
            is_compared = event.verb != ADD and is_model(change.ref.type)
            comparison = _compare(change, state if is_compared else {})
            changes[event.pk] = replace(comparison, recorded=state | change.values)
        state.update(change.values, **dict.fromkeys(change.erased_names, ERASED))
    return [changes[event.pk] for event in events]


def read_names(user: User, area: Area, changes: Iterable[Change]) -> ReaderNames:
    """What accounts and objects that events name are called, and which a reader may not open."""
    changes = list(changes)
    refs = {change.ref for change in changes}
    for change in changes:
        refs |= set(references(wording_of(change.ref.type), change.values))
    closed_refs = find_closed(user, area, refs)
    return ReaderNames(
        accounts=_account_names(changes),
        titles=find_titles(area, refs - closed_refs),
        closed_refs=closed_refs,
    )


def find_closed(user: User, area: Area, refs: Iterable[ObjectRef]) -> frozenset[ObjectRef]:
    """Objects of which a reader may know that something was done, and not what."""
    refs = set(refs)
    return frozenset(
        ref
        for closed_references in registered("closed_references")
        for ref in closed_references(user, area, refs)
    )


def people_and_types(area: Area) -> tuple[list[tuple[int, str]], set[str]]:
    """Who did something in an area, and to which types of object; read in one query.

    Accounts by the names that they have now, in their order; types by their names of today.
    """
    names = User.objects.filter(pk=OuterRef("actor_id")).values("display_name")
    events = area_events(area).order_by().annotate(actor_name=Subquery(names))
    rows = events.values_list("actor_id", "actor_name", "object_type").distinct()
    people: dict[int, str] = {}
    types = set()
    for actor_id, name, object_type in rows:
        types.add(present_type(object_type))
        if actor_id is not None and name is not None:
            people[actor_id] = name
    return sorted(people.items(), key=lambda person: (person[1], person[0])), types


def find_by_name(user: User, area: Area, events: QuerySet[Event], name: str) -> set[ObjectRef]:
    """The objects of events whose sentences begin with a name, of those that a reader may open."""
    pairs = events.order_by().values_list("object_type", "object_id").distinct()
    refs = {ObjectRef(present_type(object_type), id) for object_type, id in pairs}
    matches = {
        ref
        for ref, title in find_titles(area, refs).items()
        if name.casefold() in wording_of(ref.type).subject(title).casefold()
    }
    return matches - find_closed(user, area, matches)


def _about(refs: Iterable[ObjectRef]) -> Q:
    """Events of objects, under any names of their types; no events for no objects."""
    refs = set(refs)
    objects = Q(pk__in=[])
    for object_type in {ref.type for ref in refs}:
        ids = [ref.id for ref in refs if ref.type == object_type]
        objects |= Q(object_type__in=all_types(object_type), object_id__in=ids)
    return objects


def _account_names(changes: Iterable[Change]) -> dict[int, str]:
    numbers: set[int] = set()
    for change in changes:
        wording = wording_of(change.ref.type)
        if change.event.actor_id is not None:
            numbers.add(change.event.actor_id)
        numbers |= {
            value
            for name, value in change.values.items()
            if isinstance(value, int) and is_account(wording, name)
        }
    accounts = User.objects.filter(pk__in=numbers)
    return dict(accounts.values_list("pk", "display_name"))


def _under_present_names(recorded: RecordedEvent) -> Change:
    type = recorded.event.object_type
    values = dict(recorded.values)
    reason = str(values.pop(REASON, ""))
    return Change(
        event=recorded.event,
        ref=object_ref(recorded.event),
        values={present_name(type, name): value for name, value in values.items()},
        erased_names=tuple(present_name(type, name) for name in recorded.erased_names),
        reason=reason,
        is_same=False,
    )


def _compare(change: Change, state: Mapping[str, Any]) -> Change:
    values = {
        name: value
        for name, value in change.values.items()
        if (value not in EMPTY or state.get(name) not in EMPTY) and value != state.get(name)
    }
    is_same = bool(change.values) and not values and bool(state)
    return replace(change, values=values, is_same=is_same)
