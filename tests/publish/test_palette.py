"""Colours of charts differ from the page and from each other, for every kind of colour vision."""

from __future__ import annotations

from itertools import combinations

import pytest

from stocktake.publish.charts.palette import AXIS, DUE, LOOKS, PLAIN, TEXT

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, A physiologically-based model for simulation of
# color vision deficiency (2009), severity 1.0: multiplies linear red, green and blue.
VISION = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
FAR_APART = 20.0
"""CIELAB; about 2 is the least that an eye tells side by side, thin lines need far more."""

Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return red, green, blue


def simulate_vision(colour: str, vision: str) -> Triple:
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True))))
        for row in VISION[vision]
    )
    return red, green, blue


def lab(colour: Triple) -> Triple:
    red, green, blue = colour
    white = (0.95047, 1.0, 1.08883)
    tristimulus = (
        0.4124 * red + 0.3576 * green + 0.1805 * blue,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        0.0193 * red + 0.1192 * green + 0.9505 * blue,
    )
    x, y, z = (
        share ** (1 / 3) if (share := t / w) > 0.008856 else 7.787 * share + 16 / 116
        for t, w in zip(tristimulus, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, second: str, vision: str) -> float:
    a, b = lab(simulate_vision(one, vision)), lab(simulate_vision(second, vision))
    return sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, second: str = "#ffffff") -> float:
    light, dark = sorted((luminance(one), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measures_are_those_of_the_standards() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ffffff"))[0] == pytest.approx(100, abs=0.01)
    # Red and green of one lightness: far apart for all cones, close without one.
    assert distance("#b04020", "#5f6f00", "all cones") > 50
    assert distance("#b04020", "#5f6f00", "protanopia") < 25


@pytest.mark.parametrize("vision", VISION)
def test_any_two_lines_differ_for_every_colour_vision(vision: str) -> None:
    colours = {role: look[0] for role, look in LOOKS.items()}
    for (one, first), (second_name, second) in combinations(colours.items(), 2):
        assert distance(first, second, vision) >= FAR_APART, (vision, one, second_name)


@pytest.mark.parametrize("colour", [*(look[0] for look in LOOKS.values()), PLAIN, AXIS, DUE, TEXT])
def test_every_mark_stands_out_from_the_page(colour: str) -> None:
    # WCAG 2.2, 1.4.11: what carries meaning without being text needs 3 to 1.
    assert contrast(colour) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_the_bar_in_focus_differs_from_the_others(vision: str) -> None:
    assert distance(LOOKS["home"][0], PLAIN, vision) >= FAR_APART
