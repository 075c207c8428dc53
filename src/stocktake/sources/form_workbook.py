"""Writes a form as an accessible workbook: notes, a table with one header row, and lists."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stocktake.sources.local_template import PROBLEM_COLUMN, FormLayout

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NOTES_SHEET = "Notes"
LISTS_SHEET = "Lists"

TEMPLATE_ROWS = 500
"""Rows of the form; more may be written below."""


@dataclass(frozen=True)
class FormText:
    """What a workbook of a form says besides its columns.

    Parameters
    ----------
    title : str
        ``"Local return"``.
    instruction : str
        One sentence on how to fill it in.
    choices : mapping of str to sequence of str
        By column, what may be chosen there.
    tables : sequence of (name, header, rows)
        Further tables of notes.
    """

    title: str
    instruction: str
    choices: Mapping[str, Sequence[str]]
    tables: Sequence[tuple[str, list[str], list[list[str]]]] = ()


def write_form_workbook(
    target: str | io.BytesIO,
    layout: FormLayout,
    text: FormText,
    rows: Sequence[tuple[Mapping[str, str], str]] = (),
) -> None:
    """Write a form, empty or with rows in it.

    Parameters
    ----------
    target : str or BytesIO
        A path, or memory.
    layout : FormLayout
    text : FormText
    rows : sequence of (cells by column, what is wrong)
        Cells are written as text, whatever they hold: none becomes a formula. Where any row says
        what is wrong, the form has a column for it.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    # A workbook library is not needed to judge a plan, so it is loaded where it is used.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    # In memory: on a full disk its working files would stay behind.
    workbook = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The same form is the same bytes on any day.
    workbook.set_properties({"title": text.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    notes = workbook.add_worksheet(NOTES_SHEET)
    sheet = workbook.add_worksheet(layout.sheet)
    lists = workbook.add_worksheet(LISTS_SHEET)
    _write_notes(workbook, notes, layout, text)
    has_problems = any(problem for _, problem in rows)
    _write_table(workbook, sheet, layout, text.choices, has_problems=has_problems)
    _write_rows(workbook, sheet, layout, rows)
    for place, (name, items) in enumerate(text.choices.items()):
        lists.write_string(0, place, name)
        lists.write_column(1, place, items)
        lists.set_column(place, place, 28)
    try:
        workbook.close()
    except FileCreateError as error:
        raise OSError(str(error)) from None


def _write_notes(workbook: Workbook, sheet: Worksheet, layout: FormLayout, text: FormText) -> None:
    title = workbook.add_format({"bold": True, "font_size": 14})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28, wrapped)
    sheet.set_column(1, 1, 80, wrapped)
    sheet.write_string(0, 0, f"{text.title}: notes", title)
    sheet.write_string(1, 0, text.instruction)
    columns = [
        [column.name, column.meaning + (" Needed." if column.is_needed else "")]
        for column in layout.columns
    ]
    first = 3
    for name, header, rows in [
        ("columns", ["Column", "What to write"], columns),
        *(table for table in text.tables if table[2]),
    ]:
        sheet.add_table(
            first,
            0,
            first + len(rows),
            len(header) - 1,
            {"name": name, "columns": [{"header": words} for words in header], "data": rows},
        )
        first += len(rows) + 2


def _write_rows(
    workbook: Workbook,
    sheet: Worksheet,
    layout: FormLayout,
    rows: Sequence[tuple[Mapping[str, str], str]],
) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, (cells, problem) in enumerate(rows, start=1):
        for place, column in enumerate(layout.columns):
            if text := cells.get(column.name):
                sheet.write_string(number, place, text)
        if problem:
            sheet.write_string(number, len(layout.columns), problem, wrapped)


def _write_table(
    workbook: Workbook,
    sheet: Worksheet,
    layout: FormLayout,
    choices: Mapping[str, Sequence[str]],
    *,
    has_problems: bool,
) -> None:
    as_text = workbook.add_format({"num_format": "@"})
    as_date = workbook.add_format({"num_format": "yyyy-mm-dd"})
    formats = dict.fromkeys(layout.text_columns, as_text)
    formats |= dict.fromkeys(layout.date_columns, as_date)
    names = [column.name for column in layout.columns]
    if has_problems:
        names.append(PROBLEM_COLUMN)
    sheet.add_table(
        0,
        0,
        TEMPLATE_ROWS,
        len(names) - 1,
        {"name": layout.sheet.lower(), "columns": [{"header": name} for name in names]},
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
