"""Draws a place next to each of several others: small charts of one scale, one for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap

from stocktake.publish.charts import svg
from stocktake.publish.charts.axes import scale, tick_texts
from stocktake.publish.charts.palette import AXIS, GRID, LOOKS, PLAIN
from stocktake.publish.content import Line

HEIGHT, GAP, BELOW = 96, 22, 18


@dataclass(frozen=True)
class Multiples:
    """Small charts of one scale: the place's line in each, and one other.

    Parameters
    ----------
    title, subtitle, description : str
    periods : tuple of str
        Labels of the years, the same in each.
    home : Line
        The place in focus, drawn in every chart.
    compared_lines : tuple of Line
        One chart for each, in order; those without a figure say so.
    unit : str
        In words, for the axis.
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    subtitle: str
    description: str
    periods: tuple[str, ...]
    home: Line
    compared_lines: tuple[Line, ...]
    unit: str = ""
    id: str = "multiples"


@dataclass(frozen=True)
class MultiplesFrame:
    """How many small charts stand in a row, how wide all are, the room at the left."""

    columns: int
    width: int
    left: int
    font_size: int
    has_size: bool = False


MULTIPLES_WIDE = MultiplesFrame(4, 720, 46, 11, has_size=True)
MULTIPLES_PAGE = MultiplesFrame(4, 960, 62, 14)
MULTIPLES_PHONE = MultiplesFrame(2, 345, 46, 12)


def multiples_svg(chart: Multiples, frame: MultiplesFrame = MULTIPLES_WIDE) -> str:
    """Small charts as SVG, all with the same years across and the same levels up."""
    values = [point.value for line in (chart.home, *chart.compared_lines) for point in line.points]
    low, high, ticks = scale(values)
    ends = dict(zip((low, high), tick_texts([ticks[0], ticks[-1]], chart.unit), strict=True))
    wide = (frame.width - frame.left - GAP * (frame.columns - 1)) / frame.columns
    names = [wrap(line.name, int(wide / (0.62 * frame.font_size))) for line in chart.compared_lines]
    head = max((len(name) for name in names), default=1) * (frame.font_size + 3) + 4
    tall = head + HEIGHT + BELOW + frame.font_size
    layers = []
    for number, (line, name) in enumerate(zip(chart.compared_lines, names, strict=True)):
        row, column = divmod(number, frame.columns)
        left, top = frame.left + column * (wide + GAP), row * tall + head
        layers += [
            svg.text(left, top - head + (at + 1) * (frame.font_size + 3), words)
            for at, words in enumerate(name)
        ]
        layers.append(_panel(chart, line, frame, left, top, wide, (low, high)))
        if column == 0:
            layers += [
                svg.text(
                    left - 5, _y(level, low, high, top) + frame.font_size * 0.35, text, anchor="end"
                )
                for level, text in ends.items()
            ]
    rows = -(-len(chart.compared_lines) // frame.columns)
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        (frame.width, max(rows * tall, 1.0)),
        layers,
        font_size=frame.font_size,
        has_size=frame.has_size,
    )


def _y(level: float, low: float, high: float, top: float) -> float:
    return top + HEIGHT * (1 - (level - low) / (high - low))


def _panel(
    chart: Multiples,
    line: Line,
    frame: MultiplesFrame,
    left: float,
    top: float,
    wide: float,
    ends: tuple[float, float],
) -> str:
    across = (wide - 8) / max(len(chart.periods) - 1, 1)

    def x(at: int) -> float:
        return left + 4 + at * across

    def y(level: float) -> float:
        return _y(level, *ends, top)

    floor = top + HEIGHT
    parts = [
        svg.rule(left, top, left + wide, top, GRID),
        svg.rule(left, floor, left + wide, floor, AXIS),
        svg.text(left, floor + frame.font_size + 4, chart.periods[0]),
    ]
    if len(chart.periods) > 1:
        end = svg.text(left + wide, floor + frame.font_size + 4, chart.periods[-1], anchor="end")
        parts.append(end)
    if not line.points:
        parts.append(svg.text(left + wide / 2, top + HEIGHT / 2, "no figure", anchor="middle"))
    parts.append(_path(line, PLAIN, ' stroke-dasharray="4 3"', x, y, chart))
    parts.append(_path(chart.home, LOOKS["home"][0], "", x, y, chart))
    return "".join(parts)


def _path(
    line: Line,
    colour: str,
    dashes: str,
    x: Callable[[int], float],
    y: Callable[[float], float],
    chart: Multiples,
) -> str:
    """A line in its runs, dashed where it is another place's; a dot at each figure."""
    runs = "".join(
        "M" + "L".join(f"{x(point.at):.1f} {y(point.value):.1f}" for point in run)
        for run in line.runs
        if len(run) > 1
    )
    parts = [f'<path d="{runs}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'] * bool(
        runs
    )
    for point in line.points:
        words = svg.mark_attributes(f"{line.name}, {chart.periods[point.at]}: {point.text}")
        parts.append(
            f'<circle cx="{x(point.at):.1f}" cy="{y(point.value):.1f}" r="2.2" fill="{colour}"'
            f"{words}/>"
        )
    return "".join(parts)
