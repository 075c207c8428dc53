"""Reads the queue of an area: what waits, what was decided, and a table as it would be printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist

from stocktake.disclosure import Record, ReleaseQueue, Request
from stocktake.standards import UsageError
from stocktake_web.accounts.models import Area
from stocktake_web.releases.people import account_id, person_titles
from stocktake_web.releases.seal.store import DatabaseSeal
from stocktake_web.services.registers import open_queue, policy_titles

CONFIDENTIAL = "c"
"""How a printed table marks a hidden figure."""


class NoSuchTable(ObjectDoesNotExist):
    """Nothing is asked under that id in that area."""


@dataclass(frozen=True)
class QueuedTable:
    """A request in an area, as access rules and pages read it.

    Parameters
    ----------
    owner_user_id : int or None
        The account that asked.
    asked_by, decided_by : str
        As pages call them; ``decided_by`` is empty while it waits.
    is_recalled : bool
        Whether it was released and taken back.
    """

    area_id: int
    owner_user_id: int | None
    request: Request
    asked_by: str
    decided_by: str = ""
    is_recalled: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether somebody has decided."""
        return self.request.outcome is not None


@dataclass(frozen=True)
class PrintedCell:
    """A cell of a table as it is printed.

    Parameters
    ----------
    is_figure : bool
        Whether its column holds figures, not items.
    is_hidden : bool
    """

    text: str
    is_figure: bool
    is_hidden: bool


@dataclass(frozen=True)
class PrintedTable:
    """A table as it is printed: the heads of its columns, and its rows."""

    head: tuple[PrintedCell, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]

    @property
    def hidden_count(self) -> int:
        """How many of its figures are hidden."""
        return sum(cell.is_hidden for row in self.rows for cell in row)


def area_queue(area: Area) -> ReleaseQueue:
    """The queue of an area, to read."""
    return open_queue(area, DatabaseSeal(area))


def waiting_tables(area: Area) -> list[QueuedTable]:
    """What nobody has decided, in the order in which it was asked; the register is not read."""
    return _queued(area, area_queue(area).waiting(), ())


def tables_of(area: Area, most_decided: int) -> tuple[list[QueuedTable], list[QueuedTable]]:
    """What waits, in the order in which it was asked; and what was decided, the latest first."""
    queue = area_queue(area)
    requests = queue.requests()
    waiting = [request for request in requests if request.outcome is None]
    decided = sorted(
        ((request.outcome.as_of, request) for request in requests if request.outcome),
        key=lambda pair: pair[0],
        reverse=True,
    )
    recent = [request for _, request in decided[:most_decided]]
    tables = _queued(area, [*waiting, *recent], queue.register.records())
    return tables[: len(waiting)], tables[len(waiting) :]


def find_table(area: Area, table: str) -> QueuedTable:
    """A request by its id.

    Raises
    ------
    NoSuchTable
        There is none in this area.
    """
    queue = area_queue(area)
    # First, so that a table whose register was removed is not merely unknown.
    records = queue.register.records()
    try:
        request = queue.get(table)
    except UsageError:
        raise NoSuchTable from None
    return _queued(area, [request], records)[0]


def preview_of(area: Area, request: Request) -> PrintedTable:
    """The table of a request as it would be printed, or was to be."""
    return printed_table(area_queue(area).preview(request.id), request.figure_columns)


def printed_table(text: str, figure_columns: Collection[str]) -> PrintedTable:
    """Read a printed table's CSV, and mark what is hidden in it."""
    head, *rows = csv.reader(io.StringIO(text))
    is_figure = [name in figure_columns for name in head]
    return PrintedTable(
        tuple(
            PrintedCell(text, figure, is_hidden=False)
            for text, figure in zip(head, is_figure, strict=True)
        ),
        tuple(
            tuple(
                PrintedCell(text, figure, figure and text == CONFIDENTIAL)
                for text, figure in zip(row, is_figure, strict=True)
            )
            for row in rows
        ),
    )


def policy_title(area: Area, policy: str) -> str:
    """What the rules are called; their id where the area no longer has them."""
    return dict(policy_titles(area)).get(policy, policy)


def _queued(
    area: Area, requests: Sequence[Request], records: Iterable[Record]
) -> list[QueuedTable]:
    recalled_ids = {record.id for record in records if record.recall}
    names = {request.requested_by for request in requests}
    names |= {request.outcome.by for request in requests if request.outcome}
    titles = person_titles(names)
    return [
        QueuedTable(
            area.pk,
            account_id(request.requested_by),
            request,
            titles[request.requested_by],
            titles[request.outcome.by] if request.outcome else "",
            request.outcome is not None and request.outcome.record_id in recalled_ids,
        )
        for request in requests
    ]
