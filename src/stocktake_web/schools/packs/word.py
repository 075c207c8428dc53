"""Writes a data pack as a Word document, in a council's own template where it has one."""

from __future__ import annotations

from collections.abc import Callable

from stocktake.publish import Item, PackFigure, PackPage, SchoolPack, figure_svg
from stocktake_web.formats import day
from stocktake_web.word.pages import set_pages
from stocktake_web.word.writer import WordWriter, document_bytes, open_document, set_properties


def write_pack_word(
    pack: SchoolPack, *, template: bytes | None = None, png: Callable[[str], bytes]
) -> bytes:
    """Write a data pack as a Word document that can be edited.

    Parameters
    ----------
    pack : SchoolPack
    template : bytes, optional
        A Word document whose styles, margins, header and footer are taken.
    png : callable
        Turns a drawing into a picture.
    """
    document = open_document(template)
    writer = WordWriter(document, png)
    set_properties(document, title=pack.title, as_of=pack.as_of)
    set_pages(document, foot=f"{pack.title}. {pack.stage} As known on {day(pack.as_of)}")
    writer.heading(pack.title, 1)
    writer.text(pack.headline)
    for fact in pack.facts:
        writer.text(f"{fact.label}: {fact.text}")
    for number, page in enumerate(pack.pages):
        if number:
            writer.new_page()
        _write_page(writer, page)
    for note in (pack.audience, *pack.notes, pack.licence):
        writer.text(note)
    return document_bytes(document)


def _write_page(writer: WordWriter, page: PackPage) -> None:
    writer.heading(page.title, 1)
    writer.text(page.sentence)
    for part in page.parts:
        if part.heading:
            writer.heading(part.heading, 2)
        writer.text(part.sentence)
        for figure in part.figures:
            _write_figure(writer, figure)
        for table in part.tables:
            writer.heading(table.caption, 3)
            writer.table(table)
            for note in table.notes:
                writer.text(note)
        if part.items:
            writer.items([_plain(item) for item in part.items])


def _plain(item: Item) -> Item:
    """The point with its outcome in words, which the writer sets in bold."""
    return Item(f"{item.tag}: {item.text}" if item.tag else item.text, why=item.why)


def _write_figure(writer: WordWriter, figure: PackFigure) -> None:
    if figure.chart is not None:
        writer.heading(figure.chart.title, 3)
        writer.text(figure.chart.subtitle, goes_with_next=True)
        writer.picture(figure_svg(figure.chart), figure.chart.description)
    writer.table(figure.table)
