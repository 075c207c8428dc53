"""The form for local returns: what it looks like, and that what is filled in is read."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from stocktake.sources.local_returns import read_local_return
from stocktake.sources.local_template import COLUMNS
from stocktake.sources.local_workbook import write_local_template
from stocktake.sources.reading import Reading
from stocktake.standards.errors import UsageError

NAMES = [column.name for column in COLUMNS]


@dataclass(frozen=True)
class LocalIndicator:
    id: str
    unit: str
    words: str


INDICATORS = [
    LocalIndicator("encounters", "count", "Encounters with employers"),
    LocalIndicator("local:trained", "percent", "Leaders who took part in training"),
]
INDICATORS_BY_ID = {indicator.id: indicator for indicator in INDICATORS}


def read(path: Path) -> Reading:
    return read_local_return(path, indicators=INDICATORS_BY_ID, retrieved=date(2018, 4, 10))


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    write_local_template(path, INDICATORS)
    return path


def test_the_text_form_is_a_header_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    notes = write_local_template(path, INDICATORS)
    assert path.read_bytes().decode() == ",".join(NAMES) + "\r\n"
    for column in COLUMNS:
        assert f"  {column.name}: {column.meaning}" in notes
    assert "  local:encounters (count): Encounters with employers" in notes


def test_a_filled_in_text_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    write_local_template(path, INDICATORS)
    cells = {
        "indicator": "local:trained",
        "date": "31/03/2018",
        "place": "Blackpool",
        "numerator": "3",
        "denominator": "8",
        "source": "register",
        "returned_by": "clerk",
        "returned_on": "09/04/2018",
    }
    with path.open("a", encoding="utf-8") as stream:
        stream.write(",".join(cells.get(name, "") for name in NAMES) + "\r\n")
    assert read(path).observations.select("place", "value", "row").row(0) == ("la-890", 37.5, 2)


def test_a_workbook_filled_in_with_numbers_and_dates_is_read(tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Notes").write_string(0, 0, "anything")
        sheet = workbook.add_worksheet("Returns")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, NAMES)
        for at, (urn, numerator) in enumerate([(119781, 3), (119782, 6.5)], start=2):
            # A blank row between them, as people leave them.
            line = 2 * (at - 2) + 1
            sheet.write_string(line, NAMES.index("indicator"), "local:encounters")
            sheet.write_datetime(line, NAMES.index("date"), date(2018, 3, 31), day)
            sheet.write_number(line, NAMES.index("school_urn"), urn)
            sheet.write_number(line, NAMES.index("value"), numerator)
            sheet.write_boolean(line, NAMES.index("cumulative"), True)
            sheet.write_string(line, NAMES.index("source"), "diary")
            sheet.write_string(line, NAMES.index("returned_by"), "careers lead")
            sheet.write_datetime(line, NAMES.index("returned_on"), date(2018, 4, 9), day)
    columns = ("place", "value", "as_at", "cumulative", "row", "returned_on")
    assert read(path).observations.select(columns).rows() == [
        ("school-119781", 3.0, date(2018, 3, 31), True, 2, date(2018, 4, 9)),
        ("school-119782", 6.5, date(2018, 3, 31), True, 4, date(2018, 4, 9)),
    ]


def test_the_form_itself_is_laid_out_as_it_is_read(form: Path) -> None:
    book = CalamineWorkbook.from_path(str(form))
    assert book.sheet_names == ["Notes", "Returns", "Lists"]
    assert book.get_sheet_by_name("Returns").to_python()[0] == NAMES


def test_the_notes_sheet_explains_every_column_and_indicator(form: Path) -> None:
    rows = CalamineWorkbook.from_path(str(form)).get_sheet_by_name("Notes").to_python()
    explanations = {str(cells[0]): str(cells[1]) for cells in rows}
    for column in COLUMNS:
        assert explanations[column.name].startswith(column.meaning)
    assert explanations["local:trained"] == "Leaders who took part in training (percent)"


def test_the_form_meets_the_guidance_on_accessible_spreadsheets(form: Path) -> None:
    # Marked-up tables with one header row, no merged cells, a title in the properties.
    tables = [part(form, f"xl/tables/table{number}.xml") for number in (1, 2, 3)]
    assert all('headerRowCount="0"' not in table for table in tables)
    names = {re.search(r' displayName="([^"]+)"', table)[1] for table in tables}  # type: ignore[index]
    assert names == {"columns", "indicators", "returns"}
    for number in (1, 2, 3):
        assert "mergeCell" not in part(form, f"xl/worksheets/sheet{number}.xml")
    assert "<dc:title>Local return</dc:title>" in part(form, "docProps/core.xml")


def test_the_form_offers_the_answers_that_are_understood(form: Path) -> None:
    sheet = part(form, "xl/worksheets/sheet2.xml")
    assert re.findall(r'sqref="([A-Z]+)2:', sheet) == ["A", "D", "E", "K"]
    lists = CalamineWorkbook.from_path(str(form)).get_sheet_by_name("Lists").to_python()
    assert [cells[0] for cells in lists[:3]] == [
        "indicator",
        "local:encounters",
        "local:trained",
    ]
    assert [cells[3] for cells in lists[:3]] == ["cumulative", "yes", "no"]


def test_the_same_form_is_the_same_bytes(tmp_path: Path, form: Path) -> None:
    again = tmp_path / "again.xlsx"
    write_local_template(again, INDICATORS)
    assert again.read_bytes() == form.read_bytes()


def test_a_form_without_indicators_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    write_local_template(path, [])
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Returns").to_python()


@pytest.mark.parametrize("name", ["form.ods", "form", "absent/form.csv", "absent/form.xlsx"])
def test_a_form_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot write form"):
        write_local_template(tmp_path / name, INDICATORS)
