"""Writes a data pack as an accessible workbook: its sentences, then every table."""

from __future__ import annotations

from stocktake.publish.exhibits import Cell, Column, Table
from stocktake.publish.school_pack.content import SchoolPack
from stocktake.publish.table_workbook import write_tables


def write_school_pack_workbook(pack: SchoolPack) -> bytes:
    """Write a data pack as an Excel workbook.

    Returns
    -------
    bytes
        What the pages say in words is its first table; each further one is a table of the pack.
        Figures are numbers, unrounded and shown to their decimal places.
    """
    return write_tables(
        pack.title,
        pack.headline,
        (_words(pack), *pack.tables, _sources(pack)),
        place=pack.place,
        facts=(("School", pack.school), ("Stage", pack.stage))
        + tuple((fact.label, fact.text) for fact in pack.facts),
        methods=pack.notes,
        licence=pack.licence,
        as_of=pack.as_of,
        audience=pack.audience,
    )


def _words(pack: SchoolPack) -> Table:
    rows = []
    for page in pack.pages:
        rows.append((Cell(page.title), Cell("The page"), Cell(page.sentence)))
        for part in page.parts:
            if part.sentence:
                rows.append((Cell(page.title), Cell(part.heading), Cell(part.sentence)))
            for fact in part.facts:
                text = f"{fact.label}: {fact.text}"
                rows.append((Cell(page.title), Cell(part.heading), Cell(text)))
            for item in part.items:
                text = " ".join(words for words in (item.text, item.why) if words)
                rows.append((Cell(page.title), Cell(part.heading), Cell(text)))
    columns = (Column("Page"), Column("Part"), Column("What it says"))
    return Table("What the pack says", columns, tuple(rows))


def _sources(pack: SchoolPack) -> Table:
    rows = tuple((Cell(source),) for source in pack.sources)
    return Table("Where the figures are printed", (Column("Source"),), rows)
