"""Writes a pack as a tagged PDF that screen readers can follow."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from stocktake.publish import Table, compile_tagged_pdf
from stocktake_web.boards.pack.content import PackContent, PackPage
from stocktake_web.drawings import draw_chart
from stocktake_web.formats import day


def write_pack_pdf(content: PackContent) -> bytes:
    """Write a pack as a PDF to the standard PDF/UA-1.

    Parameters
    ----------
    content : PackContent

    Returns
    -------
    bytes
        The same content makes the same document: its date is the day as known on.
    """
    template = files("stocktake_web.boards.pack") / "templates" / "boards" / "pack" / "pack.typ"
    return compile_tagged_pdf(template.read_bytes(), _plain(content), as_of=content.as_of)


def _plain(content: PackContent) -> dict[str, Any]:
    as_of = content.as_of
    return {
        "title": content.title,
        "place": content.place,
        "body": content.body,
        "headline": content.headline,
        "audience": content.audience,
        "foot": content.foot,
        "meeting_date": day(content.meeting_date),
        "as_of": day(as_of),
        "date": [as_of.year, as_of.month, as_of.day],
        "pages": [_page(page) for page in content.pages],
    }


def _page(page: PackPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "sentence": page.sentence,
        "lead": page.lead,
        "statuses": [card.kind for card in page.cards],
        "targets": _table(page.targets),
        "charts": [
            {
                "title": chart.title,
                "subtitle": chart.subtitle,
                "description": chart.description,
                "svg": draw_chart(chart),
            }
            for chart in page.charts
        ],
        "wanted": [{"text": item.text, "why": item.why} for item in page.wanted_decisions],
        "late": _table(page.late),
        "more_late": page.more_late,
        "risks": _table(page.risks),
        "money": page.money,
        "actions": _table(page.actions),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "headings": [column.heading for column in table.columns],
        "rows": [[cell.text for cell in row] for row in table.rows],
    }
