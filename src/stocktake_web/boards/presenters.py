"""Shapes what pages show. Pure: nothing is read or written here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from stocktake_web.boards.absence import AbsenceWarning
from stocktake_web.boards.models import Action, AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.openness import EXEMPT
from stocktake_web.boards.register import Standing

OPENNESS_CLASSES = {
    "open": "govuk-tag--green",
    "restricted": "govuk-tag--yellow",
    "exempt": "govuk-tag--red",
}
"""The colour of each openness, which never stands without its word."""


@dataclass(frozen=True)
class BodyRow:
    """One body in the list of all."""

    body: Body
    next: Meeting | None
    open_count: int
    late_count: int


@dataclass(frozen=True)
class SeatRow:
    """One seat with what the secretary watches."""

    seat: Seat
    standing: Standing
    absence: AbsenceWarning | None


@dataclass(frozen=True)
class ItemRow:
    """One item of an agenda as a reader may see it.

    Parameters
    ----------
    hidden : bool
        The item is exempt and the reader may not read it.
    withdrew : bool
        The reader stepped out of it, and opens neither it nor its papers.
    """

    number: int
    item: AgendaItem
    hidden: bool
    flagged_count: int
    withdrew: bool = False


def item_rows(
    items: list[AgendaItem],
    *,
    reads_exempt: bool,
    flagged: dict[int, int],
    withdrawn: Collection[int] = (),
) -> list[ItemRow]:
    """The agenda as a reader may see it: an exempt item keeps its number and shows no more."""
    return [
        ItemRow(
            number,
            item,
            hidden=item.openness == EXEMPT and not reads_exempt,
            flagged_count=flagged.get(item.pk, 0),
            withdrew=item.pk in withdrawn,
        )
        for number, item in enumerate(items, 1)
    ]


def late(action: Action, today: date) -> bool:
    """Whether an action is past its day and not done."""
    return action.state == "open" and action.due < today
