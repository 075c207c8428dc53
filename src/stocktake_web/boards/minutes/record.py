"""What was recorded of a meeting, as plain values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.boards.meetings.quorum import Quorum


@dataclass(frozen=True)
class AttendanceRecord:
    """One seat's person at a meeting; ``consent`` is None where the body has not decided on it."""

    name: str
    role: str
    kind: str
    presence: str
    consent: bool | None


@dataclass(frozen=True)
class RecusalRecord:
    """Somebody who stepped out of an item."""

    name: str
    role: str
    reason: str


@dataclass(frozen=True)
class DecisionRecord:
    """A decision."""

    id: int
    text: str
    reason: str
    openness: str
    quorate: bool


@dataclass(frozen=True)
class ActionRecord:
    """An action that was agreed."""

    id: int
    text: str
    owner: str
    owner_role: str
    due: date
    openness: str


@dataclass(frozen=True)
class PaperRecord:
    """A paper that was not withdrawn."""

    id: int
    title: str
    file_name: str
    size_bytes: int
    sha256: str
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
    minute_text : str
        What the minutes say; empty before they are drafted.
    """

    id: int
    number: int
    title: str
    openness: str
    publishable: bool
    note: str
    minute_text: str
    quorum: Quorum
    recusals: tuple[RecusalRecord, ...] = ()
    decisions: tuple[DecisionRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    papers: tuple[PaperRecord, ...] = ()


@dataclass(frozen=True)
class AddendumRecord:
    """An addition to approved minutes."""

    text: str
    openness: str
    at: datetime


@dataclass(frozen=True)
class MeetingRecord:
    """A whole meeting.

    Parameters
    ----------
    early_notes : tuple of str
        That it was opened or closed before its day, and why: sentences that nobody edits.
    """

    body: str
    meeting_date: date
    place: str
    quorum: Quorum
    attendance: tuple[AttendanceRecord, ...]
    items: tuple[ItemRecord, ...]
    early_notes: tuple[str, ...] = ()
    opening: str = ""
    approved: bool = False
    addenda: tuple[AddendumRecord, ...] = ()
