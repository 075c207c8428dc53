"""Writes the report as a workbook, to the guidance on accessible spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from stocktake.publish.content import Card, Cell, Column, ReportContent, Table
from stocktake.publish.wording import long_date

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
class Sheet:
    """One table on a sheet of its own."""

    name: str
    table: Table


def write_workbook(content: ReportContent) -> bytes:
    """Write the report as an Excel workbook.

    Parameters
    ----------
    content : ReportContent

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
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> from stocktake.publish.report import report_content
    >>> content = report_content(judge(example_plan("blackpool"), as_of=date(2017, 11, 1)))
    >>> write_workbook(content)[:2]
    b'PK'
    """
    import xlsxwriter

    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False})
    workbook.set_properties(
        {
            "title": content.title,
            "subject": content.headline,
            "author": "Stocktake",
            "comments": content.audience,
            # The day of the judgement, so that the same content makes the same file.
            "created": datetime.combine(content.as_of, time()),
        }
    )
    sheets = [
        Sheet(f"Table_{number}", table)
        for number, table in enumerate((t for t in _tables(content) if t.rows), start=1)
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

    def all(self, content: ReportContent, sheets: list[Sheet]) -> None:
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
            *(Cell(method) for method in content.methods),
            Cell(f"{NO_FIGURE} stands where a figure is not available."),
            *(Cell(f"{fact.label}: {fact.text}") for fact in content.reading),
        )
        notes = (
            *((Cell("All"), Cell(f"note {n}"), text) for n, text in enumerate(general, start=1)),
            *rows,
        )
        columns = (Column("Sheet"), Column("Note"), Column("Text"))
        self._sheet("Notes", Table("Notes", columns, notes), "Tables call their notes by number.")
        for sheet in sheets:
            self._sheet(sheet.name, sheet.table, _describe(sheet.table))

    def _cover(self, content: ReportContent) -> None:
        sheet = self.workbook.add_worksheet("Cover")
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 90)
        lines = [
            content.headline,
            content.audience,
            *(f"{fact.label}: {fact.text}" for fact in content.facts),
            f"Place: {content.place}",
            f"Made with Stocktake, as known on {long_date(content.as_of)}.",
            content.licence,
        ]
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


def _tables(content: ReportContent) -> Iterator[Table]:
    """Every table of the report; what the page shows as text and lists becomes tables too."""
    cards = [(card, whole) for root in content.cards for card, whole in _flat(root, "")]
    # Links of the page lead to cards, and there are none here.
    rows = tuple(tuple(replace(cell, link="") for cell in row) for row in content.summary.rows)
    yield replace(content.summary, rows=rows)
    yield _texts(
        "Verdicts in words",
        ("Target", "Part of", "Verdict", "Sentence", "Promised", "Where", "Comparability"),
        [
            (
                card.title,
                whole or "a target of its own",
                f"{card.tag} (local data, not published)" if card.local else card.tag,
                card.sentence,
                card.promise or "see the whole target",
                card.page or "no page",
                card.comparability or "an ordinary year",
            )
            for card, whole in cards
        ],
    )
    yield _texts(
        "Watch indicators and leading indicators",
        ("Target", "Kind", "Finding", "Figures", "Why it is followed"),
        [
            (card.title, kind, item.tag, item.text, item.why or "see the title")
            for card, _ in cards
            for kind, items in (("Watched meanwhile", card.watch), ("Moves first", card.leading))
            for item in items
        ],
    )
    for card, _ in cards:
        if card.readings is not None:
            yield replace(card.readings, caption=f"{card.title}: {card.readings.caption.lower()}")
        for exhibit in card.figures:
            board = " (local data, not published)" if exhibit.local else ""
            yield replace(exhibit.table, caption=f"{card.title}: {exhibit.table.caption}{board}")
    if content.gaps is not None:
        yield _texts("What the plan does not yet answer", ("Gap",), [(g,) for g in content.gaps])
    if content.claims is not None:
        yield content.claims
    yield _texts(
        "Where the plan contradicts itself or the figures",
        ("Query", "Where"),
        [(query.text, query.tag or "no page") for query in content.queries],
    )
    yield _texts(
        "Where each verdict's figures are written down",
        ("Target", "Source"),
        [(card.title, source) for card, _ in cards for source in card.sources],
    )
    yield content.sources


def _flat(card: Card, whole: str) -> Iterator[tuple[Card, str]]:
    """A card and its parts, each with the title of the target that it is part of."""
    yield card, whole
    for part in card.parts:
        yield from _flat(part, card.title)


def _texts(caption: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Table(caption, tuple(Column(heading) for heading in headings), cells)


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
