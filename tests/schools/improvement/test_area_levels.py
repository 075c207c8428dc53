"""Levels of schools that together meet the area's target, and termly objectives."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stocktake.schools.improvement import (
    InterimObjective,
    InterimObjectives,
    propose_levels,
    sum_levels,
)
from stocktake.schools.improvement.area_levels import SchoolLevel
from stocktake.schools.improvement.measures import improvement_measure
from stocktake.standards.errors import UsageError

RWM = improvement_measure("ks2.rwm_expected")


def starts(*rows: tuple[int, float | None, int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        rows,
        schema={"school_urn": pl.Int64, "start": pl.Float64, "pupil_count": pl.Int64},
        orient="row",
    )


def test_each_school_below_closes_the_same_share_of_its_distance() -> None:
    area = propose_levels(starts((1, 40.0, 50), (2, 60.0, 50), (3, 80.0, 50)), 64.0, RWM)
    # Today 60. To 64 it is 4 x 150 = 600 pupil points; (24 + 4) x 50 = 1,400 lie below the target:
    # each school below closes 600 / 1,400 of its distance, rounded up to whole percentages.
    assert area.start == pytest.approx(60.0)
    assert [level.level for level in area.levels] == [51.0, 62.0, 80.0]
    assert area.proposed_sum == pytest.approx((51 + 62 + 80) / 3)
    assert area.is_met


def test_the_sum_and_the_pupils_are_in_the_sentence() -> None:
    area = propose_levels(starts((1, 40.0, 100), (2, 70.0, 100)), 60.0, RWM)
    assert [level.pupils_needed for level in area.levels] == [10, 0]
    assert area.sentence == (
        "The levels of 2 schools come to 60%; the area's target is 60%, which they meet."
    )


def test_a_refused_level_counts_at_the_start_and_needs_a_reason() -> None:
    area = propose_levels(starts((1, 40.0, 100), (2, 70.0, 100)), 60.0, RWM)
    refusal = area.levels[0].model_copy(
        update={"answer": "refused", "reason": "half the staff left"}
    )
    area_after = sum_levels((refusal, area.levels[1]), 60.0, RWM)
    assert area_after.answered_sum == pytest.approx(55.0)
    assert area_after.proposed_sum == pytest.approx(60.0)
    assert not area_after.is_met
    assert area_after.sentence == (
        "The levels of 2 schools come to 55%; the area's target is 60%, 5 percentage points more. "
        "1 level is refused and counts at the school's start."
    )
    with pytest.raises(ValueError, match="a level is refused with a reason"):
        SchoolLevel.model_validate({**area.levels[0].model_dump(), "answer": "refused"})


def test_schools_without_a_result_are_named_and_in_no_sum() -> None:
    area = propose_levels(starts((1, 40.0, 100), (2, None, 90), (3, 50.0, None)), 45.0, RWM)
    assert area.schools_without == (2, 3)
    assert area.sentence.endswith(
        "2 schools have no result or no number of pupils and count for nothing here."
    )


def test_a_target_that_is_met_already_asks_for_nothing() -> None:
    area = propose_levels(starts((1, 40.0, 100), (2, 70.0, 100)), 50.0, RWM)
    assert [level.gain for level in area.levels] == [0.0, 0.0]
    assert area.is_met


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(6, 300)), min_size=1, max_size=30),
    st.floats(0, 100),
)
def test_the_levels_always_meet_the_target_and_nobody_is_asked_beyond_it(
    schools: list[tuple[float, int]], target: float
) -> None:
    rows = [(at, start, pupils) for at, (start, pupils) in enumerate(schools)]
    area = propose_levels(starts(*rows), target, RWM)
    assert area.is_met
    assert area.proposed_sum >= target - 1e-6
    for level in area.levels:
        assert level.level >= level.start
        assert level.level <= max(level.start, target) + 1
    # Rounding up to whole percentages asks for at most one point more than needed.
    assume(area.start < target)
    assert area.proposed_sum <= target + 1


@pytest.mark.parametrize(
    ("rows", "target", "message"),
    [
        (((1, 40.0, 10), (1, 50.0, 10)), 60.0, "school 1: stands twice; expected one start each"),
        (((1, None, 10),), 60.0, "starts: no school has a result and a number of pupils"),
        (((1, 40.0, 10),), 120.0, "target: 120.0 cannot be scored; expected 0.0 to 100.0"),
    ],
)
def test_faults_are_refused(
    rows: tuple[tuple[int, float | None, int | None], ...], target: float, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        propose_levels(starts(*rows), target, RWM)
    assert str(error.value) == f"no levels can be proposed\n  {message}"


def objective(area: str, **changes: object) -> InterimObjective:
    fields = {
        "area": area,
        "term": "spring",
        "academic_year": "202627",
        "due": date(2027, 3, 31),
        "text": "Every lesson of year 8 is observed once",
        "evidence": "Notes of the observations, seen by the adviser",
    }
    return InterimObjective.model_validate({**fields, **changes})


AREAS = ("leadership", "teaching", "behaviour", "achievement")


def test_objectives_cover_every_area_of_the_letter() -> None:
    whole = InterimObjectives(
        school_urn=900001,
        level_by=date(2027, 8, 31),
        objectives=tuple(objective(area) for area in AREAS),
    )
    assert len(whole.objectives) == 4
    with pytest.raises(ValueError, match="no objective in behaviour, achievement"):
        InterimObjectives(
            school_urn=900001,
            level_by=date(2027, 8, 31),
            objectives=tuple(objective(area) for area in AREAS[:2]),
        )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"due": date(2026, 12, 1)}, "due 2026-12-01 is not in the spring term of 2026/27"),
        ({"term": "autumn"}, "due 2027-03-31 is not in the autumn term of 2026/27"),
        ({"evidence": ""}, "at least 1 character"),
    ],
)
def test_an_objective_falls_due_in_its_term(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        objective("teaching", **changes)


def test_an_objective_comes_before_the_level() -> None:
    with pytest.raises(ValueError, match="due 2027-03-31 is after the level's own day"):
        InterimObjectives(
            school_urn=900001,
            level_by=date(2027, 1, 1),
            objectives=tuple(objective(area) for area in AREAS),
        )
