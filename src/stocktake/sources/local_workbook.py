"""Writes forms for local returns: empty ones to fill in, and rows to correct."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stocktake.sources.local_template import (
    COLUMNS,
    PROBLEM_COLUMN,
    RETURNS_SHEET,
    NamedLocalIndicator,
    full_id,
    template_notes,
    unit_of,
)
from stocktake.standards.errors import UsageError
from stocktake.standards.period_kinds import KINDS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NOTES_SHEET = "Notes"
LISTS_SHEET = "Lists"

TEMPLATE_ROWS = 500
"""Rows of the form; more may be written below."""

LEVELS = ("School", "Local authority", "Local authority district", "Regional", "National", "MAT")


def write_local_template(path: Path, indicators: Sequence[NamedLocalIndicator]) -> str:
    """Write an empty form for local returns.

    Parameters
    ----------
    path : path
        A ``.csv`` (a header and nothing else) or an ``.xlsx`` (a sheet of notes, and a table with
        one header row and lists to choose from, to the guidance on accessible spreadsheets). An
        existing file is replaced.
    indicators : sequence
        What may be returned: each with ``id``, ``unit`` and ``words``.

    Returns
    -------
    str
        The notes: what each column means. A CSV file cannot carry them.

    Raises
    ------
    UsageError
        For another ending, or a place that cannot be written to.

    Notes
    -----
    Source: Government Analysis Function, Releasing statistics in spreadsheets (2024).

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "return.csv"
    >>> notes = write_local_template(target, [])
    >>> target.read_text().split(",")[:3]
    ['indicator', 'date', 'time_period']
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise UsageError(f"cannot write {path.name}: expected a name that ends in .csv or .xlsx")
    try:
        if ending == ".csv":
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\r\n").writerow([c.name for c in COLUMNS])
        else:
            _write_workbook(str(path), indicators)
    except OSError as error:
        raise UsageError(f"cannot write {path.name}: {error.strerror or error}") from None
    return template_notes(indicators)


def write_local_corrections(
    indicators: Sequence[NamedLocalIndicator], rows: Sequence[tuple[Mapping[str, str], str]]
) -> bytes:
    """Write the workbook of rows that wait: each as it was sent, and what is wrong with it.

    Parameters
    ----------
    rows : sequence of (cells by column, what is wrong)
        Cells are written as text, whatever they hold: none becomes a formula.
    """
    stream = io.BytesIO()
    _write_workbook(stream, indicators, rows)
    return stream.getvalue()


def _write_workbook(
    target: str | io.BytesIO,
    indicators: Sequence[NamedLocalIndicator],
    corrections: Sequence[tuple[Mapping[str, str], str]] = (),
) -> None:
    # A workbook library is not needed to judge a plan, so it is loaded where it is used.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # In memory: on a full disk its working files would stay behind.
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    # The same form is the same bytes on any day.
    workbook.set_properties({"title": "Local return", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    notes = workbook.add_worksheet(NOTES_SHEET)
    returns = workbook.add_worksheet(RETURNS_SHEET)
    lists = workbook.add_worksheet(LISTS_SHEET)
    _write_notes(workbook, notes, indicators)
    choices = {
        "indicator": [full_id(item.id) for item in indicators],
        "time_identifier": list(KINDS),
        "geographic_level": list(LEVELS),
        "cumulative": ["yes", "no"],
    }
    _write_returns(workbook, returns, choices, has_problems=bool(corrections))
    _write_corrections(workbook, returns, corrections)
    for place, (name, items) in enumerate(choices.items()):
        lists.write_string(0, place, name)
        lists.write_column(1, place, items)
        lists.set_column(place, place, 28)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from None


def _write_notes(
    workbook: Workbook, sheet: Worksheet, indicators: Sequence[NamedLocalIndicator]
) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 1, 80, wrapped)
    sheet.write_string(0, 0, "Local return: notes", title)
    sheet.write_string(1, 0, f"Fill in the sheet {RETURNS_SHEET!r}: one row for each figure.")
    columns = [
        [column.name, column.meaning + (" Needed." if column.is_needed else "")]
        for column in COLUMNS
    ]
    _table(sheet, 3, "columns", ["Column", "What to write"], columns)
    if indicators:
        rows = [[full_id(item.id), f"{item.words} ({unit_of(item)})"] for item in indicators]
        _table(sheet, 5 + len(columns), "indicators", ["Indicator", "What it is"], rows)


def _table(
    sheet: Worksheet, first: int, name: str, header: list[str], rows: list[list[str]]
) -> None:
    sheet.add_table(
        first,
        0,
        first + len(rows),
        len(header) - 1,
        {"name": name, "columns": [{"header": text} for text in header], "data": rows},
    )


def _write_corrections(
    workbook: Workbook, sheet: Worksheet, corrections: Sequence[tuple[Mapping[str, str], str]]
) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, (cells, problem) in enumerate(corrections, start=1):
        for place, column in enumerate(COLUMNS):
            if text := cells.get(column.name):
                sheet.write_string(number, place, text)
        sheet.write_string(number, len(COLUMNS), problem, wrapped)


def _write_returns(
    workbook: Workbook, sheet: Worksheet, choices: dict[str, list[str]], *, has_problems: bool
) -> None:
    as_text = workbook.add_format({"num_format": "@"})
    as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    formats = {"time_period": as_text, "school_urn": as_text, "place": as_text}
    formats |= {"date": as_date, "returned_on": as_date}
    names = [column.name for column in COLUMNS]
    if has_problems:
        names.append(PROBLEM_COLUMN)
    sheet.add_table(
        0,
        0,
        TEMPLATE_ROWS,
        len(names) - 1,
        {"name": "returns", "columns": [{"header": name} for name in names]},
    )
    for place, name in enumerate(names):
        width = 60 if name == PROBLEM_COLUMN else max(14, len(name) + 4)
        sheet.set_column(place, place, width, formats.get(name))
        if choices.get(name):
            column = chr(ord("A") + list(choices).index(name))
            items = f"={LISTS_SHEET}!${column}$2:${column}${len(choices[name]) + 1}"
            sheet.data_validation(
                1, place, TEMPLATE_ROWS, place, {"validate": "list", "source": items}
            )
    sheet.freeze_panes(1, 0)
