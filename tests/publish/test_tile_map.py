"""A map of tiles: each place in its class, what is missing hatched, what has no tile listed."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish import PlaceFigure, TileLayout, TileMap, figures_table, tile_map_svg
from stocktake.publish.charts.palette import CLASSES
from stocktake.publish.charts.tile_map import figure_classes
from stocktake.standards.definitions import Source

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=160)


def figure(number: int, value: float | None, **more: str) -> PlaceFigure:
    text = "no figure" if value is None else f"{value:g}"
    return PlaceFigure(f"la-{number:03d}", f"Place {number}", value, text, **more)


def tile_map(*values: float | None, layout_size: int | None = None, **more: object) -> TileMap:
    count = len(values) if layout_size is None else layout_size
    tiles = {f"la-{n:03d}": (n % 17, n // 17) for n in range(count)}
    layout = TileLayout(title="T", source=Source(title="S"), tiles=tiles)
    figures = tuple(figure(n, value) for n, value in enumerate(values))
    chart = TileMap("Title", "Sub", "Words", figures, layout, "la-001", lambda v: f"{v:g}")
    return replace(chart, **more)  # type: ignore[arg-type]


def render(chart: TileMap) -> ElementTree.Element:
    return ElementTree.fromstring(tile_map_svg(chart))  # noqa: S314


def fills(root: ElementTree.Element) -> dict[str, str]:
    """The fill of each tile, by its place."""
    return {
        element.get("data-place", ""): next(element.iter(f"{SVG}use")).get("fill", "")
        for element in root.iter()
        if element.get("data-tile") is not None
    }


@given(VALUES)
def test_classes_hold_every_value_once_in_order_and_never_part_equal_ones(
    values: list[float],
) -> None:
    classes = figure_classes(values, lambda value: f"{value:.0f}")
    assert 1 <= len(classes) <= len(CLASSES)
    assert sum(group.count for group in classes) == len(values)
    assert all(a.high < b.low for a, b in pairwise(classes))
    texts = [text for group in classes for text in {f"{group.low:.0f}", f"{group.high:.0f}"}]
    assert len(texts) == len(set(texts))
    for group in classes:
        assert group.count == sum(group.low <= value <= group.high for value in values)


def test_without_ties_classes_are_fifths() -> None:
    classes = figure_classes([float(n) for n in range(150)], str)
    assert [group.count for group in classes] == [30] * 5
    assert figure_classes([], str) == ()
    assert [group.text for group in figure_classes([2.0, 2.0], lambda v: f"{v:g}")] == ["2"]


@given(st.lists(st.none() | st.integers(-99, 99).map(float), min_size=2, max_size=153))
def test_a_higher_figure_is_never_lighter(values: list[float | None]) -> None:
    shades = fills(render(tile_map(*values)))
    shades_by_value = sorted(
        (value, CLASSES.index(shades[f"la-{n:03d}"]))
        for n, value in enumerate(values)
        if value is not None
    )
    assert [shade for _, shade in shades_by_value] == sorted(shade for _, shade in shades_by_value)
    for n, value in enumerate(values):
        assert (shades[f"la-{n:03d}"] == "url(#map-missing)") == (value is None)


def test_153_places_lie_within_the_drawing_and_none_covers_another() -> None:
    root = render(tile_map(*[float(n) for n in range(153)]))
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    middles = [
        (float(use.get("x", "")), float(use.get("y", "")))
        for tile in root.iter(f"{SVG}g")
        if tile.get("data-tile") is not None
        for use in tile.iter(f"{SVG}use")
    ]
    assert len(set(middles)) == 153
    assert all(5 < x < wide - 5 and 5 < y < tall - 5 for x, y in middles)
    (path,) = root.iter(f"{SVG}path")
    width = 2 * max(float(corner.split()[0]) for corner in path.get("d", "")[1:-1].split("L"))
    rows: dict[float, list[float]] = {}
    for x, y in middles:
        rows.setdefault(y, []).append(x)
    for xs in rows.values():
        assert all(b - a >= width for a, b in pairwise(sorted(xs)))


def test_the_legend_has_the_ranges_what_is_missing_and_the_place_itself() -> None:
    root = render(tile_map(1.0, 2.0, 3.0, None, 4.0, 5.0))
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert words == [
        *("1: 1 place", "2: 1 place", "3: 1 place", "4: 1 place", "5: 1 place"),
        *("no figure: 1 place", "Place 1: 2"),
    ]
    assert "no figure" not in tile_map_svg(tile_map(1.0, 2.0))


def test_a_place_without_a_tile_is_listed_and_not_drawn() -> None:
    chart = tile_map(1.0, 2.0, 3.0, 9.0, None, layout_size=3)
    assert [figure.place for figure in chart.not_on_map] == ["la-003"]
    assert set(fills(render(chart))) == {"la-000", "la-001", "la-002"}
    # Its figure is in no class either.
    assert sum(group.count for group in chart.classes) == 3


def test_a_place_in_focus_that_is_nowhere_outlines_nothing() -> None:
    chart = tile_map(1.0, 2.0, 3.0, home="la-999")
    assert 'stroke-width="5"' not in tile_map_svg(chart)
    assert tile_map_svg(tile_map(1.0, 2.0)).count('stroke-width="5"') == 1


def test_tiles_are_links_on_a_page_and_none_in_a_file() -> None:
    figures = tuple(figure(n, float(n), href=f"?a=1&place={n}") for n in range(3))
    page = render(tile_map(1.0, 2.0, 3.0, figures=figures))
    assert page.get("role") == "group"
    links = list(page.iter(f"{SVG}a"))
    assert {link.get("href") for link in links} == {"?a=1&place=0", "?a=1&place=1", "?a=1&place=2"}
    assert [link.findtext(f"{SVG}title") for link in links if link.get("data-chosen") == ""] == [
        "Place 1: 1"
    ]
    assert render(tile_map(1.0, 2.0)).get("role") == "img"


def test_hostile_names_stay_words() -> None:
    figures = (
        PlaceFigure("la-000", "<script>", 1.0, '"1"', "<b>", href='"><script>'),
        PlaceFigure("la-001", "A & B", 2.0, "2"),
    )
    svg = tile_map_svg(tile_map(1.0, 2.0, figures=figures))
    assert "<script" not in svg
    titles = [title.text for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]  # noqa: S314
    assert '<script>: "1" (<b>)' in titles


def test_the_table_holds_every_figure_by_name() -> None:
    table = figures_table("C", "2023/24", [figure(2, None), figure(1, 5.0, note="rank 1 of 1")])
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Place 1", "5", "rank 1 of 1"],
        ["Place 2", "no figure", "-"],
    ]


@pytest.mark.parametrize("values", [(), (None, None), (0.0,), (0.0, 0.0), (-1.0, 1.0)])
def test_few_figures_zero_and_none_are_drawn(values: tuple[float | None, ...]) -> None:
    assert len(fills(render(tile_map(*values)))) == len(values)
