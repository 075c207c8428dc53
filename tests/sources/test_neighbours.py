"""Statistical neighbours: both real vintages, and lists that contradict themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from stocktake.sources.neighbours import NEIGHBOURS, read_neighbours
from stocktake.sources.reading import OBSERVATIONS, SERIES, Reading
from stocktake.standards.errors import InputError

HEADS = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
HEADS += [head for order in range(1, 11) for head in (f"SN{order}", "SNP")]
TEN: list[object] = [805, 806, 394, 341, 393, 807, 354, 880, 355, 861]
SUMMARY = "cannot read list.xlsx as statistical neighbours"


def read(path: Path, vintage: int) -> Reading:
    return read_neighbours(path, vintage=vintage, published=None, retrieved=date(2026, 4, 8))


@pytest.fixture(scope="module")
def list_2025(published_files: Path) -> Reading:
    return read(published_files / "lait" / "sn_may_2025.xlsx", 2025)


@pytest.fixture(scope="module")
def list_2021(published_files: Path) -> Reading:
    return read(published_files / "lait" / "sn_april_2021.xlsx", 2021)


def ten_of(reading: Reading, place: str) -> list[str]:
    return reading.tables["neighbours"].filter(place=place)["neighbour"].to_list()


def authority(number: object, neighbours: Sequence[object]) -> list[object]:
    cells: list[object] = [number, "", number, 5, "North West"]
    return cells + [cell for one in neighbours for cell in (one, "-" if one == "-" else "Close")]


def write(
    folder: Path,
    *rows: Sequence[object],
    heads: Sequence[str] = HEADS,
    sheet: str = "LA SN Groups",
) -> Path:
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        for number, row in enumerate([["A", "B"], [1, 2], heads, *rows]):
            worksheet.write_row(number, 0, row)
    return path


def refusal(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(path, 2025)
    return str(caught.value).splitlines()


def test_blackpool_s_ten_in_order_in_both_vintages(list_2025: Reading, list_2021: Reading) -> None:
    numbers_2025 = [805, 806, 394, 341, 393, 807, 354, 880, 355, 861]
    numbers_2021 = [805, 806, 876, 807, 861, 393, 810, 812, 340, 357]
    assert ten_of(list_2025, "la-890") == [f"la-{number}" for number in numbers_2025]
    assert ten_of(list_2021, "la-890") == [f"la-{number}" for number in numbers_2021]
    assert len(set(numbers_2025) & set(numbers_2021)) == 5


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_938_of_1580_links_are_mutual_in_2025(list_2025: Reading) -> None:
    links = set(list_2025.tables["neighbours"].select("place", "neighbour").iter_rows())
    assert len(links) == 1_580
    assert sum((neighbour, place) in links for place, neighbour in links) == 938


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_closeness_is_one_word_per_idea(list_2025: Reading) -> None:
    table = list_2025.tables["neighbours"]
    assert dict(table["closeness"].value_counts().iter_rows()) == {
        "very close": 820 + 45,
        "close": 514,
        "somewhat close": 136,
        "not close": 49,
        "extremely close": 12 + 4,
    }
    for place in ("la-201", "la-420"):
        assert table.filter(place=place)["closeness"].unique().to_list() == ["not close"]


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_who_is_never_chosen_and_who_most(list_2025: Reading) -> None:
    table = list_2025.tables["neighbours"]
    neighbours = set(table["neighbour"])
    # Calderdale, City of London, Scilly, Rutland, Bournemouth, Northamptonshire, Cumbria
    never = {"la-381", "la-201", "la-420", "la-857", "la-837", "la-928", "la-909"}
    assert set(table["place"]) - neighbours == never
    times = table["neighbour"].value_counts(sort=True)
    assert times.row(0) == ("la-938", 27)


def test_authorities_without_a_list_have_no_rows(list_2021: Reading) -> None:
    table = list_2021.tables["neighbours"]
    assert table.schema == NEIGHBOURS
    assert table["place"].n_unique() == 156
    assert table.group_by("place").len()["len"].unique().to_list() == [10]
    assert str(list_2021.notes[0]) == (
        "sn_april_2021.xlsx: 2 of 158 rows have no list: Cumberland, Westmorland and Furness"
    )


def test_abolished_authorities_keep_their_lists_and_are_noted(list_2025: Reading) -> None:
    assert len(ten_of(list_2025, "la-909")) == 10
    assert [note.problem.split(":")[0] for note in list_2025.notes] == [
        "5 of 158 rows are of authorities since abolished"
    ]


def test_there_are_no_observations(list_2025: Reading) -> None:
    assert (list_2025.observations.schema, list_2025.observations.height) == (OBSERVATIONS, 0)
    assert (list_2025.series.schema, list_2025.series.height) == (SERIES, 0)
    assert list_2025.provenance.release.startswith("neighbours-2025/2026-04-08-")


def test_a_heading_among_the_rows_is_no_authority(tmp_path: Path) -> None:
    reading = read(write(tmp_path, authority(890, TEN), ["", "Old SNs:"]), 2025)
    assert reading.tables["neighbours"]["row"].unique().to_list() == [4]


def test_another_sheet(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, sheet="Sheet1")) == [
        SUMMARY,
        "  list.xlsx: no sheet 'LA SN Groups'; the sheets are 'Sheet1'; check the path",
    ]


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("LA num,LA Name", encoding="utf-8")
    assert refusal(path) == [
        SUMMARY,
        "  list.xlsx: is no Excel workbook, or is damaged; fetch the file again",
    ]


def test_a_header_that_is_not_on_row_three(tmp_path: Path) -> None:
    heads = [head.replace("LA number", "LA numbers") for head in HEADS if head != "SN10"]
    assert refusal(write(tmp_path, authority(890, TEN), heads=heads)) == [
        SUMMARY,
        "  list.xlsx: row 3: no column 'LA number'; expected the header of the list; did you "
        "mean 'LA numbers'?",
        "  list.xlsx: row 3: no column 'SN10'; expected the header of the list",
    ]


def test_a_header_without_rows(tmp_path: Path) -> None:
    assert refusal(write(tmp_path)) == [
        SUMMARY,
        "  list.xlsx: has a header and no rows; expected one list for each authority",
    ]


def test_every_wrong_list_is_said_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        authority(890, [890, 806, 806, *TEN[3:]]),
        authority(805, [970, 555, *TEN[1:9]]),
        authority(806, ["-", 805, *TEN[2:]]),
        authority(555, TEN),
        authority(890, TEN),
    )
    number = "is the number of no authority; expected the department's three-digit number"
    assert refusal(path) == [
        SUMMARY,
        "  list.xlsx: row 4, SN1: Blackpool is its own neighbour; expected another authority",
        "  list.xlsx: row 4, SN3: Middlesbrough is SN2 already; expected 10 different authorities",
        f"  list.xlsx: row 5, SN1: 970 {number}",
        f"  list.xlsx: row 5, SN2: 555 {number}",
        "  list.xlsx: row 6: Middlesbrough has 9 neighbours; expected 10, or '-' throughout",
        f"  list.xlsx: row 7, LA number: 555 {number}",
        "  list.xlsx: row 8: Blackpool (890) has a list in row 4 already; expected one row for "
        "each authority; remove one",
    ]


def test_a_list_named_after_another_year_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, authority(890, TEN)).rename(tmp_path / "sn_april_2021.xlsx")
    with pytest.raises(InputError) as caught:
        read(path, 2025)
    assert str(caught.value).splitlines() == [
        "cannot read sn_april_2021.xlsx as the list of 2025",
        "  sn_april_2021.xlsx: is named as a list of 2021; expected --vintage 2021; correct "
        "--vintage, or rename the file",
    ]


def test_the_bytes_of_a_published_list_say_its_year(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes((shared_data / "lait" / "sn_april_2021.xlsx").read_bytes())
    with pytest.raises(InputError) as caught:
        read(path, 2025)
    assert str(caught.value).splitlines()[1] == (
        "  list.xlsx: is the list of 2021, byte for byte; expected --vintage 2021; correct "
        "--vintage"
    )


def test_a_number_under_another_name_and_an_abolished_neighbour_are_noted(tmp_path: Path) -> None:
    misnamed_row = authority(890, TEN)
    misnamed_row[1] = "Bolton"
    path = write(tmp_path, misnamed_row, authority(805, [909, *TEN[1:]]))
    expected = [
        "list.xlsx: row 4, LA Name: 'Bolton' is no name of Blackpool, LA number 890; is the number "
        "right? the list is kept under the number",
        "list.xlsx: row 5, SN1: Cumbria had been abolished before 2025; expected an authority of "
        "that year; is the year of the list right?",
    ]
    assert [str(note) for note in read(path, 2025).notes] == expected
    with pytest.raises(InputError) as caught:
        read_neighbours(path, vintage=2025, published=None, retrieved=date(2026, 4, 8), strict=True)
    assert str(caught.value).splitlines() == [
        "list.xlsx has implausible lists: 2 fault(s)",
        *(f"  {line}" for line in expected),
    ]


def test_strict_reads_the_published_lists(published_files: Path) -> None:
    for vintage, name in ((2021, "sn_april_2021.xlsx"), (2025, "sn_may_2025.xlsx")):
        path = published_files / "lait" / name
        read_neighbours(
            path, vintage=vintage, published=None, retrieved=date(2026, 4, 8), strict=True
        )
