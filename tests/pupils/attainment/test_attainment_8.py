"""Attainment 8: worked examples of each rule, and a plain twin on invented results."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from attainment_results import YEAR, entries, entry, of_grades
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_attainment_8 import EBACC, OPEN
from plain_attainment_8 import attainment_8 as by_hand

from stocktake.pupils.attainment.attainment_8 import attainment_8
from stocktake.standards.errors import DefinitionError, InputError

EIGHT = {
    "ENG_LANG": "6",
    "ENG_LIT": "5",
    "MATHS": "5",
    "COMB_SCI": "65",
    "HISTORY": "6",
    "BUSINESS": "5",
    "DRAMA": "4",
}


def of(table: pl.DataFrame, *, year: str = YEAR) -> dict[str, float]:
    return attainment_8(table, year=year).row(0, named=True)


def test_the_worked_example_comes_to_fifty_three() -> None:
    measures = of(of_grades(EIGHT))
    assert [measures[f"{e}_points"] for e in ("english", "maths", "ebacc", "open")] == [
        12,
        10,
        17,
        14,
    ]
    assert measures["attainment_8_points"] == 53
    assert (measures["ebacc_filled_count"], measures["open_filled_count"]) == (3, 3)


def test_without_literature_english_counts_once() -> None:
    grades = {s: g for s, g in EIGHT.items() if s != "ENG_LIT"} | {"RE": "5"}
    measures = of(of_grades(grades))
    assert measures["english_points"] == 6
    assert measures["attainment_8_points"] == 47


def test_literature_ungraded_is_attempted_and_lets_language_double() -> None:
    assert of(of_grades({"ENG_LANG": "6", "ENG_LIT": "U"}))["english_points"] == 12


def test_literature_not_sat_is_not_attempted() -> None:
    assert of(of_grades({"ENG_LANG": "6", "ENG_LIT": "X"}))["english_points"] == 6


def test_the_lower_english_goes_to_an_open_slot_and_never_to_the_ebacc() -> None:
    measures = of(of_grades({"ENG_LANG": "4", "ENG_LIT": "7"}))
    assert (measures["english_points"], measures["ebacc_points"], measures["open_points"]) == (
        14,
        0,
        4,
    )


def test_halves_of_combined_science_may_be_used_apart() -> None:
    measures = of(of_grades({"COMB_SCI": "54", "HISTORY": "9", "FRENCH": "8"}))
    assert measures["ebacc_points"] == 9 + 8 + 4.5
    assert measures["open_points"] == 4.5


def test_a_fourth_ebacc_subject_goes_to_an_open_slot() -> None:
    grades = {"BIOLOGY": "9", "CHEMISTRY": "8", "PHYSICS": "7", "HISTORY": "3", "ART": "2"}
    measures = of(of_grades(grades))
    assert (measures["ebacc_points"], measures["open_points"]) == (24, 5)


def test_only_the_first_entry_counts_even_where_a_later_one_is_better() -> None:
    early = entry("MATHS", "4", day=date(2023, 8, 24), year="202223")
    assert of(entries([early, entry("MATHS", "8")]))["maths_points"] == 8


def test_of_two_on_one_day_the_better_counts() -> None:
    assert of(entries([entry("MATHS", "4"), entry("MATHS", "8")]))["maths_points"] == 16


def test_an_entry_without_a_date_is_taken_for_the_last() -> None:
    undated = entry("MATHS", "9", day=None)
    assert of(entries([undated, entry("MATHS", "4")]))["maths_points"] == 8
    assert of(entries([undated]))["maths_points"] == 18


def test_an_examination_missed_leaves_the_next_the_first() -> None:
    missed = entry("MATHS", "X", day=date(2023, 11, 9))
    assert of(entries([missed, entry("MATHS", "7")]))["maths_points"] == 14


def test_a_later_year_and_a_later_stage_do_not_count() -> None:
    later = entry("MATHS", "9", day=date(2025, 8, 21), year="202425")
    sixth_form = entry("MATHS", "9", day=date(2023, 8, 1), stage="POST16")
    assert of(entries([later, sixth_form, entry("RE", "5")]))["maths_points"] == 0


def test_technical_awards_fill_open_slots_only() -> None:
    rows = [
        entry("SPORT", "D2*", qualification="TECHNICAL_2"),
        entry("COMPUTER_SCIENCE", "M2", qualification="TECHNICAL_2"),
        entry("COMPUTER_SCIENCE", "6"),
        entry("MATHS", "P2", qualification="TECHNICAL_2"),
    ]
    measures = of(entries(rows))
    assert (measures["ebacc_points"], measures["open_points"]) == (6, 8.5 + 5.5)
    assert (measures["maths_points"], measures["unread_count"]) == (0, 0)


def test_all_c_is_fifty_in_2016_and_forty_in_2017() -> None:
    subjects = ("ENG_LANG", "ENG_LIT", "MATHS", "BIOLOGY", "HISTORY", "FRENCH", "RE", "ART")
    for year, day, expected in (
        ("201516", date(2016, 8, 25), 50),
        ("201718", date(2018, 8, 23), 40),
    ):
        rows = [entry(s, "C", year=year, day=day) for s in subjects]
        assert (
            of(entries([*rows, entry("DRAMA", "C", year=year, day=day)]), year=year)[
                "attainment_8_points"
            ]
            == expected
        )


@pytest.mark.slow
def test_combined_english_doubles_in_2016_only() -> None:
    row = {"ENG_COMBINED": "B"}
    assert of(of_grades(row, year="201516"), year="201516")["english_points"] == 12
    assert of(of_grades(row, year="201617"), year="201617")["english_points"] == 0


def test_letters_are_not_read_once_every_gcse_is_numbered() -> None:
    measures = of(of_grades({"MATHS": "A", "RE": "5", "WIZARDRY": "9"}))
    assert (measures["attainment_8_points"], measures["unread_count"]) == (5, 2)


def test_a_pupil_of_the_cohort_without_entries_scores_nought_and_others_are_left_out() -> None:
    table = pl.concat([of_grades(EIGHT), of_grades(EIGHT, pupil="elsewhere")])
    cohort = pl.DataFrame({"pupil": ["a", "b"], "school_urn": ["1", "2"], "sex": ["F", "M"]})
    result = attainment_8(table, cohort, year=YEAR).sort("pupil")
    assert result.select("pupil", "sex", "attainment_8_points", "unread_count").rows() == [
        ("a", "F", 53.0, 0),
        ("b", "M", 0.0, 0),
    ]


def test_a_year_without_points_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        attainment_8(of_grades(EIGHT), year="201415")
    assert str(caught.value) == (
        "no points are defined for 2014/15\n"
        "  definitions/points: no file lists the year 201415; expected one of 201516 to 202627; "
        "put a file for the year into your own folder of definitions"
    )


def test_missing_columns_are_named_together() -> None:
    table = of_grades(EIGHT).drop("grade").rename({"award_date": "awarded"})
    with pytest.raises(InputError) as caught:
        attainment_8(table, year=YEAR)
    assert str(caught.value) == (
        "the table entries lacks what is measured\n"
        "  entries: no column 'grade'\n"
        "  entries: no column 'award_date'; did you mean 'awarded'?"
    )


SUBJECTS = sorted({"ENG_LANG", "ENG_LIT", "MATHS", *EBACC, *OPEN})
GRADES = [*"987654321", "U", "X"]
PUPILS = list("abcdef")
DOUBLES = ["99", "98", "65", "54", "44", "43", "11", "U", "X"]


@st.composite
def one_entry(draw: st.DrawFn) -> dict[str, object]:
    subject = draw(st.sampled_from(SUBJECTS))
    technical = draw(st.booleans()) and draw(st.booleans())
    if technical:
        grade, kind = draw(st.sampled_from(["D2*", "D2", "M2", "P2", "U"])), "TECHNICAL_2"
    elif subject == "COMB_SCI":
        grade, kind = draw(st.sampled_from(DOUBLES)), "GCSE_DOUBLE"
    else:
        grade, kind = draw(st.sampled_from(GRADES)), "GCSE"
    day = draw(st.sampled_from([date(2023, 8, 24), date(2023, 11, 9), date(2024, 8, 22), None]))
    pupil = draw(st.sampled_from(PUPILS))
    return entry(subject, grade, pupil=pupil, qualification=kind, day=day)


# Measuring six pupils takes as long as measuring one: fewer tables, each of more pupils.
@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(one_entry(), max_size=90))
def test_it_is_what_a_person_would_work_out(rows: list[dict[str, object]]) -> None:
    cohort = pl.DataFrame({"pupil": PUPILS})
    result = attainment_8(entries(rows), cohort, year=YEAR)
    assert sorted(result["pupil"]) == PUPILS
    for pupil in result.iter_rows(named=True):
        expected = by_hand([row for row in rows if row["pupil"] == pupil["pupil"]])
        assert {name: pupil[name] for name in expected} == {
            name: float(value) for name, value in expected.items()
        }


@pytest.mark.slow
@settings(max_examples=30)
@given(st.lists(one_entry(), max_size=90), st.lists(one_entry(), min_size=6, max_size=6))
def test_an_entry_in_a_new_subject_never_lowers_it(
    rows: list[dict[str, object]], added_entries: list[dict[str, object]]
) -> None:
    """Every pupil twice in one table: as before, and with an entry more."""
    new_entry = dict(zip(PUPILS, added_entries, strict=True))
    other_rows = [row for row in rows if row["subject"] != new_entry[str(row["pupil"])]["subject"]]
    later = [
        {**row, "pupil": f"{row['pupil']} later"}
        for row in [*other_rows, *({**row, "pupil": pupil} for pupil, row in new_entry.items())]
    ]
    cohort = pl.DataFrame({"pupil": [*PUPILS, *(f"{pupil} later" for pupil in PUPILS)]})
    result = attainment_8(entries([*other_rows, *later]), cohort, year=YEAR)
    points = dict(result.select("pupil", "attainment_8_points").iter_rows())
    for pupil in PUPILS:
        assert points[pupil] <= points[f"{pupil} later"] <= 90
