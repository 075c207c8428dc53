"""Invented figures of all authorities for one series and period.

Blackpool's own figures, rank and neighbours' mean are facts that the example plan carries; what the
other authorities have is invented so that those facts follow. In a series that the plan does not
quote, every figure is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from areas import NORTH_WEST, Area

HOME = 890
NEIGHBOURS = {
    2021: (805, 806, 876, 807, 861, 393, 810, 812, 340, 357),
    2025: (805, 806, 394, 341, 393, 807, 354, 880, 355, 861),
}
"""Blackpool's ten, closest first, in both lists of the department."""

SMALLEST = (420, 201)
"""The Isles of Scilly and the City of London have too few pupils for most figures."""


@dataclass(frozen=True)
class KnownFigure:
    """What is known of Blackpool in one period: its figure and how many have a higher one."""

    value: float
    higher: int
    counted_in_england: int
    higher_in_region: int | None = None
    counted_in_region: int | None = None
    neighbours_mean: float | None = None
    line: tuple[int, float] | None = None
    """A rank from the highest, and the figure at it."""


def invent_freely(
    areas: Iterable[Area], day: date, *, level: float, spread: float, seed: int
) -> dict[int, float]:
    """A figure for each authority that existed, in a wave around the level."""
    return {
        area.number: round(level + spread * wave(area.number * 37 + seed * 11), 2)
        for area in areas
        if area.exists_on(day) and area.number not in SMALLEST
    }


def invent_around(
    areas: Iterable[Area], day: date, known_figure: KnownFigure, *, step: float
) -> dict[int, float]:
    """Figures of the others among which Blackpool has the place that is stated."""
    if known_figure.line is None:
        return spread_out(areas, day, known_figure, step)
    rank, figure = known_figure.line
    short, far = step / 100, step * 100
    for _ in range(60):  # the further apart, the further from Blackpool's lies the figure at a rank
        middle = (short + far) / 2
        figures = spread_out(areas, day, known_figure, middle)
        at_rank = sorted(figures.values(), reverse=True)[rank - 1]
        away = abs(at_rank - known_figure.value) < abs(figure - known_figure.value)
        short, far = (middle, far) if away else (short, middle)
    return {number: figure if value == at_rank else value for number, value in figures.items()}


def spread_out(
    areas: Iterable[Area], day: date, known_figure: KnownFigure, step: float
) -> dict[int, float]:
    """Figures a step apart on both sides of Blackpool's, as many on each as is stated."""
    areas_with_figure = reporting(areas, day, known_figure)
    inside = [area.number for area in areas_with_figure if area.region == NORTH_WEST]
    outside = [area.number for area in areas_with_figure if area.region != NORTH_WEST]
    higher_inside = known_figure.higher_in_region
    if higher_inside is None:
        higher_inside = round(known_figure.higher * len(inside) / len(areas_with_figure))
    places = {
        "inside": (inside, higher_inside),
        "outside": (outside, known_figure.higher - higher_inside),
    }
    figures = {HOME: known_figure.value}
    figures |= neighbours_around(known_figure, step, places.values())
    lowest = max(len(numbers) - higher for numbers, higher in places.values()) + 1
    # What is above zero stays above it: a percentage below zero would be refused on reading.
    down = min(step, known_figure.value / lowest) if known_figure.value > 0 else step
    for numbers, higher in places.values():
        rest = [number for number in numbers if number not in figures]
        above = higher - sum(
            figures.get(number, known_figure.value) > known_figure.value for number in numbers
        )
        for place, number in enumerate(rest):
            steps = above - place if place < above else above - place - 1
            figures[number] = round(known_figure.value + (step if steps > 0 else down) * steps, 6)
    return figures


def reporting(areas: Iterable[Area], day: date, known_figure: KnownFigure) -> list[Area]:
    """As many other authorities as are stated to have a figure; the smallest are left out first."""
    near = {*NEIGHBOURS[2021], *NEIGHBOURS[2025]}
    order = sorted(
        (area for area in areas if area.exists_on(day) and area.number != HOME),
        key=lambda area: (area.number in SMALLEST, area.number not in near, area.number),
    )
    inside = [area for area in order if area.region == NORTH_WEST]
    if known_figure.counted_in_region is not None:
        inside = inside[: known_figure.counted_in_region - 1]
    outside = [area for area in order if area.region != NORTH_WEST]
    return [*inside, *outside[: known_figure.counted_in_england - 1 - len(inside)]]


def neighbours_around(
    known_figure: KnownFigure, step: float, places: Iterable[tuple[list[int], int]]
) -> dict[int, float]:
    """Figures of the ten of 2021 with the mean that is stated, and no more above than may be."""
    mean = known_figure.neighbours_mean
    if mean is None or mean == known_figure.value:
        return {}
    side = 1 if mean > known_figure.value else -1
    beyond: list[int] = []
    short: list[int] = []
    for numbers, higher in places:
        near = [number for number in NEIGHBOURS[2021] if number in numbers]
        room = higher if side > 0 else len(numbers) - higher
        beyond += near[:room]
        short += near[room:]
    figures = {
        number: known_figure.value - side * step * (place + 1) / 20
        for place, number in enumerate(short)
    }
    middle = (mean * len(NEIGHBOURS[2021]) - sum(figures.values())) / len(beyond)
    reach = min(step, abs(middle - known_figure.value) / 12)
    centre = (len(beyond) - 1) / 2
    figures |= {number: middle + reach * (place - centre) for place, number in enumerate(beyond)}
    return {number: round(figure, 6) for number, figure in figures.items()}


def wave(number: int) -> float:
    """A number between -1 and 1 that looks like nothing in particular."""
    return ((number * 7919) % 2003) / 1001 - 1
