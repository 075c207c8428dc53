"""A matrix shows its holes; a driver diagram shows the causes on which nobody works."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.publish.charts.driver_diagram import (
    WIDTH,
    DriverBox,
    DriverDiagram,
    driver_diagram_svg,
)
from stocktake.publish.charts.matrix import (
    MATRIX_MANY,
    MATRIX_WIDE,
    Matrix,
    MatrixCell,
    MatrixFrame,
    matrix_svg,
)
from stocktake.publish.charts.palette import CLASSES

SVG = "{http://www.w3.org/2000/svg}"


def matrix(*rows: tuple[int, ...], columns: tuple[str, ...] = ("Primary", "Secondary")) -> Matrix:
    cells = tuple(tuple(MatrixCell(count, "<a>") for count in row) for row in rows)
    names = tuple(f"Row {number}" for number in range(len(rows)))
    return Matrix("T & T", "D", names, columns, cells, "Theme")


def test_an_empty_cell_is_white_without_a_number_and_the_largest_is_darkest() -> None:
    root = ElementTree.fromstring(matrix_svg(matrix((0, 1), (2, 5))))  # noqa: S314
    boxes = [box for box in root.iter(f"{SVG}rect") if box.get("data-words")]
    assert [box.get("fill") for box in boxes] == ["white", CLASSES[0], CLASSES[1], CLASSES[4]]
    texts = [item.text for item in root.iter(f"{SVG}text")]
    assert [text for text in texts if text and text.isdigit()] == ["1", "2", "5"]
    assert boxes[3].get("data-words") == "Row 1, Secondary: 5 (<a>)"


@pytest.mark.parametrize("frame", [MATRIX_WIDE, MATRIX_MANY])
@given(
    counts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
    name=st.text(st.characters(codec="ascii", categories=["L", "Zs", "P"]), max_size=60),
)
def test_every_cell_lies_within_the_drawing(
    frame: MatrixFrame, counts: list[tuple[int, int]], name: str
) -> None:
    chart = matrix(*counts, columns=("Primary", name))
    root = ElementTree.fromstring(matrix_svg(chart, frame))  # noqa: S314
    _, _, wide, tall = map(float, root.get("viewBox", "").split())
    boxes = [box for box in root.iter(f"{SVG}rect") if box.get("data-words")]
    assert len(boxes) == 2 * len(counts)
    for box in boxes:
        assert float(box.get("x", "")) + float(box.get("width", "")) <= wide
        assert float(box.get("y", "")) + float(box.get("height", "")) <= tall


def test_the_table_says_the_same() -> None:
    table = matrix((0, 3)).table()
    assert [column.heading for column in table.columns] == ["Theme", "Primary", "Secondary"]
    assert [cell.number for cell in table.rows[0]] == [None, 0, 3]


def test_a_cause_on_which_nobody_works_is_dashed_and_said() -> None:
    chart = DriverDiagram(
        "T",
        "D",
        "Outcome <1>",
        (DriverBox("Cause", ("One", "Two & three"), ("Seen",)), DriverBox("Other", (), ())),
    )
    text = driver_diagram_svg(chart)
    root = ElementTree.fromstring(text)  # noqa: S314
    assert text.count("stroke-dasharray") == 2
    texts = [item.text or "" for item in root.iter(f"{SVG}text")]
    assert "nobody works on it" in texts
    assert "no measure" in texts
    assert "• Two & three" in texts
    assert [cell.text for cell in chart.table().rows[1]] == [
        "Other",
        "nobody works on it",
        "no measure",
    ]
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", "0")) + float(box.get("width", "")) <= WIDTH


@pytest.mark.parametrize("frame", [MATRIX_WIDE, MATRIX_MANY])
def test_the_name_of_a_row_is_not_cut_at_the_left(frame: MatrixFrame) -> None:
    """Also in a wide typeface, of which a letter takes six tenths of its height."""
    chart = Matrix("T", "D", ("Careers and encounters with employers",), ("A",),
                   ((MatrixCell(1),),), "Theme")  # fmt: skip
    root = ElementTree.fromstring(matrix_svg(chart, frame))  # noqa: S314
    names = [item for item in root.iter(f"{SVG}text") if item.get("text-anchor") == "end"]
    assert " ".join(item.text or "" for item in names) == chart.row_names[0]
    for item in names:
        width = 0.6 * frame.font_size * len(item.text or "")
        assert float(item.get("x", "")) - width >= 0
