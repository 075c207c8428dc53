"""Draws one figure of many places as dots on one axis, the place in focus marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stocktake.publish.charts import svg
from stocktake.publish.charts.axes import scale, tick_texts
from stocktake.publish.charts.palette import AXIS, GRID, LOOKS, PLAIN, TEXT
from stocktake.publish.charts.place_figure import PlaceFigure

EDGE, BELOW, ABOVE = 24, 26, 26
APART = 0.9
"""How near two dots of a row may come, in diameters."""


@dataclass(frozen=True)
class Strip:
    """A picture of where a place lies among all places.

    Parameters
    ----------
    title, subtitle, description : str
        The title says rank and number of places, who shares the rank, and which way is better.
    figures : tuple of PlaceFigure
        Those without a value are left out.
    home : str
        The place in focus.
    unit : str
        In words, for the axis.
    reference, reference_words : float or None, str
        A level that is drawn across, such as the country's figure.
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    subtitle: str
    description: str
    figures: tuple[PlaceFigure, ...]
    home: str
    unit: str = ""
    reference: float | None = None
    reference_words: str = ""
    id: str = "strip"


@dataclass(frozen=True)
class StripFrame:
    """How large a strip is drawn."""

    width: int
    dot: float
    font_size: int
    ticks: int
    has_size: bool = False


STRIP_WIDE = StripFrame(720, 4.0, 13, 7, has_size=True)
STRIP_PAGE = StripFrame(960, 5.0, 16, 8)
STRIP_PHONE = StripFrame(345, 2.6, 12, 4)


def strip_svg(strip: Strip, frame: StripFrame = STRIP_WIDE) -> str:
    """A strip as SVG: every place at its figure, dots that would cover each other stacked."""
    dots = [(f, f.value) for f in strip.figures if f.value is not None]
    dots.sort(key=lambda dot: dot[1])
    levels = [value for _, value in dots]
    if strip.reference is not None:
        levels.append(strip.reference)
    low, high, ticks = scale(levels)
    room = frame.width - 2 * EDGE

    def x(value: float) -> float:
        return EDGE + (value - low) / (high - low) * room

    rows = stack([x(value) for _, value in dots], 2 * frame.dot * APART)
    above = ABOVE + frame.font_size
    floor = above + (max(rows, default=0) + 1) * 2 * frame.dot + frame.dot
    step = -(-len(ticks) // frame.ticks)
    layers = []
    for number, (tick, words) in enumerate(zip(ticks, tick_texts(ticks, strip.unit), strict=True)):
        if number % step == 0:
            layers.append(svg.rule(x(tick), above, x(tick), floor, GRID))
            layers.append(svg.text(x(tick), floor + frame.font_size + 6, words, anchor="middle"))
    layers.append(svg.rule(EDGE, floor, frame.width - EDGE, floor, AXIS))
    if strip.reference is not None:
        at = x(strip.reference)
        layers.append(
            svg.rule(at, above - 4, at, floor, LOOKS["england"][0], ' stroke-dasharray="7 3"')
        )
        layers.append(_label(at, above - 8, strip.reference_words, frame, LOOKS["england"][0]))
    for (figure, value), row in sorted(
        zip(dots, rows, strict=True), key=lambda dot: dot[0][0].place == strip.home
    ):
        y = floor - frame.dot * (2 * row + 1.2)
        layers.append(_dot(strip, figure, x(value), y, frame))
    return svg.document(
        strip.id,
        strip.title,
        strip.description,
        (frame.width, round(floor + BELOW)),
        layers,
        font_size=frame.font_size,
        has_size=frame.has_size,
    )


def stack(centres: Sequence[float], apart: float) -> list[int]:
    """The row of each dot, from 0: the lowest in which none is nearer than ``apart``.

    Parameters
    ----------
    centres : sequence of float
        From the smallest.

    Examples
    --------
    >>> stack([1.0, 1.0, 1.5, 3.0], 1.0)
    [0, 1, 2, 0]
    """
    last_by_row: list[float] = []
    rows = []
    for centre in centres:
        row = next(
            (at for at, last in enumerate(last_by_row) if centre - last >= apart), len(last_by_row)
        )
        last_by_row[row : row + 1] = [centre]
        rows.append(row)
    return rows


def _dot(strip: Strip, figure: PlaceFigure, x: float, y: float, frame: StripFrame) -> str:
    attributes = svg.mark_attributes(figure.words, figure.place)
    if figure.place != strip.home:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{frame.dot}" fill="{PLAIN}"{attributes}/>'
    # A diamond with a dark edge, so that it is no matter of colour, and a line up to its name.
    size, colour = frame.dot * 2.1, LOOKS["home"][0]
    points = f"{x:.1f},{y - size:.1f} {x + size:.1f},{y:.1f} {x:.1f},{y + size:.1f}"
    return (
        svg.rule(x, ABOVE - 8, x, y, colour, ' stroke-width="1.5"')
        + f'<polygon points="{points} {x - size:.1f},{y:.1f}" fill="{colour}" stroke="white" '
        f'stroke-width="1.5" data-chosen=""{attributes}/>'
        + _label(x, ABOVE - 12, f"{figure.name} {figure.text}", frame, TEXT, bold=True)
    )


def _label(
    x: float, y: float, words: str, frame: StripFrame, colour: str, *, bold: bool = False
) -> str:
    """A name over its mark, at whichever side of it there is room."""
    half = len(words) * frame.font_size * 0.33
    anchor = "start" if x < half else "end" if x > frame.width - half else "middle"
    at = {"start": 2.0, "end": frame.width - 2.0}.get(anchor, x)
    return svg.text(
        at, y, words, anchor=anchor, colour=colour, more=' font-weight="bold"' if bold else ""
    )
