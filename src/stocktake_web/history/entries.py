"""Shapes events into the sentences of a history. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stocktake_web.accounts.models import Role
from stocktake_web.audit import ObjectRef
from stocktake_web.audit.actions import REASON
from stocktake_web.history.queries import ERASED, Change
from stocktake_web.history.titles import fill_title, is_model, title_parts
from stocktake_web.history.values import ReaderNames, format_value
from stocktake_web.history.wording import ObjectWording, wording_of

SYSTEM = "the system"
"""Who did what no account did: a command, or something that runs by itself."""
ACTOR = "{actor}"
ROLE_WORDS = {str(code): str(label).lower() for code, label in Role.choices}


@dataclass(frozen=True)
class Entry:
    """An event as a reader sees it.

    Parameters
    ----------
    number : int
        In the chain of the area.
    at : datetime
    ref : ObjectRef
        The object, by what its type is called today.
    subject : str
        How the sentence begins: the object.
    action : str
        How it goes on: what was done, by whom, and why.
    rows : tuple of pairs of str
        What was set: label and text.
    is_same : bool
        Whether nothing differs from what was recorded before.
    is_closed : bool
        Whether the reader may not open the object.
    """

    number: int
    at: datetime
    ref: ObjectRef
    subject: str
    action: str
    rows: tuple[tuple[str, str], ...]
    is_same: bool
    is_closed: bool

    @property
    def sentence(self) -> str:
        """Who did what to which thing, and why."""
        return f"{self.subject} {self.action}"


def make_entries(changes: Iterable[Change], names: ReaderNames) -> list[Entry]:
    """Events as a reader sees them, in the order in which they come."""
    return [_make_entry(change, names) for change in changes]


def describe_object(ref: ObjectRef, names: ReaderNames, change: Change | None = None) -> str:
    """An object as a sentence begins with it.

    One that was removed has the title that was recorded with it, if that was not erased.
    """
    wording = wording_of(ref.type)
    if ref in names.closed_refs:
        return f"{wording.name}, which you may not open,"
    title = names.titles.get(ref) or (_recorded_title(wording, change) if change else "")
    if title:
        return wording.subject(title)
    if not wording.title and is_model(ref.type):
        return wording.name
    return f"{wording.name}, which was removed since,"


def _make_entry(change: Change, names: ReaderNames) -> Entry:
    is_closed = change.ref in names.closed_refs
    return Entry(
        number=change.event.number,
        at=change.event.at,
        ref=change.ref,
        subject=describe_object(change.ref, names, change),
        action=f"{_action(change, names)}{'' if is_closed else _because(change)}.",
        rows=() if is_closed else _rows(change, names),
        is_same=change.is_same and not is_closed,
        is_closed=is_closed,
    )


def _action(change: Change, names: ReaderNames) -> str:
    phrase = wording_of(change.ref.type).phrase(change.event.verb)
    if phrase.endswith("."):
        return phrase.removesuffix(".")
    actor = _actor(change, names)
    return phrase.replace(ACTOR, actor) if ACTOR in phrase else f"{phrase} by {actor}"


def _actor(change: Change, names: ReaderNames) -> str:
    event = change.event
    if event.actor_id is None:
        return SYSTEM
    codes = event.actor_role.split(", ")
    roles = ", ".join(ROLE_WORDS[code] for code in codes if code in ROLE_WORDS)
    return f"{names.account(event.actor_id)}{f' ({roles})' if roles else ''}"


def _because(change: Change) -> str:
    if REASON in change.erased_names:
        return ", for a reason that was erased since"
    reason = " ".join(change.reason.split()).rstrip(".")
    return f", because “{reason}”" if reason else ""


def _rows(change: Change, names: ReaderNames) -> tuple[tuple[str, str], ...]:
    wording = wording_of(change.ref.type)
    rows = [
        (wording.label(name), format_value(wording, name, value, names))
        for name, value in change.values.items()
        if name not in wording.technical
    ]
    rows += [
        (wording.label(name), "erased")
        for name in change.erased_names
        if name != REASON and name not in wording.technical
    ]
    return tuple(rows)


def _recorded_title(wording: ObjectWording, change: Change) -> str:
    parts = title_parts(wording)
    recorded = {name: change.recorded.get(name, ERASED) for name in parts}
    if not parts or ERASED in recorded.values():
        return ""
    return fill_title(wording, recorded, {})
