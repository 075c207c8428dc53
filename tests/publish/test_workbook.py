"""The workbook, read back: one table a sheet, figures as numbers, no cell that says nothing."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from stocktake.publish import write_workbook
from stocktake.publish.content import ReportContent


@pytest.fixture(scope="module")
def workbook_bytes(quoted_content: ReportContent) -> bytes:
    return write_workbook(quoted_content)


@pytest.fixture(scope="module")
def workbook(workbook_bytes: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook_bytes))


def _parts(workbook_bytes: bytes, beginning: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes)) as archive:
        names = [name for name in archive.namelist() if name.startswith(beginning)]
        return {name: archive.read(name).decode() for name in names}


def test_sheets_come_in_the_order_of_the_guidance(workbook: CalamineWorkbook) -> None:
    names = workbook.sheet_names
    assert names[:3] == ["Cover", "Contents", "Notes"]
    assert names[3:] == [f"Table_{number}" for number in range(1, len(names) - 2)]


def test_contents_lists_every_table_by_its_title(workbook: CalamineWorkbook) -> None:
    contents = workbook.get_sheet_by_name("Contents").to_python()[5:]
    for name, caption in contents:
        title = workbook.get_sheet_by_name(str(name)).to_python()[0][0]
        assert title == f"{name}: {caption}"
    assert [row[0] for row in contents] == workbook.sheet_names[3:]


def test_figures_are_numbers_as_published(workbook: CalamineWorkbook) -> None:
    for name in workbook.sheet_names[3:]:
        rows = workbook.get_sheet_by_name(name).to_python()
        if "Grade 4 or above in both English and maths GCSE" in str(rows[0][0]):
            break
    head, body = rows[4], {row[0]: row for row in rows[5:]}
    place, england = head.index("Blackpool"), head.index("England")
    assert (body["2020/21"][place], body["2020/21"][england]) == (57.5, 72.2)
    assert body["2015/16"][place] == "[x]"


def test_no_cell_of_a_table_is_empty_and_headings_differ(workbook: CalamineWorkbook) -> None:
    for name in workbook.sheet_names[1:]:
        rows = workbook.get_sheet_by_name(name).to_python()
        assert len(set(rows[4])) == len(rows[4])
        assert all(cell != "" for row in rows[4:] for cell in row), name


def test_each_sheet_has_one_marked_up_table_and_nothing_merged_or_frozen(
    workbook_bytes: bytes,
) -> None:
    sheets = _parts(workbook_bytes, "xl/worksheets/sheet")
    assert len(sheets) > 10
    for name, text in sheets.items():
        assert "<mergeCell" not in text
        assert "<pane" not in text
        assert len(re.findall("<tablePart ", text)) == (0 if name.endswith("sheet1.xml") else 1)
    tables = _parts(workbook_bytes, "xl/tables/")
    names = [re.findall(r'displayName="([^"]+)"', text)[0] for text in tables.values()]
    assert len(names) == len(set(names)) == len(sheets) - 1
    assert all("autoFilter" not in text for text in tables.values())


def test_notes_called_by_a_table_are_on_the_sheet_of_notes(
    workbook: CalamineWorkbook, quoted_content: ReportContent
) -> None:
    notes = workbook.get_sheet_by_name("Notes").to_python()[5:]
    note_keys = {(row[0], row[1]) for row in notes}
    notes_count = 0
    for name in workbook.sheet_names[3:]:
        for row in workbook.get_sheet_by_name(name).to_python()[5:]:
            for number in re.findall(r"\bnote (\d+)", str(row[-1]).lower()):
                assert (name, f"note {number}") in note_keys
                notes_count += 1
    assert notes_count > 10
    texts = {row[2] for row in notes}
    assert set(quoted_content.methods) <= texts


def test_the_document_has_its_properties_and_no_clock_in_it(
    workbook_bytes: bytes, quoted_content: ReportContent
) -> None:
    core = _parts(workbook_bytes, "docProps/core.xml")["docProps/core.xml"]
    assert "<dc:title>Blackpool Opportunity Area 2017-20" in core
    assert "2026-11-22T00:00:00Z" in core
    assert write_workbook(quoted_content) == workbook_bytes
