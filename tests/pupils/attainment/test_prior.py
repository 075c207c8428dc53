"""Prior attainment: the 34 groups, results below the tests, bands, and the January census."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from attainment_results import assessments
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.attainment.cohort import on_roll
from stocktake.pupils.attainment.definitions import prior_scheme
from stocktake.pupils.attainment.prior import group_of, key_stage_2_prior, prior_band
from stocktake.pupils.frames import to_lazy

UPPERS = [82, 86, 87.5, 89, 90.5, 92, *range(93, 121)]


def find_prior(*results: tuple[str, str, str], year: str = "201819") -> tuple[float, int] | None:
    table = assessments(("a", year, "KS2", *result) for result in results)
    rows = key_stage_2_prior(table).select("prior_score", "prior_group").rows()
    return rows[0] if rows else None


def test_the_worked_example_is_in_group_nineteen() -> None:
    assert find_prior(("READ", "SCALED", "103"), ("MATH", "SCALED", "106")) == (104.5, 19)


@pytest.mark.slow
@given(st.integers(59 * 2, 120 * 2).map(lambda halves: halves / 2))
def test_a_score_is_in_the_first_group_that_reaches_it(score: float) -> None:
    expected = next(g for g, upper in enumerate(UPPERS, 1) if score <= upper)
    frame = to_lazy(pl.DataFrame({"score": [score]}), "scores")
    group = group_of("score", prior_scheme("scaled-scores-2022-on").group)
    assert frame.select(group=group).collect().to_native()["group"].item() == expected


@pytest.mark.parametrize(
    ("year", "code", "score"),
    [("201516", "BLW", 70), ("201617", "BLW", 71), ("201617", "PKF", 73), ("201516", "PKG", 79)],
)
def test_results_below_the_tests_have_the_score_of_their_year(
    year: str, code: str, score: int
) -> None:
    score_and_group = find_prior(("READ", "TA", code), ("MATH", "SCALED", "81"), year=year)
    assert score_and_group is not None
    assert score_and_group[0] == (score + 81) / 2


def test_a_scaled_score_goes_before_a_teacher_assessment() -> None:
    rows = (("READ", "TA", "EXS"), ("READ", "SCALED", "99"), ("READ", "TA", "PKE"))
    assert find_prior(*rows, ("MATH", "SCALED", "99")) == (99.0, 13)


def test_one_subject_suffices_and_none_is_no_row() -> None:
    assert find_prior(("MATH", "SCALED", "100")) == (100.0, 14)
    assert find_prior(("MATH", "SCALED", "A"), ("GPS", "SCALED", "100")) is None


def test_fine_levels_are_groups_too() -> None:
    groups = prior_scheme("fine-levels-2016-to-2019").group
    assert (len(groups), groups[0].upper, groups[-1].upper) == (34, 1.5, 5.8)
    frame = to_lazy(pl.DataFrame({"level": [1.2, 2.8, 2.9, 4.6, 5.8]}), "levels")
    result = frame.select(group=group_of("level", groups)).collect().to_native()
    assert result["group"].to_list() == [1, 4, 5, 22, 34]


def test_who_has_no_prior_attainment_is_in_no_band() -> None:
    frame = pl.DataFrame({"points": [23.9, 24.0, 29.9, 30.0, None]})
    result = prior_band(frame, "points", scheme="key-stage-2-points")
    assert result["prior_band"].to_list() == ["low", "middle", "middle", "high", None]


def test_the_cohort_is_year_eleven_on_roll_on_the_day() -> None:
    day = date(2024, 1, 18)
    pupils = pl.DataFrame(
        {
            "time_period": ["202324"] * 5 + ["202223"],
            "pupil": ["stays", "gone", "both", "guest", "year ten", "stays"],
            "nc_year": ["11"] * 4 + ["10", "10"],
        }
    )
    spells = [
        ("stays", "1", "C", date(2019, 9, 1), None),
        ("gone", "1", "C", date(2019, 9, 1), date(2024, 1, 18)),
        ("both", "1", "M", date(2019, 9, 1), date(2024, 6, 28)),
        ("both", "2", "S", date(2023, 9, 1), None),
        ("guest", "2", "S", date(2023, 9, 1), None),
        ("year ten", "1", "C", date(2020, 9, 1), None),
    ]
    names = ["pupil", "school_urn", "enrolment_status", "entry_date", "leaving_date"]
    enrolments = pl.DataFrame(spells, schema=names, orient="row")
    cohort = on_roll(pupils, enrolments, year="202324", nc_year="11", on=day).sort("pupil")
    assert cohort.select("pupil", "school_urn").rows() == [("both", "1"), ("stays", "1")]
