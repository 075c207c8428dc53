"""Writes a pack as a tagged PDF that screen readers can follow."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from stocktake_web.boards.pack import PackContent, PackPage
from stocktake_web.boards.pack_words import action_stands, days_late, more_late
from stocktake_web.formats import day, pounds


def write_pack_pdf(content: PackContent) -> bytes:
    """Write a pack as a PDF to the standard PDF/UA-1.

    Parameters
    ----------
    content : PackContent

    Returns
    -------
    bytes
        The same content gives the same document: its date is the day as known on.
    """
    import typst

    template = files("stocktake_web.boards") / "templates" / "boards" / "pack.typ"
    written = datetime.combine(content.as_of, time(), tzinfo=UTC)
    document: bytes = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"content": json.dumps(_plain(content), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=int(written.timestamp()),
    )
    return document


def _plain(content: PackContent) -> dict[str, Any]:
    as_of = content.as_of
    return {
        "title": content.title,
        "place": content.place,
        "body": content.body,
        "headline": content.headline,
        "audience": content.audience,
        "held_on": day(content.held_on),
        "as_of": day(as_of),
        "date": [as_of.year, as_of.month, as_of.day],
        "pages": [_page(page) for page in content.pages],
    }


def _page(page: PackPage) -> dict[str, Any]:
    money = page.money
    return {
        "title": page.title,
        "sentence": page.sentence,
        "lead": page.lead,
        "has_plan": page.has_plan,
        "targets": [
            {
                "title": each.title,
                "status": each.status,
                "tag": each.tag,
                "figure": each.figure,
                "asked": each.asked,
                "due": each.due,
                "local": each.local,
            }
            for each in page.targets
        ],
        "charts": [
            {
                "title": each.title,
                "subtitle": each.subtitle,
                "description": each.description,
                "svg": each.svg,
            }
            for each in page.charts
        ],
        "wanted": [{"words": each.words, "why": each.why} for each in page.wanted],
        "late": [
            {
                "words": each.words,
                "owner": each.owner,
                "due": day(each.due),
                "days": days_late(each),
                "waits": list(each.waits),
                "said": each.said,
            }
            for each in page.late
        ],
        "more_late": more_late(page),
        "money": money
        and {
            "committed": pounds(money.committed_pounds),
            "spent": pounds(money.spent_pounds),
            "forecast": pounds(money.forecast_pounds),
        },
        "actions": [
            {
                "words": each.words,
                "owner": each.owner,
                "due": day(each.due),
                "stands": action_stands(each),
                "said": each.said,
            }
            for each in page.actions
        ],
    }
