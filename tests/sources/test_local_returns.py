"""Local returns: what a filled-in form means, and everything that can be wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.sources.local_returns import read_local_return
from stocktake.sources.local_template import COLUMNS
from stocktake.sources.reading import LOCAL_COLUMNS, OBSERVATIONS, SERIES, Reading
from stocktake.standards.errors import InputError, UsageError

HEADER = ",".join(column.name for column in COLUMNS)

USUAL = {
    "indicator": "local:trained",
    "date": "2018-03-31",
    "place": "la-890",
    "value": "50",
    "source": "training register",
    "returned_by": "careers lead",
    "returned_on": "2018-04-09",
}


@dataclass(frozen=True)
class LocalIndicator:
    unit: str
    words: str


INDICATORS = {
    "trained": LocalIndicator("percent", "Leaders who took part in training"),
    "encounters": LocalIndicator("count", "Encounters with employers"),
    "resilience": LocalIndicator("score", "Mean resilience score"),
}


def row(**cells: str) -> str:
    """A row of the form: the usual cells, changed as said."""
    all_cells = USUAL | cells
    return ",".join(all_cells.get(column.name, "") for column in COLUMNS)


def write(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "march.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def read(path: Path, indicators: dict[str, LocalIndicator] | None = INDICATORS) -> Reading:
    return read_local_return(path, indicators=indicators, retrieved=date(2018, 4, 10))


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path)
    return [str(fault) for fault in caught.value.faults]


def figures(reading: Reading, *columns: str) -> list[tuple[object, ...]]:
    return reading.observations.sort("row").select(columns).rows()


def test_a_date_is_kept_and_falls_in_an_academic_year(tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(date="30/09/2017", returned_on="01/10/2017"))
    assert figures(read(path), "as_at", "time_period", "time_identifier") == [
        (date(2018, 3, 31), "201718", "Academic year"),
        (date(2017, 9, 30), "201718", "Academic year"),
    ]


def test_a_period_has_no_date(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(date="", time_period="2016/17"),
        row(date="", time_period="2017", time_identifier="Calendar year"),
    )
    assert figures(read(path), "as_at", "time_period", "time_identifier") == [
        (None, "201617", "Academic year"),
        (None, "2017", "Calendar year"),
    ]


@pytest.mark.parametrize("place_text", ["la-890", "890", "Blackpool", "blackpool", "E06000009"])
def test_a_place_is_found_by_what_people_write(tmp_path: Path, place_text: str) -> None:
    assert figures(read(write(tmp_path, row(place=place_text))), "place") == [("la-890",)]


def test_a_school_is_found_by_its_number(tmp_path: Path) -> None:
    reading = read(write(tmp_path, row(place="", school_urn="119781", geographic_level="School")))
    assert figures(reading, "place") == [("school-119781",)]


def test_a_percentage_is_worked_out_from_its_parts(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(value="", numerator="3", denominator="8"),
        row(value="", numerator="0", denominator="0", place="891"),
        row(value="38", numerator="3", denominator="8", place="888"),
    )
    assert figures(read(path), "value", "missing", "numerator", "denominator") == [
        (37.5, None, 3, 8),
        (None, "z", 0, 0),
        (38, None, 3, 8),
    ]


def test_a_count_without_a_value_is_its_numerator(tmp_path: Path) -> None:
    path = write(tmp_path, row(indicator="local:encounters", value="", numerator="7"))
    assert figures(read(path), "value", "numerator") == [(7, 7)]


def test_nothing_is_worked_out_of_an_unknown_unit(tmp_path: Path) -> None:
    reading = read(write(tmp_path, row(value="", numerator="3", denominator="8")), indicators=None)
    assert figures(reading, "value", "missing", "numerator") == [(None, "-", 3)]
    assert [str(note) for note in reading.notes] == [
        "march.csv: row 2, value: is blank and not worked out, since the indicator's unit is not "
        "known"
    ]


def test_a_symbol_says_why_there_is_no_figure(tmp_path: Path) -> None:
    assert figures(read(write(tmp_path, row(value="c"))), "value", "missing", "text") == [
        (None, "c", "c")
    ]


def test_a_return_has_the_columns_of_the_contract_and_who_returned_it(tmp_path: Path) -> None:
    reading = read(
        write(tmp_path, row(schools_returned_count="8", schools_expected_count="8")),
    )
    assert dict(reading.observations.schema) == OBSERVATIONS | LOCAL_COLUMNS
    assert dict(reading.series.schema) == SERIES
    assert figures(
        reading,
        "schools_returned_count",
        "schools_expected_count",
        "cumulative",
        "returned_by",
        "returned_on",
    ) == [(8, 8, False, "careers lead", date(2018, 4, 9))]
    assert reading.series.select("series", "title", "unit", "publication").row(0) == (
        "local:trained",
        "Leaders who took part in training",
        "percent",
        "training register",
    )
    assert reading.provenance.source == "local-local"


def test_ids_of_the_plan_may_carry_their_prefix(tmp_path: Path) -> None:
    path = write(tmp_path, row())
    prefixed = {f"local:{name}": item for name, item in INDICATORS.items()}
    assert read(path, prefixed).observations.equals(read(path).observations)


def test_the_same_place_may_return_again_at_another_date(tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(date="2018-03-30"), row(date="", time_period="201718"))
    assert read(path).observations.height == 3


def test_a_cumulative_figure_that_falls_is_a_note(tmp_path: Path) -> None:
    cells = {"indicator": "local:encounters", "cumulative": "yes"}
    reading = read(
        write(tmp_path, row(value="8", date="2018-04-01", **cells), row(value="9", **cells))
    )
    assert [str(note) for note in reading.notes] == [
        "march.csv: row 2: 'local:encounters' of la-890 is cumulative and falls from 9 (row 3) "
        "to 8; check both figures"
    ]
    for later in ("9", "10"):
        path = write(
            tmp_path, row(value=later, date="2018-04-01", **cells), row(value="9", **cells)
        )
        assert not read(path).notes


def test_a_school_returned_twice_is_refused(tmp_path: Path) -> None:
    school = {"place": "", "school_urn": "119781"}
    assert faults(write(tmp_path, row(**school), row(value="40", **school))) == [
        "march.csv: row 3: school-119781 is returned twice for 'local:trained' at 2018-03-31, "
        "first in row 2; expected once; delete one of the two"
    ]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"value": "", "numerator": "9", "denominator": "8"},
         "numerator: 9 is more than the denominator, 8"),
        ({"value": "36", "numerator": "3", "denominator": "8"},
         "value: 36 is not 3 out of 8, which is 37.5; expected the same figure; correct one of "
         "the three"),
        ({"value": "", "numerator": "3"},
         "denominator: is blank; expected the number out of which, for a percentage"),
        ({"numerator": "-1"}, "numerator: -1 is negative; expected 0 or more"),
        ({"indicator": "local:encounters", "value": "-3"},
         "value: -3 is negative; expected 0 or more, for a count"),
        ({"value": ""}, "value: no value and no numerator; expected one of the two"),
        ({"value": "101"}, "value: 101 is no percentage; expected 0 to 100"),
        ({"value": "lots"},
         "value: 'lots' is neither a number nor a symbol; expected 55.2, or c, z, x"),
        ({"indicator": "local:resilience", "value": "", "numerator": "3", "denominator": "4"},
         "value: is blank, and a score does not follow from a numerator; expected a value"),
        ({"date": "2018-05-01"},
         "date: 2018-05-01 lies after returned_on, 2018-04-09; expected a day up to then"),
        ({"date": "31 March"},
         "date: '31 March' is no date; expected 2018-03-31 or 31/03/2018"),
        ({"date": "31/02/2018"},
         "date: '31/02/2018' is no date; expected 2018-03-31 or 31/03/2018"),
        ({"date": ""}, "date: no date and no time_period; expected one of the two"),
        ({"time_period": "201718"},
         "date: both a date and a time_period; expected one of the two"),
        ({"schools_returned_count": "9", "schools_expected_count": "8"},
         "schools_returned_count: 9 schools have returned of 8 expected; expected no more than "
         "were expected"),
        ({"schools_returned_count": "4.5"},
         "schools_returned_count: '4.5' is no number of schools; expected a whole number, or "
         "blank"),
        ({"place": "Blackpol"},
         "place: unknown place 'Blackpol'; did you mean 'Blackpool'?"),
        ({"place": "", "school_urn": "12"},
         "school_urn: '12' is no URN; expected six digits such as 119781"),
        ({"school_urn": "119781"},
         "place: both a place and a school are given; expected one; leave place blank"),
        ({"place": ""}, "place: no place and no school; expected a place or a school_urn"),
        ({"geographic_level": "School"},
         "geographic_level: Blackpool is no 'School'; expected 'Local authority', or blank"),
        ({"cumulative": "maybe"}, "cumulative: 'maybe' is no answer; expected yes or no"),
        ({"indicator": "trained"},
         "indicator: 'trained' is no local indicator; expected local: and an id; write "
         "'local:trained'"),
        ({"indicator": "local:traned"},
         "indicator: unknown indicator 'local:traned'; expected one that the plan has; did you "
         "mean 'local:trained'?"),
        ({"returned_by": ""}, "returned_by: is blank; expected a role"),
        ({"source": ""}, "source: is blank; expected a source"),
        ({"returned_on": ""}, "returned_on: is blank; expected a day such as 2018-03-31"),
    ],
)  # fmt: skip
def test_a_row_that_makes_no_sense_is_refused(
    tmp_path: Path, cells: dict[str, str], message: str
) -> None:
    assert faults(write(tmp_path, row(place="891"), row(**cells))) == [
        f"march.csv: row 3, {message}"
    ]


def test_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    messages = faults(write(tmp_path, row(returned_by="someone@example.org")))
    assert messages == [
        "march.csv: row 2, returned_by: looks like an e-mail address; expected a role, such as "
        "'head of year'"
    ]


def test_all_faults_of_all_rows_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, row(value="", date=""), row(), row(), row(source=""))
    assert [fault.split(":")[1].strip() for fault in faults(path)] == [
        "row 2, date",
        "row 2, value",
        "row 5, source",
        "row 4",
    ]


def test_a_form_of_another_layout_is_refused(tmp_path: Path) -> None:
    header = "indicator,date,plaice,value,source,returned_by,date"
    assert faults(write(tmp_path, "x", header=header)) == [
        "march.csv: row 1: unknown column 'plaice'; expected a column of the template; did you "
        "mean 'place'?",
        "march.csv: row 1: column 'date' occurs twice; expected each once",
        "march.csv: row 1: has no column 'returned_on'; expected The day on which it is returned",
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("march.csv", HEADER.encode(), "march.csv: has no figures, only a header"),
        ("march.csv", b"", "march.csv: is empty; expected the template's header"),
        ("march.csv", b"\xff\xfe", "march.csv: is not UTF-8 text; expected UTF-8; save it as CSV "
         "UTF-8"),
        ("march.csv", f"{HEADER}\n{row()},7".encode(),
         "march.csv: row 2: has cells beyond the last column; delete them"),
        ("march.xlsx", b"no workbook",
         "march.xlsx: is not a workbook, or a damaged one; expected an .xlsx file"),
        ("march.ods", b"", "march.ods: is no local return; expected a .csv or .xlsx file made "
         "from the template"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert faults(path) == [message]


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx"])
def test_a_file_that_is_absent_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"cannot open {name}"):
        read(tmp_path / name)


def test_a_stream_of_returns_needs_a_plain_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no name for a stream of returns"):
        read_local_return(
            write(tmp_path, row()), indicators=None, retrieved=date(2018, 4, 10), source_name="../x"
        )


@pytest.mark.slow
@given(parts=st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=8))
def test_every_percentage_is_its_numerator_out_of_its_denominator(
    tmp_path_factory: pytest.TempPathFactory, parts: Sequence[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("returns")
    rows = [
        row(
            place="",
            school_urn=str(100_000 + number),
            value="",
            numerator=str(numerator),
            denominator=str(numerator + remainder),
        )
        for number, (numerator, remainder) in enumerate(parts)
    ]
    reading = read(write(folder, *rows))
    assert [value for (value,) in figures(reading, "value")] == [
        pytest.approx(100 * numerator / (numerator + remainder)) for numerator, remainder in parts
    ]


def test_an_authority_that_is_no_more_cannot_return(tmp_path: Path) -> None:
    path = write(tmp_path, row(place="909", date="2025-03-31", returned_on="2025-04-09"))
    with pytest.raises(InputError) as caught:
        read_local_return(path, indicators=INDICATORS, retrieved=date(2025, 4, 10))
    assert [str(fault) for fault in caught.value.faults] == [
        "march.csv: row 2, place: la-909 (Cumbria) ended on 2023-03-31; expected la-942 "
        "(Cumberland) or la-943 (Westmorland and Furness)"
    ]


def test_a_slip_of_the_pen_names_no_place(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path, row(place="Lincolnshir")))
    assert fault.startswith("march.csv: row 2, place: ")
    assert "Lincolnshir" in fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("a," * 900_000, "march.csv: has 900,001 columns; expected those of the template"),
        (
            f"{HEADER}\n" + "x\n" * 20_000,
            "march.csv: has 20,001 rows; expected at most 20,000; split the file",
        ),
        (
            f'{HEADER}\nlocal:trained,"' + "x,\n" * 100_000,
            "march.csv: row 43692: has a cell of more than 131,072 characters; look for a "
            "quotation mark too many",
        ),
    ],
    ids=["columns", "rows", "an open quotation"],
)
def test_what_is_far_larger_than_any_form_is_refused_at_once(
    tmp_path: Path, content: str, fault: str
) -> None:
    path = tmp_path / "march.csv"
    path.write_text(content, encoding="utf-8")
    assert faults(path) == [fault]


@pytest.mark.slow
def test_after_two_hundred_faults_the_rest_is_not_read(tmp_path: Path) -> None:
    wrong = [row(place=f"nowhere {number}") for number in range(10_000)]
    messages = faults(write(tmp_path, *wrong))
    assert messages[0].startswith("march.csv: row 2, place: unknown place 'nowhere 0'")
    assert len(messages) == 201
    assert messages[-1] == (
        "march.csv: from row 202: was not read; correct the faults above, then read it again"
    )
