"""Bars say what is missing and whose each is."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish import BARS_PAGE, BARS_PHONE, Bar, BarChart, bars_svg
from stocktake.publish.charts.bars import BARS_WIDE, BarFrame

SVG = "{http://www.w3.org/2000/svg}"
FRAMES = [BARS_WIDE, BARS_PAGE, BARS_PHONE]
LONG = "Bournemouth, Christchurch and Poole"


def render(chart: BarChart, frame: BarFrame = BARS_WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(bars_svg(chart, frame))  # noqa: S314


def find_bars(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The bars that have a figure."""
    return [element for element in root.iter(f"{SVG}rect") if element.get("data-words")]


def test_bars_say_what_is_missing_and_escape_names() -> None:
    bars = (Bar("<A>", 5.0, "5", "home"), Bar("B", -5.0, "-5"), Bar("C", None, "no figure"))
    svg = bars_svg(BarChart("T", "D", bars))
    ElementTree.fromstring(svg)  # noqa: S314
    assert svg.count("<rect") == 3
    assert "no figure" in svg
    assert "&lt;A&gt;" in svg


def test_a_bar_is_as_long_as_its_figure() -> None:
    root = ElementTree.fromstring(  # noqa: S314
        bars_svg(BarChart("T", "D", (Bar("A", 10.0, "10"), Bar("B", 5.0, "5"), Bar("C", 0.0, "0"))))
    )
    _, *bars = root.iter("{http://www.w3.org/2000/svg}rect")
    wide = [float(bar.get("width", "")) for bar in bars]
    assert wide[0] == 2 * wide[1]
    assert wide[2] == 1.0


@pytest.mark.parametrize("frame", FRAMES)
@given(values=st.lists(st.none() | st.floats(-1e6, 1e6), max_size=12))
def test_every_bar_begins_at_zero_and_lies_within_the_drawing(
    frame: BarFrame, values: list[float | None]
) -> None:
    bars = tuple(Bar(f"P{at}", value, f"{value}") for at, value in enumerate(values))
    root = render(BarChart("T", "D", bars), frame)
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    zero = float(list(root.iter(f"{SVG}line"))[-1].get("x1", ""))
    drawn_bars = find_bars(root)
    assert len(drawn_bars) == sum(value is not None for value in values)
    for bar, value in zip(drawn_bars, [v for v in values if v is not None], strict=True):
        left, width = float(bar.get("x", "")), float(bar.get("width", ""))
        assert left >= frame.names_width - 0.1
        assert left + width <= wide - frame.texts_width + 1.1
        assert 0 <= float(bar.get("y", "")) <= tall
        end = left + width if value >= 0 else left
        assert abs((left if value >= 0 else left + width) - zero) <= 1.1, end


@pytest.mark.parametrize("frame", FRAMES)
def test_nothing_of_a_long_name_is_cut(frame: BarFrame) -> None:
    root = render(BarChart("T", "D", (Bar(LONG, 1.0, "1"), Bar("B", 2.0, "2"))), frame)
    lines = [element.text or "" for element in root.iter(f"{SVG}text")]
    assert " ".join(lines[:-2]).startswith(LONG[:12])
    assert all(word in " ".join(lines) for word in LONG.split())
    assert max(map(len, lines)) <= frame.name_characters


def test_an_interval_is_drawn_from_end_to_end_and_is_in_the_table() -> None:
    bars = (Bar("A", 50.0, "50%", "home", 40.0, 60.0, "rank 1 of 2"), Bar("B", 20.0, "20%"))
    chart = BarChart("T", "D", bars)
    root = render(chart)
    (_, path) = root.iter(f"{SVG}path")
    low, _, high = (part.split()[0] for part in path.get("d", "").split("M")[1:])
    zero = float(list(root.iter(f"{SVG}line"))[-1].get("x1", ""))
    bar = find_bars(root)[0]
    per_unit = float(bar.get("width", "")) / 50
    assert float(low) == pytest.approx(zero + 40 * per_unit, abs=0.2)
    assert float(high.split("V")[0]) == pytest.approx(zero + 60 * per_unit, abs=0.2)
    table = chart.table("Share")
    assert [column.heading for column in table.columns] == ["Area", "Share", "Low", "High", "Note"]
    assert [cell.text for cell in table.rows[1]] == ["B", "20%", "-", "-", "-"]
    assert "Low" not in [c.heading for c in BarChart("T", "D", bars[1:]).table("Share").columns]


def test_what_is_no_place_is_hatched_and_two_drawings_share_no_id() -> None:
    chart = BarChart("T", "D", (Bar("A", 5.0, "5", "home"), Bar("England", 6.0, "6", "england")))
    home, england = find_bars(render(chart))
    assert home.get("fill") == "#12436d"
    assert england.get("fill") == "url(#bars-england)"
    ids = [
        {element.get("id") for element in render(drawing).iter() if element.get("id")}
        for drawing in (chart, replace(chart, id="other"))
    ]
    assert ids[0]
    assert not ids[0] & ids[1]
