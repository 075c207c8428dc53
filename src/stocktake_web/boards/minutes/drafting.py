"""Drafts minutes from what was recorded. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake_web.boards.minutes.record import AttendanceRecord, ItemRecord, MeetingRecord

CONSENT = {True: "consent given", False: "consent not given", None: "consent not considered"}


def draft_opening(record: MeetingRecord) -> str:
    """The minutes' opening: who came, who sent apologies, and whether there was a quorum.

    Parameters
    ----------
    record : MeetingRecord

    Returns
    -------
    str
        Paragraphs divided by an empty line.
    """
    present = [_with_role(row) for row in record.attendance if row.presence == "present"]
    paragraphs = [f"Present: {_join(present)}."]
    for presence, label in (("apologies", "Apologies"), ("absent", "Absent")):
        names = [_with_consent(row) for row in record.attendance if row.presence == presence]
        if names:
            paragraphs.append(f"{label}: {_join(names)}.")
    paragraphs.append(record.quorum.sentence)
    return "\n\n".join(paragraphs)


def draft_entry(item: ItemRecord) -> str:
    """What the minutes say of an item: the secretary's note, and who stepped out.

    Decisions and actions are not repeated in words: they follow as recorded.
    """
    paragraphs = [item.note.strip()] if item.note.strip() else []
    paragraphs += [
        f"{recusal.name} declared an interest ({recusal.reason}) and withdrew."
        for recusal in item.recusals
    ]
    if item.recusals:
        sentence = item.quorum.sentence
        paragraphs.append(f"For this item {sentence[:1].lower()}{sentence[1:]}")
    return "\n\n".join(paragraphs)


def _with_role(row: AttendanceRecord) -> str:
    return row.name if row.name == row.role else f"{row.name} ({row.role})"


def _with_consent(row: AttendanceRecord) -> str:
    return f"{_with_role(row)}, {CONSENT[row.consent]}"


def _join(names: Iterable[str]) -> str:
    return "; ".join(names) or "nobody"
