"""English and maths thresholds, and the English Baccalaureate."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from attainment_results import YEAR, entries, entry, of_grades

from stocktake.pupils.attainment.ebacc import ebacc
from stocktake.pupils.attainment.english_and_maths import english_and_maths
from stocktake.pupils.summary import share

FULL = {
    "ENG_LANG": "5",
    "ENG_LIT": "4",
    "MATHS": "5",
    "COMB_SCI": "55",
    "GEOGRAPHY": "5",
    "SPANISH": "5",
}


def passes(grades: dict[str, str], year: str = YEAR) -> tuple[bool, bool | None]:
    result = english_and_maths(of_grades(grades, year=year), year=year)
    return result.select("english_and_maths_standard", "english_and_maths_strong").row(0)


def baccalaureate(grades: dict[str, str]) -> dict[str, object]:
    return ebacc(of_grades(grades), year=YEAR).row(0, named=True)


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ({"ENG_LANG": "4", "MATHS": "4"}, (True, False)),
        ({"ENG_LANG": "3", "ENG_LIT": "5", "MATHS": "5"}, (True, True)),
        ({"ENG_LANG": "9", "MATHS": "3"}, (False, False)),
        ({"MATHS": "9"}, (False, False)),
        ({"ENG_LANG": "U", "MATHS": "9"}, (False, False)),
    ],
)
def test_both_english_and_maths_are_needed(
    grades: dict[str, str], expected: tuple[bool, bool]
) -> None:
    assert passes(grades) == expected


def test_in_2016_a_c_is_the_pass_and_there_is_no_strong_one() -> None:
    assert passes({"ENG_LANG": "C", "MATHS": "C"}, "201516") == (True, None)
    assert passes({"ENG_LANG": "C", "MATHS": "D"}, "201516") == (False, None)


def test_the_share_of_a_cohort_counts_those_without_entries() -> None:
    cohort = pl.DataFrame({"pupil": ["a", "b"]})
    rows = [entry("ENG_LIT", "4"), entry("MATHS", "7"), entry("ART", "9", pupil="c")]
    result = english_and_maths(entries(rows), cohort, year=YEAR)
    row = share(result, "english_and_maths_standard").row(0, named=True)
    assert (row["numerator"], row["denominator"], row["percent"]) == (1, 2, 50)


def test_all_five_pillars_make_the_baccalaureate() -> None:
    result = baccalaureate(FULL)
    assert [result[f"ebacc_{step}"] for step in ("entered", "standard", "strong")] == [True] * 3
    assert result["ebacc_average_points"] == 5


@pytest.mark.parametrize("left_out", sorted(FULL))
def test_each_part_is_needed_to_have_entered(left_out: str) -> None:
    result = baccalaureate({s: g for s, g in FULL.items() if s != left_out})
    assert [result[f"ebacc_{step}"] for step in ("entered", "standard", "strong")] == [False] * 3


@pytest.mark.parametrize(
    ("double", "standard", "strong"),
    [("55", True, True), ("54", True, False), ("44", True, False), ("43", False, False)],
)
def test_combined_science_passes_where_both_grades_do(
    double: str, *, standard: bool, strong: bool
) -> None:
    result = baccalaureate(FULL | {"COMB_SCI": double})
    assert (result["ebacc_science_standard"], result["ebacc_science_strong"]) == (standard, strong)


@pytest.mark.parametrize(
    ("sciences", "has_entered", "standard"),
    [
        ({"BIOLOGY": "4", "CHEMISTRY": "4", "PHYSICS": "1"}, True, True),
        ({"BIOLOGY": "4", "CHEMISTRY": "4", "COMPUTER_SCIENCE": "U"}, True, True),
        ({"BIOLOGY": "9", "CHEMISTRY": "3", "PHYSICS": "3"}, True, False),
        ({"BIOLOGY": "9", "CHEMISTRY": "9"}, False, False),
        ({"BIOLOGY": "9", "CHEMISTRY": "9", "PHYSICS": "X"}, False, False),
    ],
)
def test_three_single_sciences_entered_and_two_passed(
    sciences: dict[str, str], *, has_entered: bool, standard: bool
) -> None:
    other_grades = {s: g for s, g in FULL.items() if s != "COMB_SCI"}
    result = baccalaureate(other_grades | sciences)
    assert (result["ebacc_science_entered"], result["ebacc_science_standard"]) == (
        has_entered,
        standard,
    )


def test_average_points_take_two_sciences_and_count_an_empty_pillar_as_nought() -> None:
    grades = {"ENG_LANG": "6", "MATHS": "7", "BIOLOGY": "9", "CHEMISTRY": "8", "PHYSICS": "2"}
    assert baccalaureate(grades)["ebacc_average_points"] == (6 + 7 + 9 + 8) / 6


def test_the_first_entry_decides_the_pass() -> None:
    resit = [
        entry("ENG_LANG", "3", day=date(2023, 8, 24), year="202223"),
        entry("ENG_LANG", "5"),
        entry("MATHS", "5"),
    ]
    result = english_and_maths(entries(resit), year=YEAR)
    assert result["english_and_maths_standard"].item() is False
