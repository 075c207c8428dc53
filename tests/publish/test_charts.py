"""A chart shows what a reader needs: figures at their heights, breaks as breaks, words for all."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish import describe_lines
from stocktake.publish.chart_spec import chart_spec
from stocktake.publish.charts.axes import scale
from stocktake.publish.charts.labels import separate_labels
from stocktake.publish.charts.line_chart import chart_svg
from stocktake.publish.charts.line_segments import line_of
from stocktake.publish.charts.palette import (
    AXIS,
    LOOKS,
    NARROW,
    PAGE,
    PHONE,
    TEXT,
    WIDE,
    Frame,
)
from stocktake.publish.content import Chart, Line, ReportContent, Role

SVG = "{http://www.w3.org/2000/svg}"
HOME = LOOKS["home"][0]
PERIODS = ("2016/17", "2017/18", "2018/19", "2019/20")
VALUES = st.lists(
    st.none() | st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=12
).filter(lambda values: any(value is not None for value in values))


def line(*values: float | None, role: Role = "home", **more: object) -> Line:
    """A line of one figure a year."""
    return line_of("Here", role, values, lambda at: f"{values[at]:g}%", **more)  # type: ignore[arg-type]


def chart(*lines: Line, **more: object) -> Chart:
    """A chart of four years, the third the year in which the target is due."""
    base_chart = Chart(
        "c", "Here: 5 & 6", "A <share>", "It rose.", PERIODS, lines, 2, unit="percentage"
    )
    return replace(base_chart, **more)  # type: ignore[arg-type]


def render(drawing: Chart, frame: Frame = NARROW) -> ElementTree.Element:
    """The drawing, parsed."""
    return ElementTree.fromstring(chart_svg(drawing, frame))  # noqa: S314


def words(root: ElementTree.Element) -> list[str]:
    """Everything that is written in a drawing."""
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def places(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the place's own figures are."""
    return [
        (float(circle.get("cx", "")), float(circle.get("cy", "")))
        for circle in root.iter(f"{SVG}circle")
    ]


def test_a_chart_is_one_image_with_a_title_and_a_description() -> None:
    root = render(chart(line(50, 51, 52, 53)))
    assert root.get("role") == "img"
    label_ids = root.get("aria-labelledby", "").split()
    texts = {element.get("id"): element.text for element in root if element.get("id") in label_ids}
    assert texts == {"c-title": "Here: 5 & 6", "c-desc": "It rose."}
    # Nothing inside an image has a role of its own.
    assert all(element.get("role") is None for element in root.iter() if element is not root)


def test_a_chart_in_a_page_fits_its_place_and_one_by_itself_has_a_size() -> None:
    drawing = chart(line(50, 51, 52, 53))
    assert render(drawing).get("width") is None
    root = render(drawing, WIDE)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


@given(VALUES, st.sampled_from([NARROW, WIDE, PAGE, PHONE]))
def test_every_figure_has_its_mark_within_the_plot(
    values: list[float | None], frame: Frame
) -> None:
    periods = tuple(f"20{at:02d}" for at in range(len(values)))
    root = render(chart(line(*values), periods=periods, due=None), frame)
    points = places(root)
    assert len(points) == sum(value is not None for value in values)
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    assert all(0 < x < wide and 0 < y < tall for x, y in points)
    assert [x for x, _ in points] == sorted({x for x, _ in points})


def test_a_figure_stands_as_high_as_it_is() -> None:
    high = [y for _, y in places(render(chart(line(40.0, 60.0, 50.0))))]
    assert high[1] < high[2] < high[0]
    assert abs((high[0] + high[1]) / 2 - high[2]) < 0.1


def test_the_axis_names_round_levels_with_their_sign_and_the_due_year() -> None:
    texts = words(render(chart(line(41.0, 52.5, 59.0))))
    assert {"40%", "45%", "50%", "55%", "60%", "2018/19"} <= set(texts)
    texts = words(render(chart(line(4.1e6, 5e6, 6e6), unit="pounds")))
    assert {"£4.0m", "£5.0m", "£6.0m"} <= set(texts)


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=20))
def test_an_axis_holds_every_figure_and_goes_below_nought_only_where_figures_do(
    values: list[float],
) -> None:
    low, high, ticks = scale(values)
    assert low <= min(values)
    assert high >= max(values)
    assert ticks == sorted(ticks)
    assert 2 <= len(ticks) <= 12
    assert low >= 0 or min(values) < 0


def test_the_first_of_a_ranking_is_at_the_top_and_the_line_to_reach_is_drawn() -> None:
    root = render(
        chart(line(10.0, 90.0), measure="rank_percent", limit=50.0, limit_words="half ends")
    )
    (_, first), (_, last) = places(root)
    assert first < last
    assert {"first", "middle", "last", "half ends", "due"} <= set(words(root))
    rules = [rule for rule in root.iter(f"{SVG}line") if rule.get("stroke") == TEXT]
    assert [float(rule.get("y1", "")) for rule in rules] == [pytest.approx(NARROW.height / 2 + 22)]


def test_what_is_asked_for_is_one_line_to_its_end_in_the_due_year() -> None:
    requirement = line(50.0, None, 60.0, role="asked", breaks=(1, 2))
    root = render(chart(line(50.0, 51.0), requirement))
    colour = LOOKS["asked"][0]
    paths = [
        polyline for polyline in root.iter(f"{SVG}polyline") if polyline.get("stroke") == colour
    ]
    assert [len(path.get("points", "").split()) for path in paths] == [2]
    marks = [polygon for polygon in root.iter(f"{SVG}polygon") if polygon.get("stroke") == colour]
    assert len(marks) == 1
    assert {"due", "Here 60%"} <= set(words(root))


def test_no_line_crosses_a_break_a_gap_or_a_special_year() -> None:
    values = (1.0, 2.0, 3.0, 4.0, None, 6.0, 7.0, 8.0)
    periods = tuple(str(year) for year in range(2010, 2018))
    whole = render(chart(line(*values[:4])))
    assert len(list(whole.iter(f"{SVG}polyline"))) == 1
    cut = render(
        chart(line(*values, breaks=(2,), special=(6,)), periods=periods, breaks=(2,), due=None)
    )
    runs = [len(polyline.get("points", "").split()) for polyline in cut.iter(f"{SVG}polyline")]
    # 1-2, the break, 3-4, the gap, 6 alone, the special year alone, 8 alone.
    assert runs == [2, 2]
    assert [circle.get("fill") for circle in cut.iter(f"{SVG}circle")] == [HOME] * 5 + [
        "white",
        HOME,
    ]


def test_a_break_is_a_dashed_rule_between_two_years_with_its_word() -> None:
    root = render(chart(line(1.0, 2.0, 3.0, 4.0, breaks=(2,)), breaks=(2,)))
    dashed = [
        float(rule.get("x1", ""))
        for rule in root.iter(f"{SVG}line")
        if rule.get("stroke") == AXIS and rule.get("stroke-dasharray")
    ]
    assert len(dashed) == 1
    across = [x for x, _ in places(root)]
    assert across[1] < dashed[0] < across[2]
    # The words of the break and of the due year beside it do not cover each other.
    labels = {
        element.text: (float(element.get("x", "")), element.get("text-anchor"))
        for element in root.iter(f"{SVG}text")
        if element.text in ("break", "due")
    }
    assert labels["break"][0] < labels["due"][0]
    assert (labels["break"][1], labels["due"][1]) == ("end", "start")


@pytest.mark.parametrize("frame", [NARROW, WIDE, PAGE, PHONE])
def test_words_at_the_axis_and_at_the_lines_fit_their_room(frame: Frame) -> None:
    """In a wide typeface such as DejaVu Sans a character takes 0.64 of the size at most."""
    character = 0.64 * frame.font_size
    ranks = render(chart(line(10.0, 90.0), measure="rank_percent"), frame)
    for element in ranks.iter(f"{SVG}text"):
        if element.get("text-anchor") == "end":
            assert len(element.text or "") * character <= float(element.get("x", ""))
    long = replace(line(50.0, 51.0), name="Bournemouth, Christchurch and Poole")
    root = render(chart(long), frame)
    _, _, wide, _ = map(float, root.get("viewBox", "").split())
    labels = [e for e in root.iter(f"{SVG}text") if e.get("fill") == HOME]
    assert all(float(e.get("x", "")) + len(e.text or "") * character <= wide + 2 for e in labels)
    assert all(word in " ".join(e.text or "" for e in labels) for word in long.name.split())


def test_each_mark_says_whose_figure_it_is_of_which_year_and_its_note() -> None:
    with_note = line_of(
        "<Here>", "home", [50.0, None, 52.0], lambda at: "52%", note=lambda at: 'rank "1"'
    )
    root = render(chart(with_note))
    mark_texts = [element.get("data-words") for element in root.iter(f"{SVG}circle")]
    assert mark_texts == ['<Here>, 2016/17: 52% (rank "1")', '<Here>, 2018/19: 52% (rank "1")']


def test_one_figure_zero_and_equal_figures_are_drawn() -> None:
    for values in ([5.0], [0.0], [0.0, 0.0, 0.0], [7.0, 7.0, 7.0], [-3.0, -3.0], [None, 4.0]):
        heights = [y for _, y in places(render(chart(line(*values))))]
        assert len(set(heights)) == 1
        assert 22 <= heights[0] <= 22 + NARROW.height


def test_the_description_says_how_each_line_went_and_where_the_place_stands() -> None:
    home = line(50.0, 51.0, 53.0)
    country = replace(line(55.0, 54.0, 53.0, role="england"), name="England")
    words_said = describe_lines([home, country], PERIODS, breaks=[1], special=[2])
    assert words_said == (
        "Here: rose from 50% in 2016/17 to 53% in 2018/19. England: fell from 55% in 2016/17 to "
        "53% in 2018/19. In 2018/19 Here is level with England. Here has no figure for 2019/20. "
        "Special arrangements: 2018/19. The series breaks after 2016/17. "
        "The table that follows holds every figure."
    )
    ranks = describe_lines([line(90.0, 10.0)], PERIODS[:2], ranks=True)
    assert ranks.startswith("Here: climbed from 90% in 2016/17 to 10% in 2017/18.")
    assert describe_lines([], []) == "The table that follows holds every figure."


@pytest.mark.parametrize("frame", [NARROW, PAGE, PHONE])
def test_the_band_lies_as_far_around_the_trajectory_as_its_tolerance(frame: Frame) -> None:
    asked_line = line(50.0, 55.0, 60.0, role="asked")
    root = render(chart(line(50.0, 51.0), asked_line, tolerance=2.0), frame)
    (band,) = (p for p in root.iter(f"{SVG}polygon") if p.get("fill") == "url(#c-band)")
    corners = [tuple(map(float, corner.split(","))) for corner in band.get("points", "").split()]
    (path,) = (p for p in root.iter(f"{SVG}polyline") if p.get("stroke") == LOOKS["asked"][0])
    middle = [tuple(map(float, corner.split(","))) for corner in path.get("points", "").split()]
    upper, lower = corners[:3], corners[:2:-1]
    per_unit = (middle[0][1] - middle[1][1]) / 5
    for (x, y), (above_x, above), (below_x, below) in zip(middle, upper, lower, strict=True):
        assert x == above_x == below_x
        assert y - above == pytest.approx(2 * per_unit, abs=0.2)
        assert below - y == pytest.approx(2 * per_unit, abs=0.2)


def test_without_a_tolerance_or_a_trajectory_there_is_no_band() -> None:
    asked_line = line(50.0, 60.0, role="asked")
    for drawing in (
        chart(line(50.0, 51.0), asked_line),
        chart(line(50.0, 51.0), tolerance=2.0),
        chart(line(50.0, 51.0), line(None, 60.0, role="asked"), tolerance=2.0),
    ):
        assert "c-band" not in chart_svg(drawing)


def test_a_band_of_ranks_stays_within_the_plot() -> None:
    asked_line = line(4.0, 98.0, role="asked")
    drawing = chart(line(50.0), asked_line, measure="rank_percent", tolerance=9.0)
    (band,) = (p for p in render(drawing).iter(f"{SVG}polygon") if "band" in p.get("fill", ""))
    heights = [float(corner.split(",")[1]) for corner in band.get("points", "").split()]
    assert min(heights) == 22
    assert max(heights) == 22 + NARROW.height


def test_words_of_a_plan_stay_words() -> None:
    sly = replace(line(1.0, 2.0), name="<a>&")
    text = chart_svg(chart(sly, title='<script>"', description="a < b"))
    assert "<script>" not in text
    assert ElementTree.fromstring(text).findtext(f"{SVG}desc") == "a < b"  # noqa: S314


def test_lines_differ_in_more_than_colour() -> None:
    assert len({dashes for _, dashes, _, _ in LOOKS.values()}) == len(LOOKS)
    assert len({shape for _, _, shape, _ in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("colour", [*(look[0] for look in LOOKS.values()), TEXT])
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
    positions = separate_labels(levels, heights, 0.0, 100.0)
    spans = sorted((at - h / 2, at + h / 2) for at, h in zip(positions, heights, strict=True))
    assert all(a[1] <= b[0] + 1e-9 for a, b in zip(spans, spans[1:], strict=False))
    assert spans[0][0] >= -1e-9
    assert spans[-1][1] <= 100 + 1e-9


def test_the_charts_of_a_whole_plan_say_their_figures_twice_and_share_no_id(
    quoted_content: ReportContent,
) -> None:
    charts = [s.chart for card in quoted_content.every_card for s in card.figures if s.chart]
    assert len(charts) > 5
    ids = []
    for drawing in charts:
        svg = chart_svg(drawing)
        ids += re.findall(r'\bid="([^"]+)"', svg)
        home = drawing.lines[0]
        assert len(places(ElementTree.fromstring(svg))) == len(home.points)  # noqa: S314
        for plotted_line in (line for line in drawing.lines if line.points):
            assert plotted_line.points[-1].text in " ".join(re.findall(r">([^<]+)</text>", svg))
            assert f"{plotted_line.name}: " in drawing.description
            assert plotted_line.points[-1].text in drawing.description
        assert "The table that follows holds every figure." in drawing.description
    assert len(ids) == len(set(ids)) == 2 * len(charts)


def test_an_analyst_has_the_same_figures_in_a_notebook() -> None:
    drawing = chart(line(1.0, 2.0, 3.0, 4.0, breaks=(2,), special=(3,)), breaks=(2,))
    spec = chart_spec(drawing).to_dict()
    rows = [row for rows in spec["datasets"].values() for row in rows]
    levels = [(row["year"], row["level"]) for row in rows if "level" in row]
    assert sorted(set(levels)) == list(zip(PERIODS, (1.0, 2.0, 3.0, 4.0), strict=True))
    assert {row["run"] for row in rows if "run" in row} == {"home 0", "home 1", "home 2"}
    assert {(row["year"], row["words"]) for row in rows if "words" in row} == {
        ("2018/19", "break"),
        ("2018/19", "due"),
    }
