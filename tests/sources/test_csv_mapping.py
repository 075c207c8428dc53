"""A mapping is checked as a whole: every fault at once, with its key and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from csv_files import TODAY, confirm, write

from stocktake.sources.csv_mapping import parse_mapping, read_mapping
from stocktake.sources.csv_reader import read_csv
from stocktake.standards.errors import DefinitionError

TEXT = "LA number,Year,Kind of year,Rate,Size\n890,202223,Academic year,5.5,7\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, TEXT)


@pytest.fixture
def mapping(path: Path) -> Path:
    return confirm(path)


def change(mapping: Path, *pairs: tuple[str, str]) -> None:
    text = mapping.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    mapping.write_text(text)


def faults(path: Path, mapping: Path) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        read_csv(path, mapping, published=None, retrieved=TODAY)
    return [
        line.removeprefix("  absence.csv.mapping.toml") for line in str(caught.value).splitlines()
    ]


def test_every_fault_comes_at_once_with_its_key(path: Path, mapping: Path) -> None:
    change(
        mapping,
        ('id = "absence"', 'id = "Absence!"\nidd = 1'),
        ('producer = "An invented council"', ""),
        ("sha256 = ", 'sha = "1"\n# '),
        ('kind_of_year_column = "Kind of year"', 'kind_of_year = "Academic yaer"'),
        ('level = "Local authority"', 'level = "Local autority"'),
        ('old_la_code = "LA number"', 'old_la = "LA number"'),
        ("decimal_places = 0", "decimal_places = -1"),
        ("[missing]", '[missing]\nSUPP = "hidden"'),
    )
    assert faults(path, mapping) == [
        "absence.csv.mapping.toml has 8 fault(s)",
        ": id: 'Absence!' is not written so; expected lower-case words joined by "
        "hyphens, such as halve-suspensions",
        ": producer: is missing; expected a value; add it",
        ": file.sha: unknown key 'sha'; did you mean 'sha256'?",
        ": period.kind_of_year: 'Academic yaer' is no kind of period; did you mean 'Academic "
        "year'?",
        ": place: 'Local autority' is no geographic level; did you mean 'Local authority'?; "
        "columns: unknown key 'old_la'; did you mean 'old_la_code'?",
        ": columns.figure[1].decimal_places: -1 will not do; expected zero or a positive number",
        ": missing.SUPP: 'hidden' is no word for it; expected z, x, c, low, k, u or -",
        ": idd: unknown key 'idd'; did you mean 'id'?",
    ]


def test_an_unanswered_question_is_asked_again(path: Path, mapping: Path) -> None:
    change(mapping, ('kind_of_year_column = "Kind of year"', ""))
    assert faults(path, mapping) == [
        "absence.csv.mapping.toml has 1 fault(s)",
        ': period: write either kind_of_year, such as "Academic year" or "Calendar year", or '
        "kind_of_year_column",
    ]


def test_a_mapping_for_other_bytes_is_refused(path: Path, mapping: Path) -> None:
    path.write_text(TEXT.replace("5.5", "5.6"))
    (summary, fault) = faults(path, mapping)
    assert summary == "absence.csv.mapping.toml is the mapping of another file"
    assert fault.startswith(
        ": file.sha256: is that of 'absence.csv', and absence.csv has other bytes; expected "
    )
    assert fault.endswith(
        "propose another: stocktake load csv absence.csv; or take sha256 out, if the mapping is "
        "for every file with these columns"
    )


def test_without_a_digest_it_is_for_every_file_with_its_columns(path: Path, mapping: Path) -> None:
    change(mapping, ("sha256 = ", "# "))
    path.write_text(TEXT.replace("5.5", "5.6"))
    reading = read_csv(path, mapping, published=None, retrieved=TODAY)
    assert reading.observations["value"].to_list() == [5.6, 7]
    path.write_text(TEXT.replace("Size", "Sise").replace("Year,", "Year,More,").replace(
        "202223,", "202223,1,"))  # fmt: skip
    assert faults(path, mapping) == [
        "absence.csv.mapping.toml does not fit absence.csv",
        ": columns.figure[1].column: no column 'Size' in absence.csv; did you mean 'Sise'?",
        ": columns: nothing is said of the column 'More'; name it, under ignored if it holds no "
        "figure",
        ": columns: nothing is said of the column 'Sise'; name it, under ignored if it holds no "
        "figure",
    ]


def test_what_holds_for_one_file_needs_its_digest(path: Path, mapping: Path) -> None:
    change(
        mapping,
        ("sha256 = ", "lines_left_out = [3] # "),
        ('column = "Year"', 'time_period = "202223"'),
    )
    assert faults(path, mapping) == [
        "absence.csv.mapping.toml does not say which file it is for",
        ": file.lines_left_out: holds for one file alone; expected file.sha256 next to it",
        ": period.time_period: holds for one file alone; expected file.sha256 next to it",
    ]


def test_a_column_is_named_once(path: Path, mapping: Path) -> None:
    change(mapping, ("ignored = [", 'ignored = [ "Rate", "Year"'))
    assert faults(path, mapping) == [
        "absence.csv.mapping.toml does not fit absence.csv",
        ": period.column and columns.ignored[1]: name the column 'Year' 2 times; expected each "
        "column once",
        ": columns.figure[0].column and columns.ignored[0]: name the column 'Rate' 2 times; "
        "expected each column once",
    ]


def test_what_is_no_mapping_is_refused(tmp_path: Path) -> None:
    for content in (b"\xff", b"a = [" * 2_000, b"id = 1", b"", b"\0", b"id = '" + b"x" * 3_000_000):
        path = tmp_path / "wrong.toml"
        path.write_bytes(content)
        with pytest.raises(DefinitionError):
            read_mapping(path)
    with pytest.raises(DefinitionError) as caught:
        parse_mapping("columns = 3", "wrong.toml")
    assert "  wrong.toml: columns: is missing" not in str(caught.value)
