"""Draws a chart as SVG: Altair describes it, vl-convert draws it, no browser is needed."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from stocktake.publish.content import Chart, Role
from stocktake.publish.labels import placed_apart, wrapped_label

PLOT_WIDTH = 318
LABELS_WIDTH = 124
HEIGHT = 270
FONT_SIZE = 14
LINE_HEIGHT = FONT_SIZE + 2
MARGIN = 0.35
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
LABELLED_YEARS = 5
GRID, AXIS, TEXT = "#e3e6e8", "#505a5f", "#262b2f"

LOOKS: dict[Role, tuple[str, list[int], str, float]] = {
    "home": ("#12436d", [1, 0], "circle", 3.0),
    "england": ("#801650", [7, 3], "square", 1.8),
    "neighbours": ("#1d7a72", [2, 2], "triangle-up", 1.8),
    "asked": ("#3d3d3d", [9, 3, 2, 3], "diamond", 1.8),
}
"""Colour, dashes, marker and width of each role: told apart without colour too."""


def chart_svg(chart: Chart) -> str:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
        At most four lines. A line has a gap between its runs; a point of a year of special
        arrangements is hollow; a break is a dashed rule, the due year a solid one.

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
    import vl_convert

    spec = _layers(chart).to_dict(validate=False)
    version = spec["$schema"].rsplit("/v", 1)[-1].removesuffix(".json")
    drawn = vl_convert.vegalite_to_svg(spec, vl_version=".".join(version.split(".")[:2]))
    return _named(drawn, chart)


def _named(svg: str, chart: Chart) -> str:
    """The drawing with a name and a description, and with ids that no other chart has."""
    svg = re.sub(r'\s(?:aria-[a-z]+|role)="[^"]*"', "", svg)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{chart.id}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{chart.id}-\1)", svg)
    svg = re.sub(r'\s(?:width|height)="\d+(?:\.\d+)?"', "", svg, count=2)
    opening = (
        f'<svg role="img" aria-labelledby="{chart.id}-title {chart.id}-desc" focusable="false"'
    )
    named = (
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.description)}</desc>'
    )
    head, _, rest = svg.partition(">")
    return f"{head.replace('<svg', opening, 1)}>{named}{rest}"


def _layers(chart: Chart) -> Any:
    import altair as alt

    low, high = _domain(chart)
    last = len(chart.periods) - 1
    span = last + 2 * MARGIN
    x = alt.X(
        "x:Q",
        scale=alt.Scale(
            domain=[-MARGIN, -MARGIN + span * (PLOT_WIDTH + LABELS_WIDTH) / PLOT_WIDTH],
            nice=False,
        ),
        axis=alt.Axis(
            values=_labelled(chart),
            labelExpr=f"{list(chart.periods)!r}[datum.value]",
            title=None,
            grid=False,
            labelAngle=0,
        ),
    )
    ranks = chart.measure == "rank_percent"
    axis = (
        alt.Axis(
            values=[0, 25, 50, 75, 100],
            labelExpr="{0: 'first', 25: '', 50: 'half way', 75: '', 100: 'last'}[datum.value]",
            title=None,
        )
        if ranks
        else alt.Axis(tickCount=5, title=None, labelExpr=_number(chart))
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[low, high], reverse=ranks, nice=False), axis=axis)
    layers = [
        *_rules(chart, x, y, (low, high), last),
        *_lines(chart, x, y),
        _end_labels(chart, x, y, (low, high)),
    ]
    # All at once: each method call would copy every layer.
    return alt.layer(
        *layers,
        width=PLOT_WIDTH + LABELS_WIDTH,
        height=HEIGHT,
        padding=4,
        config=alt.Config(
            font=FONT,
            background="white",
            aria=False,
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(
                labelFontSize=FONT_SIZE,
                labelColor=TEXT,
                gridColor=GRID,
                domainColor=AXIS,
                tickColor=AXIS,
                labelFlush=False,
                labelOverlap=False,
            ),
        ),
    )


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Chart({"values": rows})


def _rules(chart: Chart, x: Any, y: Any, domain: tuple[float, float], last: int) -> list[Any]:
    """The due year, breaks, and the line that a position had to reach."""
    import altair as alt

    top = domain[0] if chart.measure == "rank_percent" else domain[1]
    upright = [{"x": at - 0.5, "t": "break", "c": AXIS, "d": [3, 3]} for at in chart.breaks]
    if chart.due is not None:
        upright.append({"x": chart.due, "t": "due", "c": "#b1b4b6", "d": [1, 0]})
    rules = []
    if upright:
        colour = alt.Stroke("c:N", scale=None)
        dashes = alt.StrokeDash("d:N", scale=None)
        rules.append(_data(upright).mark_rule().encode(x=x, stroke=colour, strokeDash=dashes))
        rules.append(
            _data([{**rule, "y": top} for rule in upright])
            .mark_text(dy=-7, fontSize=FONT_SIZE, color=TEXT)
            .encode(x=x, y=y, text="t:N")
        )
    if chart.limit is not None:
        rules.append(
            _data([{"x": -MARGIN, "y": chart.limit, "x2": last + MARGIN}])
            .mark_rule(color=TEXT, strokeWidth=1.2)
            .encode(x=x, y=y, x2=alt.X2("x2:Q"))
        )
    return rules


def _lines(chart: Chart, x: Any, y: Any) -> list[Any]:
    """Lines, cut between runs, and their points; the place's own come last, on top."""
    import altair as alt

    path, points = [], []
    for line in reversed(chart.lines):
        colour, dashes, shape, width = LOOKS[line.role]
        for number, run in enumerate(line.runs):
            path += [
                {
                    "x": point.at,
                    "y": point.value,
                    "run": f"{line.role} {number}",
                    "c": colour,
                    "d": dashes,
                    "w": width,
                }
                for point in run
            ]
        # A path that is asked for has a marker at its end alone: between, it is no figure.
        points += [
            {
                "x": point.at,
                "y": point.value,
                "c": colour,
                "f": "white" if point.special else colour,
                "s": shape,
                "z": 62 if line.role == "home" else 42,
            }
            for point in (line.points[-1:] if line.role == "asked" else line.points)
        ]
    drawn = (
        _data(path)
        .mark_line()
        .encode(
            x=x,
            y=y,
            detail="run:N",
            stroke=alt.Stroke("c:N", scale=None),
            strokeDash=alt.StrokeDash("d:N", scale=None),
            strokeWidth=alt.StrokeWidth("w:Q", scale=None),
        )
    )
    marked = (
        _data(points)
        .mark_point(strokeWidth=1.8, opacity=1)
        .encode(
            x=x,
            y=y,
            stroke=alt.Stroke("c:N", scale=None),
            fill=alt.Fill("f:N", scale=None),
            shape=alt.Shape("s:N", scale=None),
            size=alt.Size("z:Q", scale=None),
        )
    )
    return [drawn, marked]


def _end_labels(chart: Chart, x: Any, y: Any, domain: tuple[float, float]) -> Any:
    """The name and last level of each line at its right, moved apart where they would touch."""
    import altair as alt

    low, high = domain
    per_pixel = (high - low) / HEIGHT
    labels = [
        (line.points[-1].value, wrapped_label(line.name, line.points[-1].text), LOOKS[line.role][0])
        for line in chart.lines
    ]
    if chart.limit is not None:
        labels.append((chart.limit, [chart.limit_words], TEXT))
    heights = [len(lines) * LINE_HEIGHT * per_pixel for _, lines, _ in labels]
    levels = placed_apart([level for level, _, _ in labels], heights, low, high)
    # One row of text each: of several lines in one mark the drawing would centre the first alone.
    down = 1 if chart.measure == "rank_percent" else -1
    rows = [
        {
            "x": len(chart.periods) - 1 + MARGIN,
            "y": level + down * (at - (len(lines) - 1) / 2) * LINE_HEIGHT * per_pixel,
            "t": text,
            "c": colour,
        }
        for level, (_, lines, colour) in zip(levels, labels, strict=True)
        for at, text in enumerate(lines)
    ]
    return (
        _data(rows)
        .mark_text(align="left", baseline="middle", dx=6, fontSize=FONT_SIZE)
        .encode(x=x, y=y, text="t:N", color=alt.Color("c:N", scale=None))
    )


def _domain(chart: Chart) -> tuple[float, float]:
    if chart.measure == "rank_percent":
        return 0.0, 100.0
    values = [point.value for line in chart.lines for point in line.points]
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    # A share or a count below nought would mislead even as empty space.
    return (max(low - room, 0.0) if low >= 0 else low - room), high + room


def _labelled(chart: Chart) -> list[int]:
    """The years that the axis names: at most five or so, the due year among them."""
    count = len(chart.periods)
    step = -(-count // LABELLED_YEARS)
    anchor = chart.due if chart.due is not None else count - 1
    return [at for at in range(count) if (at - anchor) % step == 0]


def _number(chart: Chart) -> str:
    values = [point.value for line in chart.lines for point in line.points]
    wide = max(values) - min(values) >= 5
    places = 0 if wide else min(chart.decimal_places, 2)
    sign = "'%'" if chart.unit == "percentage" else "''"
    return f"format(datum.value, ',.{places}f') + {sign}"
