"""The library's charts as elements of a page."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from stocktake.publish import Chart, ChartWithTable, Table, chart_svg


@dataclass(frozen=True)
class Drawing:
    """A chart as an SVG element, and the table that holds the same figures.

    Parameters
    ----------
    svg : Markup
        Empty where there are fewer than two figures: the table then says all.
    title, subtitle : str
        To be set as text above the drawing.
    local : bool
        Whether any figure is a local return, for the board.
    """

    svg: Markup
    title: str
    subtitle: str
    table: Table
    local: bool


def draw(source: ChartWithTable) -> Drawing:
    """A chart and its table."""
    chart = source.chart
    if chart is None:
        return Drawing(Markup(""), "", "", source.table, source.local)
    return Drawing(draw_chart(chart), chart.title, chart.subtitle, source.table, source.local)


def draw_chart(chart: Chart) -> Markup:
    """A chart as an SVG element, to be set into a page as it is."""
    # Every text in it is escaped where it is drawn.
    return Markup(chart_svg(chart))  # noqa: S704
