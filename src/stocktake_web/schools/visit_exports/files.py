"""Writes an export as a Word document and as CSV."""

from __future__ import annotations

from stocktake.publish import Cell, Column, Table, table_csv
from stocktake_web.formats import day
from stocktake_web.schools.visit_exports.content import VisitExport
from stocktake_web.word.pages import new_document, set_pages
from stocktake_web.word.writer import document_bytes, set_properties

HEADER = ("visited_on", "kind", "part", "text")
NOTHING_REMOVED = "No name, address or number was found to remove"


def write_word(export: VisitExport) -> bytes:
    """The records as a document, with what was removed said first."""
    document = new_document()
    title = f"Records of visits to {export.school}"
    set_properties(document, title=title, as_of=export.as_of)
    set_pages(document, foot=f"{title}, {day(export.as_of)}")
    document.add_paragraph(export.place)
    document.add_heading(title, level=1)
    for note in notes(export):
        document.add_paragraph(note)
    for record in export.records:
        document.add_heading(f"{day(record.visited_on)}: {record.kind}", level=2)
        for heading, text in record.parts:
            document.add_heading(heading, level=3)
            for paragraph in text.split("\n\n"):
                document.add_paragraph(paragraph)
    return document_bytes(document)


def write_csv(export: VisitExport) -> bytes:
    """The records as a table, a row for each part; notes are its first rows."""
    rows = [(export.as_of.isoformat(), "", "Note", note) for note in notes(export)]
    rows += [
        (record.visited_on.isoformat(), record.kind, heading, text)
        for record in export.records
        for heading, text in record.parts
    ]
    table = Table(
        "Records of visits",
        tuple(Column(name) for name in HEADER),
        tuple(tuple(Cell(text) for text in row) for row in rows),
    )
    return table_csv(table).encode("utf-8-sig")


def notes(export: VisitExport) -> list[str]:
    """What a reader must know of the file."""
    removals = "; ".join(export.removals) or NOTHING_REMOVED
    lines = [f"{removals}."]
    return [*lines, export.left_out] if export.left_out_count else lines
