"""Small charts of one scale: the place in each, one other, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stocktake.publish import MULTIPLES_PAGE, MULTIPLES_PHONE, Line, Multiples, line_of
from stocktake.publish.charts.multiples import MULTIPLES_WIDE, MultiplesFrame, multiples_svg
from stocktake.publish.charts.palette import LOOKS, PLAIN

SVG = "{http://www.w3.org/2000/svg}"
FRAMES = [MULTIPLES_WIDE, MULTIPLES_PAGE, MULTIPLES_PHONE]
YEARS = ("2021/22", "2022/23", "2023/24")
THREE = st.tuples(*[st.none() | st.floats(-1e5, 1e5)] * 3)


def line(name: str, *values: float | None) -> Line:
    return line_of(name, "home", values, lambda at: f"{values[at]:g}")


def multiples(*other_lines: Line, home: Line | None = None) -> Multiples:
    first = home or line("Here", 1.0, 2.0, 3.0)
    return Multiples("Title", "Sub", "Words", YEARS, first, other_lines, "percentage")


def render(chart: Multiples, frame: MultiplesFrame = MULTIPLES_WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(multiples_svg(chart, frame))  # noqa: S314


def dots(root: ElementTree.Element, colour: str) -> list[tuple[float, float]]:
    return [
        (float(dot.get("cx", "")), float(dot.get("cy", "")))
        for dot in root.iter(f"{SVG}circle")
        if dot.get("fill") == colour
    ]


@pytest.mark.parametrize("frame", FRAMES)
@settings(max_examples=25)
@given(rows=st.lists(THREE, min_size=1, max_size=11))
def test_every_figure_is_within_the_drawing_and_the_place_is_in_each(
    frame: MultiplesFrame, rows: list[tuple[float | None, ...]]
) -> None:
    chart = multiples(*(line(f"P{n}", *row) for n, row in enumerate(rows)))
    root = render(chart, frame)
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    home_dots, other_dots = dots(root, LOOKS["home"][0]), dots(root, PLAIN)
    assert len(home_dots) == 3 * len(rows)
    assert len(other_dots) == sum(value is not None for row in rows for value in row)
    assert all(0 < x < wide and 0 < y < tall for x, y in (*home_dots, *other_dots))


def test_equal_figures_are_equally_high_in_every_chart_of_a_row() -> None:
    root = render(multiples(line("A", 1.0, 2.0, 3.0), line("B", 3.0, 2.0, 1.0)))
    heights = [y for _, y in dots(root, PLAIN)]
    assert heights[:3] == heights[:2:-1]
    assert heights[:3] == [y for _, y in dots(root, LOOKS["home"][0])][:3]


def test_a_missing_year_is_a_gap_and_no_figure_is_said() -> None:
    root = render(multiples(line("A", 1.0, None, 3.0), line("B", None, None, None)))
    other_paths = [p for p in root.iter(f"{SVG}path") if p.get("stroke") == PLAIN]
    assert other_paths == []
    assert [t.text for t in root.iter(f"{SVG}text")].count("no figure") == 1


@pytest.mark.parametrize("frame", FRAMES)
def test_long_and_hostile_names_are_whole_and_words(frame: MultiplesFrame) -> None:
    name = "Bournemouth, Christchurch and <Poole>"
    chart = multiples(line(name, 1.0, 2.0, 3.0), line("B", 1.0, 1.0, 1.0))
    root = render(chart, frame)
    text = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert all(word in text for word in name.split())
    assert "<Poole" not in multiples_svg(chart, frame)
    dot_texts = [dot.get("data-words", "") for dot in root.iter(f"{SVG}circle")]
    assert f"{name}, 2021/22: 1" in dot_texts


def test_the_other_is_dashed_and_nothing_at_all_is_drawn() -> None:
    root = render(multiples(line("A", 1.0, 2.0, 3.0)))
    home_path, other_path = (
        next(p for p in root.iter(f"{SVG}path") if p.get("stroke") == colour)
        for colour in (LOOKS["home"][0], PLAIN)
    )
    assert other_path.get("stroke-dasharray")
    assert not home_path.get("stroke-dasharray")
    empty = replace(multiples(home=line("Here", None, None, None)), periods=("2023/24",))
    assert list(render(empty).iter(f"{SVG}circle")) == []
