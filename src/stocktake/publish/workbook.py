"""Writes the report as a workbook, to the guidance on accessible spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stocktake.publish.accessible_workbook import WorkbookContent, write_accessible_workbook
from stocktake.publish.content import Card, Cell, Column, ReportContent, Table
from stocktake.publish.wording import long_date


def write_workbook(content: ReportContent) -> bytes:
    """Write the report as an Excel workbook: every table of it on a sheet of its own.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> from stocktake.publish.report import report_content
    >>> content = report_content(judge(example_plan("blackpool"), as_of=date(2017, 11, 1)))
    >>> write_workbook(content)[:2]
    b'PK'
    """
    return write_accessible_workbook(
        WorkbookContent(
            title=content.title,
            sentence=content.headline,
            audience=content.audience,
            cover=(
                *(f"{fact.label}: {fact.text}" for fact in content.facts),
                f"Place: {content.place}",
                f"Made with Stocktake, as known on {long_date(content.as_of)}.",
                content.licence,
            ),
            notes=(
                *content.methods,
                *(f"{fact.label}: {fact.text}" for fact in content.reading),
            ),
            tables=tuple(_tables(content)),
            as_of=content.as_of,
        )
    )


def _tables(content: ReportContent) -> Iterator[Table]:
    """Every table of the report; what the page shows as text and lists becomes tables too."""
    cards = [(card, whole) for root in content.cards for card, whole in _flat(root, "")]
    # Links of the page lead to cards, and there are none here.
    rows = tuple(tuple(replace(cell, link="") for cell in row) for row in content.summary.rows)
    yield replace(content.summary, rows=rows)
    yield _texts(
        "Verdicts in words",
        ("Target", "Part of", "Verdict", "Sentence", "Promised", "Where", "Comparability"),
        [
            (
                card.title,
                whole or "a target of its own",
                f"{card.tag} (local data, not published)" if card.local else card.tag,
                card.sentence,
                card.promise or "see the whole target",
                card.page or "no page",
                card.comparability or "an ordinary year",
            )
            for card, whole in cards
        ],
    )
    yield _texts(
        "Watch indicators and leading indicators",
        ("Target", "Kind", "Finding", "Figures", "Why it is followed"),
        [
            (card.title, kind, item.tag, item.text, item.why or "see the title")
            for card, _ in cards
            for kind, items in (("Watched meanwhile", card.watch), ("Moves first", card.leading))
            for item in items
        ],
    )
    for card, _ in cards:
        if card.readings is not None:
            yield replace(card.readings, caption=f"{card.title}: {card.readings.caption.lower()}")
        for exhibit in card.figures:
            board = " (local data, not published)" if exhibit.local else ""
            yield replace(exhibit.table, caption=f"{card.title}: {exhibit.table.caption}{board}")
    if content.gaps is not None:
        yield _texts("What the plan does not yet answer", ("Gap",), [(g,) for g in content.gaps])
    if content.claims is not None:
        yield content.claims
    yield _texts(
        "Where the plan contradicts itself or the figures",
        ("Query", "Where"),
        [(query.text, query.tag or "no page") for query in content.queries],
    )
    yield _texts(
        "Where each verdict's figures are written down",
        ("Target", "Source"),
        [(card.title, source) for card, _ in cards for source in card.sources],
    )
    yield content.sources


def _flat(card: Card, whole: str) -> Iterator[tuple[Card, str]]:
    """A card and its parts, each with the title of the target that it is part of."""
    yield card, whole
    for part in card.parts:
        yield from _flat(part, card.title)


def _texts(caption: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> Table:
    cells = tuple(tuple(Cell(text) for text in row) for row in rows)
    return Table(caption, tuple(Column(heading) for heading in headings), cells)
