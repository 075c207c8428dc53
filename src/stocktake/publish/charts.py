"""Draws a chart as SVG, in under a millisecond: what is drawn is written line by line.

Report, pack, public account and explorer have this one drawing. Nothing else is needed for it: no
browser, no engine in the process (``docs/decisions/012-pack-charts.md``). For a chart to work
with in a notebook there is :func:`stocktake.publish.chart_spec.chart_spec`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from stocktake.publish.axes import scale, tick_texts
from stocktake.publish.content import Chart, Line, Point
from stocktake.publish.labels import separate_labels, wrap_label
from stocktake.publish.palette import AXIS, DUE, FONT, GRID, LOOKS, NARROW, TEXT, Frame

LEFT, TOP, BELOW = 62, 22, 28
MARGIN = 0.35
"""Room before the first year and after the last, in years."""

WORDS_APART = 44
RANKS = {0.0: "first", 25.0: "", 50.0: "half way", 75.0: "", 100.0: "last"}
SHAPES = {
    "square": ((-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)),
    "triangle-up": ((0, -4), (4, 3), (-4, 3)),
    "triangle-down": ((0, 4), (4, -3), (-4, -3)),
    "diamond": ((0, -4), (4, 0), (0, 4), (-4, 0)),
    "cross": (
        *((-4, -1.2), (-1.2, -1.2), (-1.2, -4), (1.2, -4), (1.2, -1.2), (4, -1.2)),
        *((4, 1.2), (1.2, 1.2), (1.2, 4), (-1.2, 4), (-1.2, 1.2), (-4, 1.2)),
    ),
}
"""Corners of each marker but the circle."""


def chart_svg(chart: Chart, frame: Frame = NARROW) -> str:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
        A line has a gap between its runs; a point of a year of special arrangements is hollow; a
        break is a dashed rule and the due year a solid one, both with their word.
    frame : Frame
        How large.

    Returns
    -------
    str
        An SVG element with the role of an image, a title and a description. The title of the
        chart is not drawn: the page sets it as text above.

    Examples
    --------
    >>> from stocktake.publish.content import Line, Point
    >>> home = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> chart = Chart("c", "Here: 56%", "A share", "It rose.", ("2016/17", "2017/18"), (home,), 1)
    >>> svg = chart_svg(chart)
    >>> svg.count("<title id="), svg.count("<desc id="), 'role="img"' in svg
    (1, 1, True)
    """
    plot = _plot(chart, frame)
    layers = [_axes(chart, plot), _rules(chart, plot)]
    # The place's own line comes last, on top.
    layers += [_line(line, plot) for line in reversed(chart.lines)]
    layers.append(_end_labels(chart, plot))
    wide, tall = plot.right + frame.labels_width, plot.floor + BELOW
    labelled_by = f"{chart.id}-title {chart.id}-desc"
    size = f'width="{wide}" height="{tall}" ' if frame.has_size else ""
    return (
        f'<svg role="img" aria-labelledby="{labelled_by}" focusable="false" '
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" {size}'
        f'font-family="{FONT}" font-size="{frame.font_size}">'
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.description)}</desc>'
        f'<rect width="{wide}" height="{tall}" fill="white"/>{"".join(layers)}</svg>'
    )


@dataclass(frozen=True)
class _Plot:
    """Where things are: years across, levels up, and the ticks with their texts."""

    frame: Frame
    x: Callable[[float], float]
    y: Callable[[float], float]
    ticks: dict[float, str]

    @property
    def right(self) -> int:
        return LEFT + self.frame.plot_width

    @property
    def floor(self) -> int:
        return TOP + self.frame.height

    @property
    def drop(self) -> float:
        """From the middle of a row of text to its base."""
        return self.frame.font_size * 0.35


def _plot(chart: Chart, frame: Frame) -> _Plot:
    ranks = chart.measure == "rank_percent"
    if ranks:
        low, high, ticks = 0.0, 100.0, RANKS
    else:
        low, high, levels = scale([point.value for line in chart.lines for point in line.points])
        ticks = dict(zip(levels, tick_texts(levels, chart.unit), strict=True))
    across = frame.plot_width / (max(len(chart.periods), 1) - 1 + 2 * MARGIN)

    def x(at: float) -> float:
        return LEFT + (at + MARGIN) * across

    def y(level: float) -> float:
        share = (level - low) / (high - low)
        return TOP + frame.height * (share if ranks else 1 - share)

    return _Plot(frame, x, y, ticks)


def _axes(chart: Chart, plot: _Plot) -> str:
    parts = []
    for level, text in plot.ticks.items():
        at = plot.y(level)
        parts.append(_rule(LEFT, at, plot.right, at, GRID))
        parts.append(_text(LEFT - 7, at + plot.drop, text, anchor="end"))
    parts.append(_rule(LEFT, plot.floor, plot.right, plot.floor, AXIS))
    # Some years are named, the due year among them.
    count = len(chart.periods)
    step = -(-count // plot.frame.labelled_years)
    anchor = chart.due if chart.due is not None else count - 1
    for year, label in enumerate(chart.periods):
        if (year - anchor) % step == 0:
            parts.append(_rule(plot.x(year), plot.floor, plot.x(year), plot.floor + 5, AXIS))
            parts.append(_text(plot.x(year), plot.floor + 20, label, anchor="middle"))
    return "".join(parts)


def _rules(chart: Chart, plot: _Plot) -> str:
    """The due year, breaks, and the line that a position had to reach."""
    upright = [(plot.x(at - 0.5), "break", AXIS, ' stroke-dasharray="3 3"') for at in chart.breaks]
    if chart.due is not None:
        upright.append((plot.x(chart.due), "due", DUE, ""))
    upright.sort()
    parts = []
    for number, (at, text, colour, dashes) in enumerate(upright):
        parts.append(_rule(at, TOP, at, plot.floor, colour, dashes))
        # Words that would touch stand on the outer sides of their rules.
        crowded_left = number > 0 and at - upright[number - 1][0] < WORDS_APART
        after = upright[number + 1 : number + 2]
        crowded_right = bool(after) and after[0][0] - at < WORDS_APART
        anchor = "middle"
        if crowded_left != crowded_right:
            anchor = "start" if crowded_left else "end"
        parts.append(_text(at, TOP - 7, text, anchor=anchor))
    if chart.limit is not None:
        parts.append(_rule(LEFT, plot.y(chart.limit), plot.right, plot.y(chart.limit), TEXT))
    return "".join(parts)


def _line(line: Line, plot: _Plot) -> str:
    """A line, cut between runs, and its points."""
    colour, dashes, shape, width = LOOKS[line.role]
    dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if dashes else ""
    parts = [
        f'<polyline points="{" ".join(f"{plot.x(p.at):.1f},{plot.y(p.value):.1f}" for p in run)}" '
        f'fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
        for run in line.runs
        if len(run) > 1
    ]
    # A path that is asked for has a marker at its end alone: between, it is no figure.
    marked_points = line.points[-1:] if line.role == "asked" else line.points
    big = 1.2 if line.role == "home" else 1.0
    return "".join(parts + [_mark(shape, point, plot, colour, big) for point in marked_points])


def _mark(shape: str, point: Point, plot: _Plot, colour: str, big: float) -> str:
    fill = "white" if point.special else colour
    look = f'fill="{fill}" stroke="{colour}" stroke-width="1.8"'
    at, level = plot.x(point.at), plot.y(point.value)
    if shape == "circle":
        return f'<circle cx="{at:.1f}" cy="{level:.1f}" r="{3.7 * big:.1f}" {look}/>'
    points = " ".join(f"{at + a * big:.1f},{level + b * big:.1f}" for a, b in SHAPES[shape])
    return f'<polygon points="{points}" {look}/>'


def _end_labels(chart: Chart, plot: _Plot) -> str:
    """The name and last level of each line at its right, moved apart where they would touch."""
    longest, row = plot.frame.label_characters, plot.frame.font_size + 2
    labels = [
        (plot.y(points[-1].value), wrap_label(line.name, points[-1].text, longest), line.role)
        for line in chart.lines
        if (points := line.points)
    ]
    texts = [(level, words, LOOKS[role][0]) for level, words, role in labels]
    if chart.limit is not None:
        texts.append((plot.y(chart.limit), [chart.limit_words], TEXT))
    heights = [float(len(words) * row) for _, words, _ in texts]
    middles = separate_labels([level for level, _, _ in texts], heights, TOP, plot.floor)
    return "".join(
        _text(
            plot.right + 6,
            middle + (at - (len(words) - 1) / 2) * row + plot.drop,
            text,
            colour=colour,
        )
        for middle, (_, words, colour) in zip(middles, texts, strict=True)
        for at, text in enumerate(words)
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
