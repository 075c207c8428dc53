"""A small data set in the present layout of the standard: read, then spoilt in one way each."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.ees import read_ees
from stocktake.sources.ees_checks import CHECKS, docs_rows
from stocktake.sources.reading import OBSERVATIONS, SERIES, Reading, sha256_of
from stocktake.standards.errors import InputError

META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"
    "filter_grouping_column,filter_default",
    "sex,Filter,Sex,,,,Choose,,",
    "education_phase,Filter,Phase,,,,,,All phases",
    "pupil_count,Indicator,Pupils,Numbers,,0,,,",
    "absence_percent,Indicator,Absence rate,Rates,%,1,,,",
)
"""The meta file, line by line."""

DATA = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,sex,education_phase,pupil_count,absence_percent",
    "201617,Academic year,National,E92000001,England,,,,,,Total,All phases,100,4.5",
    "201617,Academic year,National,E92000001,England,,,,,,Female,All phases,48,4.25",
    "201617,Academic year,National,E92000001,England,,,,,,Total,Primary,low,z",
    "201617,Academic year,Regional,E92000001,England,E12000002,North West,,,,Total,All phases,20,x",
    "201617,Academic year,Local authority,E92000001,England,E12000002,North West,890,E06000009,"
    "Blackpool,Total,All phases,9,c",
)
"""The data file, line by line."""


def write(
    folder: Path,
    data: Sequence[str] = DATA,
    meta: Sequence[str] = META,
    *,
    name: str = "made",
    end: str = "\n",
    start: str = "",
) -> Path:
    """Write both files; the data file's path."""
    path = folder / f"{name}.csv"
    path.write_bytes((start + end.join(data) + end).encode())
    (folder / f"{name}.meta.csv").write_bytes((start + end.join(meta) + end).encode())
    return path


def zipped(path: Path, *members: Path) -> Path:
    """A zip of files, without folders."""
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.write(member, member.name)
    return path


def read(path: Path, *, strict: bool = False) -> Reading:
    """Read with the dates that these tests do not care about."""
    return read_ees(path, published=None, retrieved=date(2026, 1, 1), strict=strict)


def replace_in_line(lines: Sequence[str], line: int, old: str, new: str) -> list[str]:
    """Lines with a change on one of them, counted from 1 as in the file."""
    if old not in lines[line - 1]:
        raise ValueError(f"line {line} has no {old!r}")
    return [
        text.replace(old, new) if number == line else text
        for number, text in enumerate(lines, start=1)
    ]


def figures(reading: Reading) -> dict[tuple[str, str], tuple[float | None, str | None]]:
    rows = reading.observations.select("series", "place", "value", "missing").rows()
    return {(series, place): (value, missing) for series, place, value, missing in rows}


def notes(reading: Reading) -> list[str]:
    return [str(note) for note in reading.notes]


def refusal(path: Path, *, strict: bool = False) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path, strict=strict)
    return str(caught.value).splitlines()


def test_every_figure_is_named_by_file_column_and_items_that_are_no_total(tmp_path: Path) -> None:
    reading = read(write(tmp_path))
    assert figures(reading) == {
        ("ees:made/absence_percent", "england"): (4.5, None),
        ("ees:made/absence_percent", "la-890"): (None, "c"),
        ("ees:made/absence_percent", "region-north-west"): (None, "x"),
        ("ees:made/absence_percent?education_phase=Primary", "england"): (None, "z"),
        ("ees:made/absence_percent?sex=Female", "england"): (4.25, None),
        ("ees:made/pupil_count", "england"): (100, None),
        ("ees:made/pupil_count", "la-890"): (9, None),
        ("ees:made/pupil_count", "region-north-west"): (20, None),
        ("ees:made/pupil_count?education_phase=Primary", "england"): (None, "low"),
        ("ees:made/pupil_count?sex=Female", "england"): (48, None),
    }
    assert not reading.notes


def test_the_present_layout_passes_the_departments_own_rules(tmp_path: Path) -> None:
    assert not read(write(tmp_path), strict=True).notes


def test_a_reading_has_the_columns_of_the_contract_and_says_where_rows_stood(
    tmp_path: Path,
) -> None:
    reading = read(write(tmp_path))
    assert dict(reading.observations.schema) == OBSERVATIONS
    assert dict(reading.series.schema) == SERIES
    blackpool = reading.observations.filter(place="la-890", series="ees:made/pupil_count")
    assert blackpool.select("row", "text", "time_period", "group").row(0) == (
        6,
        "9",
        "201617",
        "all",
    )
    female = reading.series.filter(series="ees:made/absence_percent?sex=Female").row(0, named=True)
    assert (female["title"], female["topic"]) == ("Absence rate (Sex: Female)", "Rates")
    assert (female["unit"], female["decimal_places"], female["better"]) == ("%", 1, None)
    assert reading.provenance.source == "ees-made"


def test_folder_file_meta_file_and_zip_say_the_same(tmp_path: Path) -> None:
    path = write(tmp_path)
    meta = path.with_name("made.meta.csv")
    read_file = read(path)
    assert read(tmp_path).observations.equals(read_file.observations)
    assert read(tmp_path).provenance.sha256 == read_file.provenance.sha256
    assert read(meta).observations.equals(read_file.observations)
    assert read(zipped(tmp_path / "made.zip", path, meta)).observations.equals(
        read_file.observations
    )


def test_byte_order_marks_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = read(write(tmp_path)).observations
    windows = read(write(tmp_path, start="\ufeff", end="\r\n")).observations
    assert windows.equals(plain)


def test_blank_lines_do_not_shift_the_lines_of_figures(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [*DATA[:5], "", DATA[5], ""]))
    assert reading.observations.filter(place="la-890")["row"].to_list() == [7, 7]


def test_an_old_authority_without_number_goes_by_its_ons_code(tmp_path: Path) -> None:
    reading = read(write(tmp_path, replace_in_line(DATA, 6, ",890,", ",,")))
    assert ("ees:made/pupil_count", "la-890") in figures(reading)


@pytest.mark.parametrize(
    ("level", "columns", "cells", "place"),
    [
        ("School", "school_urn,school_laestab", "119781,8904000", "school-119781"),
        ("School", "school_urn,school_laestab", ",8904000", "laestab-8904000"),
        ("School", "estab,laestab", "4000,890/4000", "laestab-8904000"),
        ("School", "urn,laestab", "119781,8904000", "school-119781"),
        ("MAT", "trust_id,trust_name", "2044,A trust", "trust-2044"),
        ("Local authority district", "lad_code,lad_name", "E07000010,Fenland", "lad-E07000010"),
        ("Ward", "ward_code,ward_name", "E05001655,Tyldesley", "ward-E05001655"),
        ("Parliamentary constituency", "pcon_code,pcon_name", "E14000572,B", "pcon-E14000572"),
        ("Opportunity area", "opportunity_area_code,opportunity_area_name", "O1,B",
         "opportunity-area-O1"),
        ("Planning area", "planning_area_code,planning_area_name", "z,North & east",
         "planning-area-north-and-east"),
        ("RSC region", "rsc_region_lead_name,region_name", "Lancashire and West Yorkshire,",
         "rsc-region-lancashire-and-west-yorkshire"),
    ],
)  # fmt: skip
def test_each_level_names_its_place(
    tmp_path: Path, level: str, columns: str, cells: str, place: str
) -> None:
    data = [
        f"time_period,time_identifier,geographic_level,country_code,country_name,{columns},"
        "sex,education_phase,pupil_count,absence_percent",
        f"201617,Academic year,{level},E92000001,England,{cells},Total,All phases,3,1",
    ]
    reading = read(write(tmp_path, data))
    assert set(reading.observations["place"]) == {place}


def test_rows_of_an_unknown_place_are_left_out_with_a_note(tmp_path: Path) -> None:
    data = replace_in_line(DATA, 6, "890,E06000009,Blackpool", "x,x,Not available")
    reading = read(write(tmp_path, data))
    assert "la-890" not in set(reading.observations["place"])
    assert notes(reading) == [
        "made.csv: line 6, column old_la_code: no known place at level 'Local authority', "
        "left out (1 row) (place_unknown)"
    ]


def test_a_column_of_categories_that_is_not_listed_still_tells_rows_apart(tmp_path: Path) -> None:
    extra_cells = [",stage,spare_count", ",Total,1", ",Total,2", ",Early,c", ",Total,3", ",Total,4"]
    reading = read(
        write(tmp_path, [line + end for line, end in zip(DATA, extra_cells, strict=True)])
    )
    assert ("ees:made/pupil_count?education_phase=Primary&stage=Early", "england") in figures(
        reading
    )
    assert notes(reading) == [
        "made.csv: column stage: is not in the meta file: categories, read as a filter "
        "(cross_data_to_meta)",
        "made.csv: column spare_count: is not in the meta file: figures, not read "
        "(cross_data_to_meta)",
    ]


def test_what_a_school_is_does_not_split_its_series(tmp_path: Path) -> None:
    extra_cells = [
        ",academy_type,academy_open_date",
        *[",Total,Total"] * 4,
        ",Free school,01/09/2015",
    ]
    reading = read(
        write(tmp_path, [line + end for line, end in zip(DATA, extra_cells, strict=True)])
    )
    assert ("ees:made/pupil_count", "la-890") in figures(reading)
    assert not reading.notes


def test_an_item_in_two_groups_is_two_series(tmp_path: Path) -> None:
    meta = replace_in_line(META, 2, "Choose,,", "Choose,sex_group,")
    extra_cells = [",sex_group", ",Total", ",Recorded", ",Total", ",Total", ",Total"]
    data = [line + end for line, end in zip(DATA, extra_cells, strict=True)]
    data.append(data[2].replace("48", "47").replace("Recorded", "Stated"))
    values = figures(read(write(tmp_path, data, meta)))
    assert values["ees:made/pupil_count?sex=Female&sex_group=Recorded", "england"] == (48, None)
    assert values["ees:made/pupil_count?sex=Female&sex_group=Stated", "england"] == (47, None)


def test_a_total_given_once_for_each_group_is_one_figure(tmp_path: Path) -> None:
    meta = replace_in_line(META, 2, "Choose,,", "Choose,sex_group,")
    extra_cells = [",sex_group", ",Total", ",Recorded", ",Total", ",Total", ",Total"]
    data = [line + end for line, end in zip(DATA, extra_cells, strict=True)]
    reading = read(write(tmp_path, [*data, data[1].replace("5,Total", "5,Recorded")], meta))
    assert figures(reading) == figures(read(write(tmp_path)))


def test_outer_spaces_of_places_and_items_are_no_part_of_them(tmp_path: Path) -> None:
    data = replace_in_line(DATA, 6, "890,E06000009", " ,E06000009 ")
    data = replace_in_line(data, 3, "England,,,,,,Female", "England, , , , , , Female ")
    assert figures(read(write(tmp_path, data))) == figures(read(write(tmp_path)))


def test_the_last_year_of_a_century_is_followed_by_00(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [line.replace("201617", "199900") for line in DATA]))
    assert set(reading.observations["time_period"]) == {"199900"}


def test_a_label_used_twice_is_told_apart_by_its_heading(tmp_path: Path) -> None:
    reading = read(write(tmp_path, meta=replace_in_line(META, 5, "Absence rate", "Pupils")))
    titles = dict(reading.series.select("series", "title").rows())
    assert titles["ees:made/pupil_count"] == "Numbers: Pupils"
    assert titles["ees:made/absence_percent"] == "Rates: Pupils"


def test_a_figure_of_low_reliability_is_kept_with_its_mark(tmp_path: Path) -> None:
    values = figures(read(write(tmp_path, replace_in_line(DATA, 3, "4.25", "4.25u"))))
    assert values["ees:made/absence_percent?sex=Female", "england"] == (4.25, "u")


@pytest.mark.slow
@given(
    cells=st.lists(
        st.one_of(
            st.floats(0, 100).map(repr),
            st.integers(0, 100).map(str),
            st.sampled_from(["z", "x", "c", "low", "k", "u"]),
        ),
        min_size=5,
        max_size=5,
    )
)
def test_whatever_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("made")
    lines = [DATA[0]]
    lines += [
        line.rsplit(",", 1)[0] + "," + cell for line, cell in zip(DATA[1:], cells, strict=True)
    ]
    rows = read(write(folder, lines)).observations
    for line, cell in enumerate(cells, start=2):
        matching_rows = [
            row
            for row in rows.filter(row=line).iter_rows(named=True)
            if "absence_percent" in row["series"]
        ]
        assert len(matching_rows) == 1
        if cell in ("z", "x", "c", "low", "k", "u"):
            assert (matching_rows[0]["value"], matching_rows[0]["missing"]) == (None, cell)
        else:
            assert (matching_rows[0]["value"], matching_rows[0]["missing"]) == (float(cell), None)


@pytest.mark.parametrize(
    ("line", "old", "new", "message"),
    [
        (2, "201617", "201619",
         "made.csv: line 2, column time_period: '201619' is no Academic year: its years do not "
         "follow (1 row) (time_period_six); expected 201617"),
        (2, "201617", "2016",
         "made.csv: line 2, column time_period: '2016' is no Academic year (1 row) "
         "(time_period); expected 6 digits"),
        (2, "201617", "2016/17",
         "made.csv: line 2, column time_period: '2016/17' is no period (1 row) "
         "(time_period_num); expected digits, such as 201617"),
        (3, "Academic year", "Academic Year",
         "made.csv: line 3, column time_identifier: unknown time identifier 'Academic Year' for "
         "'201617' (1 row) (time_id_valid); expected one of the standard, such as 'Academic "
         "year'; did you mean 'Academic year'?"),
        (6, "Local authority", "Local Authority",
         "made.csv: line 6, column geographic_level: unknown level 'Local Authority' (1 row) "
         "(geog_level); expected a level of the standard, such as 'Local authority'; did you "
         "mean 'Local authority'?"),
        (6, "890,E06000009", "89,",
         "made.csv: line 6, column old_la_code: '89 Blackpool' is no local authority (1 row) "
         "(geog_la_combos); expected a number such as 890, or a code such as E06000009; check "
         "old_la_code and new_la_code"),
        (6, "890,E06000009", ",",
         "made.csv: line 6, column old_la_code: is blank at level 'Local authority' (1 row) "
         "(level_completed); expected the old_la_code or new_la_code of the place"),
        (5, "E12000002", "E12009999",
         "made.csv: line 5, column region_code: 'E12009999 North West' is no region of England "
         "(1 row) (geog_region_combos); expected a region code such as E12000002"),
        (4, "low", "lots",
         "made.csv: line 4, column pupil_count: 'lots' is neither a number nor a symbol (1 row) "
         "(ind_invalid_entry); expected a number, or one of z x c low k u; is 'pupil_count' an "
         "indicator?"),
        (1, "geographic_level", "geographical_level",
         "made.csv: line 1: has no column 'geographic_level' (col_req_data); did you mean "
         "'geographical_level'?"),
        (3, ",48", ",48,9",
         "made.csv: line 3: has 15 cells; expected 14, as the header; the file may be cut short: "
         "download it again"),
        (1, "sex", "la_name",
         "made.csv: line 1: names 'la_name' twice (col_name_duplicate); expected each column "
         "once"),
    ],
)  # fmt: skip
def test_data_that_cannot_be_read_truthfully_is_refused(
    tmp_path: Path, line: int, old: str, new: str, message: str
) -> None:
    lines = refusal(write(tmp_path, replace_in_line(DATA, line, old, new)))
    assert lines[1:] == [f"  {message}"]


@pytest.mark.parametrize(
    ("meta", "messages"),
    [
        (["column,type,label", "a,Filter,b"],
         ["made.meta.csv: line 1: has no column 'col_name' (col_req_meta); expected col_name, "
          "col_type, label",
          "made.meta.csv: line 1: has no column 'col_type' (col_req_meta); expected col_name, "
          "col_type, label; did you mean 'type'?"]),
        (replace_in_line(META, 2, "Filter", "filter"),
         ["made.meta.csv: line 2, column col_type: 'filter' is no kind of column "
          "(meta_col_type); expected Filter or Indicator; did you mean 'Filter'?"]),
        ([*META, META[1]],
         ["made.meta.csv: lines 2, 6: column 'sex' occurs 2 times (col_name_dupe); expected "
          "each once"]),
        ([META[0], "late_count,Indicator,Late,,,,,,"],
         ["made.csv: has none of the indicators that made.meta.csv lists (late_count) "
          "(no_figures); expected at least one; check that the two files belong together"]),
    ],
)  # fmt: skip
def test_a_meta_file_that_explains_nothing_is_refused(
    tmp_path: Path, meta: list[str], messages: list[str]
) -> None:
    assert refusal(write(tmp_path, meta=meta))[1:] == [f"  {message}" for message in messages]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    data = replace_in_line(replace_in_line(DATA, 2, "201617", "201619"), 6, "890,E06000009", "89,")
    lines = refusal(write(tmp_path, replace_in_line(data, 4, "low", "lots")))
    assert lines[0] == "made.csv cannot be read truthfully: 3 fault(s)"
    assert [line.rsplit(" (", 1)[1].split(")")[0] for line in lines[1:]] == [
        "time_period_six",
        "geog_la_combos",
        "ind_invalid_entry",
    ]


@pytest.mark.parametrize(
    ("line", "old", "new", "note", "fails"),
    [
        (4, "low", "",
         "made.csv: line 4, column pupil_count: a blank stands for a missing figure (1 cell in "
         "1 column); read as '-' (ind_invalid_entry)", True),
        (4, "low", "~",
         "made.csv: line 4, column pupil_count: '~' stands for a missing figure (1 cell in "
         "1 column); read as 'low' (ind_invalid_entry)", True),
        (4, "low", "..",
         "made.csv: line 4, column pupil_count: '..' stands for a missing figure (1 cell in "
         "1 column); read as 'x' (general_null)", False),
        (3, "48", '"1,048"',
         "made.csv: line 3, column pupil_count: '1,048' is read as 1048 (1 row) "
         "(number_format)", False),
        (3, "Female", " Female",
         "made.csv: line 3, column sex: ' Female' has outer spaces (1 row); read without "
         "(filter_whitespace)", True),
        (3, "Female", "",
         "made.csv: line 3, column sex: is blank (1 row) (filter_blanks)", True),
        (3, "201617,Academic year", "2017,Calendar year",
         "made.csv: mixes kinds of period: Academic year, Calendar year (time_id_mix)", True),
    ],
)  # fmt: skip
def test_what_can_be_read_is_noted_and_refused_only_when_strict(
    tmp_path: Path, line: int, old: str, new: str, note: str, fails: bool
) -> None:
    path = write(tmp_path, replace_in_line(DATA, line, old, new))
    assert notes(read(path)) == [note]
    if fails:
        assert refusal(path, strict=True)[1:] == [f"  {note}"]
    else:
        assert notes(read(path, strict=True)) == [note]


@pytest.mark.parametrize(
    ("line", "old", "new", "check"),
    [
        (5, "%", "per cent", "ind_unit_validation"),
        (5, "%,1", "%,one", "ind_dp_values"),
        (4, "Pupils", "", "label"),
        (2, "Choose,,", "Choose,sex_group,", "fil_grp_match"),
        (4, ",0,,", ",0,Choose,", "filter_hint"),
        (2, "Sex,,", "Sex,Numbers,", "indicator_grouping"),
        (2, "Sex,,,", "Sex,,%,", "ind_unit"),
        (2, "Sex,,,,", "Sex,,,2,", "indicator_dp"),
        (1, "filter_hint", "hint", "col_invalid_meta"),
    ],
)  # fmt: skip
def test_a_meta_file_that_breaks_the_standard_is_noted_and_refused_when_strict(
    tmp_path: Path, line: int, old: str, new: str, check: str
) -> None:
    path = write(tmp_path, meta=replace_in_line(META, line, old, new))
    assert any(note.problem.endswith(f"({check})") for note in read(path).notes)
    assert any(f"({check})" in fault for fault in refusal(path, strict=True))


def test_rows_repeated_word_for_word_are_read_once(tmp_path: Path) -> None:
    reading = read(write(tmp_path, [*DATA, DATA[1]]))
    assert figures(reading) == figures(read(write(tmp_path)))
    assert notes(reading) == [
        "made.csv: line 7: 1 row repeating an earlier row figure for figure; left out "
        "(general_dupes)"
    ]


def test_rows_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, [*DATA, DATA[1].replace("100", "101")]))[1:] == [
        "  made.csv: lines 2, 7: are the same place, period and filters with different figures "
        "(general_dupes); expected one row; no column tells them apart: a filter is missing from "
        "the file"
    ]


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, [DATA[0]])) == [
        "made.csv cannot be read truthfully: 1 fault(s)",
        "  made.csv: has a header and no rows (empty_rows)",
    ]


def test_what_is_no_data_set_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path)
    meta = path.with_name("made.meta.csv")
    (tmp_path / "torn.zip").write_bytes(
        zipped(tmp_path / "whole.zip", path, meta).read_bytes()[:200]
    )
    assert refusal(tmp_path / "torn.zip") == [
        "cannot read torn.zip",
        "  torn.zip: is not a zip file, or a damaged one; expected a zip with a data file and its "
        "meta file, a folder with both, or a .csv; download it again",
    ]
    assert refusal(zipped(tmp_path / "half.zip", path)) == [
        "cannot read half.zip as a data set",
        "  half.zip: holds no meta file; expected one file that ends in .meta.csv; download the "
        "data set with its metadata",
    ]
    assert refusal(zipped(tmp_path / "other.zip", meta)) == [
        "cannot read other.zip as a data set",
        "  other.zip: holds no data file; expected one file that ends in .csv",
    ]
    second = write(tmp_path, name="second")
    assert refusal(zipped(tmp_path / "many.zip", path, meta, second)) == [
        "cannot read many.zip as a data set",
        "  many.zip: holds 2 data files and 1 meta file (made.csv, second.csv); expected one "
        "data set; unpack it and name one data file",
    ]
    meta.unlink()
    assert refusal(path) == [
        "cannot read made.csv as a data set",
        "  made.csv: has no meta file next to it; expected made.meta.csv; download the data set "
        "with its metadata",
    ]
    assert refusal(tmp_path / "none.zip")[0] == "cannot open none.zip"
    assert refusal(tmp_path / "none.csv")[0] == "cannot open none.csv"


def test_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"Blackpool", b"Blackp\xf6ol"))
    assert refusal(path) == [
        "cannot read made.csv",
        "  made.csv: line 6: is not UTF-8 text; expected UTF-8; save it as CSV UTF-8",
    ]


def test_every_check_is_a_row_of_the_documentation() -> None:
    rows = docs_rows()
    assert len(rows) == len(CHECKS)
    for (_, description, severity, strict), check in zip(rows, CHECKS, strict=True):
        assert description
        assert not description.endswith(".")
        # Strict never lets through what would otherwise be refused.
        assert (severity, strict) != ("refuse", "note"), check.id


def test_a_file_without_filters_is_read(tmp_path: Path) -> None:
    meta = (META[0], *META[3:])
    data = [",".join(line.split(",")[:10] + line.split(",")[12:]) for line in DATA[:2]]
    reading = read(write(tmp_path, data, meta))
    assert reading.observations.select("series", "place", "value").sort("series").rows() == [
        ("ees:made/absence_percent", "england", 4.5),
        ("ees:made/pupil_count", "england", 100.0),
    ]


def test_a_pair_keeps_the_digest_of_its_data_file(tmp_path: Path) -> None:
    path = write(tmp_path)
    provenance = read(path).provenance
    meta = tmp_path / "made.meta.csv"
    assert provenance.digests == (sha256_of(path), sha256_of(meta))
    assert provenance.file_sha256 == sha256_of(path)
    assert provenance.sha256 == sha256_of(path, meta)
