"""A CSV file without metadata is read as its mapping says, or refused with what is wrong."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from csv_files import PRODUCER, TODAY, answer, confirm, read, write

from stocktake.sources.csv_file import open_csv, read_content
from stocktake.sources.csv_mapping import CsvMapping
from stocktake.sources.csv_proposal import propose_csv_mapping
from stocktake.sources.csv_reader import READER_VERSION, read_csv
from stocktake.sources.reading import OBSERVATIONS, SERIES, sha256_of
from stocktake.standards.errors import InputError

COUNCIL = """\
Table 1: Children missing education,,,,,
,,,,,
Local authority,Year,Need,Children,Share of pupils,Spend
Blackpool,2022/23,All,"1,204",5.5%,"£12,300"
Blackpool,2022/23,EHC plan,0,-0.5%,£0
Blackpool,2023/24,All,"1,300",5.9%,c
Blackpool,2023/24,EHC plan,~,x,"£900"
Dorset,2023/24,All,14,1.2%,"£900"
Dorset,2023/24,EHC plan,LOW,SUPP,
Source: the council,,,,,
"""
HEAD = "LA number,Year,Kind of year,Rate\n"
GOOD = HEAD + "890,202223,Academic year,5.5\n"


def lines(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return str(error.value).splitlines()


class TestACouncilsTable:
    @pytest.fixture
    def reading(self, tmp_path: Path):
        return read(write(tmp_path, COUNCIL, "missing.csv"))

    def test_every_cell_is_a_figure_or_a_reason(self, reading) -> None:
        figures = reading.observations.select(
            "series", "place", "time_period", "value", "missing", "text", "row"
        ).rows()
        name = "csv:missing/Children"
        assert figures[:6] == [
            (name, "la-838", "202324", 14.0, None, "14", 8),
            (name, "la-890", "202223", 1204.0, None, "1,204", 4),
            (name, "la-890", "202324", 1300.0, None, "1,300", 6),
            (f"{name}?Need=EHC plan", "la-838", "202324", None, "low", "LOW", 9),
            (f"{name}?Need=EHC plan", "la-890", "202223", 0.0, None, "0", 5),
            (f"{name}?Need=EHC plan", "la-890", "202324", None, "low", "~", 7),
        ]
        by_text = dict(reading.observations.select("text", "missing").rows())
        assert (by_text["c"], by_text["x"], by_text["SUPP"]) == ("c", "x", "c")
        assert by_text[None] == "-"
        by_text = dict(reading.observations.select("text", "value").rows())
        assert (by_text["5.5%"], by_text["£12,300"], by_text["£0"]) == (5.5, 12300.0, 0.0)

    def test_an_impossible_figure_is_missing_and_noted(self, reading) -> None:
        assert reading.tables["doubts"].select("text", "note").rows() == [
            ("-0.5%", "is less than 0%")
        ]

    def test_the_tables_are_those_of_every_reader(self, reading) -> None:
        assert dict(reading.observations.schema) == OBSERVATIONS
        assert dict(reading.series.schema) == SERIES
        assert reading.series.select("series", "title", "unit", "decimal_places").rows()[1] == (
            "csv:missing/Children?Need=EHC plan", "Children (Need: EHC plan)", "", 0,
        )  # fmt: skip

    def test_titles_above_and_notes_below_are_left_out_by_the_mapping(self, tmp_path) -> None:
        proposal = propose_csv_mapping(write(tmp_path, COUNCIL, "missing.csv"))
        assert proposal.guesses[:2] == [
            "file.header_line: the first line with more than one cell",
            "file.lines_left_out: one cell alone in line 10: is it a note on the table?",
        ]


def test_a_release_is_the_file_and_its_mapping(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    mapping = confirm(path)
    provenance = read_csv(path, mapping, published=date(2026, 4, 8), retrieved=TODAY).provenance
    assert provenance.source == "csv-absence"
    assert provenance.files == ("absence.csv", "absence.csv.mapping.toml")
    assert provenance.file_sha256 == sha256_of(path)
    assert provenance.sha256 == sha256_of(path, mapping)
    assert provenance.producer == PRODUCER
    assert provenance.reader == READER_VERSION
    mapping.write_text(mapping.read_text().replace('unit = ""', 'unit = "score"'))
    other_provenance = read_csv(
        path, mapping, published=date(2026, 4, 8), retrieved=TODAY
    ).provenance
    assert other_provenance.sha256 != provenance.sha256
    assert other_provenance.file_sha256 == provenance.file_sha256


def test_the_same_bytes_under_another_name_are_the_same_release(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD, "march.csv")
    first_mapping, mapping_of_april = confirm(path), tmp_path / "april.toml"
    mapping_of_april.write_bytes(first_mapping.read_bytes())
    renamed_path = tmp_path / "zulu.csv"
    renamed_path.write_bytes(path.read_bytes())
    digests = {
        read_csv(file, rules, published=None, retrieved=TODAY).provenance.sha256
        for file in (path, renamed_path)
        for rules in (first_mapping, mapping_of_april)
    }
    assert len(digests) == 1


def test_a_packed_file_is_read_and_keeps_the_digest_of_its_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "absence.csv.gz"
    path.write_bytes(gzip.compress(GOOD.encode()))
    reading = read(path)
    assert reading.observations["value"].to_list() == [5.5]
    assert reading.provenance.file_sha256 == sha256_of(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty; expected a header and rows"),
        (b"\xef\xbb\xbf \r\n", "is empty; expected a header and rows"),
        (HEAD.encode(), "has a header and no rows; expected a row for each place"),
        (GOOD.encode("utf-16"), "is UTF-16 text; expected UTF-8; save it as CSV UTF-8"),
        (
            GOOD.encode("utf-16-le"),
            "holds zero bytes, as UTF-16 text and other kinds of file do; expected CSV in UTF-8; "
            "save it as CSV UTF-8",
        ),
        (
            GOOD.replace(",", ";").encode(),
            "is separated by semicolons; expected commas; save it as CSV with commas",
        ),
        (b"\x1f\x8b\x08broken", "is a damaged .gz; fetch the file again"),
    ],
)
def test_a_file_that_is_no_table_is_refused_for_that_reason(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    path = tmp_path / "absence.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        propose_csv_mapping(path)
    assert lines(caught) == ["cannot read absence.csv", f"  absence.csv: {problem}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "LA number,Year,Rate,Rate\n890,202223,5,6\n",
            "names the column 'Rate' twice; expected each column once; rename one",
        ),
        (
            "LA number,Year,Rate,\n890,202223,5,6\n",
            "column 4 has no name and holds text (first in line 2); expected a name for each "
            "column; give the column a name, or remove it",
        ),
        (
            'LA number,Year,Rate\n890,202223,"5\n',
            "cannot be split into cells (unexpected end of data); expected cells between commas; "
            "close the quotation mark, or double it within a cell",
        ),
    ],
)
def test_a_header_that_leaves_a_column_unclear_is_refused(
    tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(InputError) as caught:
        propose_csv_mapping(write(tmp_path, text))
    location = "line 2" if "split" in problem else "line 1"
    assert lines(caught)[1:] == [f"  absence.csv: {location}: {problem}"]


def test_years_as_columns_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        propose_csv_mapping(write(tmp_path, "LA number,2021/22,2022/23\n890,5,6\n"))
    assert lines(caught) == [
        "absence.csv is no table of published figures",
        "  absence.csv: has years as columns: 2021/22, 2022/23; expected years in rows; write one "
        "row for each place and year, with a column for the year",
    ]


@pytest.mark.parametrize(
    ("header", "cell"), [("Number", "A890400017001"), ("UPN", "1"), ("Date of birth", "2")]
)
def test_records_of_people_are_refused_without_a_word_of_them(
    tmp_path: Path, header: str, cell: str
) -> None:
    with pytest.raises(InputError) as caught:
        propose_csv_mapping(write(tmp_path, f"LA number,{header},Rate\n890,{cell},5\n"))
    assert lines(caught)[1] == (
        f"  absence.csv: line 1, column {header!r}: holds records of people; expected a table of "
        "places; see stocktake pupils --help"
    )
    assert cell not in str(caught.value).replace("line 1", "") or len(cell) == 1


def test_a_byte_order_mark_and_windows_text_are_read(tmp_path: Path) -> None:
    path = tmp_path / "absence.csv"
    text = "LA number,Year,Kind of year,Spend\n890,202223,Academic year,£5\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read(path).observations["value"].to_list() == [5]
    path.write_bytes(text.encode("cp1252"))
    assert propose_csv_mapping(path, producer=PRODUCER).guesses == [
        "file.encoding: not UTF-8; look at names with accents and at pound signs"
    ]
    assert read(path).observations["value"].to_list() == [5]


class TestRaggedRows:
    TEXT = HEAD + "890,202223,Academic year,5\n891,202223\n892,202223,Academic year,6,7\n"

    def test_they_are_named_and_proposed_as_blank_or_left_out(self, tmp_path: Path) -> None:
        path = write(tmp_path, self.TEXT.replace("891,202223\n", "891,202223,Academic year\n"))
        proposal = propose_csv_mapping(path, producer=PRODUCER)
        assert proposal.guesses == [
            "file.lines_left_out: more than 4 cells in line 4: is there a comma in a name?",
            "file.short_rows: 1 row with fewer than 4 cells, the first in line 3; was the file "
            "cut short?",
        ]
        reading = read(path)
        assert reading.observations.select("place", "value", "missing").rows() == [
            ("la-890", 5.0, None), ("la-891", None, "-"),
        ]  # fmt: skip
        assert [str(note) for note in reading.notes] == [
            "absence.csv: line 4: left out; as absence.csv.mapping.toml says"
        ]

    def test_they_are_refused_where_the_mapping_does_not_allow_them(self, tmp_path: Path) -> None:
        content = read_content(write(tmp_path, self.TEXT))
        layout = CsvMapping.model_fields["file"].annotation(name="absence.csv").layout
        with pytest.raises(InputError) as caught:
            open_csv(content, layout)
        assert lines(caught)[1:] == [
            "  absence.csv: line 4: has 5 cells; expected 4, as the header; is there a comma in a "
            "cell? put the cell in quotation marks",
            "  absence.csv: line 3: has 2 cells; expected 4, as the header; the file may be cut "
            "short: download it again",
        ]


def test_cells_with_line_breaks_keep_the_line_on_which_their_row_begins(tmp_path: Path) -> None:
    text = 'LA number,Year,Kind of year,"Rate\nof pupils"\n890,202223,"Academic\nyear",5\n'
    reading = read(write(tmp_path, text + "891,202223,Academic year,6\n"))
    assert reading.observations.select("series", "place", "row").rows() == [
        ("csv:absence/Rate of pupils", "la-890", 3),
        ("csv:absence/Rate of pupils", "la-891", 5),
    ]


class TestPlaces:
    def test_an_unknown_authority_is_kept_with_a_note(self, tmp_path: Path) -> None:
        reading = read(write(tmp_path, GOOD + "945,202223,Academic year,6\n"))
        assert reading.observations["place"].to_list() == ["la-890", "la-945"]
        assert [str(note).split(";")[0] for note in reading.notes] == [
            "absence.csv: line 3, column 'LA number': '945' is no local authority of the register, "
            "and is kept as 'la-945' (1 row)"
        ]

    def test_a_name_that_nobody_has_is_kept_with_the_nearest(self, tmp_path: Path) -> None:
        reading = read(write(tmp_path, "Council,Year,Rate\nBlackpol,2022/23,5\n"))
        assert reading.observations["place"].to_list() == ["la-blackpol"]
        assert [str(note) for note in reading.notes] == [
            "absence.csv: line 2, column 'Council': 'Blackpol' is the name of no one authority of "
            "the register, and is kept as 'la-blackpol' (1 row); did you mean 'Blackpool'?"
        ]

    def test_a_code_under_another_name_is_noted(self, tmp_path: Path) -> None:
        text = "LA code,Authority,Year,Rate\n890,Bolton,2022/23,5\n"
        assert [str(note) for note in read(write(tmp_path, text)).notes] == [
            "absence.csv: line 2: 'Bolton' is no name of Blackpool, la-890 (1 row); is the code "
            "right? the figures are kept under the code"
        ]

    def test_rows_without_a_place_are_refused_unless_the_mapping_leaves_them_out(
        self, tmp_path: Path
    ) -> None:
        path = write(tmp_path, "URN,Year,Rate\n119781,2022/23,5\nNAT,2022/23,6\n119782,2022/23,6\n"
                     + "119783,2022/23,6\n119784,2022/23,6\n")  # fmt: skip
        assert read(path).observations.height == 4
        mapping = confirm(path)
        mapping.write_text(mapping.read_text().replace('rows_without_place = "leave out"', ""))
        with pytest.raises(InputError) as caught:
            read_csv(path, mapping, published=None, retrieved=TODAY)
        assert lines(caught) == [
            "cannot read absence.csv as absence.csv.mapping.toml says",
            "  absence.csv: line 3: a row at level 'School' names no place (1 row); expected "
            'school_urn or school_laestab; correct it, or write rows_without_place = "leave out" '
            "in absence.csv.mapping.toml",
        ]

    def test_levels_in_codes_of_the_file_are_read_by_what_their_rows_hold(
        self, tmp_path: Path
    ) -> None:
        text = (
            "RECTYPE,LEA,URN,Year,Rate\n1,890,119781,2022/23,5\n1,890,119782,2022/23,5\n"
            "4,890,,2022/23,6\n5,,,2022/23,7\n7,,,2022/23,8\n"
        )
        path = write(tmp_path, text)
        proposal = propose_csv_mapping(path, producer=PRODUCER)
        assert [question for question in proposal.questions if "levels" in question] == [
            "place.levels.\"5\": cannot tell which of '5' and '7' is England: neither names a "
            'place (1 row, the first in line 5); write 5 = "National" or "leave out"',
            "place.levels.\"7\": cannot tell which of '5' and '7' is England: neither names a "
            'place (1 row, the first in line 6); write 7 = "National" or "leave out"',
        ]
        reading = read(path, {"5": '"leave out"'})
        assert dict(reading.observations.select("place", "value").rows()) == {
            "school-119781": 5, "school-119782": 5, "la-890": 6, "england": 8,
        }  # fmt: skip


class TestRowsOfOnePlaceAndPeriod:
    def test_the_same_row_twice_is_kept_once(self, tmp_path: Path) -> None:
        reading = read(write(tmp_path, GOOD + GOOD.splitlines()[1] + "\n"))
        assert reading.observations.height == 1
        assert [str(note) for note in reading.notes] == [
            "absence.csv: line 3: 1 row repeating an earlier row figure for figure; left out"
        ]

    def test_rows_that_differ_are_refused_with_the_column_that_tells_them_apart(
        self, tmp_path: Path
    ) -> None:
        path = write(tmp_path, "LA code,Year,Need,Rate\n890,2022/23,a,5\n890,2022/23,b,6\n")
        mapping = confirm(path)
        mapping.write_text(
            mapping.read_text()
            .replace('    { column = "Need" },', "#")
            .replace("ignored = [", 'ignored = [ "Need"')
        )
        with pytest.raises(InputError) as caught:
            read_csv(path, mapping, published=None, retrieved=TODAY)
        assert lines(caught)[1:] == [
            "  absence.csv: lines 2, 3: are of one place and period, and differ; expected one row "
            "for each place, period and item; make a breakdown of 'Need', which differs"
        ]

    def test_a_total_among_its_parts_is_no_guess_of_ours(self, tmp_path: Path) -> None:
        path = write(tmp_path, "LA code,Year,Pupils\n" + "".join(
            f"890,2022/23,{count}\n" for count in (100, 60, 40)))  # fmt: skip
        assert "no column of words tells them apart" in propose_csv_mapping(path).questions[0]
        with pytest.raises(InputError, match="of one place and period|looks like their total"):
            read(path)


class TestPeriods:
    @pytest.mark.parametrize(
        ("label", "answers", "period"),
        [
            ("2016", {"kind_of_year": '"Academic year"', "one_year": '"ends"'}, "201516"),
            ("2016", {"kind_of_year": '"Academic year"', "one_year": '"begins"'}, "201617"),
            ("2016/17", {"kind_of_year": '"Financial year"'}, "201617"),
            ("2016-2017", {}, "201617"),
            ("Q1 2016-17", {}, "201617"),
            ("May 2016", {}, "2016"),
            ("Autumn term 2016", {}, "201617"),
            ("Spring term 2017", {}, "201617"),
        ],
    )
    def test_a_label_is_read_as_the_mapping_says(
        self, tmp_path: Path, label: str, answers: dict[str, str], period: str
    ) -> None:
        reading = read(write(tmp_path, f"LA code,Year,Rate\n890,{label},5\n"), answers)
        assert reading.observations["time_period"].to_list() == [period]

    @pytest.mark.parametrize(
        ("header", "label", "question"),
        [
            ("Year", "2024", "period.kind_of_year: cannot tell whether 2024 is a calendar or an "
             'academic year; write kind_of_year = "Calendar year", "Academic year" or '
'"Financial year"'),
            ("Year", "2023/24", "period.kind_of_year: cannot tell whether 2023/24 is an academic "
             'or a financial year; write kind_of_year = "Academic year" or "Financial year"'),
            ("Academic year", "2024", "period.one_year: cannot tell whether 2024 is the academic "
             'year that ends or that begins in it; write one_year = "ends" or "begins"'),
        ],
    )  # fmt: skip
    def test_what_nobody_can_tell_is_a_question(
        self, tmp_path: Path, header: str, label: str, question: str
    ) -> None:
        path = write(tmp_path, f"LA code,{header},Rate\n890,{label},5\n")
        assert question == propose_csv_mapping(path, producer=PRODUCER).questions[0]

    def test_the_year_of_the_file_s_name_is_a_guess(self, tmp_path: Path) -> None:
        path = write(tmp_path, "LA code,Rate\n890,5\n", "2018-19_absence.csv")
        assert propose_csv_mapping(path, producer=PRODUCER).guesses == [
            "period.time_period: no column says the period; from the file's name, though figures "
            "may be of an earlier year"
        ]
        assert read(path).observations["time_period"].to_list() == ["201819"]

    def test_a_label_that_is_no_period_is_refused_with_its_line(self, tmp_path: Path) -> None:
        path = write(tmp_path, GOOD)
        mapping = confirm(path).read_text()
        text = HEAD + "890,31/03/2023,Academic year,5\n891,2023,Academic year,5\n"
        text += "892,,Academic year,5\n893,2022/23,Ofsted,5\n894,201618,Academic year,5\n"
        path.write_text(text)
        other_mapping = path.with_suffix(".toml")
        other_mapping.write_text("\n".join(x for x in mapping.splitlines() if "sha256" not in x))
        with pytest.raises(InputError) as caught:
            read_csv(path, other_mapping, published=None, retrieved=TODAY)
        at = "  absence.csv: line {}, column 'Year': {} (1 row)"
        assert lines(caught)[1:] == [
            at.format(2, "'31/03/2023' is a day; expected a year, or a part of one"),
            at.format(3, "cannot tell whether 2023 is the academic year that begins or that ends "
                      "in 2023") + '; write one_year = "begins" or "ends" under [period]',
            at.format(4, "no period"),
            at.format(5, "'Ofsted' is no kind of period; expected such as Academic year"),
            at.format(6, "'201618' is no Academic year; the years must follow each other, such as "
                      "201617"),
        ]  # fmt: skip


def test_a_text_that_is_no_figure_is_refused_with_its_first_line(tmp_path: Path) -> None:
    rows = "".join(f"{number},202223,Academic year,5\n" for number in (891, 892, 893))
    path = write(tmp_path, GOOD + rows + "894,202223,Academic year,DNS\n")
    proposal = propose_csv_mapping(path, producer=PRODUCER)
    assert proposal.questions == [
        "missing.\"DNS\": cannot tell what 'DNS' means (1 cell, the first in line 6, column "
        '\'Rate\'); write DNS = "c", "x" or "z"'
    ]
    assert read(path, {"DNS": '"x"'}).observations["missing"].to_list()[-1] == "x"
    mapping = tmp_path / "unanswered.toml"
    mapping.write_text(proposal.text)
    with pytest.raises(InputError) as caught:
        read_csv(path, mapping, published=None, retrieved=TODAY)
    assert lines(caught)[1:] == [
        "  absence.csv: line 6, column 'Rate': 'DNS' is neither a number nor a symbol of "
        'unanswered.toml (1 cell); expected a line under [missing], such as "SUPP" = "c"; or put '
        "the column under ignored"
    ]


def test_strict_refuses_implausible_figures(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("5.5", "250%"))
    assert read(path).observations.select("value", "missing").rows() == [(None, "x")]
    with pytest.raises(InputError) as caught:
        read_csv(path, confirm(path), published=None, retrieved=TODAY, strict=True)
    assert lines(caught)[0] == "absence.csv has implausible figures: 1 fault(s)"


def test_every_question_is_answered_by_one_of_its_lines(tmp_path: Path) -> None:
    path = write(tmp_path, "LA code,Rate\n890,5\n", "absence.csv")
    text = propose_csv_mapping(path).text
    assert 'kind_of_year = "Academic year"' in answer(text)
    assert read(path).observations["time_period"].to_list() == ["201819"]
