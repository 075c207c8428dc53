"""A strip of all places: each at its figure, ours marked, none covered."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.publish import STRIP_PAGE, STRIP_PHONE, PlaceFigure, Strip, strip_svg
from stocktake.publish.charts.strip import STRIP_WIDE, StripFrame, stack

SVG = "{http://www.w3.org/2000/svg}"
FRAMES = [STRIP_PAGE, STRIP_PHONE, STRIP_WIDE]


def strip(*values: float | None, **more: object) -> Strip:
    figures = tuple(
        PlaceFigure(f"la-{n:03d}", f"Place {n}", value, f"{value}")
        for n, value in enumerate(values)
    )
    chart = Strip("Title", "Sub", "Words", figures, "la-000", "percentage")
    return replace(chart, **more)  # type: ignore[arg-type]


def render(chart: Strip, frame: StripFrame = STRIP_PAGE) -> ElementTree.Element:
    return ElementTree.fromstring(strip_svg(chart, frame))  # noqa: S314


def dots(root: ElementTree.Element) -> dict[str, tuple[float, float]]:
    """Where each place is."""
    centres = {
        dot.get("data-place", ""): (float(dot.get("cx", "")), float(dot.get("cy", "")))
        for dot in root.iter(f"{SVG}circle")
    }
    for mark in root.iter(f"{SVG}polygon"):
        top = mark.get("points", "").split()[0].split(",")
        side = mark.get("points", "").split()[1].split(",")
        centres[mark.get("data-place", "")] = (float(top[0]), float(side[1]))
    return centres


@pytest.mark.parametrize("frame", FRAMES)
@settings(max_examples=25)
@given(values=st.lists(st.none() | st.floats(-1e5, 1e5), min_size=1, max_size=153))
def test_every_figure_is_on_the_scale_within_the_drawing_and_covers_no_other(
    frame: StripFrame, values: list[float | None]
) -> None:
    root = render(strip(*values), frame)
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    centres = dots(root)
    values_by_place = {f"la-{n:03d}": value for n, value in enumerate(values) if value is not None}
    assert set(centres) == set(values_by_place)
    assert all(0 < x < wide and 0 < y < tall for x, y in centres.values())
    places_in_order = sorted(values_by_place, key=lambda place: values_by_place[place])
    across = [centres[place][0] for place in places_in_order]
    assert across == sorted(across)
    for one, second_centre in combinations(centres.values(), 2):
        apart = ((one[0] - second_centre[0]) ** 2 + (one[1] - second_centre[1]) ** 2) ** 0.5
        assert apart >= 2 * frame.dot * 0.9 - 0.2


def test_a_figure_half_way_is_half_way() -> None:
    centres = dots(render(strip(0.0, 50.0, 100.0)))
    assert centres["la-001"][0] == pytest.approx(
        (centres["la-000"][0] + centres["la-002"][0]) / 2, abs=0.1
    )


def test_ties_are_stacked_over_one_figure() -> None:
    centres = dots(render(strip(5.0, 5.0, 5.0, 9.0)))
    assert len({centres[place][0] for place in ("la-000", "la-001", "la-002")}) == 1
    assert len({centres[place][1] for place in ("la-000", "la-001", "la-002")}) == 3


def test_ours_has_another_shape_and_its_name_wherever_it_lies() -> None:
    long = "Bournemouth, Christchurch and Poole"
    for frame in FRAMES:
        for values in ((0.0, 50.0, 100.0), (100.0, 50.0, 0.0), (50.0, 0.0, 100.0)):
            chart = strip(*values)
            figures = (replace(chart.figures[0], name=long), *chart.figures[1:])
            root = render(replace(chart, figures=figures), frame)
            assert len(list(root.iter(f"{SVG}polygon"))) == 1
            (label,) = (t for t in root.iter(f"{SVG}text") if t.get("font-weight") == "bold")
            width = len(label.text or "") * frame.font_size * 0.64
            at = float(label.get("x", ""))
            anchor = label.get("text-anchor", "")
            left = {"start": at, "middle": at - width / 2, "end": at - width}[anchor]
            assert left >= -1
            assert left + width <= frame.width + 1


def test_without_our_figure_the_others_are_drawn_and_the_country_is_a_line() -> None:
    root = render(strip(None, 1.0, 2.0, reference=1.5, reference_words="England 1.5"))
    assert list(root.iter(f"{SVG}polygon")) == []
    assert "England 1.5" in [text.text for text in root.iter(f"{SVG}text")]
    dashed = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    assert len(dashed) == 1
    assert render(strip(None, None)) is not None


@given(st.lists(st.floats(0, 1000), max_size=80), st.floats(1, 20))
def test_a_stack_leaves_room_between_the_dots_of_a_row(centres: list[float], apart: float) -> None:
    centres.sort()
    rows = stack(centres, apart)
    for row in set(rows):
        of_row = [centre for centre, at in zip(centres, rows, strict=True) if at == row]
        assert all(b - a >= apart for a, b in zip(of_row, of_row[1:], strict=False))
