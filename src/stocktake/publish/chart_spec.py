"""The same chart as Altair has it, for a notebook: to point at, to restyle, to save."""

from __future__ import annotations

from typing import Any

from stocktake.publish.charts.palette import AXIS, DUE, LOOKS, TEXT
from stocktake.publish.content import Chart


def chart_spec(chart: Chart) -> Any:
    """Describe a chart for a notebook.

    Parameters
    ----------
    chart : Chart

    Returns
    -------
    altair.LayerChart
        Lines cut between their runs, a point for every figure (hollow in a year of special
        arrangements) with its text under the pointer, a dashed rule at a break, a solid one at
        the due year. Pages and documents are drawn by :func:`stocktake.publish.chart_svg`.

    Examples
    --------
    >>> from stocktake.publish.content import Line, Point
    >>> home = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> chart = Chart("c", "Here: 56%", "A share", "It rose.", ("2016/17", "2017/18"), (home,), 1)
    >>> spec = chart_spec(chart).to_dict()
    >>> spec["title"]["text"], spec["description"], len(spec["layer"])
    ('Here: 56%', 'It rose.', 3)
    """
    import altair as alt

    rows = [
        {
            "year": chart.periods[point.at],
            "level": point.value,
            "line": line.name,
            "text": point.text,
            "run": f"{line.role} {number}",
            "fill": "white" if point.special else LOOKS[line.role][0],
        }
        for line in chart.lines
        for number, run in enumerate(line.runs)
        for point in run
    ]
    names = [line.name for line in chart.lines]
    looks = [LOOKS[line.role] for line in chart.lines]
    x = alt.X("year:O", sort=list(chart.periods), title=None, axis=alt.Axis(labelAngle=0))
    ranks = chart.measure == "rank_percent"
    scale = alt.Scale(domain=[0, 100], reverse=True) if ranks else alt.Scale(zero=False)
    y = alt.Y("level:Q", title=chart.unit or None, scale=scale)
    colour = alt.Color(
        "line:N", title=None, scale=alt.Scale(domain=names, range=[look[0] for look in looks])
    )
    dashes = alt.Scale(domain=names, range=[list(look[1] or (1, 0)) for look in looks])
    shapes = alt.Scale(domain=names, range=[look[2] for look in looks])
    base = alt.Chart({"values": rows}).encode(x=x, y=y)
    layers = [
        base.mark_line().encode(
            detail="run:N",
            color=colour,
            strokeDash=alt.StrokeDash("line:N", title=None, scale=dashes),
        ),
        base.mark_point(size=60, opacity=1).encode(
            stroke=colour,
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape("line:N", title=None, scale=shapes),
            tooltip=[
                alt.Tooltip("line:N", title="Who"),
                alt.Tooltip("year:O", title="Year"),
                alt.Tooltip("text:N", title="Figure"),
            ],
        ),
    ]
    # A break lies before its period: the rule stands at that period's left edge.
    upright = [(at, "break", AXIS, [3, 3], 0.0) for at in chart.breaks]
    if chart.due is not None:
        upright.append((chart.due, "due", DUE, [1, 0], 0.5))
    for at, words, stroke, dash, band in upright:
        rule = {"year": chart.periods[at], "words": words}
        layers.append(
            alt.Chart({"values": [rule]})
            .mark_rule(color=stroke, strokeDash=dash)
            .encode(
                x=alt.X("year:O", sort=list(chart.periods), bandPosition=band),
                tooltip=alt.Tooltip("words:N", title="Here"),
            )
        )
    if chart.limit is not None:
        limit = alt.Chart({"values": [{"level": chart.limit, "words": chart.limit_words}]})
        layers.append(
            limit.mark_rule(color=TEXT).encode(
                y="level:Q", tooltip=alt.Tooltip("words:N", title="Here")
            )
        )
    return alt.layer(*layers).properties(
        title=alt.TitleParams(chart.title, subtitle=chart.subtitle, anchor="start"),
        description=chart.description,
        width=420,
        height=270,
    )
