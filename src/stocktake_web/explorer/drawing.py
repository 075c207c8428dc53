"""Draws the explorer's pictures as SVG, in about a millisecond and without a browser.

The pictures of a report are drawn by Altair, which needs a JavaScript engine in the process: two
seconds at first, ninety milliseconds later and 110 MB. Whoever explores asks for a new picture
with every page, so these are written directly. Roles are told apart by marker and dashes too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from stocktake_web.gateway.documents import placed_apart

WIDTH, PLOT_RIGHT, LEFT, TOP, BOTTOM = 720, 540, 62, 16, 34
HEIGHT = 380
ROW, BAR = 22, 15
NAMES = 210
FONT = "Arial, Helvetica, Liberation Sans, sans-serif"
INK, RULE, GRID = "#262b2f", "#505a5f", "#dfe3e6"
LOOKS: dict[str, tuple[str, str, str, float]] = {
    "home": ("#12436d", "", "circle", 3.0),
    "england": ("#801650", "7 3", "square", 2.0),
    "neighbours": ("#1d7a72", "2 3", "triangle", 2.0),
    "region": ("#a33d00", "9 3 2 3", "cross", 2.0),
    "set": ("#5b4b9a", "4 4", "diamond", 2.0),
    "asked": ("#3d3d3d", "1 4", "diamond", 2.0),
}
"""Colour, dashes, marker and width of each role."""


@dataclass(frozen=True)
class Line:
    """One line: a value for each period, None where there is none."""

    name: str
    role: str
    values: tuple[float | None, ...]
    text: str = ""


@dataclass(frozen=True)
class Lines:
    """A picture of figures over time.

    Parameters
    ----------
    breaks : tuple of int
        A break lies just before each of these periods: no line is drawn across it.
    special : tuple of int
        Periods of special arrangements: hollow markers, no line to or from them.
    ranks : bool
        Whether values are 100 x rank / n, the best at the top.
    """

    title: str
    description: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[int, ...] = ()
    special: tuple[int, ...] = ()
    ranks: bool = False
    sign: str = ""
    decimal_places: int = 0


@dataclass(frozen=True)
class Bar:
    """One bar: a name, its figure, its text, and whether it is the one in focus."""

    name: str
    value: float | None
    text: str
    role: str = "other"


@dataclass(frozen=True)
class Bars:
    """A picture of one figure for several places."""

    title: str
    description: str
    bars: tuple[Bar, ...]


def draw_lines(picture: Lines) -> str:
    """Draw figures over time."""
    values = [v for line in picture.lines for v in line.values if v is not None]
    low, high, ticks = (0.0, 100.0, [0, 25, 50, 75, 100]) if picture.ranks else scale(values)
    bottom = HEIGHT - BOTTOM
    step = (PLOT_RIGHT - LEFT - 24) / max(len(picture.periods) - 1, 1)

    def x(at: int) -> float:
        return LEFT + 12 + at * step if len(picture.periods) > 1 else (LEFT + PLOT_RIGHT) / 2

    def y(value: float) -> float:
        share = (value - low) / (high - low)
        return TOP + share * (bottom - TOP) if picture.ranks else bottom - share * (bottom - TOP)

    drawn = [_axis(picture, ticks, y)]
    every = -(-len(picture.periods) // 6)
    for at, name in enumerate(picture.periods):
        if (len(picture.periods) - 1 - at) % every == 0:
            drawn.append(_text(x(at), HEIGHT - 12, name, anchor="middle"))
    for at in picture.breaks:
        middle = x(at) - step / 2
        drawn.append(
            f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="{TOP}" y2="{bottom}" stroke="{RULE}" '
            'stroke-dasharray="6 5"/>'
        )
        drawn.append(_text(middle + 4, TOP + 10, "break"))
    # The place's own line comes last, on top.
    for line in reversed(picture.lines):
        drawn.append(_line(line, picture, x, y))
    drawn.append(_ends(picture, y, bottom))
    return _svg(picture.title, picture.description, HEIGHT, drawn)


def draw_bars(picture: Bars) -> str:
    """Draw one figure for several places, in the order given."""
    known = [bar.value for bar in picture.bars if bar.value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    room = WIDTH - NAMES - 90

    def x(value: float) -> float:
        return NAMES + (value - low) / span * room

    drawn = []
    height = len(picture.bars) * ROW + 12
    for at, bar in enumerate(picture.bars):
        top = 6 + at * ROW
        weight = ' font-weight="bold"' if bar.role == "home" else ""
        drawn.append(_text(NAMES - 8, top + 12, bar.name[:32], anchor="end", more=weight))
        if bar.value is None:
            drawn.append(_text(NAMES + 4, top + 12, "no figure", more=weight))
            continue
        colour = LOOKS.get(bar.role, ("#8a9499",))[0]
        left, right = sorted((x(0.0), x(bar.value)))
        drawn.append(
            f'<rect x="{left:.1f}" y="{top}" width="{max(right - left, 1):.1f}" height="{BAR}" '
            f'fill="{colour}"/>'
        )
        drawn.append(_text(max(right, x(0.0)) + 6, top + 12, bar.text, more=weight))
    drawn.append(
        f'<line x1="{x(0.0):.1f}" x2="{x(0.0):.1f}" y1="2" y2="{height - 6}" stroke="{RULE}"/>'
    )
    return _svg(picture.title, picture.description, height, drawn)


def scale(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """The ends of an axis and its ticks, at round numbers.

    Examples
    --------
    >>> scale([53.0, 62.0])
    (52.0, 62.0, [52.0, 54.0, 56.0, 58.0, 60.0, 62.0])
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    if high - low <= 1e-6 * max(1.0, abs(low), abs(high)):
        room = max(abs(low) * 0.1, 0.1)
        low, high = (max(low - room, 0.0) if low >= 0 else low - room), high + room
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = [float(round(at * step, 10)) for at in range(first, last + 1)]
    if ticks[0] == low and low > 0:
        ticks.insert(0, round(ticks[0] - step, 10))
    return ticks[0], ticks[-1], ticks


def _axis(picture: Lines, ticks: Sequence[float], y: object) -> str:
    said = {0: "first", 50: "half way", 100: "last"}
    places = max((_decimals(tick) for tick in ticks), default=0)
    parts = []
    for tick in ticks:
        at = y(tick)  # type: ignore[operator]
        text = said.get(int(tick), "") if picture.ranks else f"{tick:,.{places}f}{picture.sign}"
        parts.append(
            f'<line x1="{LEFT}" x2="{PLOT_RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="{GRID}"/>'
        )
        parts.append(_text(LEFT - 6, at + 4, text, anchor="end"))
    return "".join(parts)


def _decimals(tick: float) -> int:
    text = f"{tick:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _line(line: Line, picture: Lines, x: object, y: object) -> str:
    colour, dashes, marker, width = LOOKS[line.role]
    cut = set(picture.breaks) if line.role != "asked" else set()
    hollow = set(picture.special) if line.role != "asked" else set()
    runs: list[list[tuple[float, float]]] = []
    marks = []
    before: int | None = None
    for at, value in enumerate(line.values):
        if value is None:
            continue
        point = (x(at), y(value))  # type: ignore[operator]
        apart = before is None or at in cut or at in hollow or before in hollow
        if line.role != "asked":
            apart = apart or before != at - 1
        if apart:
            runs.append([])
        runs[-1].append(point)
        marks.append(_mark(marker, *point, colour, hollow=at in hollow))
        before = at
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    paths = "".join(
        f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in run)}" fill="none" '
        f'stroke="{colour}" stroke-width="{width}"{dash}/>'
        for run in runs
        if len(run) > 1
    )
    return paths + "".join(marks)


def _mark(marker: str, x: float, y: float, colour: str, *, hollow: bool) -> str:
    fill = "white" if hollow else colour
    look = f'fill="{fill}" stroke="{colour}" stroke-width="1.8"'
    if marker == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {look}/>'
    shapes = {
        "square": [(-4, -4), (4, -4), (4, 4), (-4, 4)],
        "triangle": [(0, -5), (5, 4), (-5, 4)],
        "diamond": [(0, -5), (5, 0), (0, 5), (-5, 0)],
        "cross": [(-4, -1), (-1, -1), (-1, -4), (1, -4), (1, -1), (4, -1), (4, 1), (1, 1),
                  (1, 4), (-1, 4), (-1, 1), (-4, 1)],
    }  # fmt: skip
    points = " ".join(f"{x + a:.1f},{y + b:.1f}" for a, b in shapes[marker])
    return f'<polygon points="{points}" {look}/>'


def _ends(picture: Lines, y: object, bottom: float) -> str:
    """The name and last figure of each line at its right, moved apart where they would touch."""
    labels = []
    for line in picture.lines:
        known = [value for value in line.values if value is not None]
        if known:
            labels.append((y(known[-1]), f"{line.name} {line.text}", LOOKS[line.role][0]))  # type: ignore[operator]
    placed = placed_apart([at for at, _, _ in labels], [17.0] * len(labels), TOP, bottom)
    return "".join(
        _text(PLOT_RIGHT + 6, at + 5, text[:28], colour=colour)
        for at, (_, text, colour) in zip(placed, labels, strict=True)
    )


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = INK, more: str = ""
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"{more}>'
        f"{escape(text)}</text>"
    )


def _svg(title: str, description: str, height: int, drawn: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-labelledby="t d" '
        f'font-family="{FONT}" font-size="13"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(description)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>{"".join(drawn)}</svg>'
    )
