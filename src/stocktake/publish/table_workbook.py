"""Writes three tables as an accessible workbook with a cover, contents and notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from stocktake.publish.content import Fact, ReportContent, Table
from stocktake.publish.workbook import write_workbook


def write_tables(
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


def _without_links(table: Table) -> Table:
    rows = tuple(tuple(replace(cell, link="") for cell in row) for row in table.rows)
    return replace(table, rows=rows)
