"""What of a meeting will not be in its published minutes, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from stocktake_web.accounts.models import Area
from stocktake_web.boards.agenda.models import AgendaItem, Paper
from stocktake_web.boards.agenda.queries import items
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.boards.openness import OPEN


@dataclass(frozen=True)
class LeftOut:
    """Something that the public will not read.

    Parameters
    ----------
    number : int
        Of the item, as the minutes number it.
    kind : str
        "Item", "Decision", "Action", "Paper" or "Addition"; an addition belongs to no item.
    reason : str
        A sentence's end, after "because".
    is_conflict : bool
        It is marked open, and will not be read all the same.
    """

    number: int
    kind: str
    title: str
    openness: str
    reason: str
    is_conflict: bool


def left_out(area: Area, meeting: Meeting) -> list[LeftOut]:
    """Everything that publishing leaves out, in the order of the agenda."""
    agenda = items(area, meeting)
    prefetch_related_objects(agenda, "decisions", "actions")
    return [
        line for number, item in enumerate(agenda, 1) for line in _of_item(number, item)
    ] + _additions(meeting)


def why_not_published(item: AgendaItem) -> str:
    """Why nothing of an item is published, after "because"; empty where it is."""
    if item.openness != OPEN:
        return f"the item is {item.openness}"
    if not item.publishable:
        return "the item judges a named school"
    return ""


def _of_item(number: int, item: AgendaItem) -> Iterator[LeftOut]:
    item_reason = why_not_published(item)
    if item_reason:
        yield LeftOut(number, "Item", item.title, item.openness, item_reason, item.openness == OPEN)
    for kind, rows in (
        ("Decision", item.decisions.all()),
        ("Action", item.actions.all()),
        ("Paper", item.papers.all()),
    ):
        for row in rows:
            reason = item_reason or ("" if row.openness == OPEN else f"it is {row.openness}")
            if reason:
                title = row.title if isinstance(row, Paper) else row.text
                yield LeftOut(number, kind, title, row.openness, reason, row.openness == OPEN)


def _additions(meeting: Meeting) -> list[LeftOut]:
    minutes = getattr(meeting, "minutes", None)
    return [
        LeftOut(0, "Addition", row.text, row.openness, f"it is {row.openness}", False)
        for row in (minutes.addenda.all() if minutes else ())
        if row.openness != OPEN
    ]
