"""Charts are images with a name and a description, told apart without colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish.charts import LOOKS, chart_svg
from stocktake.publish.content import Chart, Line, Point, ReportContent
from stocktake.publish.labels import placed_apart

SVG = "{http://www.w3.org/2000/svg}"


def _chart(*lines: Line, **more: object) -> Chart:
    periods = ("2016/17", "2017/18", "2018/19")
    return Chart("c", "Here: 5 & 6", "A <share>", "It rose.", periods, lines, 2, **more)  # type: ignore[arg-type]


def _line(*runs: tuple[int, ...], special: tuple[int, ...] = ()) -> Line:
    points = tuple(
        tuple(Point(at, 50.0 + at, f"{50 + at}%", at in special) for at in run) for run in runs
    )
    return Line("Here", "home", points)


def _drawn(svg: str, colour: str) -> list[str]:
    """The data of the strokes of a colour that are lines: each path's moves and draws."""
    root = ElementTree.fromstring(svg)  # noqa: S314
    groups = [g for g in root.iter(f"{SVG}g") if "mark-line" in g.get("class", "")]
    return [
        path.get("d", "")
        for group in groups
        for path in group.iter(f"{SVG}path")
        if path.get("stroke") == colour
    ]


def test_a_chart_is_an_image_with_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(chart_svg(_chart(_line((0, 1, 2)))))  # noqa: S314
    assert root.get("role") == "img"
    named = root.get("aria-labelledby", "").split()
    texts = {element.get("id"): element.text for element in root if element.get("id") in named}
    assert texts == {"c-title": "Here: 5 & 6", "c-desc": "It rose."}
    # Nothing inside an image has a role of its own.
    assert all(element.get("role") is None for element in root.iter() if element is not root)
    assert root.get("width") is None


def test_nothing_is_drawn_across_a_gap() -> None:
    colour = LOOKS["home"][0]
    whole = _drawn(chart_svg(_chart(_line((0, 1, 2)))), colour)
    cut = _drawn(chart_svg(_chart(_line((0, 1), (2,)))), colour)
    assert sum(path.count("L") for path in whole) == 2
    assert sum(path.count("L") for path in cut) == 1


def test_special_points_are_hollow() -> None:
    svg = chart_svg(_chart(_line((0,), (1,), (2,), special=(1,))))
    root = ElementTree.fromstring(svg)  # noqa: S314
    marks = [
        path.get("fill")
        for group in root.iter(f"{SVG}g")
        if "mark-symbol" in group.get("class", "")
        for path in group.iter(f"{SVG}path")
    ]
    assert sorted(mark or "" for mark in marks) == [LOOKS["home"][0], LOOKS["home"][0], "white"]


def test_lines_differ_in_more_than_colour() -> None:
    assert len({tuple(dashes) for _, dashes, _, _ in LOOKS.values()}) == len(LOOKS)
    assert len({shape for _, _, shape, _ in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("colour", [look[0] for look in LOOKS.values()])
def test_colours_stand_out_from_white(colour: str) -> None:
    # WCAG 2.2, 1.4.3: text in the line's colour needs 4.5 to 1.
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


@given(st.lists(st.tuples(st.floats(-20, 120), st.floats(3, 20)), min_size=1, max_size=5))
def test_labels_never_cover_each_other_nor_leave_the_plot(
    labels: list[tuple[float, float]],
) -> None:
    levels, heights = [level for level, _ in labels], [height for _, height in labels]
    placed = placed_apart(levels, heights, 0.0, 100.0)
    spans = sorted((at - h / 2, at + h / 2) for at, h in zip(placed, heights, strict=True))
    assert all(a[1] <= b[0] + 1e-9 for a, b in zip(spans, spans[1:], strict=False))
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 100 + 1e-9


def test_two_charts_share_no_id(quoted_content: ReportContent) -> None:
    charts = [s.chart for card in quoted_content.every_card for s in card.figures if s.chart]
    ids = [
        found for chart in charts[:3] for found in re.findall(r'\bid="([^"]+)"', chart_svg(chart))
    ]
    assert len(ids) >= 6
    assert len(ids) == len(set(ids))
