"""Files of the register of schools: their headers, dates and quirks; no name of a person stays."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.reading import Reading
from stocktake.sources.schools.record_files import read_record_file
from stocktake.standards.errors import InputError

TODAY = date(2026, 11, 30)
FULL = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),"
    "EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),SchoolCapacity,"
    "NumberOfPupils,HeadTitle (name),HeadFirstName,HeadLastName,SchoolSponsors (name),"
    "TypeOfResourcedProvision (name),ResourcedProvisionOnRoll,ResourcedProvisionCapacity,"
    "Trusts (name),LastChangedDate,OfstedRating (name),OfstedLastInsp"
)
FULL_ROW = (
    '900101,999,Seaport,2001,"Bay Café Primary, North",Community school,Open,01-09-1998,'
    ",Primary,210,190,Mrs,Wilhelmina,Featherstonehaugh,Sir Ebenezer Quill,"
    "Resourced provision,8,12,Not applicable,20-08-2026,Good,14-03-2019"
)


def read(path: Path, *, published: date | None = None) -> Reading:
    return read_record_file(path, published=published, retrieved=TODAY)


def file(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def test_the_full_register_is_read_in_windows_letters(tmp_path: Path) -> None:
    reading = read(file(tmp_path, "edubase.csv", FULL, FULL_ROW, encoding="cp1252"))
    row = reading.tables["schools"].row(0, named=True)
    assert reading.provenance.source == "register-full"
    assert row["school_urn"] == 900101
    assert row["name"] == "Bay Café Primary, North"
    assert row["type_group"] == "maintained"
    assert row["open_date"] == date(1998, 9, 1)
    assert row["close_date"] is None
    assert row["capacity"] == 210
    assert row["resourced_provision"] == "Resourced provision"
    assert (row["resourced_pupils"], row["resourced_capacity"]) == (8, 12)
    assert row["trust_name"] is None
    assert row["as_of"] == date(2026, 8, 20), "the latest change that the file records"
    rating = reading.tables["inspections"].row(0, named=True)
    assert (rating["area"], rating["value"]) == ("overall", "Good")
    assert rating["inspection_date"] == date(2019, 3, 14)


def test_a_name_that_moves_a_terminal_or_turns_a_line_is_read_without_it(tmp_path: Path) -> None:
    name = "\u202eBay\x1b]0;owned\x07  Caf\u00e9\x0bPrimary\u200f"
    row = FULL_ROW.replace('"Bay Caf\u00e9 Primary, North"', name)
    reading = read(file(tmp_path, "edubase.csv", FULL, row))
    assert reading.tables["schools"]["name"].to_list() == ["Bay]0;owned Caf\u00e9 Primary"]


def test_no_name_of_a_person_leaves_the_file(tmp_path: Path) -> None:
    reading = read(file(tmp_path, "edubase.csv", FULL, FULL_ROW, encoding="cp1252"))
    kept_text = " ".join(str(table.rows()) for table in reading.tables.values()) + str(
        reading.notes
    )
    for name in ("Wilhelmina", "Featherstonehaugh", "Ebenezer", "Quill", "Mrs"):
        assert name not in kept_text


def test_a_ragged_row_is_left_out_and_named(tmp_path: Path) -> None:
    ragged = FULL_ROW.replace("900101", "900102") + ",one cell too many"
    reading = read(file(tmp_path, "edubase.csv", FULL, FULL_ROW, ragged, encoding="cp1252"))
    assert reading.tables["schools"]["school_urn"].to_list() == [900101]
    assert [str(note) for note in reading.notes] == [
        "edubase.csv: line 3: has 24 cells; expected 23; left out"
    ]


def test_a_file_of_ragged_rows_is_refused(tmp_path: Path) -> None:
    rows = [FULL_ROW.replace("900101", f"90010{i}") + ",x" for i in range(2, 5)]
    with pytest.raises(InputError, match="its rows do not fit its header"):
        read(file(tmp_path, "edubase.csv", FULL, FULL_ROW, *rows, encoding="cp1252"))


def test_all_faults_are_named_together_and_none_shows_a_name(tmp_path: Path) -> None:
    wrong = FULL_ROW.replace("900101", "90010").replace("01-09-1998", "Featherstonehaugh")
    with pytest.raises(InputError) as caught:
        read(file(tmp_path, "edubase.csv", FULL, wrong, encoding="cp1252"))
    assert [str(fault) for fault in caught.value.faults] == [
        "edubase.csv: row 2, URN: '90010' is no URN; expected six digits such as 119781",
        "edubase.csv: row 2, OpenDate: a text of 17 characters is no date; "
        "expected a date such as 31-08-2024",
    ]


def test_an_unknown_type_of_school_is_kept_and_noted(tmp_path: Path) -> None:
    row = FULL_ROW.replace("Community school", "Floating school")
    reading = read(file(tmp_path, "edubase.csv", FULL, row, encoding="cp1252"))
    assert reading.tables["schools"]["type_group"].to_list() == ["other"]
    assert "'Floating school' is no known type of school" in str(reading.notes[0])


def test_a_school_listed_twice_counts_once(tmp_path: Path) -> None:
    reading = read(file(tmp_path, "edubase.csv", FULL, FULL_ROW, FULL_ROW, encoding="cp1252"))
    assert reading.tables["schools"].height == 1
    assert "school 900101 is listed before" in str(reading.notes[0])


LINKS = '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"'


def test_links_keep_dates_to_come_and_drop_a_link_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "links.csv.gz"
    lines = (
        LINKS,
        '900101,900201,"Bay Academy","Successor","31-10-2027"',
        '900103,900103,"Self School","Successor",""',
        '900104,900204,"Old Hall","Predecessor - shared garden",""',
        '900101,900201,"Bay Academy","Successor","31-10-2027"',
    )
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    reading = read(path)
    links = reading.tables["school_links"]
    assert links.select("school_urn", "linked_urn", "date").rows() == [
        (900101, 900201, date(2027, 10, 31)),
        (900104, 900204, None),
    ]
    assert [str(note) for note in reading.notes] == [
        "links.csv.gz: row 4: 'Predecessor - shared garden' is no known kind of link; "
        "kept, and never followed",
        "links.csv.gz: row 3: school 900103 is linked to itself; left out",
    ]


def test_a_column_of_row_numbers_without_a_name_is_dropped(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "links.csv",
        ",URN,LinkURN,LinkName,LinkType,LinkEstablishedDate",
        "0,900101,900201,Bay Academy,Successor,2022-01-01",
    )
    assert read(path).tables["school_links"]["date"].to_list() == [date(2022, 1, 1)]


def test_members_of_groups_keep_an_unknown_day_unknown(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "groups.csv",
        "URN,Group UID,Group Name,Group Type,Closed Date,Group Status,Joined date",
        "900101,7001,Harbour Trust,Multi-academy trust,,Open,1900-01-01",
        "900102,7001,Harbour Trust,Multi-academy trust,,Open,2016-09-01",
        "900102,7002,Sir Ebenezer Quill,School sponsor,,Open,2016-09-01",
        "20003,7003,Shore Centres,Children's Centres Group,,Open,1900-01-01",
    )
    reading = read(path)
    assert reading.tables["school_groups"].select("group_uid", "school_urn", "from").rows() == [
        ("7001", 900101, None),
        ("7001", 900102, date(2016, 9, 1)),
    ]
    assert "Quill" not in str(reading.tables) + str(reading.notes)
    assert "1 rows of 'School sponsor'; left out: may be the name of a person" in str(
        reading.notes[1]
    )


def test_columns_that_no_row_has_are_empty(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "academies.csv",
        '"URN","Linked UID","Group Name","Group Type","Closed Date","Joined date","HasSharedHT"',
        '900101,7001,"Harbour Trust","Multi-academy trust","","01-09-2016"',
    )
    reading = read(path)
    assert reading.tables["school_groups"]["from"].to_list() == [date(2016, 9, 1)]
    assert "no row has a cell for 'HasSharedHT'" in str(reading.notes[0])


def test_a_list_by_the_last_year_seen(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "list.csv",
        "AcademicYear,LA,LAEstab,SchoolName,URN",
        "201314,999,9994060,Old Hall High,900301",
        "201718,999,9992003,Pier Primary,900302",
    )
    schools = read(path).tables["schools"]
    assert schools.select("school_urn", "phase", "as_of").rows() == [
        (900301, "Secondary", date(2014, 8, 31)),
        (900302, "Primary", date(2018, 8, 31)),
    ]


def test_a_header_that_is_nearly_one_names_what_is_missing(tmp_path: Path) -> None:
    path = file(
        tmp_path, "links.csv", "URN,LinkURN,LinkName,Link Type,LinkEstablishedDate", "1,2,a,b,"
    )
    with pytest.raises(InputError) as caught:
        read(path)
    assert str(caught.value) == (
        "cannot tell what links.csv is\n"
        "  links.csv: line 1: no column 'LinkType'; "
        "expected the header of 'Get information about schools: links'; did you mean 'Link Type'?"
    )


def test_a_strange_file_is_told_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no header that is known; expected one of: Get"):
        read(file(tmp_path, "shop.csv", "fruit,price", "apple,2"))


def test_the_name_of_a_file_decides_nothing(tmp_path: Path) -> None:
    path = file(tmp_path, "ofsted_report_cards.csv", LINKS, '900101,900201,"A","Successor",""')
    assert read(path).provenance.source == "register-links"


def test_files_of_two_days_are_no_revision_of_each_other(tmp_path: Path) -> None:
    path = file(tmp_path, "edubase.csv", FULL, FULL_ROW, encoding="cp1252")
    sources = [
        read(path, published=day).provenance.source
        for day in (date(2019, 8, 31), date(2026, 8, 21))
    ]
    assert sources == ["register-full-2019-08-31", "register-full-2026-08-21"]


@pytest.mark.slow
def test_the_published_files_of_the_register(shared_data: Path) -> None:
    counts = {
        name: {key: table.height for key, table in read(shared_data / name).tables.items()}
        for name in (
            "gias/2022-04-20_gias_full_format_LA850_936.csv",
            "gias/2026-08-21_links.csv.gz",
            "gias/2022-07_links.csv",
            "gias/2017-01-19_academies_group_links.csv.gz",
            "gias/2022-07_group_links.csv",
            "gias/2026-08-21_groups_no_names.csv.gz",
            "gias/2026-08_register_cut.parquet",
            "gias/blackpool_school_list_2006-07_to_2017-18.csv",
            "performance_tables/2018-19_england_school_information.parquet",
        )
    }
    assert list(counts.values()) == [
        {"schools": 1096, "inspections": 762},
        {"school_links": 35239},
        {"school_links": 30646},
        {"school_groups": 6481},
        {"school_groups": 11603},
        {"groups": 5288},
        {"schools": 21990},
        {"schools": 50},
        {"schools": 26166, "inspections": 21143},
    ]


def test_every_authority_of_the_cut_has_its_number(shared_data: Path) -> None:
    schools = read(shared_data / "gias/2026-08_register_cut.parquet").tables["schools"]
    assert schools.filter(pl.col("la_code") == "890").height == 43
    assert schools.filter(pl.col("la_code").is_null()).height == 0
    assert schools.filter(pl.col("type_group") == "other").height == 0


@pytest.mark.parametrize(
    ("opens", "closes", "column", "problem"),
    [
        ("01-09-9999", "", "open_date", "the school opens on 9999-09-01"),
        ("01-09-1998", "31-12-9999", "close_date", "the school closes on 9999-12-31"),
        (
            "01-09-1998",
            "31-08-1998",
            "close_date",
            "the school closes on 1998-08-31, before it opens on 1998-09-01",
        ),
    ],
)
def test_a_day_that_cannot_be_is_reported_and_taken_as_not_known(
    tmp_path: Path, opens: str, closes: str, column: str, problem: str
) -> None:
    row = FULL_ROW.replace("01-09-1998,", f"{opens},{closes}", 1)
    reading = read(file(tmp_path, "edubasealldata20260821.csv", FULL, row))
    (note,) = [note for note in reading.notes if "the school" in note.problem]
    assert note.location == f"edubasealldata20260821.csv: row 2, {column}"
    assert note.problem == problem
    assert reading.tables["schools"][column].to_list() == [None]


def test_a_school_that_closed_on_the_day_on_which_it_opened_is_kept(tmp_path: Path) -> None:
    row = FULL_ROW.replace("01-09-1998,", "01-09-1998,01-09-1998", 1)
    reading = read(file(tmp_path, "edubasealldata20260821.csv", FULL, row))
    assert not [note for note in reading.notes if "the school" in note.problem]
    assert reading.tables["schools"]["close_date"].to_list() == [date(1998, 9, 1)]
