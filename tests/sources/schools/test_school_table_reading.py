"""A published table of schools is known by its header, and read whole or not at all."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from school_files import (
    CENSUS,
    MAIN,
    PROVISIONAL,
    WORKFORCE,
    main_measures,
    provisional,
    provisional_row,
    text_of,
    write_table,
)

from stocktake.sources.reading import Reading
from stocktake.sources.schools import load_school_measures, load_school_tables, read_school_table
from stocktake.sources.schools.figures import FigureReader
from stocktake.sources.schools.recognise import known_names, lacking
from stocktake.standards.errors import InputError, UsageError


def read(path: Path, year: str | None = None) -> Reading:
    return read_school_table(path, year=year, retrieved=date(2026, 11, 29))


def faults(path: Path, year: str | None = None) -> list[str]:
    with pytest.raises(InputError) as refusal:
        read(path, year)
    return [str(fault) for fault in refusal.value.faults]


def figures(reading: Reading) -> pl.DataFrame:
    kind = reading.provenance.source.removeprefix("school-").rpartition("-")[0]
    return FigureReader(reading.tables["school_table"], load_school_tables()[kind]).figures()


def values(reading: Reading, measure: str, group: str = "all") -> list[tuple[object, ...]]:
    return (
        figures(reading)
        .filter(pl.col("measure") == measure, pl.col("group") == group)
        .select("school_urn", "place", "value", "symbol")
        .rows()
    )


def test_a_file_is_known_by_its_header_whatever_it_is_called(tmp_path: Path) -> None:
    path = provisional(tmp_path / "england_census.csv", provisional_row(100001, 45.7))
    assert read(path, "2017-18").provenance.source == "school-ks4_provisional-201718"


def test_capital_and_small_letters_of_a_header_are_alike(tmp_path: Path) -> None:
    header = [name.replace("ESTAB", "Estab") for name in CENSUS]
    path = write_table(tmp_path / "2021-22.csv", header, [[100001, 801, 2001, 200, *[1] * 8]])
    table = read(path).tables["school_table"]
    assert table.get_column("laestab").to_list() == [8012001]


def test_no_two_kinds_are_known_by_the_same_header() -> None:
    tables = load_school_tables()
    for kind, table in tables.items():
        names = known_names((*table.header.needs, *table.header.any_of))
        assert [name for name in tables if not lacking(tables[name], names)] == [kind]


def test_every_measure_of_a_table_is_defined_and_titled() -> None:
    measures = load_school_measures()
    measure_ids = {rule.measure for table in load_school_tables().values() for rule in table.figure}
    assert measure_ids <= set(measures)
    assert all(measures[name].title and measures[name].unit for name in measure_ids)


def test_an_unknown_header_names_what_it_has(tmp_path: Path) -> None:
    path = write_table(tmp_path / "other.csv", ["Town", "Beds"], [["Ashby", 3]])
    assert faults(path) == [
        "other.csv: has the columns Town, Beds; expected a school table that a definition "
        "describes; see stocktake load schools --kinds, or load it by a mapping: stocktake load csv"
    ]


def test_a_header_that_lacks_a_column_names_the_nearest_kind(tmp_path: Path) -> None:
    header = [name for name in PROVISIONAL if name != "P8CIUPP"]
    path = write_table(tmp_path / "a.csv", header, [["1"] * len(header)])
    assert faults(path) == [
        "a.csv: is nearest to ks4_provisional (Key stage 4 results of schools, provisional), but "
        "for P8CIUPP; expected every column by which the kind is known; fetch the whole file "
        "again, or describe the new layout in tables/<id>.toml"
    ]


def test_the_year_comes_from_the_file_itself(tmp_path: Path) -> None:
    path = main_measures(tmp_path / "a.csv", [100001, 90, 40, 50, 0.1, 45.0, 43.0, "50%", 2017])
    reading = read(path)
    assert reading.provenance.source == "school-ks4_main_measures-201617"
    assert figures(reading).get_column("time_period").unique().to_list() == ["201617"]


def test_a_year_that_the_file_contradicts_is_refused(tmp_path: Path) -> None:
    path = main_measures(tmp_path / "a.csv", [100001, 90, 40, 50, 0.1, 45, 43, "50%", 2017])
    assert faults(path, "2017-18") == [
        "a.csv: is about 2016/17 by its own column 'Academic Year'; expected 2017/18, as stated; "
        "leave out the year, or give another file"
    ]


def test_without_a_year_nothing_is_read(tmp_path: Path) -> None:
    path = provisional(tmp_path / "ks4.csv", provisional_row(100001, 45.7))
    assert faults(path) == [
        "ks4.csv: does not say which academic year it is about; expected a column of the year, "
        "a file's name that begins with it (2018-19_...), or the option; give --year, such as "
        "--year 2018-19: the year of the edition"
    ]
    with pytest.raises(UsageError, match="'2018' could be either of two academic years"):
        read(path, "2018")


def test_a_year_in_the_name_counts_and_is_noted(tmp_path: Path) -> None:
    path = provisional(tmp_path / "2017-2018_ks4.csv", provisional_row(100001, 45.7))
    assert [str(note) for note in read(path).notes] == [
        "2017-2018_ks4.csv: is taken for the edition of 2017/18; its name says so, and no column "
        "does"
    ]
    assert [str(note) for note in read(path, "2018-19").notes] == [
        "2017-2018_ks4.csv: is taken for the edition of 2018/19; its name says 2017/18"
    ]


def test_rows_of_places_and_schools_are_told_apart(tmp_path: Path) -> None:
    place = dict.fromkeys(("ESTAB", "URN", "SCHNAME", "ICLOSE", "NFTYPE"), " ")
    path = provisional(
        tmp_path / "2017-18.csv",
        provisional_row(100001, 45.7, P8MEA="LOWCOV"),
        provisional_row(100002, "SUPP", RECTYPE=2),
        provisional_row(0, 44.0, RECTYPE=4, **place),
        provisional_row(0, 44.3, RECTYPE=5, LEA=" ", **place),
        provisional_row(0, 46.5, RECTYPE=7, LEA=" ", **place),
    )
    assert values(read(path), "ks4.attainment_8") == [
        (100001, None, 45.7, None),
        (100002, None, None, "c"),
        (None, "la-801", 44.0, None),
        (None, "england", 46.5, None),
    ]


def test_a_national_row_of_a_phase_is_a_group_of_england(tmp_path: Path) -> None:
    shares = [20, 80, 0, "20.0", "15.1", "24.9", "2.9", "12.0"]
    path = write_table(
        tmp_path / "2016-17_census.csv",
        CENSUS,
        [
            [100001, 801, 2001, 100, *shares],
            ["NAT", None, "PRI", 4_998_768, *shares],
            ["NAT", "SEC", None, 3_307_528, *shares],
        ],
    )
    rows = figures(read(path)).filter(pl.col("measure") == "census.pupils")
    assert rows.select("place", "group", "value").rows() == [
        (None, "all", 100.0),
        ("england", "primary", 4_998_768.0),
        ("england", "secondary", 3_307_528.0),
    ]


def test_a_table_of_authorities_alone(tmp_path: Path) -> None:
    header = ["Id", "Attainment8_Tot_LA_Current_Num", "Attainment8_Tot_LA_Previous_Num"]
    path = write_table(tmp_path / "a.csv", header, [[801, 44.5, "c"], ["nan", "nan", "nan"]])
    reading = read(path, "2024-25")
    assert values(reading, "ks4.attainment_8") == [
        (None, "la-801", 44.5, None),
        (None, "la-801", None, "c"),
    ]
    years = figures(reading).get_column("time_period").unique().sort().to_list()
    assert years == ["202324", "202425"]


def test_zeros_for_schools_that_nobody_asked_are_missing(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "2016-17_census.csv",
        CENSUS,
        [
            [100001, 801, 2001, 100, 0, 100, 0, 0, 0, 0, 0, 0],
            [100002, 801, 6001, 300, 0, 0, 0, 0, 0, None, 1.3, 0],
        ],
    )
    reading = read(path)
    assert values(reading, "census.free_meals") == [
        (100001, None, 0.0, None),
        (100002, None, None, "z"),
    ]
    assert values(reading, "census.eal")[1] == (100002, None, None, "z")
    assert values(reading, "census.sen_support")[1] == (100002, None, None, "z")
    assert values(reading, "census.ehcp")[1] == (100002, None, 1.3, None)
    assert values(reading, "census.pupils")[1] == (100002, None, 300.0, None)


def test_a_column_that_means_another_measure_in_another_year(tmp_path: Path) -> None:
    row = [100001, 90, 40, 50, 0.1, 45.0, 43.0, "55%"]
    for year, measure in ((2016, "ks4.english_maths_9_4"), (2017, "ks4.english_maths_9_5")):
        reading = read(main_measures(tmp_path / f"{year}.csv", [*row, year]))
        is_english = figures(reading).get_column("measure").str.starts_with("ks4.english")
        assert figures(reading).filter(is_english).select("measure", "value").rows() == [
            (measure, 55.0)
        ]


def test_sentences_and_spaces_of_a_header_are_read(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "2018-19_swf.csv",
        WORKFORCE,
        [[801, 2001, 100001, "1,017.5", "15.1", "£45,884"], ["NAT", "PRI", None, 9, 20.7, "DNS"]],
    )
    reading = read(path)
    assert values(reading, "workforce.teachers")[0] == (100001, None, 1017.5, None)
    assert values(reading, "workforce.mean_salary", "primary") == [(None, "england", None, "x")]


def test_all_faults_come_together_with_their_lines(tmp_path: Path) -> None:
    path = provisional(
        tmp_path / "2017-18.csv",
        provisional_row(100001, "n.k."),
        provisional_row(100002, "n.k.", P8MEA="??"),
        provisional_row(99, 40.0),
        provisional_row(100001, 41.0, RECTYPE=9),
        provisional_row(100002, 40.0),
        provisional_row(100003, 40.0, RECTYPE=4, LEA="X"),
    )
    assert faults(path) == [
        "2017-18.csv: line 5: says '9' of its row; expected a kind of row that the table's "
        "definition names",
        "2017-18.csv: line 7: has 'X' as the number of an authority; expected three digits",
        "2017-18.csv: line 4: has '99' as the number of a school; expected six digits (URN)",
        "2017-18.csv: line 2, column 'ATT8SCR': 'n.k.' is neither a number nor a known symbol "
        "(2 cells); expected a number, or a symbol that the definition names under [missing]",
        "2017-18.csv: line 3, column 'P8MEA': '??' is neither a number nor a known symbol "
        "(1 cell); expected a number, or a symbol that the definition names under [missing]",
        "2017-18.csv: line 6: 100002 stands in line 3 already; expected one row for each school "
        "and year",
    ]


def test_a_row_repeated_cell_for_cell_is_kept_once(tmp_path: Path) -> None:
    row = provisional_row(100001, 45.7)
    reading = read(provisional(tmp_path / "2017-18.csv", row, row))
    assert reading.tables["school_table"].get_column("row").to_list() == [2]
    assert "1 row repeated cell for cell, first in line 3: kept once" in str(reading.notes[-1])


def test_trailing_blank_cells_may_be_left_out_where_the_definition_says_so(
    tmp_path: Path,
) -> None:
    whole = text_of(PROVISIONAL, [provisional_row(100001, 45.7)])
    path = tmp_path / "2017-18.csv"
    path.write_text(f"{whole}1,801,2002,100002\n")
    assert values(read(path), "ks4.attainment_8")[1] == (100002, None, None, "-")
    main_path = tmp_path / "main.csv"
    main_path.write_text(
        text_of(MAIN, [[100001, 90, 40, 50, 0.1, 45, 43, "5%", 2017]]) + "100002,9\n"
    )
    assert faults(main_path) == [
        "main.csv: line 3: has 2 cells; expected 9, as the header; the file may be cut short: "
        "download it again"
    ]


ROW = [100001, 90, 40, 50, -0.1, 45.7, 43.0, "50%", 2017]


def as_parquet() -> bytes:
    stream = io.BytesIO()
    pl.DataFrame([ROW], schema=[*MAIN], orient="row").write_parquet(stream)
    return stream.getvalue()


def as_workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("schools")
        sheet.write_row(0, 0, MAIN)
        sheet.write_row(1, 0, ROW)
    return stream.getvalue()


def as_zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, text_of(MAIN, [ROW]))
    return stream.getvalue()


CSV = text_of(MAIN, [ROW])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV.encode()),
        ("a.csv", b"\xef\xbb\xbf" + CSV.replace("\n", "\r\n").encode()),
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0)),
        ("a.csv", f"{CSV}100002,,,,,,,,2017\n".encode()),
        ("a.parquet", as_parquet()),
        ("a.xlsx", as_workbook()),
        ("a.zip", as_zip("data/a.csv", "data/a.meta.csv")),
    ],
    ids=["csv", "bom-crlf", "gz", "blank", "parquet", "xlsx", "zip"],
)
def test_a_table_is_read_as_it_lies(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reading = read(path)
    assert values(reading, "ks4.attainment_8")[0] == (100001, None, 45.7, None)
    assert values(reading, "ks4.progress_8")[0] == (100001, None, -0.1, None)
    assert values(reading, "ks4.english_maths_9_5")[0] == (100001, None, 50.0, None)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"ATT8SCR": "1e308"},
            "a.csv: row 2: Attainment 8 is 1e+308 (1 figure); expected -150 to ",
        ),
        ({"ATT8SCR": "900"}, "Attainment 8 is 900 (1 figure)"),
        ({"PTL2BASICS_94": "4300%"}, "is 4300 (1 figure); expected 0 to 100 percent"),
        ({"PTL2BASICS_94": "-1"}, "is -1 (1 figure); expected 0 to 100 percent"),
        ({"PTL2BASICS_94": "100.01"}, "is 100.01 (1 figure)"),
        ({"TPUP": "-90"}, "pupils"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(
    tmp_path: Path, cells: dict[str, object], message: str
) -> None:
    row = provisional_row(100001, 45.7, **cells)
    path = write_table(tmp_path / "a.csv", PROVISIONAL, [row])
    with pytest.raises(InputError) as caught:
        read(path, year="2017-18")
    assert message in str(caught.value)


def test_figures_at_the_ends_of_what_can_be_are_read(tmp_path: Path) -> None:
    ends = {"PTL2BASICS_94": "100%", "PTL2BASICS_95": "0", "P8MEA": "-0"}
    path = write_table(tmp_path / "a.csv", PROVISIONAL, [provisional_row(100001, 0, **ends)])
    reading = read(path, year="2017-18")
    assert values(reading, "ks4.english_maths_9_4")[0][2] == 100.0
    assert values(reading, "ks4.english_maths_9_5")[0][2] == 0.0
    assert values(reading, "ks4.progress_8")[0][2] == 0.0


def damaged_zip(method: int) -> bytes:
    """A zip, packed in a way that few are, of which the middle was overwritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a.csv", CSV * 200)
    content = stream.getvalue()
    middle = len(content) // 3
    return content[:middle] + bytes(32) + content[middle + 32 :]


def test_windows_text_is_read(tmp_path: Path) -> None:
    row = provisional_row(100001, 45.7, SCHNAME="École – St Zoë’s")
    path = write_table(tmp_path / "2017-18.csv", PROVISIONAL, [row], encoding="cp1252")
    table = read(path).tables["school_table"]
    assert table.get_column("column SCHNAME").to_list() == ["École – St Zoë’s"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv.gz", gzip.compress(CSV.encode(), mtime=0)[:40], "is a damaged .gz"),
        ("a.zip", b"PK\x03\x04 and no more", "is not a zip file, or a damaged one"),
        ("a.zip", damaged_zip(zipfile.ZIP_BZIP2), "is not a zip file, or a damaged one"),
        ("a.zip", damaged_zip(zipfile.ZIP_LZMA), "is not a zip file, or a damaged one"),
        ("a.zip", as_zip("a.csv", "b.csv"), "holds 2 data files"),
        ("a.parquet", b"PAR1 and no more", "is no Parquet file, or is damaged"),
        ("a.csv", CSV.encode("utf-16"), "is UTF-16 text"),
        ("a.csv", b"", "is empty"),
        ("a.csv", CSV.splitlines()[0].encode(), "has a header and no rows"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert message in faults(path)[0]


def test_a_file_of_pupils_is_refused(tmp_path: Path) -> None:
    row = [*ROW, "A123456789012"]
    path = write_table(tmp_path / "a.csv", [*MAIN, "UPN"], [row])
    assert faults(path) == [
        "a.csv: column 'UPN': holds records of people; expected a table of schools; see stocktake "
        "pupils --help"
    ]


def test_names_of_heads_are_not_kept(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.csv", [*MAIN, "HEADLASTNAME"], [[*ROW, "Invented"]])
    table = read(path).tables["school_table"]
    assert not [name for name in table.columns if "HEAD" in name]


def test_columns_called_like_ours_or_like_patterns_are_data(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.csv", [*MAIN, "row", "^.*$", "value"], [[*ROW, 7, 8, 9]])
    reading = read(path)
    table = reading.tables["school_table"]
    assert table.get_column("row").to_list() == [2]
    assert table.get_column("column ^.*$").to_list() == ["8"]
    assert values(reading, "ks4.attainment_8") == [(100001, None, 45.7, None)]
