"""Draws a chart of a target as SVG in about a millisecond, with the look that the library gives it.

The library has Altair draw, which needs a JavaScript engine in the process: seconds at first, a
tenth of a second later, and more than a hundred megabytes. That suits a report, which is made once
and handed over; a page or a pack is waited for (``docs/decisions/012-pack-charts.md``).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

from stocktake.publish.charts import (
    AXIS,
    FONT,
    FONT_SIZE,
    GRID,
    HEIGHT,
    LABELLED_YEARS,
    LABELS_WIDTH,
    LINE_HEIGHT,
    LOOKS,
    MARGIN,
    PLOT_WIDTH,
    TEXT,
)
from stocktake.publish.content import Chart, Line, Point
from stocktake.publish.labels import placed_apart, wrapped_label

LEFT, TOP, BELOW = 62, 22, 28
RIGHT, FLOOR = LEFT + PLOT_WIDTH, TOP + HEIGHT
WIDTH, TALL = RIGHT + LABELS_WIDTH, FLOOR + BELOW
BASELINE = FONT_SIZE * 0.35
DUE = "#b1b4b6"
RANKS = {0.0: "first", 25.0: "", 50.0: "half way", 75.0: "", 100.0: "last"}
Place = Callable[[float], float]


def draw(chart: Chart) -> str:
    """Draw a chart as the library would: an SVG element with a role, a title and a description.

    Examples
    --------
    >>> home = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> chart = Chart("c", "Here: 56%", "A share", "It rose.", ("2016/17", "2017/18"), (home,), 1)
    >>> svg = draw(chart)
    >>> svg.count("<title id="), svg.count("<desc id="), svg.count("<polyline"), ">due<" in svg
    (1, 1, 1, True)
    """
    ranks = chart.measure == "rank_percent"
    low, high = (0.0, 100.0) if ranks else _domain(chart)
    across = PLOT_WIDTH / (len(chart.periods) - 1 + 2 * MARGIN)

    def x(at: float) -> float:
        return LEFT + (at + MARGIN) * across

    def y(level: float) -> float:
        share = (level - low) / (high - low)
        return TOP + HEIGHT * (share if ranks else 1 - share)

    drawn = [_axes(chart, x, y, RANKS if ranks else _ticks(chart, low, high)), _rules(chart, x, y)]
    # The place's own line comes last, on top.
    drawn += [_line(line, x, y) for line in reversed(chart.lines)]
    drawn.append(_end_labels(chart, y))
    named = f"{chart.id}-title {chart.id}-desc"
    return (
        f'<svg role="img" aria-labelledby="{named}" focusable="false" '
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {TALL}" '
        f'font-family="{FONT}" font-size="{FONT_SIZE}">'
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.description)}</desc>'
        f'<rect width="{WIDTH}" height="{TALL}" fill="white"/>{"".join(drawn)}</svg>'
    )


def _domain(chart: Chart) -> tuple[float, float]:
    values = [point.value for line in chart.lines for point in line.points]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    # A share or a count below nought would mislead even as empty space.
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _ticks(chart: Chart, low: float, high: float) -> dict[float, str]:
    """About five round numbers between the ends, with their texts."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough * 0.7)
    places = max(0, -math.floor(math.log10(step) + 1e-9))
    sign = "%" if chart.unit == "percentage" else ""
    levels = [at * step for at in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return {level: f"{level:,.{places}f}{sign}" for level in levels}


def _axes(chart: Chart, x: Place, y: Place, ticks: dict[float, str]) -> str:
    parts = []
    for level, text in ticks.items():
        parts.append(_rule(LEFT, y(level), RIGHT, y(level), GRID))
        parts.append(_text(LEFT - 7, y(level) + BASELINE, text, anchor="end"))
    parts.append(_rule(LEFT, FLOOR, RIGHT, FLOOR, AXIS))
    # At most five years or so are named, the due year among them.
    count = len(chart.periods)
    step = -(-count // LABELLED_YEARS)
    anchor = chart.due if chart.due is not None else count - 1
    for at, label in enumerate(chart.periods):
        if (at - anchor) % step == 0:
            parts.append(_rule(x(at), FLOOR, x(at), FLOOR + 5, AXIS))
            parts.append(_text(x(at), FLOOR + 20, label, anchor="middle"))
    return "".join(parts)


def _rules(chart: Chart, x: Place, y: Place) -> str:
    """The due year, breaks, and the line that a position had to reach."""
    upright = [(at - 0.5, "break", AXIS, ' stroke-dasharray="3 3"') for at in chart.breaks]
    if chart.due is not None:
        upright.append((chart.due, "due", DUE, ""))
    parts = []
    for at, text, colour, dashes in upright:
        parts.append(_rule(x(at), TOP, x(at), FLOOR, colour, dashes))
        parts.append(_text(x(at), TOP - 7, text, anchor="middle"))
    if chart.limit is not None:
        parts.append(_rule(LEFT, y(chart.limit), RIGHT, y(chart.limit), TEXT))
    return "".join(parts)


def _line(line: Line, x: Place, y: Place) -> str:
    """A line, cut between runs, and its points."""
    colour, dashes, shape, width = LOOKS[line.role]
    dash = "" if dashes[1] == 0 else f' stroke-dasharray="{" ".join(map(str, dashes))}"'
    parts = [
        f'<polyline points="{" ".join(f"{x(p.at):.1f},{y(p.value):.1f}" for p in run)}" '
        f'fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
        for run in line.runs
        if len(run) > 1
    ]
    # A path that is asked for has a marker at its end alone: between, it is no figure.
    marked = line.points[-1:] if line.role == "asked" else line.points
    big = 1.2 if line.role == "home" else 1.0
    return "".join(parts + [_mark(shape, point, x, y, colour, big) for point in marked])


def _mark(shape: str, point: Point, x: Place, y: Place, colour: str, big: float) -> str:
    fill = "white" if point.special else colour
    look = f'fill="{fill}" stroke="{colour}" stroke-width="1.8"'
    at, level = x(point.at), y(point.value)
    if shape == "circle":
        return f'<circle cx="{at:.1f}" cy="{level:.1f}" r="{3.7 * big:.1f}" {look}/>'
    corners = {
        "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
        "triangle-up": ((0, -4), (4, 3), (-4, 3)),
        "diamond": ((0, -4), (4, 0), (0, 4), (-4, 0)),
    }[shape]
    points = " ".join(f"{at + a * big:.1f},{level + b * big:.1f}" for a, b in corners)
    return f'<polygon points="{points}" {look}/>'


def _end_labels(chart: Chart, y: Place) -> str:
    """The name and last level of each line at its right, moved apart where they would touch."""
    labels = [
        (y(points[-1].value), wrapped_label(line.name, points[-1].text), LOOKS[line.role][0])
        for line in chart.lines
        if (points := line.points)
    ]
    if chart.limit is not None:
        labels.append((y(chart.limit), [chart.limit_words], TEXT))
    heights = [float(len(lines) * LINE_HEIGHT) for _, lines, _ in labels]
    middles = placed_apart([level for level, _, _ in labels], heights, TOP, FLOOR)
    return "".join(
        _text(
            RIGHT + 6,
            middle + (at - (len(lines) - 1) / 2) * LINE_HEIGHT + BASELINE,
            text,
            colour=colour,
        )
        for middle, (_, lines, colour) in zip(middles, labels, strict=True)
        for at, text in enumerate(lines)
    )


def _rule(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{more}/>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", colour: str = TEXT) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
