"""The early years, phonics, key stages 1 and 2, and the multiplication check."""

from __future__ import annotations

import polars as pl
import pytest
from attainment_results import assessments
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.attainment.definitions import thresholds
from stocktake.pupils.attainment.standards_met import (
    early_years_profile,
    key_stage_1,
    key_stage_2,
    multiplication_check,
    phonics,
)
from stocktake.standards.errors import DefinitionError

YEAR = "202324"


def key_stage_2_rows(read: str, writ: str, math: str, pupil: str = "a") -> pl.DataFrame:
    return assessments(
        [
            (pupil, YEAR, "KS2", "READ", "SCALED", read),
            (pupil, YEAR, "KS2", "WRIT", "TA", writ),
            (pupil, YEAR, "KS2", "MATH", "SCALED", math),
        ]
    )


@pytest.mark.parametrize(
    ("read", "writ", "math", "expected", "higher"),
    [
        ("100", "EXS", "100", True, False),
        ("99", "EXS", "120", False, False),
        ("110", "GDS", "110", True, True),
        ("110", "EXS", "110", True, False),
        ("109", "GDS", "120", True, False),
        ("120", "WTS", "120", False, False),
        ("A", "EXS", "100", False, False),
    ],
)
def test_reading_writing_and_maths_together(
    read: str, writ: str, math: str, *, expected: bool, higher: bool
) -> None:
    result = key_stage_2(key_stage_2_rows(read, writ, math), year=YEAR)
    assert result.select("rwm_expected", "rwm_higher").row(0) == (expected, higher)


@pytest.mark.slow
@given(st.integers(80, 120), st.sampled_from(["WTS", "EXS", "GDS"]), st.integers(80, 120))
def test_the_rule_of_the_expected_and_the_higher_standard(read: int, writ: str, math: int) -> None:
    row = key_stage_2(key_stage_2_rows(str(read), writ, str(math)), year=YEAR).row(0, named=True)
    assert row["rwm_expected"] == (read >= 100 and math >= 100 and writ in {"EXS", "GDS"})
    assert row["rwm_higher"] == (read >= 110 and math >= 110 and writ == "GDS")
    assert (row["read_score"], row["math_score"]) == (read, math)


def test_absent_from_key_stage_2_is_not_met_and_still_counts() -> None:
    cohort = pl.DataFrame({"pupil": ["a", "b"], "school_urn": "1"})
    result = key_stage_2(key_stage_2_rows("100", "EXS", "100"), cohort, year=YEAR).sort("pupil")
    assert result["rwm_expected"].to_list() == [True, False]
    assert result["read_score"].to_list() == [100.0, None]


def test_a_score_outside_the_scale_is_not_read() -> None:
    row = key_stage_2(key_stage_2_rows("1000", "EXS", "100"), year=YEAR).row(0, named=True)
    assert (row["rwm_expected"], row["read_score"]) == (False, None)


def profile(results: dict[str, str], year: str) -> pl.DataFrame:
    return assessments(("a", year, "EYFSP", goal, "TA", r) for goal, r in results.items())


@pytest.mark.slow
@pytest.mark.parametrize(("year", "level"), [("201819", "3"), ("202324", "2")])
def test_twelve_goals_of_seventeen_make_a_good_level_of_development(year: str, level: str) -> None:
    rule = thresholds("EYFSP", year)
    goals = [component.code for component in rule.component]
    prime = [
        component.code
        for component in rule.component
        if component.area not in ("Understanding the world", "Expressive arts and design")
    ]
    assert (len(goals), len(prime)) == (17, 12)
    assert rule.combined[0].components == tuple(prime)
    for goal in goals:
        results = dict.fromkeys(goals, level) | {goal: "1"}
        row = early_years_profile(profile(results, year), year=year).row(0, named=True)
        assert row["good_level_of_development"] == (goal not in prime)
        assert row["all_goals"] is False
        assert row[f"{goal.lower()}_expected"] is False


def test_exceeding_was_no_result_after_the_reform() -> None:
    goals = [component.code for component in thresholds("EYFSP", YEAR).component]
    result = early_years_profile(profile(dict.fromkeys(goals, "3"), YEAR), year=YEAR)
    assert result["good_level_of_development"].item() is False


def test_a_child_without_a_profile_is_left_out() -> None:
    goals = [component.code for component in thresholds("EYFSP", YEAR).component]
    cohort = pl.DataFrame({"pupil": ["a", "b"]})
    rows = profile(dict.fromkeys(goals, "2"), YEAR)
    result = early_years_profile(rows, cohort, year=YEAR).sort("pupil")
    assert result["good_level_of_development"].to_list() == [True, None]


def test_phonics_is_met_at_thirty_two_and_by_year_two_in_either_year() -> None:
    rows = [
        ("met", "202223", "PHONICS", "Y1", "RAW", "32"),
        ("again", "202223", "PHONICS", "Y1", "RAW", "31"),
        ("again", "202324", "PHONICS", "Y2", "RAW", "32"),
        ("not", "202223", "PHONICS", "Y1", "RAW", "0"),
        ("not", "202324", "PHONICS", "Y2", "RAW", "31"),
    ]
    cohort = pl.DataFrame({"pupil": ["again", "met", "not", "without"]})
    result = phonics(assessments(rows), cohort, year=YEAR).sort("pupil")
    assert result["y1_expected"].to_list() == [False, True, False, False]
    assert result["by_year_2"].to_list() == [True, True, False, False]


def test_key_stage_1_is_teacher_assessment_and_ended_in_2023() -> None:
    rows = [("a", "202223", "KS1", c, "TA", r) for c, r in (("READ", "GDS"), ("WRIT", "EXS"))]
    row = key_stage_1(assessments(rows), year="202223").row(0, named=True)
    assert (row["read_higher"], row["writ_expected"]) == (True, True)
    assert row["rwm_expected"] is False
    with pytest.raises(DefinitionError) as caught:
        key_stage_1(assessments(rows), year="202324")
    assert str(caught.value) == (
        "no standards are defined for KS1 in 2023/24\n"
        "  definitions/thresholds: no file covers the year; expected KS1 from 201516 to 202223"
    )


def test_full_marks_in_the_multiplication_check_are_twenty_five() -> None:
    rows = [("a", YEAR, "MTC", "SCORE", "RAW", "25"), ("b", YEAR, "MTC", "SCORE", "RAW", "24")]
    cohort = pl.DataFrame({"pupil": ["a", "b", "c"]})
    result = multiplication_check(assessments(rows), cohort, year=YEAR).sort("pupil")
    assert result["full_marks"].to_list() == [True, False, None]
    assert result["check_score"].to_list() == [25.0, 24.0, None]
