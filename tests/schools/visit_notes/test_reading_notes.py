"""A sheet of old notes is read as it is written, or refused with everything that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from stocktake.schools import VisitNote, read_visit_notes
from stocktake.standards import InputError

HEADER = "school_urn,visited_on,kind,officers,purpose,governors_invited,governors_present"
ROW = "100001,2019-01-30,visit,Adviser,Reading.,3,2"


def read(folder: Path, *rows: str, header: str = HEADER) -> list[VisitNote]:
    path = folder / "notes.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    return read_visit_notes(path, schools={"100001"}, advisers=(), as_of=date(2026, 11, 23))


def faults(folder: Path, *rows: str, header: str = HEADER) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, *rows, header=header)
    return [str(fault) for fault in caught.value.faults]


def test_a_row_becomes_a_note(tmp_path: Path) -> None:
    note = read(tmp_path, ROW)[0]
    assert (note.governors_invited, note.governors_present, note.row) == (3, 2, 2)
    assert note.texts["purpose"] == "Reading."
    assert note.actions == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (ROW.replace("2019-01-30", "2026-11-24"), "row 2, visited_on: 2026-11-24 has not come"),
        (ROW.replace("3,2", "2,3"), "row 2, governors_present: 3 came; expected at most the 2"),
        (ROW.replace("3,2", "-1,0"), "row 2, governors_invited: '-1' is no number of governors"),
        (ROW.replace("3,2", "٣,0"), "is no number of governors"),
        (ROW.replace("Reading.", "x" * 1001), "row 2, purpose: has 1001 characters"),
        (ROW.replace("Reading.", "  "), "row 2, purpose: is blank"),
        (ROW.replace("Reading.", "Read\0ing."), "row 2, purpose: has a null character"),
        (ROW.replace("3,2", f"{'9' * 5000},2"), "is no number of governors; expected 0 to 99"),
        (ROW.replace("3,2", "100,2"), "is no number of governors; expected 0 to 99"),
        (ROW.replace("2019", "0001"), "visited_on: lies in the year 1; expected a year 1900 to"),
        (ROW.replace("2019-01-30", "31/12/9999"), "visited_on: lies in the year 9999"),
    ],
)
def test_a_fault_names_row_and_column(tmp_path: Path, row: str, fault: str) -> None:
    assert fault in " | ".join(faults(tmp_path, row))


def test_the_day_of_loading_and_the_longest_text_are_taken(tmp_path: Path) -> None:
    row = ROW.replace("2019-01-30", "2026-11-23").replace("Reading.", "x" * 1000)
    assert len(read(tmp_path, row)) == 1


def test_the_same_visit_twice_is_a_fault_unless_it_adds_an_action(tmp_path: Path) -> None:
    assert "is the same visit as row 2" in faults(tmp_path, ROW, ROW)[0]
    header = f"{HEADER},action,action_owner,action_due,action_success_measure"
    more = "100001,2019-01-30,visit,,,,,Read daily.,Head,2019-03-01,Nine of ten."
    notes = read(tmp_path, f"{ROW},,,,", more, header=header)
    assert [row.text for row in notes[0].actions] == ["Read daily."]


def test_after_two_hundred_faults_the_rest_is_not_read(tmp_path: Path) -> None:
    wrong = ROW.replace("100001", "100002")
    lines = faults(tmp_path, *[wrong] * 300)
    assert len(lines) == 201
    assert lines[-1].startswith("notes.csv: from row 202: was not read")


def test_control_characters_are_left_out_and_formulas_stay_text(tmp_path: Path) -> None:
    """No Word document holds them, so that the export of the record would break."""
    assert read(tmp_path, ROW.replace("Reading.", "Read\x07\x1b[2Jing."))[0].texts["purpose"] == (
        "Read[2Jing."
    )
    assert read(tmp_path, ROW.replace("Reading.", "=1+1"))[0].texts["purpose"] == "=1+1"
