"""Files that are not LAIT's long file, or not readable truthfully: the exact words said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stocktake.sources.lait import read_lait
from stocktake.sources.lait_dictionary import COLUMNS
from stocktake.sources.reading import Reading
from stocktake.standards.errors import InputError, UsageError
from stocktake.standards.periods import read_lait_period

Row = tuple[str | None, str | None, float | None, str | None]

HEADS = ["Short Desc", "Years", "LA Number", "Values"]
GOOD: list[Row] = [("KS2", "2025", 890, "55"), ("KS2", "2025", 970, "63")]


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "dictionary.csv"
    lines = [
        ",".join(COLUMNS),
        "Key Stage 2,Expected standard,KS2,High,%,About,How,,0,Academic Year,NA",
        "Exclusions,Permanent exclusions,PermEx,Low,Rate,About,How,,2,Academic Year,NA",
    ]
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def write(folder: Path, rows: Sequence[Row], heads: Sequence[str] = HEADS) -> Path:
    path = folder / "long.parquet"
    pl.DataFrame(rows, schema=list(heads), orient="row").write_parquet(path)
    return path


def read(path: Path, dictionary: Path) -> Reading:
    return read_lait(path, dictionary, published=None, retrieved=date(2026, 4, 8))


def refusal(path: Path, dictionary: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path, dictionary)
    return str(caught.value).splitlines()


LONG = "cannot read long.parquet as LAIT's long file"


def test_a_missing_file(tmp_path: Path, dictionary: Path) -> None:
    lines = refusal(tmp_path / "long.parquet", dictionary)
    assert lines[0] == "cannot open long.parquet"
    assert lines[1].endswith("expected a file; check the path")


def test_an_empty_file(tmp_path: Path, dictionary: Path) -> None:
    path = tmp_path / "long.parquet"
    path.write_bytes(b"")
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: is empty; expected LAIT's long file; fetch the file again",
    ]


def test_a_file_of_another_kind(tmp_path: Path, dictionary: Path) -> None:
    path = tmp_path / "long.parquet"
    path.write_bytes(b"PK\x03\x04 a workbook")
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: is neither a Parquet nor a CSV file; expected LAIT's long file; "
        "check the path",
    ]


def test_a_parquet_file_cut_short(tmp_path: Path, dictionary: Path) -> None:
    path = write(tmp_path, GOOD)
    path.write_bytes(path.read_bytes()[:-20])
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: is a Parquet file cut short; fetch the file again",
    ]


def test_a_parquet_file_damaged_in_its_footer(tmp_path: Path, dictionary: Path) -> None:
    path = write(tmp_path, GOOD)
    content = bytearray(path.read_bytes())
    content[-60:-8] = b"\xff" * 52
    path.write_bytes(content)
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: is damaged; fetch the file again",
    ]


def test_changed_columns_are_named_together_with_the_nearest(
    tmp_path: Path, dictionary: Path
) -> None:
    path = write(tmp_path, GOOD, ["Short Desc", "Year", "LA_Number", "Figure"])
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: no column 'Years'; did you mean 'Year'?",
        "  long.parquet: no column 'LA Number'; did you mean 'LA_Number'?",
        "  long.parquet: no column 'Values'",
    ]


def test_columns_without_rows(tmp_path: Path, dictionary: Path) -> None:
    path = tmp_path / "long.parquet"
    pl.DataFrame(schema=dict.fromkeys(HEADS, pl.String)).write_parquet(path)
    assert refusal(path, dictionary) == [
        LONG,
        "  long.parquet: has columns and no rows; expected LAIT's long file; fetch the file again",
    ]


def test_the_two_files_swapped(tmp_path: Path, dictionary: Path) -> None:
    path = write(tmp_path, GOOD)
    assert refusal(dictionary, path) == [
        "cannot read long.parquet as the LAIT dictionary",
        "  long.parquet: is a Parquet file; expected the dictionary, a CSV file; the long file "
        "and the dictionary look swapped",
    ]


def test_the_dictionary_given_twice(dictionary: Path) -> None:
    assert refusal(dictionary, dictionary) == [
        "cannot read dictionary.csv as LAIT's long file",
        "  dictionary.csv: is the LAIT dictionary; expected the long file; the long file and "
        "the dictionary look swapped",
    ]


def test_every_fault_of_a_file_is_said_at_once(tmp_path: Path, dictionary: Path) -> None:
    rows: list[Row] = [
        *GOOD,
        ("KS2", "2025 (draft)", 890, "55"),
        ("PermEx", "2025 (draft)", 970, "0.1"),
        ("PermEx", "2023/24", 55, "0.2"),
        ("PermEx", "2022/23", None, "0.2"),
        ("KS2", "2024", 890, "about 54"),
        ("KS2", "2024", 970, "inf"),
        ("KS2", "2025", 970, "64"),
        ("KS2", "2024/25", 970, "65"),
    ]
    with pytest.raises(UsageError) as label:
        read_lait_period("2025 (draft)", "Academic Year", "KS2")
    number = "is no known authority or region (1 row(s)); expected the department's "
    number += "three-digit number"
    figure = "is neither a number nor a symbol (1 row(s)); expected a number, or a symbol such "
    figure += "as - c x z .."
    assert refusal(write(tmp_path, rows), dictionary) == [
        LONG,
        f"  long.parquet: row 3: {label.value.summary}; correct the label or the dictionary",
        f"  long.parquet: row 5: LA Number 55 {number}",
        f"  long.parquet: row 6: LA Number none {number}",
        f"  long.parquet: row 7: Values 'about 54' {figure}",
        f"  long.parquet: row 8: Values 'inf' {figure}",
        "  long.parquet: rows 2, 9, 10: 'KS2' has 3 figures for 2025 and 2024/25, LA Number 970; "
        "expected one row for each series, period and area; remove the others",
    ]


def test_rows_without_series_or_period(tmp_path: Path, dictionary: Path) -> None:
    rows: list[Row] = [*GOOD, (None, "2025", 890, "1"), ("KS2", None, 890, "1")]
    assert refusal(write(tmp_path, rows), dictionary) == [
        LONG,
        "  long.parquet: row 3: no Short Desc (1 row(s)); fetch the file again",
        "  long.parquet: row 4: no Years (1 row(s)); fetch the file again",
    ]


def test_a_dictionary_of_another_file(tmp_path: Path, dictionary: Path) -> None:
    rows: list[Row] = [("Other", "2025", 890, "1")]
    assert refusal(write(tmp_path, rows), dictionary) == [
        LONG,
        "  dictionary.csv: lists no series of long.parquet; expected the dictionary of the same "
        "release",
    ]


def test_a_series_that_the_dictionary_lacks_is_left_out_and_said(
    tmp_path: Path, dictionary: Path
) -> None:
    reading = read(write(tmp_path, [*GOOD, ("New", "2025", 890, "1")]), dictionary)
    assert reading.observations["series"].unique().to_list() == ["lait:KS2"]
    assert [str(note) for note in reading.notes] == [
        "long.parquet: 1 series not in dictionary.csv: New; without its kind of year a period "
        "means nothing: 1 row(s) left out",
        "dictionary.csv: 1 series without rows: PermEx",
    ]


def test_of_two_stages_the_later_stands(tmp_path: Path, dictionary: Path) -> None:
    rows: list[Row] = [
        ("KS2", "2025 (Final)", 890, "57"),
        ("KS2", "2025 (prov)", 890, "54"),
        ("KS2", "2025", 890, "55"),
        ("KS2", "2025 (Rev)", 890, "56"),
        ("KS2", "2025 (prov)", 970, "63"),
    ]
    reading = read(write(tmp_path, rows), dictionary)
    row_values = reading.observations.select("place", "value", "stage", "row").rows()
    assert row_values == [("england", 63, "provisional", 5), ("la-890", 57, "final", 1)]
    assert str(reading.notes[0]) == (
        "long.parquet: 1 figures at two stages: 'KS2' 2025 and 2025 (Final) and 2025 (Rev) and "
        "2025 (prov); the later stage is kept"
    )


def test_symbols_and_blanks_are_missing_and_never_nought(tmp_path: Path, dictionary: Path) -> None:
    texts = ["-", "c", "..", None, " ", "0", "1.5 u"]
    rows: list[Row] = [("KS2", str(2020 + i), 890, text) for i, text in enumerate(texts)]
    reading = read(write(tmp_path, rows), dictionary)
    assert reading.observations["value"].to_list() == [None] * 5 + [0.0, 1.5]
    assert reading.observations["missing"].to_list() == ["-", "c", "x", "-", "-", None, "u"]
    assert reading.observations["text"].to_list() == texts


def test_an_unknown_column_is_noted_and_not_read(tmp_path: Path, dictionary: Path) -> None:
    path = write(tmp_path, GOOD)
    pl.read_parquet(path).with_columns(Target=pl.lit("60")).write_parquet(path)
    assert str(read(path, dictionary).notes[0]) == (
        "long.parquet: unknown columns 'Target'; they are not read"
    )


@pytest.mark.slow
@given(
    figures=st.dictionaries(
        st.tuples(st.sampled_from(["KS2", "PermEx"]), st.integers(2014, 2030)),
        st.none() | st.floats(0, 100),
        min_size=1,
    )
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_csv_and_parquet_read_alike_and_in_any_order(
    tmp_path: Path, dictionary: Path, figures: dict[tuple[str, int], float | None]
) -> None:
    rows: list[Row] = [
        (name, str(year), 890, "-" if figure is None else repr(figure))
        for (name, year), figure in figures.items()
    ]
    first = read(write(tmp_path, rows), dictionary).observations
    table = tmp_path / "long.csv"
    pl.DataFrame(rows[::-1], schema=HEADS, orient="row").write_csv(table)
    second = read(table, dictionary).observations
    assert first.drop("row").equals(second.drop("row"))
    assert first["row"].to_list() == [len(rows) + 2 - line for line in second["row"]]
    read_back = first.select("series", "time_period", "value").iter_rows()
    assert {(s[5:], int(p[:4]) + 1): v for s, p, v in read_back} == figures
