"""Writes a pack as a Word document that can be edited, in a council's own template."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from stocktake_web.boards.pack import PackContent, PackPage
from stocktake_web.boards.pack_words import action_stands, days_late, more_late
from stocktake_web.formats import day, pounds

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

    document = docx.Document(BytesIO(template)) if template else docx.Document()
    writer = _Writer(document, png)
    document.core_properties.title = content.title
    document.core_properties.author = "Stocktake"
    document.core_properties.language = "en-GB"
    writer.heading(content.title, 1)
    writer.text(f"{content.place}, meeting of {day(content.held_on)}")
    writer.text(content.headline)
    writer.text(f"{content.audience} As known on {day(content.as_of)}.")
    for page in content.pages:
        writer.new_page()
        _write_page(writer, page)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def can_be_template(content: bytes) -> bool:
    """Whether a Word document can be opened to write a pack into."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

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

    def heading(self, words: str, level: int) -> None:
        self.document.add_paragraph(words, style=self.style(f"Heading {level}"))

    def text(self, words: str) -> None:
        if words:
            self.document.add_paragraph(words)

    def listed(self, words: Sequence[str]) -> None:
        for each in words:
            self.document.add_paragraph(each, style=self.style("List Bullet"))

    def new_page(self) -> None:
        from docx.enum.text import WD_BREAK

        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        from docx.oxml import OxmlElement

        made = self.document.add_table(rows=1, cols=len(heads), style=self.style("Table Grid"))
        for cell, words in zip(made.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(words).bold = True
        # Marks the first row as the header, repeated on every page, for those who listen.
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, words in zip(made.add_row().cells, row, strict=True):
                cell.text = words

    def picture(self, svg: str, description: str) -> None:
        from docx.shared import Cm

        run = self.document.add_paragraph().add_run()
        shape = run.add_picture(BytesIO(self.png(svg)), width=Cm(PICTURE_CENTIMETRES))
        shape._inline.docPr.set("descr", description)


def _write_page(writer: _Writer, page: PackPage) -> None:
    writer.heading(page.title, 1)
    writer.text(page.sentence)
    writer.text(f"Lead: {page.lead}" if page.lead else "")
    if page.targets:
        writer.heading("Targets", 2)
        writer.table(
            ("Target", "Verdict", "Figure", "Asked for", "Due"),
            [
                (
                    each.title + (" (local return, for the board)" if each.local else ""),
                    each.tag,
                    each.figure,
                    each.asked,
                    each.due,
                )
                for each in page.targets
            ],
        )
    for chart in page.charts:
        writer.heading(chart.title, 3)
        writer.text(chart.subtitle)
        writer.picture(chart.svg, chart.description)
    writer.heading("Decisions wanted", 2)
    writer.listed([f"{each.words} {each.why}".strip() for each in page.wanted] or ["None."])
    writer.heading("Late activities", 2)
    if page.late:
        writer.table(
            ("Activity", "Owner", "Was due", "What is said of it"),
            [
                (
                    each.words,
                    each.owner,
                    f"{day(each.due)}, {days_late(each)}",
                    " ".join(
                        [
                            each.said or "Nothing was said.",
                            *(f"Waits on: {wait}." for wait in each.waits),
                        ]
                    ),
                )
                for each in page.late
            ],
        )
        writer.text(more_late(page))
    else:
        writer.listed(["None."])
    if page.has_plan:
        writer.heading("Money", 2)
        money = page.money
        writer.text(
            f"Committed {pounds(money.committed_pounds)}, spent {pounds(money.spent_pounds)}, "
            f"forecast {pounds(money.forecast_pounds)}."
            if money
            else "No money was recorded."
        )
    writer.heading("Last actions", 2)
    if page.actions:
        writer.table(
            ("Action", "Owner", "Due", "How it stands"),
            [
                (
                    each.words,
                    each.owner,
                    day(each.due),
                    f"{action_stands(each)} {each.said}".strip(),
                )
                for each in page.actions
            ],
        )
    else:
        writer.listed(["None."])
