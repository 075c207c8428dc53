"""Draws a line of a few years the size of a word, for a row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from stocktake.publish.charts.descriptions import describe_line
from stocktake.publish.charts.palette import LOOKS
from stocktake.publish.content import Line

WIDTH, HEIGHT, EDGE = 108, 28, 5


@dataclass(frozen=True)
class Sparkline:
    """The figures of one row over time.

    Parameters
    ----------
    line : Line
        Cut where a year has no figure, at breaks and around special years.
    periods : tuple of str
        Labels of the years that it spans, those without a figure included.
    level : float or None
        What is to be reached, in the unit of the figures.
    level_text : str
    ends_in_row : bool
        Whether the row says the last figure and its year by itself, so that the words need not.
    """

    line: Line
    periods: tuple[str, ...]
    level: float | None = None
    level_text: str = ""
    ends_in_row: bool = False

    @property
    def words(self) -> str:
        """What it shows, for those who do not see it."""
        sentence = describe_line(self.line, self.periods).removesuffix(".")
        sentence = sentence.removeprefix(f"{self.line.name}: ")
        if self.ends_in_row and len(self.line.points) > 1:
            last = self.line.points[-1]
            sentence = sentence.removesuffix(f" to {last.text} in {self.periods[last.at]}")
        sentence = sentence[:1].upper() + sentence[1:]
        missing = len(self.periods) - len(self.line.points)
        gaps = f"; no figure for {missing} of {len(self.periods)} years" if missing else ""
        return f"{sentence}{gaps}" + (f"; target {self.level_text}" if self.level_text else "")


def sparkline_svg(spark: Sparkline) -> str:
    """A sparkline as SVG for a page: last figure marked, the target dashed, a gap where none is.

    Examples
    --------
    >>> from stocktake.publish.content import Point
    >>> line = Line("Here", "home", ((Point(0, 48.0, "48%"), Point(1, 56.0, "56%")),))
    >>> svg = sparkline_svg(Sparkline(line, ("2016/17", "2017/18"), 60.0, "60%"))
    >>> 'aria-label="Rose from 48% in 2016/17 to 56% in 2017/18; target 60%"' in svg
    True
    """
    points = spark.line.points
    values = [point.value for point in points]
    levels = [*values, *([spark.level] if spark.level is not None else [])]
    low, high = min(levels, default=0.0), max(levels, default=0.0)
    across = (WIDTH - 2 * EDGE) / max(len(spark.periods) - 1, 1)

    def x(at: int) -> float:
        return EDGE + at * across

    def y(value: float) -> float:
        if high - low <= 1e-9 * max(1.0, abs(high), abs(low)):
            return HEIGHT / 2
        return HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE)

    colour, parts = LOOKS["home"][0], []
    if spark.level is not None:
        parts.append(
            f'<path d="M0 {_at(y(spark.level))}H{WIDTH}" stroke="{LOOKS["asked"][0]}" '
            'stroke-dasharray="4 3"/>'
        )
    lines = "".join(
        "M" + "L".join(f"{_at(x(point.at))} {_at(y(point.value))}" for point in run)
        for run in spark.line.runs
        if len(run) > 1
    )
    if lines:
        parts.append(f'<path d="{lines}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for run in spark.line.runs:
        if len(run) == 1 and run[0] is not points[-1]:
            parts.append(_dot(x(run[0].at), y(run[0].value), 1.6, colour))
    if points:
        parts.append(_dot(x(points[-1].at), y(points[-1].value), 3.4, colour))
    # A page may have hundreds of them, so that what HTML does without is left out.
    return (
        f'<svg role="img" aria-label="{escape(spark.words)}" width="{WIDTH}" height="{HEIGHT}" '
        f'class="stocktake-spark">{"".join(parts)}</svg>'
    )


def _at(length: float) -> str:
    return f"{round(length)}"


def _dot(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{_at(x)}" cy="{_at(y)}" r="{radius}" fill="{colour}"/>'
