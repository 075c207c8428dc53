"""A large plain sheet is read by the fast reader, and says what the careful one would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from stocktake.sources.workbook import open_workbook, plain
from stocktake.standards.errors import InputError

Change = Callable[[Any, Any], object]


def save(folder: Path, change: Change | None = None) -> Path:
    path = folder / "pupils.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Pupils")
        sheet.write_row(0, 0, ["upn", "born", "urn", "missed", "is_new", "note"])
        formats = [{"num_format": code} for code in ("dd/mm/yyyy", "0", "#,##0", "@")]
        day, whole, thousands, text = map(book.add_format, formats)
        for row in range(1, 40):
            sheet.write_string(row, 0, f" A{row:012d}", text)
            sheet.write_datetime(row, 1, date(2012, 9, row % 28 + 1), day)
            sheet.write_number(row, 2, 100_000 + row, whole)
            sheet.write_number(row, 3, 1_000 * row, thousands)
            sheet.write_boolean(row, 4, row % 2 == 0)
            sheet.write_number(row, 5, row / 4)
        if change is not None:
            change(book, sheet)
    return path


def is_plain(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, list[list[str]]]:
    monkeypatch.setattr(plain, "LEAST_BYTES", 0)
    book = open_workbook(path.read_bytes(), path.name)
    sheet = book.read("Pupils", may_be_large=True)
    return not isinstance(sheet.rows[1][5], str), sheet.texts()


def test_both_readers_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path)
    book = open_workbook(path.read_bytes(), path.name)
    assert is_plain(path, monkeypatch) == (True, book.read("Pupils").texts())


@pytest.mark.parametrize(
    "change",
    [
        lambda book, sheet: sheet.set_row(3, None, None, {"hidden": True}),
        lambda book, sheet: sheet.set_column(2, 2, None, None, {"hidden": True}),
        lambda book, sheet: sheet.merge_range(3, 0, 4, 0, "A"),
        lambda book, sheet: sheet.write_formula(3, 5, "=NA()", None, "#N/A"),
        lambda book, sheet: sheet.write_number(
            3, 5, 1.5, book.add_format({"num_format": '0.0" of 2"'})
        ),
    ],
)
def test_what_the_fast_reader_would_not_see_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    with pytest.raises(InputError):
        is_plain(save(tmp_path, change), monkeypatch)


def test_a_number_that_its_format_rounds_is_read_carefully(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def round_one(book: Any, sheet: Any) -> None:
        sheet.write_number(3, 5, 66.2, book.add_format({"num_format": "0"}))

    was_plain, texts = is_plain(save(tmp_path, round_one), monkeypatch)
    assert (was_plain, texts[3][5]) == (False, "66")
