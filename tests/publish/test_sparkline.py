"""A line the size of a word: every figure in its place, gaps as gaps, words for all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.examples import example_plan
from stocktake.plan.judge import judge
from stocktake.publish import Sparkline, line_of, sparkline_svg, target_sparkline
from stocktake.publish.charts.palette import LOOKS
from stocktake.publish.charts.sparkline import EDGE, HEIGHT, WIDTH

SVG = ""  # an element of a page has no namespace of its own
VALUES = st.lists(st.none() | st.floats(-1e9, 1e9), min_size=1, max_size=12)


def spark(*values: float | None, level: float | None = None, **more: object) -> Sparkline:
    line = line_of("Here", "home", values, lambda at: f"{values[at]:g}", **more)  # type: ignore[arg-type]
    text = "" if level is None else f"{level:g}"
    return Sparkline(line, tuple(str(2010 + at) for at in range(len(values))), level, text)


def render(sparkline: Sparkline) -> ElementTree.Element:
    return ElementTree.fromstring(sparkline_svg(sparkline))  # noqa: S314


def runs(root: ElementTree.Element) -> list[str]:
    """The corners of each line, as they are written."""
    return [
        run
        for path in root.iter(f"{SVG}path")
        for run in path.get("d", "").split("M")
        if "L" in run
    ]


def corners(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the lines go, and where the dots are."""
    lines = runs(root)
    dots = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.iter(f"{SVG}circle")]
    path = [tuple(map(float, corner.split())) for line in lines for corner in line.split("L")]
    return [*[(x, y) for x, y in path], *dots]


@given(VALUES, st.none() | st.floats(-1e9, 1e9))
def test_everything_lies_within_whatever_the_figures_are(
    values: list[float | None], level: float | None
) -> None:
    root = render(spark(*values, level=level))
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in corners(root))
    assert len(list(root.iter(f"{SVG}circle"))) >= any(value is not None for value in values)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
def test_a_higher_figure_is_never_drawn_lower(values: list[int]) -> None:
    path = next(p for p in render(spark(*map(float, values))).iter(f"{SVG}path"))
    heights = [float(corner.split()[1]) for corner in path.get("d", "")[1:].split("L")]
    for one, first in zip(values, heights, strict=True):
        assert all(first >= second for second_value, second in zip(values, heights, strict=True)
                   if second_value > one)  # fmt: skip


def test_the_last_figure_is_marked_and_a_missing_year_is_a_gap() -> None:
    root = render(spark(1.0, 2.0, None, 4.0, 5.0))
    assert len(runs(root)) == 2
    (mark,) = root.iter(f"{SVG}circle")
    assert float(mark.get("cx", "")) == WIDTH - EDGE
    alone = render(spark(1.0, None, 3.0))
    assert [c.get("r") for c in alone.iter(f"{SVG}circle")] == ["1.6", "3.4"]
    # The last figure is not the last year: its mark stands at its own year.
    early = next(render(spark(1.0, 2.0, None)).iter(f"{SVG}circle"))
    assert float(early.get("cx", "")) == pytest.approx(WIDTH / 2)


def test_no_line_crosses_a_break() -> None:
    assert len(runs(render(spark(1.0, 2.0, 3.0, 4.0, breaks=[2])))) == 2


def test_the_targets_level_is_a_dashed_line_at_its_height() -> None:
    root = render(spark(10.0, 20.0, level=15.0))
    (level,) = (p for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray"))
    assert level.get("stroke") == LOOKS["asked"][0]
    assert level.get("d") == f"M0 {HEIGHT / 2:g}H{WIDTH}"
    assert not [p for p in render(spark(1.0, 2.0)).iter(f"{SVG}path") if p.get("stroke-dasharray")]


def test_zero_one_and_equal_figures() -> None:
    for values in ([0.0], [7.0], [3.0, 3.0, 3.0], [-2.0, -2.0]):
        root = render(spark(*values))
        assert {y for _, y in corners(root)} == {HEIGHT / 2}
    assert list(render(spark(None)).iter(f"{SVG}circle")) == []


def test_words_say_the_way_the_gaps_and_the_target() -> None:
    name = render(spark(10.0, None, 12.0, level=15.0)).get("aria-label")
    assert name == ("Rose from 10 in 2010 to 12 in 2012; no figure for 1 of 3 years; target 15")
    assert spark(None).words.startswith("No figure")
    sly = replace(spark(1.0, 2.0, level=3.0), level_text='"><script>')
    svg = sparkline_svg(sly)
    assert "<script" not in svg
    assert ElementTree.fromstring(svg).get("aria-label", "").endswith('"><script>')  # noqa: S314


def test_a_target_of_a_plan_has_its_figures_and_its_level() -> None:
    judgement = judge(example_plan("blackpool"), as_of=date(2026, 11, 1))
    lines = {
        verdict.id: target_sparkline(verdict, judgement.context, "Blackpool")
        for verdict in judgement.verdicts
    }
    with_figures = {name: line for name, line in lines.items() if line}
    assert with_figures
    for verdict in judgement.verdicts:
        line = lines[verdict.id]
        if line is None:
            continue
        assert verdict.indicator
        years = [line.periods[point.at] for point in line.line.points]
        assert years == sorted(years)
        assert len(years) >= 2
        assert (line.level is not None) == (
            verdict.required_is == "level" and verdict.required is not None
        )
        assert line.level is None or line.level == verdict.required
        assert re.search(r" in 20\d\d", line.words)
