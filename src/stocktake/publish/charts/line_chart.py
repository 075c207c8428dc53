"""Draws a chart as SVG, in under a millisecond: what is drawn is written line by line.

Report, pack, public account and explorer have this one drawing. Nothing else is needed for it: no
browser, no engine in the process (``docs/decisions/012-pack-charts.md``). For a chart to work
with in a notebook there is :func:`stocktake.publish.chart_spec.chart_spec`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from stocktake.publish.charts import svg
from stocktake.publish.charts.axes import scale, tick_texts
from stocktake.publish.charts.labels import separate_labels, wrap_label
from stocktake.publish.charts.palette import AXIS, DUE, GRID, LOOKS, NARROW, TEXT, Frame
from stocktake.publish.content import Chart, Line, Point

TOP, BELOW = 22, 28
MARGIN = 0.35
"""Room before the first year and after the last, in years."""

WORDS_APART = 44
RANKS = {0.0: "first", 25.0: "", 50.0: "middle", 75.0: "", 100.0: "last"}


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
    >>> drawing = chart_svg(chart)
    >>> drawing.count("<title id="), drawing.count("<desc id="), 'role="img"' in drawing
    (1, 1, True)
    """
    plot = _plot(chart, frame)
    layers = [_band(chart, plot), _axes(chart, plot), _rules(chart, plot)]
    # The place's own line comes last, on top.
    layers += [_line(chart, line, plot) for line in reversed(chart.lines)]
    layers.append(_end_labels(chart, plot))
    size = (plot.right + frame.labels_width, plot.floor + BELOW)
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        size,
        layers,
        font_size=frame.font_size,
        has_size=frame.has_size,
    )


@dataclass(frozen=True)
class _Plot:
    """Where things are: years across, levels up, and the ticks with their texts."""

    frame: Frame
    x: Callable[[float], float]
    y: Callable[[float], float]
    ticks: dict[float, str]

    @property
    def left(self) -> int:
        return self.frame.left

    @property
    def right(self) -> int:
        return self.left + self.frame.plot_width

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
        band = [p.value + side * chart.tolerance for p in chart.band for side in (-1, 1)]
        low, high, levels = scale([p.value for line in chart.lines for p in line.points] + band)
        ticks = dict(zip(levels, tick_texts(levels, chart.unit), strict=True))
    across = frame.plot_width / (max(len(chart.periods), 1) - 1 + 2 * MARGIN)

    def x(at: float) -> float:
        return frame.left + (at + MARGIN) * across

    def y(level: float) -> float:
        share = (level - low) / (high - low)
        return TOP + frame.height * (share if ranks else 1 - share)

    return _Plot(frame, x, y, ticks)


def _band(chart: Chart, plot: _Plot) -> str:
    """What still counts as on the trajectory: hatched, so that it prints."""
    if not chart.band:
        return ""

    def y(level: float) -> float:
        return min(max(plot.y(level), TOP), plot.floor)

    upper = [(plot.x(p.at), y(p.value + chart.tolerance)) for p in chart.band]
    lower = [(plot.x(p.at), y(p.value - chart.tolerance)) for p in reversed(chart.band)]
    corners = " ".join(f"{across:.1f},{down:.1f}" for across, down in (*upper, *lower))
    pattern = f"{chart.id}-band"
    return svg.hatch(pattern, AXIS, 7) + (
        f'<polygon points="{corners}" fill="url(#{escape(pattern)})" fill-opacity="0.35"/>'
    )


def _axes(chart: Chart, plot: _Plot) -> str:
    parts = []
    for level, text in plot.ticks.items():
        at = plot.y(level)
        parts.append(svg.rule(plot.left, at, plot.right, at, GRID))
        parts.append(svg.text(plot.left - 7, at + plot.drop, text, anchor="end"))
    parts.append(svg.rule(plot.left, plot.floor, plot.right, plot.floor, AXIS))
    # Some years are named, the due year among them.
    count = len(chart.periods)
    step = -(-count // plot.frame.labelled_years)
    anchor = chart.due if chart.due is not None else count - 1
    for year, label in enumerate(chart.periods):
        if (year - anchor) % step == 0:
            parts.append(svg.rule(plot.x(year), plot.floor, plot.x(year), plot.floor + 5, AXIS))
            parts.append(svg.text(plot.x(year), plot.floor + 20, label, anchor="middle"))
    return "".join(parts)


def _rules(chart: Chart, plot: _Plot) -> str:
    """The due year, breaks, and the line that a position had to reach."""
    upright = [(plot.x(at - 0.5), "break", AXIS, ' stroke-dasharray="3 3"') for at in chart.breaks]
    if chart.due is not None:
        upright.append((plot.x(chart.due), "due", DUE, ""))
    upright.sort()
    parts = []
    for number, (at, text, colour, dashes) in enumerate(upright):
        parts.append(svg.rule(at, TOP, at, plot.floor, colour, dashes))
        # Words that would touch stand on the outer sides of their rules.
        crowded_left = number > 0 and at - upright[number - 1][0] < WORDS_APART
        after = upright[number + 1 : number + 2]
        crowded_right = bool(after) and after[0][0] - at < WORDS_APART
        anchor = "middle"
        if crowded_left != crowded_right:
            anchor = "start" if crowded_left else "end"
        parts.append(svg.text(at, TOP - 7, text, anchor=anchor))
    if chart.limit is not None:
        parts.append(
            svg.rule(plot.left, plot.y(chart.limit), plot.right, plot.y(chart.limit), TEXT)
        )
    return "".join(parts)


def _line(chart: Chart, line: Line, plot: _Plot) -> str:
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
    return "".join(
        parts
        + [
            svg.mark(
                shape,
                plot.x(point.at),
                plot.y(point.value),
                colour,
                big=1.2 if line.role == "home" else 1.0,
                hollow=point.special,
                words=point_words(chart, line, point),
            )
            for point in marked_points
        ]
    )


def point_words(chart: Chart, line: Line, point: Point) -> str:
    """What the page says of a figure: whose, of which year, what it is, and what else is known.

    Examples
    --------
    >>> from stocktake.publish.content import Line, Point
    >>> point = Point(0, 48.0, "48%", note="5 of 150")
    >>> line = Line("Here", "home", ((point,),))
    >>> chart = Chart("c", "Here", "A share", "", ("2016/17",), (line,), None)
    >>> point_words(chart, line, point)
    'Here, 2016/17: 48% (5 of 150)'
    """
    note = f" ({point.note})" if point.note else ""
    return f"{line.name}, {chart.periods[point.at]}: {point.text}{note}"


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
        svg.text(
            plot.right + 6,
            middle + (at - (len(words) - 1) / 2) * row + plot.drop,
            text,
            colour=colour,
        )
        for middle, (_, words, colour) in zip(middles, texts, strict=True)
        for at, text in enumerate(words)
    )
