"""A judgement as the public may read it: content, drawn charts and documents."""

from __future__ import annotations

import json
from collections.abc import Callable

from stocktake.plan.compare import PlanChange
from stocktake.plan.judge import Judgement
from stocktake.publish import (
    ReportContent,
    chart_svg,
    report_content,
    verdicts_for_public,
    write_html,
    write_pdf,
    write_workbook,
)
from stocktake.publish.content import Card, Chart, Fact, Item, Section, Table

__all__ = [
    "WRITERS",
    "Card",
    "Chart",
    "Fact",
    "Item",
    "Judgement",
    "PlanChange",
    "ReportContent",
    "Section",
    "Table",
    "draw_chart",
    "public_report",
    "public_verdicts",
]

WRITERS: dict[str, Callable[[ReportContent], str | bytes]] = {
    "report.html": write_html,
    "report.pdf": write_pdf,
    "report.xlsx": write_workbook,
}
"""The library's documents, by file name."""


def public_report(judgement: Judgement) -> ReportContent:
    """Everything that the public may read of a judgement: released figures only."""
    return report_content(judgement, for_public=True)


def public_verdicts(judgement: Judgement) -> str:
    """The verdicts that the public may read, as text in the JSON contract."""
    return json.dumps(verdicts_for_public(judgement), indent=2, ensure_ascii=False)


def draw_chart(chart: Chart) -> bytes:
    """A chart as an SVG file."""
    return chart_svg(chart).encode()
