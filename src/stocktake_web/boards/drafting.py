"""Drafts minutes from what was recorded. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from stocktake_web.boards.record import Came, ItemRecord, MeetingRecord


def opening_words(record: MeetingRecord) -> str:
    """The minutes' opening: who came, who sent apologies, and whether there was a quorum.

    Parameters
    ----------
    record : MeetingRecord

    Returns
    -------
    str
        Paragraphs divided by an empty line.
    """
    said = []
    present = [_with_role(each) for each in record.came if each.presence == "present"]
    said.append(f"Present: {_listed(present)}.")
    apologies = [_with_consent(each) for each in record.came if each.presence == "apologies"]
    if apologies:
        said.append(f"Apologies: {_listed(apologies)}.")
    absent = [_with_consent(each) for each in record.came if each.presence == "absent"]
    if absent:
        said.append(f"Absent: {_listed(absent)}.")
    said.append(record.quorum.words)
    return "\n\n".join(said)


def entry_words(item: ItemRecord) -> str:
    """What the minutes say of an item: the secretary's note, and who stepped out.

    Decisions and actions are not repeated in words: they stand beside, as recorded.
    """
    said = [item.note.strip()] if item.note.strip() else []
    for each in item.withdrew:
        said.append(f"{each.name} declared an interest ({each.reason}) and withdrew.")
    if item.withdrew:
        said.append(f"For this item {_lower(item.quorum.words)}")
    return "\n\n".join(said)


def _with_role(each: Came) -> str:
    return each.name if each.name == each.role else f"{each.name} ({each.role})"


def _with_consent(each: Came) -> str:
    said = {True: "consent given", False: "consent not given", None: "consent not considered"}
    return f"{_with_role(each)}, {said[each.consent]}"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names) or "nobody"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
