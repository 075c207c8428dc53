"""Writes tables of published figures as an accessible workbook with a cover, contents and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from stocktake.publish.accessible_workbook import WorkbookContent, write_accessible_workbook
from stocktake.publish.exhibits import Table
from stocktake.publish.wording import long_date


def write_tables(
    title: str,
    sentence: str,
    tables: Sequence[Table],
    *,
    place: str,
    facts: tuple[tuple[str, str], ...],
    methods: tuple[str, ...],
    licence: str,
    as_of: date,
    audience: str = "Published figures, for anybody.",
) -> bytes:
    """Tables as an accessible Excel workbook with a cover, contents and notes.

    Parameters
    ----------
    tables : sequence of Table
        Links of their cells are left out: they lead to places of a page.
    facts : pairs of str
        What the cover says, as label and text.
    """
    return write_accessible_workbook(
        WorkbookContent(
            title=title,
            sentence=sentence,
            audience=audience,
            cover=(
                *(f"{label}: {text}" for label, text in facts),
                f"Place: {place}",
                f"Made with Stocktake, as known on {long_date(as_of)}.",
                licence,
            ),
            notes=methods,
            tables=tuple(_without_links(table) for table in tables),
            as_of=as_of,
        )
    )


def _without_links(table: Table) -> Table:
    rows = tuple(tuple(replace(cell, link="") for cell in row) for row in table.rows)
    return replace(table, rows=rows)
