"""Adds headings, text, lists, tables and pictures to a Word document, in its template's styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from stocktake.publish import Item, Table
from stocktake.sources import check_package
from stocktake_web.word.pages import fix_widths, keep_rows_whole, new_document, text_width

# How wide columns are compared with each other, by how many there are; another number is alike.
SHARES = {4: (2.4, 1.3, 1.3, 2.4), 5: (2.4, 1.2, 1.8, 1.5, 1.1)}
PICTURE_CENTIMETRES = 8.0


def open_document(template: bytes | None) -> Any:
    """A council's own template to write into, or a new document."""
    import docx

    return docx.Document(BytesIO(template)) if template else new_document()


def set_properties(document: Any, *, title: str, as_of: date) -> None:
    """What the file says of itself; its date is the day as known on."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = title, "Stocktake", "en-GB"
    properties.created = properties.modified = datetime.combine(as_of, time(), tzinfo=UTC)


def document_bytes(document: Any) -> bytes:
    """The document as a file."""
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


class WordWriter:
    """Adds to a document in the styles that its template has."""

    def __init__(self, document: Any, png: Callable[[str], bytes]) -> None:
        self.document = document
        self.png = png
        self.styles = {style.name for style in document.styles}

    def style(self, name: str) -> str | None:
        """A style by its name; None where the template lacks it."""
        return name if name in self.styles else None

    def heading(self, text: str, level: int) -> None:
        """A heading, which stays with what follows."""
        paragraph = self.document.add_paragraph(text, style=self.style(f"Heading {level}"))
        # A template's own style may let a heading stand alone at the foot of a page.
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str, *, goes_with_next: bool = False) -> None:
        """A paragraph; nothing where there is no text."""
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
        """What follows begins on a new page."""
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
        """A drawing, with its description for those who do not see it."""
        from docx.shared import Cm

        run = self.document.add_paragraph().add_run()
        shape = run.add_picture(BytesIO(self.png(svg)), width=Cm(PICTURE_CENTIMETRES))
        shape._inline.docPr.set("descr", description)
