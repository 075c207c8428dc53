"""Tables as the library publishes them, and files made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stocktake.publish.content import Cell, Column, Fact, ReportContent, Table
from stocktake.publish.workbook import write_workbook
from stocktake.standards.errors import StoreError

__all__ = ["Cell", "Column", "Table", "png", "workbook"]


def workbook(
    title: str,
    sentence: str,
    tables: tuple[Table, Table, Table],
    *,
    place: str,
    facts: tuple[tuple[str, str], ...],
    methods: tuple[str, ...],
    licence: str,
    as_of: date,
) -> bytes:
    """Three tables as an accessible Excel workbook with a cover, contents and notes.

    Parameters
    ----------
    tables : three of Table
        The last names the sources. Links of their cells are left out.
    facts : pairs of str
        What the cover says, as label and text.
    """
    first, second, sources = (_without_links(table) for table in tables)
    content = ReportContent(
        title=title,
        place=place,
        plan="",
        headline=sentence,
        counts=(),
        facts=tuple(Fact(label, text) for label, text in facts),
        audience="Published figures, for anybody.",
        summary=first,
        sections=(),
        reading=(),
        methods=methods,
        sources=sources,
        licence=licence,
        as_of=as_of,
        for_public=True,
        claims=second,
    )
    return write_workbook(content)


def png(svg: str) -> bytes:
    """A drawing as a picture of twice its size, for a document.

    Raises
    ------
    StoreError
        What draws it is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise StoreError("this installation cannot draw PNG; take the SVG instead") from None
    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _without_links(table: Table) -> Table:
    rows = tuple(tuple(replace(cell, link="") for cell in row) for row in table.rows)
    return replace(table, rows=rows)
