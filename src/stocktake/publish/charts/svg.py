"""The elements of every drawing, with their texts escaped."""

from __future__ import annotations

from html import escape

from stocktake.publish.charts.palette import FONT, TEXT

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


def document(
    identity: str,
    title: str,
    description: str,
    size: tuple[float, float],
    layers: list[str],
    *,
    font_size: int,
    has_size: bool = False,
    role: str = "img",
    classes: str = "",
) -> str:
    """A drawing: an SVG element with its title and description, on white.

    Parameters
    ----------
    identity : str
        Begins the ids in the drawing, which differ between the drawings of a page.
    has_size : bool
        Whether it states its width and height, as a file that is opened by itself needs.
    role : str
        ``img``, or ``group`` where marks inside can be reached one by one.
    """
    wide, tall = f"{size[0]:g}", f"{size[1]:g}"
    identity = escape(identity)
    stated_size = f'width="{wide}" height="{tall}" ' if has_size else ""
    css = f'class="{classes}" ' if classes else ""
    return (
        f'<svg role="{role}" aria-labelledby="{identity}-title {identity}-desc" focusable="false" '
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" {stated_size}{css}'
        f'font-family="{FONT}" font-size="{font_size}">'
        f'<title id="{identity}-title">{escape(title)}</title>'
        f'<desc id="{identity}-desc">{escape(description)}</desc>'
        f'<rect width="{wide}" height="{tall}" fill="white"/>{"".join(layers)}</svg>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    """A straight line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{more}/>'
    )


def text(
    x: float, y: float, words: str, *, anchor: str = "start", colour: str = TEXT, more: str = ""
) -> str:
    """A line of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{more}>'
        f"{escape(words)}</text>"
    )


def mark(
    shape: str,
    x: float,
    y: float,
    colour: str,
    *,
    big: float = 1.0,
    hollow: bool = False,
    words: str = "",
) -> str:
    """A marker; ``words`` are what the page says where a reader points at it."""
    fill = "white" if hollow else colour
    look = f'fill="{fill}" stroke="{colour}" stroke-width="1.8"{mark_attributes(words)}'
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.7 * big:.1f}" {look}/>'
    points = " ".join(f"{x + a * big:.1f},{y + b * big:.1f}" for a, b in SHAPES[shape])
    return f'<polygon points="{points}" {look}/>'


def mark_attributes(words: str, place: str = "") -> str:
    """Attributes with what the script of a page says of a mark, and the id of its place."""
    attributes = f' data-words="{escape(words)}"' if words else ""
    return attributes + (f' data-place="{escape(place)}"' if place else "")


def hatch(identity: str, colour: str, width: float = 5) -> str:
    """A pattern of slanted lines, filled with as ``url(#identity)``."""
    return (
        f'<defs><pattern id="{escape(identity)}" width="{width:g}" height="{width:g}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="{width:g}" height="{width:g}" fill="white"/>'
        f'<line x1="0" y1="0" x2="0" y2="{width:g}" stroke="{colour}" stroke-width="2"/>'
        f"</pattern></defs>"
    )
