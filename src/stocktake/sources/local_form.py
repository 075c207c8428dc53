"""Opens a filled-in form of local returns: a CSV file or a workbook, as rows of text."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stocktake.sources.local_template import LOCAL_RETURN, PROBLEM_COLUMN, FormLayout
from stocktake.sources.reading import (
    cannot_open,
    refuse,
    utf16_faults,
)
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import Fault, InputError, nearest

MOST_COLUMNS = 100
MOST_ROWS = 20_000
"""A large authority's return of every school and measure has half as many."""


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


def read_form(path: Path, layout: FormLayout = LOCAL_RETURN) -> list[FormRow]:
    """Read the rows of a form that hold anything.

    Parameters
    ----------
    path : path
        A ``.csv`` or ``.xlsx``; of a workbook the layout's sheet, else the only sheet.
    layout : FormLayout
        Which form it is; by default a local return.

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
        rows = list(_sheet_rows(path, layout.sheet))
    else:
        raise InputError(
            f"cannot read {path.name}",
            [
                Fault(
                    path.name,
                    f"is no {layout.name}",
                    "a .csv or .xlsx file made from the template",
                )
            ],
        )
    if not rows:
        refuse(f"cannot read {path.name}", [Fault(path.name, "is empty", "the template's header")])
    _check_extent(path.name, rows)
    header = [cell.strip() for cell in rows[0][1]]
    _check_header(path.name, header, layout)
    filled_rows = [
        FormRow(number, _cells(header, cells, layout))
        for number, cells in rows[1:]
        if any(map(str.strip, cells))
    ]
    beyond = [
        Fault(f"{path.name}: row {number}", "has cells beyond the last column", "", "delete them")
        for number, cells in rows[1:]
        if any(map(str.strip, cells[len(header) :]))
    ]
    refuse(f"cannot read {path.name}", beyond)
    if not filled_rows:
        refuse(f"cannot read {path.name}", [Fault(path.name, "has no figures, only a header")])
    return filled_rows


def _cells(header: list[str], cells: list[str], layout: FormLayout) -> dict[str, str]:
    texts = dict(zip(header, map(str.strip, cells), strict=False))
    texts.pop(PROBLEM_COLUMN, None)
    return {column.name: "" for column in layout.columns} | texts


def _check_extent(name: str, rows: list[tuple[int, list[str]]]) -> None:
    """Refuse at once what is far larger than any form: each of its faults would take time."""
    width = max(len(cells) for _, cells in rows)
    faults = []
    if width > MOST_COLUMNS:
        faults = [Fault(name, f"has {width:,} columns", "those of the template")]
    elif len(rows) > MOST_ROWS:
        faults = [
            Fault(name, f"has {len(rows):,} rows", f"at most {MOST_ROWS:,}", "split the file")
        ]
    refuse(f"cannot read {name}", faults)


def _check_header(name: str, header: list[str], layout: FormLayout) -> None:
    known_columns = [column.name for column in layout.columns]
    location = f"{name}: row 1"
    faults = [
        Fault(
            location,
            f"unknown column {text!r}",
            "a column of the template",
            nearest(text, known_columns),
        )
        for text in header
        if text and text not in (*known_columns, PROBLEM_COLUMN)
    ]
    faults += [
        Fault(location, f"column {text!r} occurs twice", "each once")
        for text, count in sorted(Counter(header).items())
        if text and count > 1
    ]
    faults += [
        Fault(location, f"has no column {column.name!r}", column.meaning.rstrip("."))
        for column in layout.columns
        if column.is_needed and column.name not in header
    ]
    refuse(f"{name} is not laid out like the template", faults)


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        content = path.read_bytes()
        refuse(f"cannot read {path.name}", utf16_faults(path.name, content))
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise cannot_open(path, error) from None
    except UnicodeDecodeError:
        fault = Fault(path.name, "is not UTF-8 text", "UTF-8", "save it as CSV UTF-8")
        raise InputError(f"cannot read {path.name}", [fault]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        problem = f"has a cell of more than {csv.field_size_limit():,} characters"
        fault = Fault(
            f"{path.name}: row {reader.line_num}", problem, "", "look for a quotation mark too many"
        )
        raise InputError(f"cannot read {path.name}", [fault]) from None


def _sheet_rows(path: Path, sheet_name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_open(path, error) from None
    book = open_workbook(content, path.name)
    names = book.sheet_names
    if sheet_name not in names and len(names) > 1:
        fault = Fault(path.name, f"has no sheet {sheet_name!r}", f"one of that name, not {names}")
        raise InputError(f"cannot read {path.name}", [fault])
    sheet = book.read(sheet_name if sheet_name in names else names[0], headings=True)
    yield from enumerate(sheet.texts(true="yes", false="no"), start=1)
