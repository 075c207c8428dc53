"""Returns as people fill them in: what a cell shows is read, or refused with its cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from stocktake.sources.local_returns import read_local_return
from stocktake.sources.reading import Reading
from stocktake.sources.workbook import open_workbook
from stocktake.standards.errors import InputError

HEADER = (
    "indicator", "date", "place", "value", "schools_returned_count", "schools_expected_count",
    "cumulative", "source", "returned_by", "returned_on",
)  # fmt: skip
VALUE, RETURNED_COUNT, EXPECTED = "D2", "E2", "F2"
TODAY = date(2026, 11, 29)


@dataclass(frozen=True)
class LocalIndicator:
    unit: str
    words: str


INDICATORS = {
    "attendance": LocalIndicator("percent", "Attended"),
    "met": LocalIndicator("count", "Met"),
}


def save(folder: Path, indicator: str = "local:attendance", **changes: Any) -> openpyxl.Workbook:
    """A return of one row; ``cells`` by reference, ``formats`` by reference."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Returns"
    sheet.append(HEADER)
    day, returned_on = date(2025, 3, 31), date(2025, 4, 16)
    sheet.append(
        [indicator, day, "Lincolnshire", 66.2, None, None, None, "reg", "lead", returned_on]
    )
    for reference, value in changes.get("cells", {}).items():
        sheet[reference] = value
    for reference, code in changes.get("formats", {}).items():
        sheet[reference].number_format = code
    for change in changes.get("apply", ()):
        change(book, sheet)
    book.save(folder / "return.xlsx")
    return book


def read(folder: Path, name: str = "return.xlsx") -> Reading:
    return read_local_return(folder / name, indicators=INDICATORS, retrieved=TODAY)


def refusal(folder: Path, name: str = "return.xlsx") -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, name)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.662, "0.0%", 66.2),
        (1, "0.0%", 100.0),
        (0.6624, "0%", 66.0),
        (66.2, "General", 66.2),
        (66.25, "0.0", 66.3),
        ("66.2", "@", 66.2),
        ("66.2%", "General", 66.2),
        (66.2, '0.0"%"', 66.2),
        (66.2, "0.0\\%", 66.2),
        (66.2, "#,##0.0_ ;[Red]-#,##0.0 ", 66.2),
    ],
)
def test_a_percentage_is_what_its_cell_shows(
    tmp_path: Path, value: object, code: str, expected: float
) -> None:
    save(tmp_path, cells={VALUE: value}, formats={VALUE: code})
    assert read(tmp_path).observations["value"].to_list() == [expected]


@pytest.mark.parametrize(
    ("value", "code", "problem"),
    [
        (66200, "0.0,", "has a format that shows thousands, '0.0,'"),
        (3, '[<5]"c";0', "has a format with conditions, '[<5]\"c\";0'"),
        (66.2, ";;;", "holds a number that its format hides, ';;;'"),
        (0, '0;-0;"-"', "holds a number that its format hides, '0;-0;\"-\"'"),
        (12, '0" of 20"', "has a format that shows more than its number, '0\" of 20\"'"),
        (0.5, "# ?/?", "has a format that shows more than its number, '# ?/?'"),
        (-3, "0;0", "is negative, and its format leaves out the sign"),
        (date(2025, 3, 31), "mmm-yy", "is a date that shows no day, month and year"),
    ],
)
def test_a_format_that_changes_the_number_is_refused(
    tmp_path: Path, value: object, code: str, problem: str
) -> None:
    save(tmp_path, cells={VALUE: value}, formats={VALUE: code})
    assert refusal(tmp_path) == [
        f"return.xlsx: row 2, value: {problem} (cell D2); expected a cell that shows its figure; "
        "change the cell's format"
    ]


def test_a_percentage_among_counts_is_refused(tmp_path: Path) -> None:
    save(tmp_path, "local:met", cells={VALUE: 0.5}, formats={VALUE: "0%"})
    assert refusal(tmp_path) == [
        "return.xlsx: row 2, value: 50% is a percentage; expected a count; write the figure "
        "without %"
    ]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_cell_is_never_blank(tmp_path: Path, error: str) -> None:
    save(tmp_path, cells={RETURNED_COUNT: 12, EXPECTED: error})
    assert refusal(tmp_path) == [
        f"return.xlsx: row 2, schools_expected_count: {error} is an error of the workbook (cell "
        "F2); correct the formula, or leave the cell blank"
    ]


def test_a_formula_that_was_never_worked_out_is_never_nothing(tmp_path: Path) -> None:
    save(tmp_path, cells={VALUE: "=SUM(A10:A12)"})
    assert refusal(tmp_path) == [
        "return.xlsx: row 2, value: holds a formula that was never worked out (cell D2); open the "
        "file in a spreadsheet program and save it"
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda book, sheet: setattr(sheet.row_dimensions[2], "hidden", True),
            "return.xlsx: row 2: the row is hidden; show it or delete it",
        ),
        (
            lambda book, sheet: setattr(sheet.column_dimensions["D"], "hidden", True),
            "return.xlsx: column value: the column is hidden; show it or delete it",
        ),
        (
            lambda book, sheet: sheet.merge_cells("D2:E2"),
            "return.xlsx: row 2, value: is merged with the cells up to E2 (cell D2); unmerge them",
        ),
        (
            lambda book, sheet: (
                setattr(sheet, "sheet_state", "hidden"),
                book.create_sheet("Other"),
            ),
            "return.xlsx: keeps the sheet 'Returns' hidden; show the sheet or delete it",
        ),
    ],
)
def test_what_nobody_sees_is_refused(tmp_path: Path, change: object, message: str) -> None:
    save(tmp_path, apply=[change])
    assert refusal(tmp_path) == [message]


def test_days_are_those_of_the_workbook_s_epoch(tmp_path: Path) -> None:
    def count_from_1904(book: openpyxl.Workbook, sheet: object) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    save(tmp_path, apply=[count_from_1904])
    assert read(tmp_path).observations["as_at"].to_list() == [date(2025, 3, 31)]


def write(folder: Path, *rows: str) -> str:
    header = "indicator,date,place,value,cumulative,source,returned_by,returned_on"
    (folder / "return.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return "return.csv"


def test_a_return_from_the_future_is_refused(tmp_path: Path) -> None:
    name = write(tmp_path, "local:met,31/03/2025,Lincolnshire,25000,yes,r,lead,16/04/2062")
    assert refusal(tmp_path, name) == [
        "return.csv: row 2, returned_on: 2062-04-16 is in the future; expected a day up to "
        "2026-11-29"
    ]


def test_our_own_shorthand_is_read(tmp_path: Path) -> None:
    rows = [f"local:met,{day}/03/2025,Lincolnshire,[{symbol}],,r,lead,16/04/2025"
            for day, symbol in ((1, "c"), (2, "x"), (3, "low"))]  # fmt: skip
    reading = read(tmp_path, write(tmp_path, *rows))
    assert reading.observations.sort("row")["missing"].to_list() == ["c", "x", "low"]


def test_fewer_than_five_is_no_symbol(tmp_path: Path) -> None:
    name = write(tmp_path, "local:met,31/03/2025,Lincolnshire,<5,,r,lead,16/04/2025")
    assert refusal(tmp_path, name) == [
        "return.csv: row 2, value: '<5' is neither a number nor a symbol; expected 55.2, or c, z, x"
    ]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (
            [
                "local:attendance,31/03/2025,Lincolnshire,0.662,,r,lead,16/04/2025",
                "local:attendance,30/06/2025,Lincolnshire,66.2,,r,lead,16/07/2025",
            ],
            "return.csv: row 2, value: 0.662 looks like a share, where another figure is 66.2; "
            "expected 0 to 100; write 66.2 if that is meant",
        ),
        (
            ["local:met,31/03/2025,Lincolnshire,12.5,yes,r,lead,16/04/2025"],
            "return.csv: row 2, value: 12.5 is no whole number, for a count",
        ),
    ],
)
def test_an_implausible_figure_is_noted(tmp_path: Path, rows: list[str], note: str) -> None:
    assert [str(fault) for fault in read(tmp_path, write(tmp_path, *rows)).notes] == [note]


def test_no_figure_is_larger_than_the_country(tmp_path: Path) -> None:
    name = write(tmp_path, "local:met,31/03/2025,Lincolnshire,1e300,yes,r,lead,16/04/2025")
    assert refusal(tmp_path, name) == [
        "return.csv: row 2, value: 1e300 is larger than any figure; expected at most "
        "1,000,000,000,000"
    ]


def test_a_sheet_is_read_with_its_faults_for_who_takes_good_rows(tmp_path: Path) -> None:
    save(tmp_path, cells={VALUE: "=NA()", "A3": "second"})
    content = (tmp_path / "return.xlsx").read_bytes()
    table, faults = open_workbook(content, "return.xlsx").read_with_faults("Returns")
    assert [(fault.row, fault.column) for fault in faults] == [(2, 4)]
    assert "never worked out" in faults[0].problem
    assert table.texts()[1][3] == ""
    assert table.texts()[2][0] == "second"


def test_a_hidden_row_still_refuses_the_sheet_that_is_read_with_its_faults(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True

    save(tmp_path, apply=[hide])
    book = open_workbook((tmp_path / "return.xlsx").read_bytes(), "return.xlsx")
    with pytest.raises(InputError, match="the row is hidden"):
        book.read_with_faults("Returns")
