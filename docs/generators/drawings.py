"""The pictures of the architecture page, as SVG: the rooms, and each journey through them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from generators.journeys import Journey, Room, Step, read_journeys, read_layers, read_rooms
from generators.web_layers import Part, read_web_layers, upward_imports

WIDTH = 760
MARGIN = 12
GAP = 16
LINE = 19
PADDING = 14
ARROW = 44
PIXELS_PER_LETTER = 7.3
SANS = "system-ui, 'Liberation Sans', Arial, sans-serif"
MONO = "ui-monospace, 'DejaVu Sans Mono', Consolas, Menlo, monospace"
BLUE, INK, PAPER, GREY = "#12446e", "#1d2226", "#f1f5f9", "#505a5f"


@dataclass
class Canvas:
    """Shapes from top to bottom, and how far down they reach."""

    shapes: list[str] = field(default_factory=list)
    bottom: float = MARGIN

    def text(self, x: float, y: float, text: str, style: str) -> None:
        """One line of text, by its base line."""
        self.shapes.append(f'<text x="{x:g}" y="{y:g}" class="{style}">{escape(text)}</text>')

    def row(self, boxes: list[tuple[list[tuple[str, str]], str]]) -> list[float]:
        """Boxes side by side, as high as the highest; the middle of each."""
        width = (WIDTH - 2 * MARGIN - GAP * (len(boxes) - 1)) / len(boxes)
        wrapped = [
            [(part, style) for text, style in lines for part in _wrap(text, style, width)]
            for lines, _ in boxes
        ]
        height = max(len(lines) for lines in wrapped) * LINE + 2 * PADDING - 4
        middles = []
        for number, (lines, kind) in enumerate(
            zip(wrapped, (box[1] for box in boxes), strict=True)
        ):
            x = MARGIN + number * (width + GAP)
            self.shapes.append(
                f'<rect x="{x:g}" y="{self.bottom:g}" width="{width:g}" height="{height:g}" '
                f'rx="4" class="{kind}"/>'
            )
            for place, (text, style) in enumerate(lines):
                self.text(x + PADDING, self.bottom + PADDING + 12 + place * LINE, text, style)
            middles.append(x + width / 2)
        self.bottom += height
        return middles

    def arrows(self, starts: list[float], ends: list[float], labels: list[str]) -> None:
        """Straight down from every box of a row, or to every box of the next if those are more."""
        if len(ends) > len(starts):
            starts, labels = ends, labels * len(ends)
        for start, label in zip(starts, labels, strict=True):
            y = self.bottom
            self.shapes.append(
                f'<path d="M{start:g} {y + 3:g} V{y + ARROW - 9:g}" '
                'class="arrow" marker-end="url(#head)"/>'
            )
            if label and label != "None":
                self.text(start + 14, y + ARROW / 2 + 4, label, "travels")
        self.bottom += ARROW

    def svg(self, title: str, description: str) -> str:
        """The whole picture."""
        height = self.bottom + MARGIN
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
                f'width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="title about">',
                f'<title id="title">{escape(title)}</title>',
                f'<desc id="about">{escape(description)}</desc>',
                "<style>",
                f"text {{ font: 14px {SANS}; fill: {INK}; }}",
                f".name {{ font-weight: 700; fill: {BLUE}; }}",
                f".call {{ font: 13px {MONO}; }}",
                f".travels {{ font: italic 13px {SANS}; fill: {GREY}; }}",
                f".box {{ fill: {PAPER}; stroke: {BLUE}; stroke-width: 1.5; }}",
                f".end {{ fill: #fff; stroke: {GREY}; stroke-dasharray: 5 4; }}",
                f".arrow {{ stroke: {BLUE}; stroke-width: 1.5; fill: none; }}",
                "</style>",
                '<defs><marker id="head" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="8" '
                f'markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="{BLUE}"/>'
                "</marker></defs>",
                f'<rect width="{WIDTH}" height="{height:g}" fill="#fff"/>',
                *self.shapes,
                "</svg>\n",
            ]
        )


def _wrap(text: str, style: str, width: float) -> list[str]:
    letter = PIXELS_PER_LETTER + (0.6 if style == "call" else 0)
    return textwrap.wrap(text.replace("`", ""), int((width - 2 * PADDING) / letter))


def draw_rooms() -> str:
    """The rooms in the order of the import rules: a room imports only rooms below it."""
    canvas, rooms = Canvas(), read_rooms()
    for number, layer in enumerate(read_layers()):
        canvas.bottom += 8 if number else 0
        canvas.row([(_room_lines(rooms[name]), "box") for name in layer])
    return canvas.svg(
        "The rooms of Stocktake",
        f"From top to bottom: {', '.join(rooms)}. A room imports only rooms below it.",
    )


def _room_lines(room: Room) -> list[tuple[str, str]]:
    return [(room.name, "name"), (room.does, "does")]


def draw_web_layers() -> str:
    """The parts of the web application in the order of the import rules."""
    canvas, layers, wrong_way = Canvas(), read_web_layers(), len(upward_imports())
    for number, layer in enumerate(layers):
        canvas.bottom += 8 if number else 0
        for start in range(0, len(layer), 2):
            canvas.bottom += 8 if start else 0
            canvas.row([(_part_lines(part), "box") for part in layer[start : start + 2]])
    canvas.bottom += 24
    canvas.text(MARGIN, canvas.bottom, f"Imports that point upwards: {wrong_way}", "name")
    names = ", ".join(part.name for layer in layers for part in layer)
    return canvas.svg(
        "The layers of the web application",
        f"From top to bottom: {names}. A part imports only parts below it; "
        f"imports that point upwards: {wrong_way}.",
    )


def _part_lines(part: Part) -> list[tuple[str, str]]:
    counts = [(part.file_counts, "travels")] if part.features else []
    return [(part.name, "name"), (part.purpose, "does"), *counts]


def draw_journey(journey: Journey) -> str:
    """One journey from top to bottom, a box for each step, with what travels from it."""
    canvas = Canvas()
    middles = canvas.row([([(journey.start, "does")], "end")])
    labels = [""]
    for ways in journey.steps:
        starts, top = middles, canvas.bottom
        canvas.bottom = top + ARROW
        middles = canvas.row([(_step_lines(step), "box") for step in ways])
        canvas.bottom, bottom = top, canvas.bottom
        canvas.arrows(starts, middles, labels)
        canvas.bottom = bottom
        labels = [step.returns for step in ways]
    top = canvas.bottom
    canvas.bottom += ARROW
    end = canvas.row([([(journey.end, "does")], "end")])
    canvas.bottom, bottom = top, canvas.bottom
    canvas.arrows(middles, end, labels)
    canvas.bottom = bottom
    names = [" or ".join(f"{step.room}, {step.name}" for step in ways) for ways in journey.steps]
    return canvas.svg(journey.title, f"{journey.start}; {'; '.join(names)}; {journey.end}.")


def _step_lines(step: Step) -> list[tuple[str, str]]:
    return [(step.room, "name"), (step.name, "call"), (step.does, "does")]


def drawings() -> dict[str, Callable[[], str]]:
    """Every picture by the name of its file."""
    journeys = read_journeys()
    return {
        "rooms.svg": draw_rooms,
        "web-layers.svg": draw_web_layers,
        **{
            f"{journey.id}.svg": lambda journey=journey: draw_journey(journey)  # type: ignore[misc]
            for journey in journeys
        },
    }
