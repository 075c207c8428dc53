"""Writes a data pack as a tagged PDF that screen readers can follow."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from stocktake.publish.charts.bars import BarChart, BarFrame, bars_svg
from stocktake.publish.charts.line_chart import chart_svg
from stocktake.publish.exhibits import Chart
from stocktake.publish.school_pack.content import PackFigure, PackPage, PackPart, SchoolPack
from stocktake.publish.tagged_pdf import compile_tagged_pdf
from stocktake.publish.wording import long_date

HALF_PAGE = BarFrame(460, 255, 58, 12, 40, 11, has_size=True)
"""How large bars are drawn next to their table."""


def write_school_pack_pdf(pack: SchoolPack) -> bytes:
    """Write a data pack as a PDF to the standard PDF/UA-1.

    Returns
    -------
    bytes
        Tagged, in British English, each page of the pack on a page of its own, a description for
        every chart. The same pack makes the same document.
    """
    return compile_tagged_pdf(_template(), _plain(pack), as_of=pack.as_of)


def figure_svg(chart: Chart | BarChart) -> str:
    """The drawing of a chart of a pack, at half the width of a page."""
    if isinstance(chart, BarChart):
        return bars_svg(chart, HALF_PAGE)
    return chart_svg(chart)


@cache
def _template() -> bytes:
    return (files("stocktake.publish") / "templates" / "school_pack.typ").read_bytes()


def _plain(pack: SchoolPack) -> dict[str, Any]:
    """The pack as the template reads it: plain values, with every chart drawn."""
    return {
        "title": pack.title,
        "school": pack.school,
        "place": pack.place,
        "headline": pack.headline,
        "stage": pack.stage,
        "audience": pack.audience,
        "as_of": long_date(pack.as_of),
        "date": [pack.as_of.year, pack.as_of.month, pack.as_of.day],
        "facts": [asdict(fact) for fact in pack.facts],
        "pages": [_page(page) for page in pack.pages],
        "notes": pack.notes,
        "sources": pack.sources,
        "licence": pack.licence,
    }


def _page(page: PackPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "sentence": page.sentence,
        "parts": [_part(part) for part in page.parts],
    }


def _part(part: PackPart) -> dict[str, Any]:
    return {
        "heading": part.heading,
        "sentence": part.sentence,
        "facts": [asdict(fact) for fact in part.facts],
        "figures": [_figure(figure) for figure in part.figures],
        "tables": [asdict(table) for table in part.tables],
        "items": [asdict(item) for item in part.items],
    }


def _figure(figure: PackFigure) -> dict[str, Any]:
    chart = figure.chart
    return {
        "table": asdict(figure.table),
        "chart": chart
        and {
            "title": chart.title,
            "subtitle": chart.subtitle,
            "description": chart.description,
            "svg": figure_svg(chart),
        },
    }
