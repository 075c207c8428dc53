"""How lines of a chart look: colours, dashes, markers, and the sizes of a chart."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.publish.content import Role

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
GRID, AXIS, TEXT, DUE = "#e3e6e8", "#505a5f", "#262b2f", "#858b8f"
PLAIN = "#7d878c"
"""Of places that are not in focus."""

CLASSES = ("#eef5fa", "#b3d1e6", "#6fa5cb", "#2f74a5", "#0f3554")
"""Shades of a map's classes from the lowest figures to the highest, light to dark: they print."""

LOOKS: dict[Role, tuple[str, tuple[int, ...], str, float]] = {
    "home": ("#12436d", (), "circle", 3.0),
    "england": ("#852f3f", (7, 3), "square", 1.8),
    "neighbours": ("#0a7c8b", (2, 2), "triangle-up", 1.8),
    "asked": ("#0b0b0b", (9, 3, 2, 3), "diamond", 1.8),
    "region": ("#75581d", (12, 3), "cross", 1.8),
    "set": ("#6e3bb6", (4, 4), "triangle-down", 1.8),
}
"""Colour, dashes, marker and width of each role: distinct without colour too.

The colours were searched for, with the place's own dark blue fixed, so that any two stay far apart
for readers who lack one kind of cone and each can be read as text on white.
"""


@dataclass(frozen=True)
class Frame:
    """How large a chart is drawn, in units of the drawing.

    Parameters
    ----------
    plot_width, labels_width, height : int
        The plot, the room for names at its right, the plot's height.
    font_size : int
    label_characters : int
        How long a name may be before it is wrapped.
    labelled_years : int
        About how many years the axis names.
    has_size : bool
        Whether the drawing states its width and height, as a file that is opened by itself needs.
    left : int
        The room for the axis' words at its left.
    """

    plot_width: int
    labels_width: int
    height: int
    font_size: int
    label_characters: int
    labelled_years: int
    has_size: bool = False
    left: int = 62


NARROW = Frame(318, 124, 270, 14, 15, 5)
"""Next to a table, on half a page."""

WIDE = Frame(478, 180, 330, 13, 20, 6, has_size=True)
"""A picture by itself."""

PAGE = Frame(688, 190, 330, 16, 20, 8, left=82)
"""Across a page on a wide screen."""

PHONE = Frame(175, 108, 250, 12, 14, 3, left=62)
"""On a screen of 375 pixels, where a unit of the drawing is a pixel."""
