"""Opens a filled-in form of local returns: a CSV file or a workbook, as rows of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from stocktake.sources.local_template import COLUMNS, RETURNS_SHEET
from stocktake.sources.reading import cannot_open, refuse
from stocktake.standards.errors import Fault, InputError, nearest


@dataclass(frozen=True)
class FormRow:
    """One filled-in row.

    Parameters
    ----------
    row : int
        Line of the CSV file or row of the sheet, the header being 1.
    cells : dict of str to str
        Every column of the form; blank where the file leaves it out.
    """

    row: int
    cells: dict[str, str]


def read_form(path: Path) -> list[FormRow]:
    """Read the rows of a form that hold anything.

    Parameters
    ----------
    path : path
        A ``.csv`` or ``.xlsx``; of a workbook the sheet "Returns", else the only sheet.

    Returns
    -------
    list of FormRow
        Dates as ``2018-03-31``, whole numbers without a point.

    Raises
    ------
    InputError
        A file that cannot be opened or is no form: unknown or missing columns, no rows.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        rows = list(_csv_rows(path))
    elif ending in (".xlsx", ".xlsm"):
        rows = list(_sheet_rows(path))
    else:
        raise InputError(
            f"cannot read {path.name}",
            [Fault(path.name, "is no local return", "a .csv or .xlsx file made from the template")],
        )
    if not rows:
        refuse(f"cannot read {path.name}", [Fault(path.name, "is empty", "the template's header")])
    header = [cell.strip() for cell in rows[0][1]]
    _check_header(path.name, header)
    filled = [
        FormRow(number, _cells(header, cells))
        for number, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    ]
    beyond = [
        Fault(f"{path.name}: row {number}", "has cells beyond the last column", "", "delete them")
        for number, cells in rows[1:]
        if any(cell.strip() for cell in cells[len(header) :])
    ]
    refuse(f"cannot read {path.name}", beyond)
    if not filled:
        refuse(f"cannot read {path.name}", [Fault(path.name, "has no figures, only a header")])
    return filled


def _cells(header: list[str], cells: list[str]) -> dict[str, str]:
    found = {column.name: "" for column in COLUMNS}
    found.update(zip(header, (cell.strip() for cell in cells), strict=False))
    return found


def _check_header(name: str, header: list[str]) -> None:
    known = [column.name for column in COLUMNS]
    where = f"{name}: row 1"
    faults = [
        Fault(where, f"unknown column {text!r}", "a column of the template", nearest(text, known))
        for text in header
        if text and text not in known
    ]
    faults += [
        Fault(where, f"column {text!r} occurs twice", "each once")
        for text in sorted({text for text in header if text and header.count(text) > 1})
    ]
    faults += [
        Fault(where, f"has no column {column.name!r}", column.meaning.rstrip("."))
        for column in COLUMNS
        if column.needed and column.name not in header
    ]
    refuse(f"{name} is not laid out like the template", faults)


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise cannot_open(path, error) from None
    except UnicodeDecodeError:
        fault = Fault(path.name, "is not UTF-8 text", "UTF-8", "save it as CSV UTF-8")
        raise InputError(f"cannot read {path.name}", [fault]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    for cells in reader:
        yield reader.line_num, cells


def _sheet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb"):
            pass
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if RETURNS_SHEET not in names and len(names) > 1:
            fault = Fault(
                path.name, f"has no sheet {RETURNS_SHEET!r}", f"one of that name, not {names}"
            )
            raise InputError(f"cannot read {path.name}", [fault])
        sheet = book.get_sheet_by_name(RETURNS_SHEET if RETURNS_SHEET in names else names[0])
        rows = sheet.to_python(skip_empty_area=False)
    except OSError as error:
        raise cannot_open(path, error) from None
    except CalamineError:
        fault = Fault(path.name, "is not a workbook, or a damaged one", "an .xlsx file")
        raise InputError(f"cannot read {path.name}", [fault]) from None
    for number, cells in enumerate(rows, start=1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """A cell as somebody would have typed it in a CSV file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
