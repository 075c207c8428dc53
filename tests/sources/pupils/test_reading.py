"""The same rows from a CSV, a Parquet and an Excel file, and from a system's own export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from invented_returns import PERSONAL, TABLES, A, B, C, write_tables

from stocktake.sources.pupils import (
    find_pupil_files,
    pupil_layouts,
    read_mapping,
    read_pupil_folder,
    read_pupil_table,
)
from stocktake.sources.pupils.cells import dtype_of
from stocktake.standards.errors import DefinitionError, UsageError

FileWriter = Callable[..., Path]


def test_a_table_is_typed_as_its_layout_says(returns: Path) -> None:
    reading = read_pupil_table(returns / "pupils.csv", "pupils")
    layout = pupil_layouts()["pupils"]
    assert reading.rows.columns == [*(column.name for column in layout.column), "file", "row"]
    for column in layout.column:
        assert reading.rows.schema[column.name] == dtype_of(column)
    assert reading.rows["row"].to_list() == [2, 3, 4]
    first = reading.rows.row(0, named=True)
    assert (first["upn"], first["date_of_birth"], first["fsm"]) == (A, date(2010, 3, 14), False)
    assert (first["middle_names"], reading.rows["service_child"][2]) == (None, None)


@pytest.mark.parametrize("ending", [".parquet", ".xlsx"])
@pytest.mark.parametrize("table", ["pupils", "enrolments", "marks"])
def test_every_kind_of_file_gives_the_same_rows(
    returns: Path, tmp_path: Path, table: str, ending: str
) -> None:
    from_csv = read_pupil_table(returns / f"{table}.csv", table).rows.drop("file", "row")
    path = tmp_path / f"{table}{ending}"
    texts = pl.read_csv(returns / f"{table}.csv", infer_schema=False)
    if ending == ".parquet":
        from_csv.write_parquet(path)  # typed: dates, Booleans
    else:
        texts.write_excel(path, worksheet=table)
    again = read_pupil_table(path, table)
    assert again.rows.drop("file", "row").equals(from_csv)
    assert again.rows["row"].to_list() == list(
        range(
            1 if ending == ".parquet" else 2, from_csv.height + (1 if ending == ".parquet" else 2)
        )
    )


def test_a_byte_order_mark_blank_lines_and_spaces_do_no_harm(write_file: FileWriter) -> None:
    text = f"\ufeffUPN , Start Date,END_DATE\r\n\r\n {A.lower()} ,2024-01-08, \r\n"
    reading = read_pupil_table(write_file("carers.csv", text), "young_carers")
    assert reading.rows.select("upn", "start_date", "end_date").rows() == [
        (A, date(2024, 1, 8), None)
    ]
    assert reading.rows["row"].to_list() == [3]


def test_numbers_and_dates_of_a_sheet_are_read_as_they_were_meant(tmp_path: Path) -> None:
    path = tmp_path / "calendar.xlsx"
    pl.DataFrame(
        {
            "time_period": [202324],
            "school_urn": [900001],
            "date": [date(2024, 1, 8)],
            "sessions": [2],
            "term": ["spring"],
        }
    ).write_excel(path)
    rows = read_pupil_table(path, "calendar").rows
    assert rows.drop("file", "row").row(0) == ("202324", "900001", date(2024, 1, 8), 2, "spring")


MAPPING = """
table = "enrolments"
date_format = "%d/%m/%Y"
constant = { enrolment_status = "C" }

[[column]]
heading = "Pupil No."
column = "upn"

[[column]]
heading = "DfE school"
column = "school_urn"
values = { "Upper" = "900001", "Lower" = "900002" }

[[column]]
heading = "From"
column = "entry_date"

[[column]]
heading = "To"
column = "leaving_date"
"""


def test_a_systems_export_is_read_by_its_mapping(write_file: FileWriter) -> None:
    mapping = read_mapping(write_file("ours.toml", MAPPING))
    text = f"PUPIL NO,DfE School,From,To,Tutor\n{A},Upper,01/09/2021,\n{B},Lower,08/01/2024,\n"
    reading = read_pupil_table(write_file("rolls.csv", text), "enrolments", mapping=mapping)
    assert reading.rows.select("upn", "school_urn", "entry_date", "enrolment_status").rows() == [
        (A, "900001", date(2021, 9, 1), "C"),
        (B, "900002", date(2024, 1, 8), "C"),
    ]
    assert [str(note) for note in reading.report.notes] == [
        "rolls.csv: column 5 is not one of this table and is not read"
    ]


def test_a_mapping_for_another_table_is_refused(write_file: FileWriter, returns: Path) -> None:
    mapping = read_mapping(write_file("ours.toml", MAPPING))
    with pytest.raises(UsageError, match="the mapping fills 'enrolments', not 'pupils'"):
        read_pupil_table(returns / "pupils.csv", "pupils", mapping=mapping)


def test_all_the_faults_of_a_mapping_are_named_together(write_file: FileWriter) -> None:
    text = MAPPING.replace('"leaving_date"', '"leaving"').replace('"school_urn"', '"upn"')
    with pytest.raises(DefinitionError) as caught:
        read_mapping(write_file("ours.toml", text))
    assert str(caught.value) == (
        "ours.toml does not fit the table that it fills\n"
        "  ours.toml: column[3].column: enrolments has no column 'leaving'; did you mean "
        "'leaving_date'?\n"
        "  ours.toml: column 'upn' is filled twice; expected once"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('table = "enrolments"', 'table = "enrolment"', "no table 'enrolment'"),
        ("%d/%m/%Y", "%d/%m", "expected day, month and year, such as %d/%m/%Y"),
        ('heading = "To"', 'header = "To"', "unknown key 'header'; did you mean 'heading'?"),
        ('table = "enrolments"', "table = ", "is not valid TOML"),
    ],
)
def test_a_faulty_mapping_says_where(
    write_file: FileWriter, old: str, new: str, message: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        read_mapping(write_file("ours.toml", MAPPING.replace(old, new)))
    assert message in str(caught.value)
    assert "ours.toml" in str(caught.value)


def test_a_folder_is_read_table_by_table_and_marks_year_by_year(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "returns")
    (folder / "marks").mkdir()
    (folder / "marks.csv").rename(folder / "marks" / "202324.csv")
    later = f"upn,school_urn,date,session,code\n{C},900002,2024-09-09,AM,/\n"
    (folder / "marks" / "202425.csv").write_text(later, encoding="utf-8")
    (folder / "notes.txt").write_text("left alone", encoding="utf-8")
    readings = list(read_pupil_folder(folder, as_of=date(2024, 10, 1)))
    assert [(reading.table, reading.rows.height) for reading in readings] == [
        ("schools", 2),
        ("calendar", 2),
        ("pupils", 3),
        ("enrolments", 4),
        ("exclusions", 1),
        ("marks", 4),
        ("marks", 1),
        ("young_carers", 1),
    ]
    total = readings[0].report
    for reading in readings[1:]:
        total = total + reading.report
    assert total.rows_count["marks"] == 5
    assert total.set_aside_count() == 0


def test_a_table_left_out_is_not_opened(returns: Path) -> None:
    (returns / "young_carers.csv").write_bytes(b"\xff\x00")
    tables = [reading.table for reading in read_pupil_folder(returns, leave_out=("young_carers",))]
    assert "young_carers" not in tables
    assert list(find_pupil_files(returns))[:3] == ["schools", "calendar", "pupils"]


def test_no_result_shows_a_pupil(returns: Path) -> None:
    for reading in read_pupil_folder(returns):
        text = f"{reading!r} {reading} {reading.report!r} {reading.report.as_dict()}"
        text += str(reading.report.usable)
        assert not [personal_text for personal_text in PERSONAL if personal_text in text]


def test_every_identifier_of_a_pupil_is_marked_as_one() -> None:
    personal_columns = {
        "surname",
        "forename",
        "middle_names",
        "date_of_birth",
        "address",
        "postcode",
    }
    for layout in pupil_layouts().values():
        identifier_columns = {column.name for column in layout.column if column.identifier}
        columns = {column.name for column in layout.column}
        assert columns & (personal_columns | {"upn", "former_upn"}) == identifier_columns


def test_the_text_of_the_tables_has_a_column_for_each_layout() -> None:
    for table, text in TABLES.items():
        header = text.strip().splitlines()[0].split(",")
        assert {c.name for c in pupil_layouts()[table].column if c.is_needed} <= set(header)
