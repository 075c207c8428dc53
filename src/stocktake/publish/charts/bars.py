"""Draws one figure for several places as bars, with the interval that chance allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from stocktake.publish.charts import svg
from stocktake.publish.charts.axes import scale
from stocktake.publish.charts.palette import AXIS, LOOKS, PLAIN, TEXT
from stocktake.publish.content import Cell, Column, Role, Table

GAP = 6
HATCHED: tuple[Role, ...] = ("england", "region", "neighbours", "set")
"""Bars of what is no single place: they differ from places without colour."""


@dataclass(frozen=True)
class Bar:
    """One bar: a name, its figure, its text, and whose it is.

    Parameters
    ----------
    role : str
        Of the place in focus, of what it is compared with, or ``other``.
    low, high : float or None
        Ends of the interval in which chance alone would move the figure.
    note : str
        What else is known of it, such as its rank.
    place : str
        Id of the place, by which a page highlights it elsewhere.
    """

    name: str
    value: float | None
    text: str
    role: Role | Literal["other"] = "other"
    low: float | None = None
    high: float | None = None
    note: str = ""
    place: str = ""

    @property
    def words(self) -> str:
        """What the page says where a reader points at it."""
        return f"{self.name}: {self.text}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True)
class BarChart:
    """A picture of one figure for several places.

    Parameters
    ----------
    title, description : str
        What it shows in a sentence; the same for those who do not see it.
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    description: str
    bars: tuple[Bar, ...]
    id: str = "bars"
    subtitle: str = ""

    @property
    def has_intervals(self) -> bool:
        """Whether any bar has an interval."""
        return any(bar.low is not None and bar.high is not None for bar in self.bars)

    def table(self, heading: str, decimal_places: int = 0) -> Table:
        """The same figures as a table.

        Parameters
        ----------
        heading : str
            Of the column of figures: the measure and its unit.
        """
        interval = (
            (Column("Low", True, decimal_places), Column("High", True, decimal_places))
            if self.has_intervals
            else ()
        )
        rows = tuple(
            (
                Cell(bar.name),
                Cell(bar.text, bar.value),
                *((_end(bar.low, decimal_places), _end(bar.high, decimal_places)) * bool(interval)),
                Cell(bar.note or "-"),
            )
            for bar in self.bars
        )
        columns = (
            Column("Area"),
            Column(heading, True, decimal_places),
            *interval,
            Column("Note"),
        )
        return Table(self.title, columns, rows)


@dataclass(frozen=True)
class BarFrame:
    """How large bars are drawn.

    Parameters
    ----------
    width, names_width, texts_width : int
        The whole, the room for names at the left, the room for figures at the right. Without
        room at the left a name stands above its bar.
    name_characters : int
        How long a name may be before it is wrapped.
    """

    width: int
    names_width: int
    texts_width: int
    font_size: int
    name_characters: int
    bar_height: int = 15
    has_size: bool = False


BARS_WIDE = BarFrame(720, 230, 84, 13, 26, has_size=True)
BARS_PAGE = BarFrame(960, 300, 110, 16, 28, 18)
BARS_PHONE = BarFrame(345, 0, 76, 13, 38)


def bars_svg(chart: BarChart, frame: BarFrame = BARS_WIDE) -> str:
    """One figure for several places as SVG, in the order of the bars.

    The place in focus is dark and bold, what is no single place is hatched, so that they differ
    in black and white.
    """
    values = [value for bar in chart.bars for value in (bar.value, bar.low, bar.high)
              if value is not None]  # fmt: skip
    low, high = min([0.0, *values]), max([0.0, *values])
    if values:
        low, high, _ = scale([low, high])
    span = (high - low) or 1.0
    room = frame.width - frame.names_width - frame.texts_width

    def x(value: float) -> float:
        return frame.names_width + (value - low) / span * room

    layers = [
        svg.hatch(f"{chart.id}-{role}", LOOKS[role][0])
        for role in HATCHED
        if any(bar.role == role for bar in chart.bars)
    ]
    top = float(GAP)
    for bar in chart.bars:
        layers.append(_bar(chart, bar, frame, top, x))
        top += _height(bar, frame)
    layers.append(svg.rule(x(0.0), 2, x(0.0), top - 2, AXIS))
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        (frame.width, top),
        layers,
        font_size=frame.font_size,
        has_size=frame.has_size,
    )


def _names(bar: Bar, frame: BarFrame) -> list[str]:
    return wrap(bar.name, frame.name_characters) or [""]


def _height(bar: Bar, frame: BarFrame) -> float:
    line = frame.font_size + 3
    if frame.names_width:
        return max(frame.bar_height, len(_names(bar, frame)) * line) + GAP
    return len(_names(bar, frame)) * line + frame.bar_height + 2 * GAP + 2


def _bar(
    chart: BarChart, bar: Bar, frame: BarFrame, top: float, x: Callable[[float], float]
) -> str:
    bold = ' font-weight="bold"' if bar.role == "home" else ""
    line, names = frame.font_size + 3, _names(bar, frame)
    drop = frame.font_size * 0.8
    parts = []
    if frame.names_width:
        first = top + (_height(bar, frame) - GAP - len(names) * line) / 2
        parts += [
            svg.text(frame.names_width - 8, first + at * line + drop, name, anchor="end", more=bold)
            for at, name in enumerate(names)
        ]
        bar_top = top + (_height(bar, frame) - GAP - frame.bar_height) / 2
    else:
        parts += [
            svg.text(0, top + at * line + drop, name, more=bold) for at, name in enumerate(names)
        ]
        bar_top = top + len(names) * line + 2
    middle = bar_top + frame.bar_height / 2
    if bar.value is None:
        parts.append(svg.text(frame.names_width + 4, middle + drop * 0.45, bar.text, more=bold))
        return "".join(parts)
    left, right = sorted((x(0.0), x(bar.value)))
    colour = LOOKS[bar.role][0] if bar.role != "other" else PLAIN
    fill = f"url(#{chart.id}-{bar.role})" if bar.role in HATCHED else colour
    parts.append(
        f'<rect x="{left:.1f}" y="{bar_top:.1f}" width="{max(right - left, 1):.1f}" '
        f'height="{frame.bar_height}" fill="{fill}" stroke="{colour}"'
        f"{svg.mark_attributes(bar.words, bar.place)}/>"
    )
    end = right
    if bar.low is not None and bar.high is not None:
        ends = x(bar.low), x(bar.high)
        parts.append(_whisker(*ends, middle))
        end = max(right, *ends)
    parts.append(svg.text(max(end, x(0.0)) + 6, middle + drop * 0.45, bar.text, more=bold))
    return "".join(parts)


def _whisker(low: float, high: float, middle: float) -> str:
    """An interval: dark on a white edge, so that it is seen on a dark bar too."""
    path = (
        f"M{low:.1f} {middle - 4:.1f}V{middle + 4:.1f}M{low:.1f} {middle:.1f}H{high:.1f}"
        f"M{high:.1f} {middle - 4:.1f}V{middle + 4:.1f}"
    )
    return (
        f'<path d="{path}" stroke="white" stroke-width="5" fill="none"/>'
        f'<path d="{path}" stroke="{TEXT}" stroke-width="1.8" fill="none"/>'
    )


def _end(value: float | None, decimal_places: int) -> Cell:
    return Cell("-") if value is None else Cell(f"{value:,.{decimal_places}f}", value)
