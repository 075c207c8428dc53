"""What was recorded of a meeting, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.boards.quorum import Quorum


@dataclass(frozen=True)
class Came:
    """One seat's holder at a meeting; ``consent`` is None where the body has not said."""

    name: str
    role: str
    kind: str
    presence: str
    consent: bool | None


@dataclass(frozen=True)
class Withdrew:
    """Somebody who stepped out of an item."""

    name: str
    role: str
    reason: str


@dataclass(frozen=True)
class Decided:
    """A decision."""

    id: int
    words: str
    reason: str
    openness: str
    quorate: bool


@dataclass(frozen=True)
class Agreed:
    """An action that was agreed."""

    id: int
    words: str
    owner: str
    owner_role: str
    due: date
    openness: str


@dataclass(frozen=True)
class ItemRecord:
    """One item: what the agenda says, what was said, what came of it.

    Parameters
    ----------
    number : int
        From 1, in the order taken.
    publishable : bool
        Whether the item is open and names no school without leave.
    note : str
        What the secretary wrote during the meeting.
    minuted : str
        What the minutes say; empty before they are drafted.
    """

    id: int
    number: int
    title: str
    openness: str
    publishable: bool
    note: str
    minuted: str
    quorum: Quorum
    withdrew: tuple[Withdrew, ...] = ()
    decided: tuple[Decided, ...] = ()
    agreed: tuple[Agreed, ...] = ()


@dataclass(frozen=True)
class AddendumRecord:
    """An addition to approved minutes."""

    words: str
    openness: str
    at: datetime


@dataclass(frozen=True)
class MeetingRecord:
    """A whole meeting."""

    body: str
    held_on: date
    place: str
    quorum: Quorum
    came: tuple[Came, ...]
    items: tuple[ItemRecord, ...]
    opening: str = ""
    approved: bool = False
    addenda: tuple[AddendumRecord, ...] = ()
