"""Shapes events for the page of a history. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake_web.audit.actions import REASON, Thing
from stocktake_web.audit.queries import Told
from stocktake_web.formats import day

USER = "user"
"""The name under which a value is the number of an account."""
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
HIDDEN = "not shown: it is exempt, or was taken away"
NOBODY = "the installation itself, or a link without an account"


@dataclass(frozen=True)
class Entry:
    """An event as a reader sees it."""

    number: int
    at: datetime
    who: str
    role: str
    verb: str
    type: str
    id: str
    reason: str
    rows: tuple[tuple[str, str], ...]


def entries(
    events: Iterable[Told], names: Mapping[int, str], closed: Container[Thing] = ()
) -> list[Entry]:
    """Events as a reader sees them, in the order given.

    Parameters
    ----------
    closed : container of Thing
        Things of which the reader may know that something was done, and not what.
    """
    return [_entry(one, names, closed) for one in events]


def _entry(one: Told, names: Mapping[int, str], closed: Container[Thing]) -> Entry:
    event = one.event
    hidden = Thing(event.object_type, event.object_id) in closed
    rows = [("What was set", HIDDEN)] if hidden else _rows(one, names)
    reason = "erased" if REASON in one.erased else str(one.values.get(REASON, ""))
    number = event.actor_id
    return Entry(
        number=event.number,
        at=event.at,
        who=NOBODY if number is None else names.get(number, f"account {number}"),
        role=event.actor_role.replace("_", " "),
        verb=event.verb,
        type=event.object_type,
        id=event.object_id,
        reason="" if hidden else reason,
        rows=tuple(rows),
    )


def _rows(one: Told, names: Mapping[int, str]) -> list[tuple[str, str]]:
    rows = [
        (_words(name), names.get(value, f"account {value}") if name == USER else said(value))
        for name, value in one.values.items()
        if name != REASON
    ]
    rows += [(_words(name), "erased") for name in one.erased if name != REASON]
    return rows


def said(value: Any) -> str:
    """A value of an event as a reader sees it.

    Examples
    --------
    >>> said("2026-04-08"), said(None), said(["a", True])
    ('8 April 2026', 'nothing', 'a, yes')
    """
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(said(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{_words(name)}: {said(each)}" for name, each in value.items())
    if isinstance(value, str) and DATE.fullmatch(value):
        return _day(value)
    return str(value)


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _words(name: str) -> str:
    words = name.replace("_", " ").removesuffix(" id")
    return f"{words[:1].upper()}{words[1:]}".replace("urn", "URN")
