"""LAIT's dictionary: what the real one says, and what a broken one is told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from stocktake.sources.lait_dictionary import COLUMNS, LaitDictionary, read_lait_dictionary
from stocktake.sources.reading import SERIES
from stocktake.standards.errors import InputError

ROW = "Key Stage 2,Expected standard,KS2,High,%,About,How,,0,Academic Year,NA"
HEADER = ",".join(COLUMNS)
SUMMARY = "cannot read dictionary.csv as the LAIT dictionary"


@pytest.fixture(scope="module")
def dictionary(published_files: Path) -> LaitDictionary:
    return read_lait_dictionary(published_files / "lait" / "lait_data_dictionary.csv")


def one(dictionary: LaitDictionary, name: str) -> dict[str, object]:
    return dictionary.series.row(by_predicate=pl.col("series") == f"lait:{name}", named=True)


def refusal(folder: Path, *lines: str) -> list[str]:
    path = folder / "dictionary.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_lait_dictionary(path)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_448_rows_are_434_series(dictionary: LaitDictionary) -> None:
    series = dictionary.series
    assert series.schema == SERIES
    assert series.height == len(dictionary.year_types) == 434
    listings = series["listings"].list.len()
    assert listings.sum() == 448
    assert (listings == 2).sum() == 14


@pytest.mark.parametrize("published_files", ["real"], indirect=True)
def test_listings_are_as_many_of_a_kind_as_were_counted(dictionary: LaitDictionary) -> None:
    listings = dictionary.series.explode("listings").unnest("listings", separator="_")
    polarities = dict(listings["listings_polarity"].value_counts().iter_rows())
    assert polarities == {"High": 222, "Low": 100, "-": 96, None: 30}
    assert listings["listings_no_quartile"].sum() == 21
    decimal_places = dict(listings["listings_decimal_places"].value_counts().iter_rows())
    assert decimal_places == {0: 45, 1: 5 + 269, 2: 129}


def test_polarity_is_a_direction_or_none(dictionary: LaitDictionary) -> None:
    listings = dictionary.series.explode("listings").unnest("listings", separator="_")
    pairs = set(listings.select("listings_polarity", "better").iter_rows())
    assert pairs == {("High", "higher"), ("Low", "lower"), ("-", None), (None, None)}


def test_twins_keep_their_own_titles_and_decimal_places(dictionary: LaitDictionary) -> None:
    twin = one(dictionary, "LAC_Unauth")
    assert [
        (listing["title"], listing["topic"], listing["decimal_places"])
        for listing in twin["listings"]
    ] == [
        ("CLA Unauthorised Absence", "Children Looked After", 1),
        ("LAC Unauthorised Absence", "All Pupil Absence & Exclusions", 2),
    ]
    assert (twin["title"], twin["decimal_places"]) == ("CLA Unauthorised Absence", 2)


def test_only_one_of_two_listings_may_lack_quartiles(dictionary: LaitDictionary) -> None:
    twin = one(dictionary, "CINPermExclusion")
    assert [listing["no_quartile"] for listing in twin["listings"]] == [True, False]


def test_unstated_decimal_places_are_one(dictionary: LaitDictionary) -> None:
    assert one(dictionary, "InfMort")["decimal_places"] == 1


def test_texts_have_plain_line_ends(dictionary: LaitDictionary) -> None:
    texts = dictionary.series["method"].str.join("") + dictionary.series["description"]
    assert not texts.str.contains("\r").any()
    method = str(one(dictionary, "InfMort")["method"])
    assert method.partition("\n\n- ")[0] in (
        "Infant deaths (under 1 year) at various ages are defined as:",
        "Invented for tests.",
    )
    assert "\n\n- " in method


def test_a_column_gone_is_named_with_the_nearest(tmp_path: Path) -> None:
    header = HEADER.replace("Polarity", "Polarities").replace("Year_Type", "Kind")
    assert refusal(tmp_path, header, ROW) == [
        SUMMARY,
        "  dictionary.csv: header: no column 'Polarity'; did you mean 'Polarities'?",
        "  dictionary.csv: header: no column 'Year_Type'",
    ]


def test_faults_of_all_rows_are_said_together(tmp_path: Path) -> None:
    rows = [
        ROW,
        ROW.replace("High", "Up"),
        ROW.replace(",0,", ",few,").replace("KS2", "KS3"),
        ROW.replace("KS2", ""),
        ROW.replace("Academic", "Financial"),
    ]
    assert refusal(tmp_path, HEADER, *rows) == [
        SUMMARY,
        "  dictionary.csv: row 3: unknown Polarity 'Up' of 'KS2'; expected High, Low, - or NA",
        "  dictionary.csv: row 3: Polarity 'Up' of 'KS2', 'High' in row 2; expected the same in "
        "both; ask the producer",
        "  dictionary.csv: row 4: dps 'few' of 'KS3' is no whole number; expected a number of "
        "decimal places or NA",
        "  dictionary.csv: row 5: no Measure_short; expected the short name of a series",
        "  dictionary.csv: row 6: Year_Type 'Financial Year' of 'KS2', 'Academic Year' in row 2; "
        "expected the same in both; ask the producer",
    ]


def test_ragged_rows(tmp_path: Path) -> None:
    assert refusal(tmp_path, HEADER, ROW, "a,b") == [
        SUMMARY,
        "  dictionary.csv: row 3: has 2 cells; expected 11, as the header has",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty; expected the dictionary, a CSV file"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8 text (byte 5); expected a CSV file"),
        (HEADER.encode(), "has a header and no rows; expected one per series"),
        (
            b"Short Desc,Years,Values,LA Number\r\nKS2,2025,55,890",
            "is LAIT's long file; expected the dictionary; the long file and the dictionary look "
            "swapped",
        ),
    ],
)
def test_files_that_are_no_dictionary(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "dictionary.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_lait_dictionary(path)
    assert str(caught.value) == f"{SUMMARY}\n  dictionary.csv: {problem}"
