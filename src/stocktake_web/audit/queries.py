"""Reads events: with their values, by a person, and about a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet

from stocktake_web.audit.models import Event


@dataclass(frozen=True)
class RecordedEvent:
    """An event with its values.

    Parameters
    ----------
    event : Event
    values : dict
        By name; without those that were erased.
    erased_names : tuple of str
        The names of values that were erased.
    """

    event: Event
    values: dict[str, Any]
    erased_names: tuple[str, ...]


def read_event(event: Event) -> RecordedEvent:
    """An event with its values."""
    content = event.stored_values.content
    values = {name: json.loads(text) for name, (_, text) in content.items()}
    return RecordedEvent(event, values, tuple(sorted(set(event.digests) - set(content))))


def events_about(
    user: Model, words: tuple[str, ...]
) -> Iterator[tuple[RecordedEvent, tuple[str, ...]]]:
    """Events that say something of a person, each with the names of the values that do.

    A value does where the object is the person's account, where it holds one of the words (name,
    e-mail address), or is the account's number under the name ``user``.
    """
    account = (settings.AUTH_USER_MODEL.lower(), str(user.pk))
    events = Event.objects.select_related("stored_values").order_by("pk")
    for event in events.iterator(chunk_size=500):
        recorded = read_event(event)
        is_own = (event.object_type, event.object_id) == account
        names = tuple(
            name
            for name, value in recorded.values.items()
            if is_own or _is_about(name, value, user, words)
        )
        if names:
            yield recorded, names


def events_by(user: Model) -> QuerySet[Event]:
    """What a person did."""
    return Event.objects.filter(actor_id=user.pk).select_related("stored_values").order_by("pk")


def _is_about(name: str, value: Any, user: Model, words: tuple[str, ...]) -> bool:
    if name == "user":
        return bool(value == user.pk)
    text = json.dumps(value, ensure_ascii=False).casefold()
    return any(word and word.casefold() in text for word in words)
