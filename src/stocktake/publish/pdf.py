"""Writes the report as a tagged PDF that screen readers can follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from stocktake.publish.charts.line_chart import chart_svg
from stocktake.publish.content import Card, ChartWithTable, ReportContent
from stocktake.publish.tagged_pdf import compile_tagged_pdf
from stocktake.publish.wording import long_date


def write_pdf(content: ReportContent) -> bytes:
    """Write the report as a PDF to the standard PDF/UA-1.

    Parameters
    ----------
    content : ReportContent

    Returns
    -------
    bytes
        Tagged, in British English, with bookmarks, page numbers, header cells, and a description
        for every chart. The date in it is the day of the judgement, so that the same content
        makes the same document.

    Examples
    --------
    >>> from datetime import date
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.judge import judge
    >>> from stocktake.publish.report import report_content
    >>> content = report_content(judge(example_plan("blackpool"), as_of=date(2017, 11, 1)))
    >>> write_pdf(content)[:5]
    b'%PDF-'
    """
    template = (files("stocktake.publish") / "templates" / "report.typ").read_bytes()
    return compile_tagged_pdf(template, _plain(content), as_of=content.as_of)


def _plain(content: ReportContent) -> dict[str, Any]:
    """The content as the template reads it: plain values, with every chart drawn."""
    plain: dict[str, Any] = content.model_dump(exclude={"sections", "as_of", "for_public"})
    plain["as_of"] = long_date(content.as_of)
    plain["date"] = [content.as_of.year, content.as_of.month, content.as_of.day]
    plain["sections"] = [
        {
            "id": section.id,
            "title": section.title,
            "sentence": section.sentence,
            "why": section.why,
            "cards": [_card(card) for card in section.cards],
        }
        for section in content.sections
    ]
    return plain


def _card(card: Card) -> dict[str, Any]:
    left_out = ("shown", "board", "parts")
    plain = {key: value for key, value in asdict(card).items() if key not in left_out}
    plain["figures"] = list(_figures(card.figures))
    plain["parts"] = [_card(part) for part in card.parts]
    return plain


def _figures(figures: tuple[ChartWithTable, ...]) -> Iterator[dict[str, Any]]:
    for exhibit in figures:
        chart = exhibit.chart
        yield {
            "table": asdict(exhibit.table),
            "local": exhibit.local,
            "chart": chart
            and {
                "title": chart.title,
                "subtitle": chart.subtitle,
                "description": chart.description,
                "svg": chart_svg(chart),
            },
        }
