"""Groups set beside pupils nationally who began alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.groups import transition_by_group
from stocktake.sources.transition import read_transition
from stocktake.standards.errors import UsageError

YEAR = "202324"
MATRIX = pl.DataFrame(
    {
        "time_period": YEAR,
        "breakdown": "all",
        "prior_band": ["90 - 95.5"] * 2 + ["100 - 102"] * 2,
        "prior_lower": [90.0] * 2 + [100.0] * 2,
        "prior_upper": [95.5] * 2 + [102.0] * 2,
        "subject": "Mathematics",
        "outcome": ["4", "7"] * 2,
        "pupils_count": [90, 10, 20, 80],
    }
)


def tables(groups: dict[tuple[bool, float], list[str]]) -> dict[str, Any]:
    rows = [(poor, score, grade) for (poor, score), all_ in groups.items() for grade in all_]
    names = [f"p{number}" for number in range(len(rows))]
    return {
        "entries": pl.DataFrame(
            {
                "pupil": names,
                "time_period": YEAR,
                "stage": "KS4",
                "qualification": "GCSE",
                "subject": "MATHS",
                "grade": [grade for *_, grade in rows],
                "award_date": date(2024, 8, 22),
            }
        ),
        "prior": pl.DataFrame({"pupil": names, "prior_score": [row[1] for row in rows]}),
        "characteristics": pl.DataFrame(
            {"pupil": names, "disadvantaged": [row[0] for row in rows]}
        ),
    }


def measure_transitions(
    groups: dict[tuple[bool, float], list[str]], **options: Any
) -> list[dict[str, Any]]:
    arguments = {"dimensions": ["disadvantaged"], "year": YEAR, "subject": "MATHS"} | options
    return transition_by_group(**tables(groups), matrix=MATRIX, **arguments).content.to_dicts()


def test_each_band_and_group_beside_its_own_nation() -> None:
    rows = measure_transitions(
        {
            (False, 101.0): ["7"] * 9 + ["4"],
            (True, 101.0): ["5"] * 5 + ["U"] * 5,
            (False, 91.0): ["4"] * 10,
        }
    )
    assert [(row["disadvantaged"], row["prior_band"]) for row in rows] == [
        (False, "90 - 95.5"),
        (False, "100 - 102"),
        (True, "100 - 102"),
    ]
    assert [(row["percent"], row["national_percent"]) for row in rows] == [
        (0.0, 10.0),
        (90.0, 80.0),
        (50.0, 80.0),
    ]
    assert [row["difference_points"] for row in rows] == pytest.approx([-10, 10, -30])
    assert all(
        row["difference_lower"] <= row["difference_points"] <= row["difference_upper"]
        for row in rows
    )


def test_the_threshold_is_asked_for() -> None:
    (row,) = measure_transitions({(True, 101.0): ["4"] * 10}, at_least=4)
    assert (row["percent"], row["national_percent"]) == (100.0, 100.0)


def test_few_pupils_of_a_band_are_not_set_beside_the_nation() -> None:
    (row,) = measure_transitions({(True, 101.0): ["7"] * 9})
    assert (row["denominator"], row["percent"], row["difference_points"]) == (9, None, None)
    assert row["reason"] == "fewer than 10 pupils"


def test_who_did_not_attempt_the_examination_is_in_no_share() -> None:
    (row,) = measure_transitions({(True, 101.0): ["7"] * 10 + ["X"] * 5})
    assert (row["numerator"], row["denominator"]) == (10, 10)


def test_a_grade_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="at_least is 10; expected a grade from 1 to 9"):
        measure_transitions({(True, 101.0): ["7"] * 10}, at_least=10)


def test_england_against_itself_differs_in_no_band(shared_data: Path) -> None:
    path = shared_data / "transition" / "2024_Tidy_Data_Output_91_Scaled_Scores_Final_v2.csv"
    matrix = read_transition(path, published=None, retrieved=date(2026, 4, 8)).tables["transition"]
    band = matrix.filter(
        pl.col("subject") == "Mathematics",
        pl.col("breakdown") == "all",
        pl.col("prior_band") == "100 - 102",
        pl.col("outcome").is_in([*"987654321", "U"]),
    )
    grades = [
        grade
        for grade, count in band.select("outcome", "pupils_count").iter_rows()
        for _ in range(count)
    ]
    rows = transition_by_group(
        **tables({(False, 101.0): grades}),
        matrix=matrix,
        dimensions=[],
        year=YEAR,
        subject="MATHS",
    ).content
    assert rows["denominator"].to_list() == [len(grades)]
    assert rows["difference_points"].to_list() == pytest.approx([0.0])
