"""Reads the events of an area, each with what differs from what was recorded before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit import ObjectRef
from stocktake_web.audit.actions import REASON
from stocktake_web.audit.labels import all_types, present_name, present_type
from stocktake_web.audit.models import Event
from stocktake_web.audit.queries import RecordedEvent, read_event

EMPTY: tuple[Any, ...] = (None, "", [], {})
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
    """

    event: Event
    ref: ObjectRef
    values: dict[str, Any]
    erased_names: tuple[str, ...]
    reason: str
    is_same: bool


def area_events(area: Area) -> QuerySet[Event]:
    """What happened in an area, the latest first."""
    return Event.objects.filter(chain__area=area).order_by("-number")


def object_events(area: Area, type: str, id: str) -> QuerySet[Event]:
    """What happened to an object of an area, under any name of its type, the latest first."""
    return area_events(area).filter(object_type__in=all_types(type), object_id=id)


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
    objects = Q()
    for type in {ref.type for ref in refs}:
        ids = [ref.id for ref in refs if ref.type == type]
        objects |= Q(object_type__in=all_types(type), object_id__in=ids)
    history = (
        Event.objects.filter(objects, chain__area=area)
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
            is_compared = event.verb != ADD and _is_row(change.ref)
            changes[event.pk] = _compare(change, state if is_compared else {})
        state.update(change.values, **dict.fromkeys(change.erased_names, ERASED))
    return [changes[event.pk] for event in events]


def account_names(changes: Iterable[Change]) -> dict[int, str]:
    """What the accounts that events name are called now, by their numbers."""
    changes = list(changes)
    numbers = {change.event.actor_id for change in changes if change.event.actor_id is not None} | {
        value
        for change in changes
        for name, value in change.values.items()
        if is_account(name) and isinstance(value, int)
    }
    accounts = User.objects.filter(pk__in=numbers)
    return dict(accounts.values_list("pk", "display_name"))


def is_account(value_name: str) -> bool:
    """Whether a value of that name is the number of an account."""
    return value_name == "user" or value_name.endswith("_user")


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


def _is_row(ref: ObjectRef) -> bool:
    """Whether events of an object hold the fields of its row; others hold what was sent."""
    try:
        apps.get_model(ref.type)
    except (LookupError, ValueError):
        return False
    return True


def _compare(change: Change, state: Mapping[str, Any]) -> Change:
    values = {
        name: value
        for name, value in change.values.items()
        if (value not in EMPTY or state.get(name) not in EMPTY) and value != state.get(name)
    }
    is_same = bool(change.values) and not values and bool(state)
    return replace(change, values=values, is_same=is_same)
