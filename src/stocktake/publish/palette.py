"""How lines of a chart look: colours, dashes, markers, and the two sizes of a chart."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.publish.content import Role

FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
GRID, AXIS, TEXT, DUE = "#e3e6e8", "#505a5f", "#262b2f", "#b1b4b6"

LOOKS: dict[Role, tuple[str, tuple[int, ...], str, float]] = {
    "home": ("#12436d", (), "circle", 3.0),
    "england": ("#801650", (7, 3), "square", 1.8),
    "neighbours": ("#1d7a72", (2, 2), "triangle-up", 1.8),
    "asked": ("#3d3d3d", (9, 3, 2, 3), "diamond", 1.8),
    "region": ("#a33d00", (12, 3), "cross", 1.8),
    "set": ("#5b4b9a", (4, 4), "triangle-down", 1.8),
}
"""Colour, dashes, marker and width of each role: distinct without colour too."""


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
    """

    plot_width: int
    labels_width: int
    height: int
    font_size: int
    label_characters: int
    labelled_years: int
    has_size: bool = False


NARROW = Frame(318, 124, 270, 14, 15, 5)
"""Next to a table, on half a page, on a phone."""

WIDE = Frame(478, 180, 330, 13, 24, 6, has_size=True)
"""A picture by itself."""
