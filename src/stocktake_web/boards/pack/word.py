"""Writes a pack as a Word document that can be edited, in a council's own template."""

from __future__ import annotations

from collections.abc import Callable

from stocktake.publish import Item
from stocktake_web.boards.pack.content import PackContent, PackPage
from stocktake_web.drawings import draw_chart
from stocktake_web.formats import day
from stocktake_web.word.pages import set_pages
from stocktake_web.word.writer import WordWriter, document_bytes, open_document, set_properties


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
    document = open_document(template)
    writer = WordWriter(document, png)
    title = f"{content.title}, {day(content.meeting_date)}"
    set_properties(document, title=title, as_of=content.as_of)
    set_pages(document, foot=content.foot)
    writer.heading(content.title, 1)
    writer.text(f"{content.place}, meeting of {day(content.meeting_date)}")
    writer.text(content.headline)
    writer.text(f"{content.audience} As known on {day(content.as_of)}.")
    writer.items([Item(page.title, why=page.sentence) for page in content.pages])
    for page in content.pages:
        writer.new_page()
        _write_page(writer, page)
    return document_bytes(document)


def _write_page(writer: WordWriter, page: PackPage) -> None:
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
