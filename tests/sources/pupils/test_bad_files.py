"""Malformed files, with the exact message; and no message that names a pupil."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from invented_returns import PERSONAL, TABLES, A, B, write_tables

from stocktake.sources.pupils import read_pupil_folder, read_pupil_table
from stocktake.standards.errors import InputError, StocktakeError

FileWriter = Callable[..., Path]
HEADER = "upn,start_date,end_date"

BAD = {
    "empty": ("", "cannot read bad.csv\n  bad.csv: is empty; expected a header and rows"),
    "not UTF-8": (
        b"upn,start_date,end_date\nZo\xeb,2024-01-08,\n",
        "cannot read bad.csv\n  bad.csv: is not UTF-8 text; expected UTF-8; save it as CSV UTF-8",
    ),
    "not text": (
        b"PK\x03\x04\x00\x00",
        "cannot read bad.csv\n  bad.csv: is not text; expected CSV UTF-8; save it as CSV UTF-8",
    ),
    "too many cells": (
        f"{HEADER}\n{A},2024-01-08,,Zzarrowby\n",
        "cannot read bad.csv\n  bad.csv: row 2: has 4 cells; expected 3, as the header has",
    ),
    "open quotation": (
        f'{HEADER}\n"{A},2024-01-08,\n',
        "cannot read bad.csv\n  bad.csv: has a quotation mark that is never closed; expected CSV; "
        "save it as CSV UTF-8 from the system that it came from",
    ),
    "missing columns": (
        f"upn,end_date,Zzarrowby\n{A},,\n",
        "bad.csv is not laid out as young carers\n"
        "  bad.csv: has no column 'start_date'; expected First day",
    ),
    "no header": (
        f"{A},2024-01-08,Zzarrowby\n",
        "bad.csv is not laid out as young carers\n"
        "  bad.csv: has no column 'upn'; expected Unique pupil number\n"
        "  bad.csv: has no column 'start_date'; expected First day\n"
        "  bad.csv: has no column 'end_date'; expected Last day; empty while it lasts\n"
        "  bad.csv: has no heading that this table knows; expected a header row; give the first "
        "row the names of the columns, or write a mapping file",
    ),
    "a column twice": (
        f"upn,start_date,StartDate,end_date\n{A},,,\n",
        "bad.csv is not laid out as young carers\n"
        "  bad.csv: columns 2 and 3 are both 'start_date'; expected one of them",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_malformed_file_is_refused_in_these_words(kind: str, write_file: FileWriter) -> None:
    content, message = BAD[kind]
    with pytest.raises(InputError) as caught:
        read_pupil_table(write_file("bad.csv", content), "young_carers")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bad.xlsx", "is not a workbook, or a damaged one; expected an .xlsx file"),
        ("bad.parquet", "is not a Parquet file, or a damaged one; expected a .parquet file"),
        (
            "bad.docx",
            "is no file of pupil records; expected a .csv, .parquet or .xlsx file",
        ),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    write_file: FileWriter, name: str, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_pupil_table(write_file(name, f"{A} Zzarrowby"), "young_carers")
    assert str(caught.value) == f"cannot read {name}\n  {name}: {message}"


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot open none\.csv"):
        read_pupil_table(tmp_path / "none.csv", "young_carers")


def test_a_column_of_lists_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.parquet"
    pl.DataFrame({"upn": [[A]], "start_date": [None], "end_date": [None]}).write_parquet(path)
    with pytest.raises(InputError) as caught:
        read_pupil_table(path, "young_carers")
    assert str(caught.value) == (
        "cannot read bad.parquet\n"
        "  bad.parquet: column 'upn' holds lists or bytes; expected one value a row"
    )


def test_a_workbook_of_several_sheets_needs_one_of_the_tables_name(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "bad.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("One", "Two"):
            book.add_worksheet(name).write(0, 0, "upn")
    with pytest.raises(InputError) as caught:
        read_pupil_table(path, "young_carers")
    assert str(caught.value) == (
        "cannot read bad.xlsx\n  bad.xlsx: has 2 sheets; expected one, or one called 'young_carers'"
    )


def test_marks_of_two_years_in_one_file_are_refused(write_file: FileWriter) -> None:
    text = TABLES["marks"].lstrip() + f"{B},900001,2024-09-09,AM,/\n"
    with pytest.raises(InputError) as caught:
        read_pupil_table(write_file("marks.csv", text), "marks")
    assert str(caught.value) == (
        "marks.csv mixes academic years\n"
        "  marks.csv: holds 1 row of 202425; expected rows of 202324 only; put each academic year "
        "in a file of its own"
    )


def test_a_file_of_another_year_than_its_name_is_refused(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "returns")
    (folder / "marks").mkdir()
    (folder / "marks.csv").rename(folder / "marks" / "202223.csv")
    with pytest.raises(InputError) as caught:
        list(read_pupil_folder(folder))
    assert str(caught.value) == (
        "202223.csv mixes academic years\n"
        "  202223.csv: holds 4 rows of 202324; expected rows of 202223 only; put each academic "
        "year in a file of its own"
    )


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: None, "no such folder; expected a folder of pupil tables; check the path"),
        (lambda folder: folder.mkdir(), "holds no pupil table; expected files such as pupils.csv"),
        (
            lambda folder: (write_tables(folder), (folder / "pupils.parquet").touch()),
            "holds pupils more than once; expected one file or one folder",
        ),
    ],
)
def test_a_folder_that_cannot_be_read_says_why(
    tmp_path: Path, make: Callable[[Path], object], message: str
) -> None:
    folder = tmp_path / "returns"
    make(folder)
    with pytest.raises(InputError) as caught:
        list(read_pupil_folder(folder))
    assert str(caught.value) == f"cannot read the pupil tables\n  {folder}: {message}"


SPOILT = {
    "as a heading": ("upn", "Zzarrowby"),
    "a name for a date": ("2010-03-14", "Zzarrowby"),
    "a date for a name": ("Quillon", "2010-03-14"),
    "a pupil's number for a school's": ("900001", A),
    "a quotation mark": ("Zzarrowby", '"Zzarrowby'),
    "a cell too many": ("ZZ1 1ZZ", "ZZ1 1ZZ,ZZ1 2ZZ"),
    "a name for a code": (",C,", ",Zzimble,"),
    "a number for a name": ("Thripp", B),
    "a comma for a stroke": ("2009-09-01", "2009,09,01"),
    "a name for a year": ("202324", "Thripp"),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", SPOILT)
@pytest.mark.parametrize("table", TABLES)
def test_nothing_personal_gets_out_whatever_is_wrong(
    kind: str, table: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = SPOILT[kind]
    folder = write_tables(tmp_path / "returns", **{table: TABLES[table].replace(old, new)})
    texts = []
    with caplog.at_level(logging.DEBUG):
        try:
            for reading in read_pupil_folder(folder):
                texts += [repr(reading), str(reading.report.as_dict()), str(reading.report.usable)]
        except StocktakeError as error:
            # Whatever an error carries along may be printed by somebody's error tracker.
            chain: BaseException | None = error
            while chain is not None:
                texts += [repr(chain), str(chain)]
                chain = chain.__cause__ or chain.__context__
            texts += traceback.format_exception(error, chain=True)[-1:]
    text = "\n".join([*texts, caplog.text])
    assert not [personal_text for personal_text in PERSONAL if personal_text in text]
