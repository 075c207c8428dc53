"""A form's rows are sorted into good and waiting; the good ones keep their numbers."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from stocktake.sources import FormRow, check_local_rows, local_rows, read_form, write_local_rows
from stocktake.sources.local_template import COLUMNS

PLAN = {"visits": SimpleNamespace(unit="count", words="Visits")}
CELLS = {
    "indicator": "local:visits",
    "date": "2026-03-01",
    "place": "la-890",
    "value": "5",
    "source": "Case\nfile, kept",
    "returned_by": "Head",
    "returned_on": "2026-03-02",
}
BLANK = {column.name: "" for column in COLUMNS}


def row(number: int, **cells: str) -> FormRow:
    return FormRow(number, BLANK | CELLS | cells)


def check(*rows: FormRow) -> dict[int, tuple[str, ...]]:
    results = check_local_rows(rows, indicators=PLAN, retrieved=date(2026, 4, 1))
    return {item.row: item.faults for item in results}


def test_every_fault_of_a_row_is_named_by_its_column() -> None:
    faults = check(row(2, value="many", returned_by=""), row(5, date="2026-03-02"))
    assert [text.split(":")[0] for text in faults[2]] == ["value", "returned_by"]
    assert faults[5] == ()


def test_rows_written_by_themselves_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(write_local_rows([row(9, value="7"), row(2), row(4)]))
    rows = read_form(path)
    assert [item.row for item in rows] == [2, 4, 9]
    assert [item.cells["value"] for item in rows] == ["5", "5", "7"]
    assert rows[0].cells["source"] == "Case file, kept"
    header = next(csv.reader(io.StringIO(path.read_text())))
    assert header[0] == "indicator"


def test_three_rows_for_one_figure_all_wait() -> None:
    faults = check(row(2), row(3), row(4, value="x"), row(5, date="2026-03-02"))
    assert faults[2] == ("returns the same figure as row 3, 4; delete all but one",)
    assert faults[5] == ()


def test_what_was_not_read_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_rows, "MOST_WAITING_ROWS", 1)
    faults = check(row(2, value="many"), row(3))
    assert faults[3] == (local_rows.NOT_READ,)
