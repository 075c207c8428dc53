"""Writes tables as a workbook, to the guidance on accessible spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from stocktake.publish.exhibits import Cell, Column, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NO_FIGURE = "[x]"
"""The shorthand that official statistics use for a figure that is not available."""

NARROW, WIDE = 9, 60
FIRST_ROW = 4
"""Row of the header, from 0: above it stand title, description and the way to the notes."""


@dataclass(frozen=True)
class WorkbookContent:
    """What a workbook holds.

    Parameters
    ----------
    sentence, audience : str
        What it says, and for whom it is; its properties, and of its cover the first lines.
    cover, notes : tuple of str
        The further lines of the cover; the notes that hold for every table.
    tables : tuple of Table
        Each on a sheet of its own; those without rows are left out.
    as_of : date
        The day that the file says it was created, so that the same content makes the same file.
    """

    title: str
    sentence: str
    audience: str
    cover: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]
    as_of: date


@dataclass(frozen=True)
class Sheet:
    """One table on a sheet of its own."""

    name: str
    table: Table


def write_accessible_workbook(content: WorkbookContent) -> bytes:
    """Write tables as an Excel workbook.

    Returns
    -------
    bytes
        A cover, a list of contents, notes, then one marked-up table a sheet, named ``Table_1``
        and on. No cell is merged or left empty, and nothing is said by colour alone. Figures are
        numbers, unrounded and shown to their decimal places; ``[x]`` is a figure that is not
        available.

    Notes
    -----
    Source: Government Analysis Function, Releasing statistics in spreadsheets (2021).

    Examples
    --------
    >>> from datetime import date
    >>> table = Table("Schools", (Column("School"), Column("Pupils", True)),
    ...               ((Cell("Example School"), Cell("120", 120)),))
    >>> content = WorkbookContent("Schools", "One school.", "For anybody.", (), (), (table,),
    ...                           date(2026, 11, 30))
    >>> write_accessible_workbook(content)[:2]
    b'PK'
    """
    import xlsxwriter

    stream = BytesIO()
    workbook = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties(
        {
            "title": content.title,
            "subject": content.sentence,
            "author": "Stocktake",
            "comments": content.audience,
            "created": datetime.combine(content.as_of, time()),
        }
    )
    sheets = [
        Sheet(f"Table_{number}", table)
        for number, table in enumerate((t for t in content.tables if t.rows), start=1)
    ]
    _Writer(workbook).all(content, sheets)
    workbook.close()
    return stream.getvalue()


class _Writer:
    """Sheets of one workbook, with the few formats that they share."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        base = {"font_name": "Arial", "font_size": 12, "valign": "top"}
        self.title = workbook.add_format({**base, "bold": True, "font_size": 16})
        self.text = workbook.add_format({**base, "text_wrap": True})
        self.plain = workbook.add_format(base)
        self.head = workbook.add_format({**base, "bold": True, "text_wrap": True, "bottom": 1})
        self.link = workbook.add_format({**base, "font_color": "#0563C1", "underline": 1})
        self._numbers: dict[int, Format] = {}
        self._base = base

    def number(self, decimal_places: int) -> Format:
        """The format of a figure."""
        if decimal_places not in self._numbers:
            number_format = "#,##0" + ("." + "0" * decimal_places if decimal_places else "")
            self._numbers[decimal_places] = self.workbook.add_format(
                {**self._base, "num_format": number_format, "align": "right"}
            )
        return self._numbers[decimal_places]

    def all(self, content: WorkbookContent, sheets: list[Sheet]) -> None:
        """Every sheet, in the order of the guidance."""
        self._cover(content)
        contents = Table(
            "Contents",
            (Column("Sheet"), Column("What it holds")),
            tuple(
                (Cell(sheet.name, link=sheet.name), Cell(sheet.table.caption)) for sheet in sheets
            ),
        )
        self._sheet("Contents", contents, "Each name leads to its sheet.")
        rows = tuple(
            (Cell(sheet.name), Cell(f"note {number}"), Cell(note))
            for sheet in sheets
            for number, note in enumerate(sheet.table.notes, start=1)
        )
        general = (
            *content.notes,
            f"{NO_FIGURE} stands where a figure is not available.",
        )
        notes = (
            *(
                (Cell("All"), Cell(f"note {number}"), Cell(text))
                for number, text in enumerate(general, start=1)
            ),
            *rows,
        )
        columns = (Column("Sheet"), Column("Note"), Column("Text"))
        self._sheet("Notes", Table("Notes", columns, notes), "Tables call their notes by number.")
        for sheet in sheets:
            self._sheet(sheet.name, sheet.table, _describe(sheet.table))

    def _cover(self, content: WorkbookContent) -> None:
        sheet = self.workbook.add_worksheet("Cover")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 90)
        lines = (content.sentence, content.audience, *content.cover)
        sheet.write_string(0, 0, content.title, self.title)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, self.text)

    def _sheet(self, name: str, table: Table, description: str) -> None:
        sheet = self.workbook.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, f"{name}: {table.caption}" if "_" in name else name, self.title)
        sheet.write_string(1, 0, description, self.plain)
        if name == "Contents":
            sheet.write_string(2, 0, "This sheet holds one table.", self.plain)
        else:
            sheet.write_url(2, 0, "internal:'Contents'!A1", self.link, "Back to the contents")
        headings = _distinct([column.heading for column in table.columns])
        last = FIRST_ROW + len(table.rows)
        sheet.add_table(
            FIRST_ROW,
            0,
            last,
            len(headings) - 1,
            {
                "name": f"{name}_data",
                "style": None,
                "autofilter": False,
                "columns": [{"header": h, "header_format": self.head} for h in headings],
            },
        )
        for number, row in enumerate(table.rows, start=FIRST_ROW + 1):
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._cell(sheet, number, at, cell, column)
        for at, column in enumerate(table.columns):
            longest = max(len(row[at].text) for row in table.rows)
            widest = max(longest, len(column.heading)) * 1.15 + 2
            sheet.set_column(at, at, min(max(widest, NARROW), WIDE))

    def _cell(self, sheet: Worksheet, row: int, at: int, cell: Cell, column: Column) -> None:
        if cell.number is not None:
            sheet.write_number(row, at, cell.number, self.number(column.decimal_places))
        elif column.figures:
            sheet.write_string(row, at, NO_FIGURE, self.number(0))
        elif cell.link:
            sheet.write_url(row, at, f"internal:'{cell.link}'!A1", self.link, cell.text)
        else:
            sheet.write_string(row, at, cell.text or "no note", self.text)


def _describe(table: Table) -> str:
    notes = " Its notes are on the sheet Notes." if table.notes else ""
    return f"This sheet holds one table.{notes}"


def _distinct(headings: list[str]) -> list[str]:
    """Headings of a marked-up table must differ.

    Examples
    --------
    >>> _distinct(["Year", "England", "England"])
    ['Year', 'England', 'England (2)']
    """
    uses: dict[str, int] = {}
    distinct = []
    for heading in headings:
        uses[heading] = uses.get(heading, 0) + 1
        distinct.append(heading if uses[heading] == 1 else f"{heading} ({uses[heading]})")
    return distinct
