"""Reads the workbook that came back: row by row, what it would change and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stocktake.sources import CellFault, open_workbook
from stocktake.standards import InputError
from stocktake_web.plans.sheets.funding_rows import read_funding
from stocktake_web.plans.sheets.layout import (
    ACTIONS,
    COVER,
    FUNDING,
    HEADER_ROW,
    PLACE_CELL,
    PLAN,
    RISKS,
    SHEETS,
    VERSION,
    Sheet,
)
from stocktake_web.plans.sheets.reports import RowReport
from stocktake_web.plans.sheets.row_context import RowContext
from stocktake_web.plans.sheets.row_forms import (
    RowEffect,
    RowFault,
    read_plan,
    read_risk,
    read_update,
)

MOST_ROWS = 2_000
MOST_FAULTS = 10
NO_WORKBOOK = "is no workbook that was taken out of this page"
# Not the first of the stored cells: a database may keep them in another order.
KEY_COLUMNS = {sheet.name: sheet.names[0] for sheet in SHEETS}
READERS: Mapping[str, Callable[[Mapping[str, str], RowContext], RowEffect | None]] = {
    ACTIONS.name: read_update,
    PLAN.name: read_plan,
    RISKS.name: read_risk,
    FUNDING.name: read_funding,
}


class WorkbookError(Exception):
    """The file is no workbook of this page, or one of another place."""


@dataclass(frozen=True)
class SheetRow:
    """A row as it came: its cells by column, and what is wrong with those that show no text."""

    sheet: str
    number: int
    cells: dict[str, str]
    cell_faults: tuple[str, ...] = ()


def read_workbook(content: bytes, context: RowContext) -> list[RowReport]:
    """Say what a workbook would change. Rows that change nothing are left out.

    Raises
    ------
    WorkbookError
        It cannot be opened, lacks a sheet or a column, or was taken out for another place.
    """
    reports = read_rows(_sheet_rows(content, context.area.slug), context)
    return [report for report in reports if report.effect != "nothing"]


def read_again(reports: Iterable[RowReport], context: RowContext) -> list[RowReport]:
    """Say what rows that were kept would change now.

    What an earlier version kept without its cells stays as it is.
    """
    reports = list(reports)
    rows = [
        SheetRow(report.sheet, report.row, report.cells, report.cell_faults)
        for report in reports
        if report.cells
    ]
    present = {(report.sheet, report.row): report for report in read_rows(rows, context)}
    return [present.get((report.sheet, report.row), report) for report in reports]


def read_rows(rows: Iterable[SheetRow], context: RowContext) -> list[RowReport]:
    """Say what each row would change, or all that is wrong with it."""
    return _without_repeats([_read_row(row, context) for row in rows])


def _read_row(row: SheetRow, context: RowContext) -> RowReport:
    key = row.cells.get(KEY_COLUMNS[row.sheet], "")
    report = RowReport(
        row.sheet, row.number, "nothing", key, "", cells=row.cells, cell_faults=row.cell_faults
    )
    faults: list[str] = list(row.cell_faults)
    try:
        row_effect = READERS[row.sheet](row.cells, context)
    except RowFault as fault:
        if not faults:
            return replace(report, effect=fault.effect, description=str(fault), faults=fault.faults)
        # A cell that could not be read is empty, so what is said of it twice is said once.
        faulty_columns = {text.partition(" ")[0] for text in faults}
        faults += [text for text in fault.faults if text.partition(":")[0] not in faulty_columns]
        row_effect = None
    if faults:
        return replace(report, effect="fault", description="; ".join(faults), faults=tuple(faults))
    if row_effect is None:
        return report
    effect, description, values = row_effect
    return replace(report, effect=effect, description=description, values=values)


def _without_repeats(reports: Sequence[RowReport]) -> list[RowReport]:
    """Let two rows of one thing wait, since only one of them can be meant."""
    first_rows: dict[tuple[str, ...], int] = {}
    result = []
    for report in reports:
        about: tuple[str, ...] = (
            (report.sheet, report.key) if report.effect in ("plan", "risk", "funding") else ()
        )
        if report.effect in ("update", "new risk", "new funding"):
            about = (report.sheet, report.key, *map(str, report.values.values()))
        first_row = first_rows.setdefault(about, report.row) if about else report.row
        if first_row != report.row:
            fault = f"row {first_row} is about the same; keep one of the two"
            report = replace(report, effect="fault", description=fault, faults=(fault,))
        result.append(report)
    return result


def _sheet_rows(content: bytes, place: str) -> Iterator[SheetRow]:
    try:
        book = open_workbook(content, "plan.xlsx", damaged=(NO_WORKBOOK, "", ""))
        required_names = {sheet.name for sheet in SHEETS if not sheet.optional}
        if {COVER, *required_names} - set(book.sheet_names):
            raise WorkbookError(f"The file {NO_WORKBOOK}.")
        first_cells = [row[0] for row in book.read(COVER).texts() if row]
        read = {
            sheet: book.read_with_faults(sheet.name, first_row=HEADER_ROW)
            for sheet in SHEETS
            if sheet.name in book.sheet_names
        }
    except InputError as error:
        faults = error.faults[:MOST_FAULTS]
        problems = "; ".join(f"{_place(fault.location)} {fault.problem}" for fault in faults)
        raise WorkbookError(f"{problems}.") from None
    origin = next((cell for cell in first_cells if cell.startswith(PLACE_CELL)), "")
    if origin and origin != f"{PLACE_CELL}{place}":
        raise WorkbookError("The workbook was taken out for another place.")
    for sheet, (table, cell_faults) in read.items():
        yield from _rows(sheet, table.texts(), cell_faults)


def _place(location: str) -> str:
    _, _, cell = location.partition(": ")
    return f"{cell[:1].upper()}{cell[1:]}:" if cell else "The file"


def _rows(
    sheet: Sheet, cells: Sequence[Sequence[str]], faults: Sequence[CellFault]
) -> Iterator[SheetRow]:
    header = [cell.strip() for cell in cells[HEADER_ROW - 1]] if len(cells) >= HEADER_ROW else []
    absent = [name for name in sheet.required_names if name not in header]
    if absent:
        raise WorkbookError(f"The sheet {sheet.name} lacks the column {', '.join(absent)}.")
    if len(cells) > MOST_ROWS:
        raise WorkbookError(f"The sheet {sheet.name} has more than {MOST_ROWS} rows.")
    columns = {name: header.index(name) for name in sheet.names if name in header}
    by_cell = {(fault.row, fault.column): fault for fault in faults}
    for number, row in enumerate(cells[HEADER_ROW:], start=HEADER_ROW + 1):
        # A column that an earlier version did not have says nothing: it does not empty a field.
        texts = {VERSION: ""} | {
            name: row[at].replace("\r\n", "\n").strip() for name, at in columns.items()
        }
        row_faults = tuple(
            f"{name} {fault.problem}" + (f": {fault.fix}" if fault.fix else "")
            for name, at in columns.items()
            if (fault := by_cell.get((number, at + 1)))
        )
        if row_faults or any(texts.values()):
            yield SheetRow(sheet.name, number, texts, row_faults)
