"""Bars say what is missing and whose each is."""

from __future__ import annotations

from xml.etree import ElementTree

from stocktake.publish import Bar, BarChart, bars_svg


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
