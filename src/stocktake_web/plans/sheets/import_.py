"""Reads the workbook that came back: row by row, what it would change and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from stocktake.sources import open_workbook
from stocktake.standards import InputError
from stocktake_web.accounts.models import Area
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.layout import ACTIONS, COVER, HEADER_ROW, PLAN, RISKS, Sheet
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.plans.sheets.row_forms import (
    RowContext,
    RowEffect,
    RowFault,
    read_plan,
    read_risk,
    read_update,
)
from stocktake_web.services import plan_of

MOST_ROWS = 2_000
MOST_FAULTS = 10
NO_WORKBOOK = "is no workbook that was taken out of this page"
READERS: tuple[tuple[Sheet, Callable[[Mapping[str, str], RowContext], RowEffect | None]], ...] = (
    (ACTIONS, read_update),
    (PLAN, read_plan),
    (RISKS, read_risk),
)


class WorkbookError(Exception):
    """The file is no workbook of this page, or one of another revision."""


def read_workbook(
    content: bytes, *, area: Area, revision: PlanRevision, risks: Mapping[int, Risk]
) -> list[RowReport]:
    """Say what a workbook would change. Rows that change nothing are left out.

    Parameters
    ----------
    revision : PlanRevision
        The one in force.
    risks : mapping
        The open ones by number.

    Raises
    ------
    WorkbookError
        It cannot be opened, lacks a sheet or a column, or was made from another revision.
    """
    sheets = _open(content)
    first_cells = [row[0] for row in sheets[COVER] if row]
    origin = next((cell for cell in first_cells if cell.startswith("revision ")), "")
    if origin != f"revision {revision.number}":
        raise WorkbookError(
            f"The workbook was made from {origin or 'no revision'}; revision {revision.number} of "
            "the plan is in force. Take the workbook out again and copy your changes."
        )
    context = RowContext(
        area,
        revision,
        {
            activity.id: activity
            for priority in plan_of(revision).priority
            for activity in priority.activity
        },
        risks,
    )
    reports = []
    for sheet, read_row in READERS:
        for number, row in _rows(sheets[sheet.name], sheet):
            key = row[sheet.names[0]]
            try:
                row_effect = read_row(row, context)
            except RowFault as fault:
                row_effect = ("fault", str(fault), {})
            if row_effect is not None:
                effect, description, values = row_effect
                reports.append(RowReport(sheet.name, number, effect, key, description, values))
    return reports


def _open(content: bytes) -> dict[str, list[list[str]]]:
    names = {COVER: 1, **{sheet.name: HEADER_ROW for sheet in (ACTIONS, PLAN, RISKS)}}
    try:
        book = open_workbook(content, "plan.xlsx", damaged=(NO_WORKBOOK, "", ""))
        if set(names) - set(book.sheet_names):
            raise WorkbookError(f"The file {NO_WORKBOOK}.")
        return {
            name: book.read(name, first_row=first_row).texts() for name, first_row in names.items()
        }
    except InputError as error:
        faults = error.faults[:MOST_FAULTS]
        problems = "; ".join(f"{_place(fault.location)} {fault.problem}" for fault in faults)
        raise WorkbookError(f"{problems}.") from None


def _place(location: str) -> str:
    _, _, cell = location.partition(": ")
    return f"{cell[:1].upper()}{cell[1:]}:" if cell else "The file"


def _rows(cells: Sequence[Sequence[Any]], sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    header = (
        [str(cell).strip() for cell in cells[HEADER_ROW - 1]] if len(cells) >= HEADER_ROW else []
    )
    absent = [name for name in sheet.names if name not in header]
    if absent:
        raise WorkbookError(f"The sheet {sheet.name} lacks the column {', '.join(absent)}.")
    if len(cells) > MOST_ROWS:
        raise WorkbookError(f"The sheet {sheet.name} has more than {MOST_ROWS} rows.")
    for number, row in enumerate(cells[HEADER_ROW:], start=HEADER_ROW + 1):
        texts = {name: str(row[header.index(name)]).strip() for name in sheet.names}
        if any(texts.values()):
            yield number, texts
