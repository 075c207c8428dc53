"""Reads events: the history of anything in an area, and what tells of a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event


@dataclass(frozen=True)
class Told:
    """An event with what it held.

    Parameters
    ----------
    event : Event
    values : dict
        By name; without those that were erased.
    erased : tuple of str
        The names of values that were erased.
    """

    event: Event
    values: dict[str, Any]
    erased: tuple[str, ...]


def history(area: Area, type: str, id: str) -> QuerySet[Event]:
    """What happened to a thing of an area, the latest first."""
    return _events(area).filter(object_type=type, object_id=id).order_by("-number")


def latest(area: Area) -> QuerySet[Event]:
    """What happened in an area, the latest first."""
    return _events(area).order_by("-number")


def told(event: Event) -> Told:
    """An event with what it held."""
    held = event.beside.held
    values = {name: json.loads(text) for name, (_, text) in held.items()}
    return Told(event, values, tuple(sorted(set(event.digests) - set(held))))


def about(user: User, words: tuple[str, ...]) -> Iterator[tuple[Told, tuple[str, ...]]]:
    """Events that tell of a person, each with the names of the values that do.

    A value tells of a person where the thing is the person's account, where it holds one of the
    words (name, e-mail address), or is the account's number under the name ``user``.
    """
    label = User._meta.label_lower
    for event in Event.objects.select_related("beside").order_by("pk").iterator(chunk_size=500):
        one = told(event)
        own = (event.object_type, event.object_id) == (label, str(user.pk))
        names = tuple(
            name for name, value in one.values.items() if own or _tells(name, value, user, words)
        )
        if names:
            yield one, names


def done_by(user: User) -> QuerySet[Event]:
    """What a person did."""
    return Event.objects.filter(actor_id=user.pk).order_by("pk")


def names_of(shown: list[Told]) -> dict[int, str]:
    """What the accounts that events name are called now, by their numbers."""
    numbers = {one.event.actor_id for one in shown if one.event.actor_id is not None}
    numbers |= {one.values["user"] for one in shown if isinstance(one.values.get("user"), int)}
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "display_name"))


def _events(area: Area) -> QuerySet[Event]:
    return Event.objects.filter(chain__area=area).select_related("beside")


def _tells(name: str, value: Any, user: User, words: tuple[str, ...]) -> bool:
    if name == "user":
        return bool(value == user.pk)
    said = json.dumps(value, ensure_ascii=False).casefold()
    return any(word and word.casefold() in said for word in words)
