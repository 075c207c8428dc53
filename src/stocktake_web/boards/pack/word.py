"""Writes a pack as a Word document that can be edited, in a council's own template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from stocktake.publish import Item, Table
from stocktake.sources import check_package
from stocktake_web.boards.pack.content import PackContent, PackPage
from stocktake_web.drawings import draw_chart
from stocktake_web.formats import day
from stocktake_web.word_pages import (
    fix_widths,
    keep_rows_whole,
    new_document,
    set_pages,
    text_width,
)

# How wide columns are compared with each other, by how many there are; another number is alike.
SHARES = {4: (2.4, 1.3, 1.3, 2.4), 5: (2.4, 1.2, 1.8, 1.5, 1.1)}
PICTURE_CENTIMETRES = 8.0


def write_pack_word(
    content: PackContent, *, template: bytes | None = None, png: Callable[[str], bytes]
) -> bytes:
    """Write a pack as a Word document with real headings, tables and lists.

    Parameters
    ----------
    content : PackContent
    template : bytes, optional
        A Word document whose styles, margins, header and footer are taken, and after whose own
        text the pack begins. A style that it lacks is left out, never made up.
    png : callable
        Turns a drawing into a picture.
    """
    import docx

    document = docx.Document(BytesIO(template)) if template else new_document()
    writer = _Writer(document, png)
    document.core_properties.title = f"{content.title}, {day(content.meeting_date)}"
    document.core_properties.author = "Stocktake"
    document.core_properties.language = "en-GB"
    moment = datetime.combine(content.as_of, time(), tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = moment
    set_pages(document, foot=content.foot)
    writer.heading(content.title, 1)
    writer.text(f"{content.place}, meeting of {day(content.meeting_date)}")
    writer.text(content.headline)
    writer.text(f"{content.audience} As known on {day(content.as_of)}.")
    writer.items([Item(page.title, why=page.sentence) for page in content.pages])
    for page in content.pages:
        writer.new_page()
        _write_page(writer, page)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def can_be_template(content: bytes) -> bool:
    """Whether a Word document can be opened to write a pack into, within limits."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if check_package(content, is_opened=True):
        return False
    try:
        docx.Document(BytesIO(content)).add_paragraph()
    # A package of other parts lacks a key or an attribute; one that is no XML is a SyntaxError.
    except (PackageNotFoundError, AttributeError, KeyError, SyntaxError, ValueError):
        return False
    return True


class _Writer:
    """Adds to a document in the styles that its template has."""

    def __init__(self, document: Any, png: Callable[[str], bytes]) -> None:
        self.document = document
        self.png = png
        self.styles = {style.name for style in document.styles}

    def style(self, name: str) -> str | None:
        return name if name in self.styles else None

    def heading(self, text: str, level: int) -> None:
        paragraph = self.document.add_paragraph(text, style=self.style(f"Heading {level}"))
        # A template's own style may let a heading stand alone at the foot of a page.
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str, *, goes_with_next: bool = False) -> None:
        if text:
            paragraph = self.document.add_paragraph(text)
            paragraph.paragraph_format.keep_with_next = goes_with_next or None

    def items(self, items: Sequence[Item]) -> None:
        """What each is about in bold, then why; where there are none, that there are none."""
        for item in items or (Item("", why="None."),):
            paragraph = self.document.add_paragraph(style=self.style("List Bullet"))
            paragraph.add_run(item.text).bold = True
            paragraph.add_run(f" {item.why}" if item.text and item.why else item.why)

    def new_page(self) -> None:
        from docx.enum.text import WD_BREAK

        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(self, content: Table) -> None:
        """A table; where it has no rows, that there are none."""
        from docx.oxml import OxmlElement

        if not content.rows:
            self.items(())
            return
        headings = [column.heading for column in content.columns]
        table = self.document.add_table(rows=1, cols=len(headings), style=self.style("Table Grid"))
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(heading).bold = True
        # Marks the first row as the header, repeated on every page, for those who listen.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in content.rows:
            for cell, source in zip(table.add_row().cells, row, strict=True):
                cell.text = source.text
        keep_rows_whole(table)
        shares = SHARES.get(len(headings), (1.0,) * len(headings))
        fix_widths(table, shares, text_width(self.document))

    def picture(self, svg: str, description: str) -> None:
        from docx.shared import Cm

        run = self.document.add_paragraph().add_run()
        shape = run.add_picture(BytesIO(self.png(svg)), width=Cm(PICTURE_CENTIMETRES))
        shape._inline.docPr.set("descr", description)


def _write_page(writer: _Writer, page: PackPage) -> None:
    writer.heading(page.title, 1)
    writer.text(page.sentence)
    writer.text(f"Lead: {page.lead}" if page.lead else "")
    if page.cards:
        writer.heading("Targets", 2)
        writer.table(page.targets)
    for chart in page.charts:
        writer.heading(chart.title, 3)
        writer.text(chart.subtitle, goes_with_next=True)
        writer.picture(draw_chart(chart), chart.description)
    writer.heading("Decisions wanted", 2)
    writer.items(page.wanted_decisions)
    writer.heading("Late activities", 2)
    writer.table(page.late)
    writer.text(page.more_late)
    if page.risks.rows:
        writer.heading("Risks", 2)
        writer.table(page.risks)
    if page.money:
        writer.heading("Money", 2)
        writer.text(page.money)
    writer.heading("Last actions", 2)
    writer.table(page.actions)
