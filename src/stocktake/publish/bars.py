"""Draws one figure for several places as bars."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from stocktake.publish.content import Role
from stocktake.publish.palette import AXIS, FONT, LOOKS, TEXT

WIDTH, ROW, BAR, NAMES = 720, 22, 15, 210
PLAIN = "#8a9499"


@dataclass(frozen=True)
class Bar:
    """One bar: a name, its figure, its text, and whether it is the one in focus."""

    name: str
    value: float | None
    text: str
    role: Role | Literal["other"] = "other"


@dataclass(frozen=True)
class BarChart:
    """A picture of one figure for several places."""

    title: str
    description: str
    bars: tuple[Bar, ...]


def bars_svg(chart: BarChart) -> str:
    """One figure for several places as an SVG file, in the order of the bars."""
    values = [bar.value for bar in chart.bars if bar.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    span = (high - low) or 1.0
    room = WIDTH - NAMES - 90

    def x(value: float) -> float:
        return NAMES + (value - low) / span * room

    parts = []
    height = len(chart.bars) * ROW + 12
    for row, bar in enumerate(chart.bars):
        top = 6 + row * ROW
        weight = ' font-weight="bold"' if bar.role == "home" else ""
        parts.append(_text(NAMES - 8, top + 12, bar.name[:32], anchor="end", more=weight))
        if bar.value is None:
            parts.append(_text(NAMES + 4, top + 12, "no figure", more=weight))
            continue
        colour = LOOKS[bar.role][0] if bar.role != "other" else PLAIN
        left, right = sorted((x(0.0), x(bar.value)))
        parts.append(
            f'<rect x="{left:.1f}" y="{top}" width="{max(right - left, 1):.1f}" height="{BAR}" '
            f'fill="{colour}"/>'
        )
        parts.append(_text(max(right, x(0.0)) + 6, top + 12, bar.text, more=weight))
    parts.append(
        f'<line x1="{x(0.0):.1f}" x2="{x(0.0):.1f}" y1="2" y2="{height - 6}" stroke="{AXIS}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d" '
        f'font-family="{FONT}" font-size="13"><title id="t">{escape(chart.title)}</title>'
        f'<desc id="d">{escape(chart.description)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", more: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{TEXT}"{more}>'
        f"{escape(text)}</text>"
    )
