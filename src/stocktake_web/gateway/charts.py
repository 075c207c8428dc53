"""Charts as the library draws them, in the size of a picture by itself."""

from __future__ import annotations

from stocktake.publish.charts import chart_svg
from stocktake.publish.content import Chart, Line, Role
from stocktake.publish.looks import AXIS, FONT, LOOKS, TEXT, WIDE
from stocktake.publish.runs import line_of

__all__ = ["AXIS", "FONT", "LOOKS", "TEXT", "Chart", "Line", "Role", "draw", "line_of"]


def draw(chart: Chart) -> str:
    """A chart as an SVG file."""
    return chart_svg(chart, WIDE)
