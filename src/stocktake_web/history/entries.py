"""Shapes events for the page of a history. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stocktake_web.audit import ObjectRef
from stocktake_web.audit.actions import REASON
from stocktake_web.formats import day
from stocktake_web.history.queries import Change, is_account

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
HIDDEN_TEXT = "not shown: you may not read the thing itself, or it was removed"
NO_ACCOUNT = "the installation itself, or a link without an account"


@dataclass(frozen=True)
class Entry:
    """An event as a reader sees it.

    Parameters
    ----------
    number : int
        In the chain of the area.
    at : datetime
    actor, role : str
        Who did it, and in which roles.
    verb : str
    type, id : str
        Of the object, by what its type is called today.
    reason : str
    rows : tuple of pairs of str
        What was set: label and text.
    is_same : bool
        Whether nothing differs from what was recorded before.
    """

    number: int
    at: datetime
    actor: str
    role: str
    verb: str
    type: str
    id: str
    reason: str
    rows: tuple[tuple[str, str], ...]
    is_same: bool


def make_entries(
    changes: Iterable[Change], names: Mapping[int, str], closed_refs: Container[ObjectRef] = ()
) -> list[Entry]:
    """Events as a reader sees them, in the order in which they come.

    Parameters
    ----------
    closed_refs : container of ObjectRef
        Objects of which the reader may know that something was done, and not what.
    """
    return [_make_entry(change, names, change.ref in closed_refs) for change in changes]


def _make_entry(change: Change, names: Mapping[int, str], is_closed: bool) -> Entry:
    event = change.event
    reason = "erased" if REASON in change.erased_names else change.reason
    number = event.actor_id
    return Entry(
        number=event.number,
        at=event.at,
        actor=NO_ACCOUNT if number is None else _account(number, names),
        role=event.actor_role.replace("_", " "),
        verb=event.verb,
        type=change.ref.type,
        id=change.ref.id,
        reason="" if is_closed else reason,
        rows=(("What was set", HIDDEN_TEXT),) if is_closed else _rows(change, names),
        is_same=change.is_same and not is_closed,
    )


def _rows(change: Change, names: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    rows = [
        (
            _label(name),
            _account(value, names)
            if is_account(name) and isinstance(value, int)
            else format_value(value),
        )
        for name, value in change.values.items()
    ]
    rows += [(_label(name), "erased") for name in change.erased_names if name != REASON]
    return tuple(rows)


def _account(number: int, names: Mapping[int, str]) -> str:
    return names.get(number, f"account {number}")


def format_value(value: Any) -> str:
    """A value of an event as a reader sees it.

    Examples
    --------
    >>> format_value("2026-04-08"), format_value(None), format_value(["a", True])
    ('8 April 2026', 'nothing', 'a, yes')
    """
    if value is None or value in ("", [], {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(format_value(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{_label(name)}: {format_value(item)}" for name, item in value.items())
    if isinstance(value, str) and DATE.fullmatch(value):
        return _format_day(value)
    return str(value)


def _format_day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _label(name: str) -> str:
    words = name.replace("_", " ").removesuffix(" id")
    return f"{words[:1].upper()}{words[1:]}".replace("urn", "URN")
