"""Draws counts in rows and columns as shaded cells, each with its number, so that holes show."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from stocktake.publish.charts import svg
from stocktake.publish.charts.palette import AXIS, CLASSES, TEXT
from stocktake.publish.content import Cell, Column, Table


@dataclass(frozen=True)
class MatrixCell:
    """One cell: how many, and which ones in words for whoever points at it."""

    count: int
    words: str = ""


@dataclass(frozen=True)
class Matrix:
    """A picture of counts by row and column.

    Parameters
    ----------
    cells : tuple of tuple of MatrixCell
        One tuple for each row, in the order of the columns.
    corner : str
        What the rows are.
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    description: str
    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    corner: str
    id: str = "matrix"

    @property
    def largest(self) -> int:
        """The largest count."""
        return max((cell.count for row in self.cells for cell in row), default=0)

    def table(self) -> Table:
        """The same counts as a table."""
        rows = tuple(
            (Cell(name), *(Cell(str(cell.count), cell.count) for cell in row))
            for name, row in zip(self.row_names, self.cells, strict=True)
        )
        columns = (Column(self.corner), *(Column(name, True, 0) for name in self.column_names))
        return Table(self.title, columns, rows)


@dataclass(frozen=True)
class MatrixFrame:
    """How large a matrix is drawn: a cell, the room for names, the size of letters."""

    cell_width: int
    cell_height: int
    names_width: int
    font_size: int
    has_size: bool = False

    @property
    def name_characters(self) -> int:
        """How many letters of a wide typeface fit into the room for names."""
        return int((self.names_width - 12) / (0.6 * self.font_size))


MATRIX_WIDE = MatrixFrame(58, 26, 260, 13, has_size=True)
MATRIX_MANY = MatrixFrame(24, 20, 250, 11, has_size=True)
"""For many columns, whose names are written upwards."""


def matrix_svg(chart: Matrix, frame: MatrixFrame = MATRIX_WIDE) -> str:
    """Counts as SVG: darker where there are more, an empty cell crossed out lightly."""
    head = _head_height(chart, frame)
    line = frame.font_size + 3
    layers = [_heads(chart, frame, head)]
    top = head
    for name, row in zip(chart.row_names, chart.cells, strict=True):
        names = wrap(name, frame.name_characters) or [""]
        tall = max(frame.cell_height, len(names) * line)
        first = top + (tall - len(names) * line) / 2 + frame.font_size
        layers += [
            svg.text(frame.names_width - 8, first + at * line, words, anchor="end")
            for at, words in enumerate(names)
        ]
        for number, cell in enumerate(row):
            left = frame.names_width + number * frame.cell_width
            layers.append(_cell(chart, frame, name, number, cell, (left, top, tall)))
        top += tall + 2
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        (frame.names_width + len(chart.column_names) * frame.cell_width + 4, top + 2),
        layers,
        font_size=frame.font_size,
        has_size=frame.has_size,
    )


def _is_upwards(chart: Matrix, frame: MatrixFrame) -> bool:
    letters = int(frame.cell_width / (0.58 * frame.font_size))
    words = [word for name in chart.column_names for word in name.split()]
    return max(map(len, words), default=0) > letters or frame.cell_width < 40


def _head_height(chart: Matrix, frame: MatrixFrame) -> float:
    if _is_upwards(chart, frame):
        longest = max(map(len, chart.column_names), default=0)
        return 16 + longest * 0.56 * frame.font_size
    letters = int(frame.cell_width / (0.58 * frame.font_size))
    lines = max((len(wrap(name, letters)) for name in chart.column_names), default=1)
    return 8 + lines * (frame.font_size + 3)


def _heads(chart: Matrix, frame: MatrixFrame, head: float) -> str:
    parts = []
    letters = int(frame.cell_width / (0.58 * frame.font_size))
    for number, name in enumerate(chart.column_names):
        middle = frame.names_width + (number + 0.5) * frame.cell_width
        if _is_upwards(chart, frame):
            x, y = middle + frame.font_size * 0.35, head - 6
            turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"'
            parts.append(svg.text(x, y, name, more=turn))
        else:
            parts += [
                svg.text(
                    middle, frame.font_size + 2 + at * (frame.font_size + 3), words, anchor="middle"
                )
                for at, words in enumerate(wrap(name, letters))
            ]
    return "".join(parts)


def _cell(
    chart: Matrix,
    frame: MatrixFrame,
    name: str,
    number: int,
    cell: MatrixCell,
    place: tuple[float, float, float],
) -> str:
    left, top, tall = place
    words = f"{name}, {chart.column_names[number]}: {cell.count}"
    words += f" ({cell.words})" if cell.words else ""
    shade = _shade(cell.count, chart.largest)
    box = (
        f'<rect x="{left + 1:.1f}" y="{top:.1f}" width="{frame.cell_width - 2}" '
        f'height="{tall:.1f}" fill="{CLASSES[shade] if cell.count else "white"}" '
        f'stroke="{AXIS}" stroke-width="0.6"{svg.mark_attributes(words)}/>'
    )
    if not cell.count:
        return box
    colour = "white" if shade >= 3 else TEXT
    x, y = left + frame.cell_width / 2, top + tall / 2 + frame.font_size * 0.35
    return box + svg.text(x, y, str(cell.count), anchor="middle", colour=colour)


def _shade(count: int, largest: int) -> int:
    """A class from the lightest for one to the darkest for the largest count."""
    if largest <= 1:
        return 1
    return round((count - 1) / (largest - 1) * (len(CLASSES) - 1)) if count else 0
