"""Pictures: what is drawn is what is known, and no line crosses a break."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from stocktake_web.explorer.drawing import Bar, Bars, Line, Lines, draw_bars, draw_lines, scale

VALUES = st.lists(
    st.none() | st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=12
).filter(lambda values: any(value is not None for value in values))


def drawn(values: tuple[float | None, ...], **more: object) -> str:
    periods = tuple(f"20{at:02d}" for at in range(len(values)))
    lines = (Line("Here & there", "home", values, "x"),)
    return draw_lines(Lines("A <title>", "Words", periods, lines, **more))  # type: ignore[arg-type]


@given(VALUES)
def test_every_figure_has_its_mark_within_the_picture(values: list[float | None]) -> None:
    svg = drawn(tuple(values))
    ElementTree.fromstring(svg)
    marks = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)
    assert len(marks) == sum(value is not None for value in values)
    assert all(0 <= float(x) <= 720 and 0 <= float(y) <= 380 for x, y in marks)


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=20))
def test_an_axis_holds_every_figure(values: list[float]) -> None:
    low, high, ticks = scale(values)
    assert low <= min(values)
    assert high >= max(values)
    assert ticks == sorted(ticks)
    assert 2 <= len(ticks) <= 12


def test_no_line_crosses_a_break_a_gap_or_a_special_year() -> None:
    values = (1.0, 2.0, 3.0, 4.0, None, 6.0, 7.0, 8.0)
    whole = drawn((1.0, 2.0, 3.0, 4.0))
    assert len(re.findall("<polyline", whole)) == 1
    svg = drawn(values, breaks=(2,), special=(6,))
    runs = [len(points.split()) for points in re.findall(r'<polyline points="([^"]+)"', svg)]
    # 1-2, the break, 3-4, the gap, 6 alone, the special year alone, 8 alone.
    assert runs == [2, 2]
    assert svg.count('fill="white" stroke="#12436d"') == 1


def test_ranks_have_the_best_at_the_top() -> None:
    svg = drawn((10.0, 90.0), ranks=True)
    first, last = (float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', svg))
    assert first < last


def test_bars_say_what_is_missing_and_escape_names() -> None:
    bars = (Bar("<A>", 5.0, "5", "home"), Bar("B", -5.0, "-5"), Bar("C", None, "no figure"))
    svg = draw_bars(Bars("T", "D", bars))
    ElementTree.fromstring(svg)
    assert svg.count("<rect") == 3
    assert "no figure" in svg
    assert "&lt;A&gt;" in svg
