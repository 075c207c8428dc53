"""Draws one figure of many places as a map of tiles of one size, in five classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from math import sqrt

from stocktake.publish.charts import svg
from stocktake.publish.charts.palette import AXIS, CLASSES, TEXT
from stocktake.publish.charts.place_figure import PlaceFigure
from stocktake.publish.charts.tile_layout import TileLayout

WIDTH = 345
LEGEND_ROW, FONT_SIZE = 26, 13


@dataclass(frozen=True)
class FigureClass:
    """One of the classes: from which figure to which, and how many places are in it."""

    low: float
    high: float
    text: str
    count: int


@dataclass(frozen=True)
class TileMap:
    """A picture of one figure for every place of a layout.

    Parameters
    ----------
    title, subtitle, description : str
    figures : tuple of PlaceFigure
        Also of places that are not in the layout, such as an abolished authority: listed below.
    layout : TileLayout
    home : str
        The place whose tile is outlined.
    write : callable
        A figure's text in the legend.
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    subtitle: str
    description: str
    figures: tuple[PlaceFigure, ...]
    layout: TileLayout
    home: str
    write: Callable[[float], str]
    id: str = "map"

    @property
    def on_map(self) -> tuple[PlaceFigure, ...]:
        """Figures of the layout's places, the place in focus last so that its outline is on top."""
        figures = [figure for figure in self.figures if figure.place in self.layout.tiles]
        return tuple(sorted(figures, key=lambda figure: figure.place == self.home))

    @property
    def not_on_map(self) -> tuple[PlaceFigure, ...]:
        """Figures of places that have no tile."""
        return tuple(
            figure
            for figure in self.figures
            if figure.place not in self.layout.tiles and figure.value is not None
        )

    @property
    def classes(self) -> tuple[FigureClass, ...]:
        """The classes of the figures on the map."""
        values = [figure.value for figure in self.on_map if figure.value is not None]
        return figure_classes(values, self.write)


def figure_classes(
    values: Sequence[float], write: Callable[[float], str], most: int = len(CLASSES)
) -> tuple[FigureClass, ...]:
    """Values in classes of about as many places each; equal values are never parted.

    Parameters
    ----------
    write : callable
        A value's text. Values that read alike count as equal, so that no two classes overlap.

    Examples
    --------
    >>> [(c.text, c.count) for c in figure_classes([1, 2, 3, 4, 5, 5, 5, 5], str, most=2)]
    [('1 to 4', 4), ('5', 4)]
    """
    sorted_values = sorted(values)
    groups: dict[int, list[float]] = {}
    first_with_text: dict[str, int] = {}
    for number, value in enumerate(sorted_values):
        first = first_with_text.setdefault(write(value), number)
        groups.setdefault(min(first * most // len(sorted_values), most - 1), []).append(value)
    return tuple(
        FigureClass(group[0], group[-1], _range(write(group[0]), write(group[-1])), len(group))
        for group in groups.values()
    )


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def tile_map_svg(chart: TileMap, *, has_size: bool = False) -> str:
    """A map as SVG: five shades from light to dark, missing figures hatched, own tile outlined.

    Where the figures have addresses, each tile is a link; the map is then a group of them, no
    image.
    """
    columns = max((column for column, _ in chart.layout.tiles.values()), default=0) + 1.5
    rows = sorted({row for _, row in chart.layout.tiles.values()}) or [0]
    wide = (WIDTH - 4) / columns
    radius = wide / sqrt(3)
    classes = chart.classes
    shades = _shades(len(classes))

    def corner(place: str) -> tuple[float, float]:
        column, row = chart.layout.tiles[place]
        left = 2 + (column + (0.5 if row % 2 else 0.0)) * wide + wide / 2
        return left, 2 + radius + (row - rows[0]) * radius * 1.5

    layers = [svg.hatch(f"{chart.id}-missing", AXIS, 4), _hexagon(chart.id, wide, radius)]
    for figure in chart.on_map:
        x, y = corner(figure.place)
        layers.append(_tile(chart, figure, x, y, _fill(chart, figure, classes, shades)))
    if chart.home in chart.layout.tiles:
        x, y = corner(chart.home)
        layers.append(_outline(chart.id, x, y))
    top = 4 + 2 * radius + (rows[-1] - rows[0]) * radius * 1.5 + 12
    legend, bottom = _legend(chart, classes, shades, top)
    has_links = any(figure.href for figure in chart.figures)
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        (WIDTH, round(bottom + 4)),
        [*layers, legend],
        font_size=FONT_SIZE,
        has_size=has_size,
        role="group" if has_links else "img",
    )


def _shades(count: int) -> tuple[str, ...]:
    """As many shades as there are classes, from the lightest to the darkest."""
    if count <= 1:
        return (CLASSES[len(CLASSES) // 2],)
    step = (len(CLASSES) - 1) / (count - 1)
    return tuple(CLASSES[round(number * step)] for number in range(count))


def _fill(
    chart: TileMap, figure: PlaceFigure, classes: tuple[FigureClass, ...], shades: tuple[str, ...]
) -> str:
    if figure.value is None:
        return f"url(#{chart.id}-missing)"
    number = next(at for at, group in enumerate(classes) if figure.value <= group.high)
    return shades[number]


def _hexagon(identity: str, wide: float, radius: float) -> str:
    half = wide / 2 - 0.4
    tall = radius - 0.4
    corners = [(0, -tall), (half, -tall / 2), (half, tall / 2), (0, tall), (-half, tall / 2)]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in [*corners, (-half, -tall / 2)])
    return f'<defs><path id="{identity}-tile" d="M{path}Z"/></defs>'


def _use(identity: str, x: float, y: float, fill: str, more: str = "") -> str:
    return f'<use href="#{identity}-tile" x="{x:.1f}" y="{y:.1f}" fill="{fill}"{more}/>'


def _tile(chart: TileMap, figure: PlaceFigure, x: float, y: float, fill: str) -> str:
    attributes = f'data-tile="" data-place="{escape(figure.place)}"'
    if figure.place == chart.home:
        attributes += ' data-chosen=""'
    content = f"<title>{escape(figure.words)}</title>" + _use(
        chart.id, x, y, fill, f' stroke="{AXIS}"'
    )
    if figure.href:
        return f'<a href="{escape(figure.href)}" {attributes}>{content}</a>'
    return f"<g {attributes}>{content}</g>"


def _outline(identity: str, x: float, y: float) -> str:
    """Thick and dark with a white edge: seen on the darkest shade and on the lightest."""
    ring = ' stroke="white" stroke-width="5" pointer-events="none"'
    line = f' stroke="{TEXT}" stroke-width="2.5" pointer-events="none"'
    return _use(identity, x, y, "none", ring) + _use(identity, x, y, "none", line)


def _legend(
    chart: TileMap, classes: tuple[FigureClass, ...], shades: tuple[str, ...], top: float
) -> tuple[str, float]:
    """What each shade means, and where the drawing ends."""
    entries = [
        (shade, f"{group.text}: {_count_words(group.count)}", False)
        for shade, group in zip(shades, classes, strict=False)
    ]
    missing = sum(figure.value is None for figure in chart.on_map)
    if missing:
        entries.append((f"url(#{chart.id}-missing)", f"no figure: {_count_words(missing)}", False))
    home = next((figure for figure in chart.on_map if figure.place == chart.home), None)
    if home is not None:
        entries.append(("white", f"{home.name}: {home.text}", True))
    parts = []
    for number, (fill, words, is_home) in enumerate(entries):
        middle = top + number * LEGEND_ROW + LEGEND_ROW / 2
        line = f' stroke="{TEXT}" stroke-width="2.5"' if is_home else f' stroke="{AXIS}"'
        parts.append(_use(chart.id, 14, middle, fill, line))
        parts.append(svg.text(32, middle + FONT_SIZE * 0.35, words))
    return "".join(parts), top + len(entries) * LEGEND_ROW


def _count_words(count: int) -> str:
    return f"{count} place" if count == 1 else f"{count} places"
