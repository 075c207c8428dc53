"""Draws an outcome, its root causes, who works on each, and by what it is seen, as one picture."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap

from stocktake.publish.charts import svg
from stocktake.publish.charts.palette import AXIS, CLASSES, LOOKS, TEXT
from stocktake.publish.content import Cell, Column, Table

WIDTH, GAP, PADDING = 960, 12, 8
COLUMNS = ((2, 188), (230, 200), (470, 260), (770, 188))
"""Left edge and width of outcome, driver, programmes and measures."""
FONT_SIZE, LINE = 13, 17
NO_PROGRAMME, NO_MEASURE = "nobody works on it", "no measure"


@dataclass(frozen=True)
class DriverBox:
    """One root cause, the programmes that work on it and the measures that show it."""

    name: str
    programmes: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class DriverDiagram:
    """One outcome with its root causes, in their order.

    Parameters
    ----------
    id : str
        Of the drawing, unique in a page.
    """

    title: str
    description: str
    outcome: str
    drivers: tuple[DriverBox, ...]
    id: str = "drivers"

    def table(self) -> Table:
        """The same as a table."""
        columns = tuple(map(Column, ("Root cause", "Programmes", "Measures")))
        rows = tuple(
            (
                Cell(driver.name),
                Cell("; ".join(driver.programmes) or NO_PROGRAMME),
                Cell("; ".join(driver.measures) or NO_MEASURE),
            )
            for driver in self.drivers
        )
        return Table(self.title, columns, rows)


def driver_diagram_svg(chart: DriverDiagram, *, has_size: bool = True) -> str:
    """The picture as SVG: lines lead from the outcome to each cause, its work and its measures."""
    layers: list[str] = []
    middles: list[float] = []
    top = float(GAP)
    for driver in chart.drivers:
        texts = [
            _wrapped((driver.name,), 1),
            _dotted_lines(driver.programmes, 2) or [NO_PROGRAMME],
            _dotted_lines(driver.measures, 3) or [NO_MEASURE],
        ]
        tall = max(len(lines) for lines in texts) * LINE + 2 * PADDING
        middle = top + tall / 2
        middles.append(middle)
        missing = (False, not driver.programmes, not driver.measures)
        for number, (lines, is_missing) in enumerate(zip(texts, missing, strict=True), 1):
            layers.append(_box(number, top, tall, lines, is_missing=is_missing))
        for number in (2, 3):
            left = COLUMNS[number - 1][0] + COLUMNS[number - 1][1]
            layers.append(svg.rule(left, middle, COLUMNS[number][0], middle, AXIS))
        top += tall + GAP
    lines = _wrapped((chart.outcome,), 0)
    tall = len(lines) * LINE + 2 * PADDING
    bottom = max(top, tall + 2 * GAP)
    centre = bottom / 2
    layers.append(_box(0, centre - tall / 2, tall, lines, is_missing=False))
    right = COLUMNS[0][0] + COLUMNS[0][1]
    bend = (right + COLUMNS[1][0]) / 2
    layers += [
        f'<path d="M{right:.1f} {centre:.1f}H{bend:.1f}V{middle:.1f}H{COLUMNS[1][0]:.1f}" '
        f'fill="none" stroke="{AXIS}"/>'
        for middle in middles
    ]
    return svg.document(
        chart.id,
        chart.title,
        chart.description,
        (WIDTH, bottom),
        layers,
        font_size=FONT_SIZE,
        has_size=has_size,
    )


def _wrapped(texts: tuple[str, ...], column: int, indent: int = 0) -> list[str]:
    letters = int((COLUMNS[column][1] - 2 * PADDING) / (0.56 * FONT_SIZE)) - indent
    return [line for text in texts for line in wrap(text, letters)]


def _dotted_lines(texts: tuple[str, ...], column: int) -> list[str]:
    """Texts under each other, each with a dot where there are several."""
    if len(texts) < 2:
        return _wrapped(texts, column)
    return [
        ("• " if at == 0 else "\u2002") + line
        for text in texts
        for at, line in enumerate(_wrapped((text,), column, 3))
    ]


def _box(column: int, top: float, tall: float, lines: list[str], *, is_missing: bool) -> str:
    """A box with its lines; dashed and white where nothing stands in it."""
    left, wide = COLUMNS[column]
    fill = LOOKS["home"][0] if column == 0 else "white" if is_missing else CLASSES[0]
    dashes = ' stroke-dasharray="5 3"' if is_missing else ""
    colour = "white" if column == 0 else TEXT
    first = top + (tall - len(lines) * LINE) / 2 + FONT_SIZE
    words = "".join(
        svg.text(left + PADDING, first + at * LINE, line, colour=colour)
        for at, line in enumerate(lines)
    )
    return (
        f'<rect x="{left}" y="{top:.1f}" width="{wide}" height="{tall:.1f}" fill="{fill}" '
        f'stroke="{AXIS}"{dashes}/>{words}'
    )
