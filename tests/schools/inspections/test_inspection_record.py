"""Each inspection once, and categories that do not fit their judgements."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from stocktake.schools.inspections import category_warnings, distinct_inspections
from stocktake.sources.schools.inspections.columns import INSPECTIONS

A = 900001


def rows(*cells: dict[str, object]) -> pl.DataFrame:
    usual = {"school_urn": A, "regime": "graded", "area": "overall", "event": "full"}
    return pl.DataFrame([{**usual, **row} for row in cells], schema=INSPECTIONS)


def test_first_and_last_day_of_an_inspection_are_one_inspection() -> None:
    distinct = distinct_inspections(
        rows(
            {"inspection_date": date(2017, 3, 22), "value": "Good",
             "published_date": date(2017, 4, 18), "category": None},
            {"inspection_date": date(2017, 3, 21), "value": "Good"},
            {"inspection_date": date(2017, 3, 21), "area": "early_years", "value": "Good"},
            {"inspection_date": date(2017, 4, 21), "value": "Good"},
        )
    )  # fmt: skip
    assert distinct.select("inspection_date", "area", "published_date").rows() == [
        (date(2017, 4, 21), "overall", None),
        (date(2017, 3, 21), "early_years", date(2017, 4, 18)),
        (date(2017, 3, 21), "overall", date(2017, 4, 18)),
    ]


def test_files_that_contradict_each_other_are_both_shown() -> None:
    day = {"inspection_date": date(2017, 3, 22)}
    distinct = distinct_inspections(rows({**day, "value": "Good"}, {**day, "value": "Inadequate"}))
    assert sorted(distinct["value"]) == ["Good", "Inadequate"]


def test_an_area_that_one_file_judges_is_judged() -> None:
    day = {"inspection_date": date(2017, 3, 22)}
    distinct = distinct_inspections(rows({**day, "value": None}, {**day, "value": "Good"}))
    assert distinct["value"].to_list() == ["Good"]
    assert distinct_inspections(rows({**day, "value": None}))["value"].to_list() == [None]


def test_inspections_of_two_regimes_stay_two() -> None:
    distinct = distinct_inspections(
        rows(
            {"inspection_date": date(2025, 11, 7), "regime": "no_overall", "area": "early_years"},
            {"inspection_date": date(2025, 11, 10), "regime": "report_card", "area": "early_years"},
        )
    )
    assert distinct.height == 2


def test_inspections_of_an_unknown_day_are_kept() -> None:
    distinct = distinct_inspections(rows({"value": "Good"}, {"value": "Good"}))
    assert distinct.select("inspection_date", "value").rows() == [(None, "Good")]


@pytest.mark.parametrize(
    ("leadership", "achievement", "safeguarding", "category", "expected"),
    [
        ("Expected standard", "Needs attention", "met", None, "no warning"),
        ("Urgent improvement", "Urgent improvement", "met", "special measures", "no warning"),
        ("Urgent improvement", "Strong standard", "not met", None, "special measures"),
        ("Urgent improvement", "Strong standard", "met", None, "requires significant improvement"),
        ("Strong standard", "Urgent improvement", "met", "special measures",
         "requires significant improvement"),
        ("Strong standard", "Strong standard", "not met", "requires significant improvement",
         "no warning"),
        ("Strong standard", "Strong standard", "met", "special measures", None),
        (None, None, None, None, "no warning"),
    ],
)  # fmt: skip
def test_a_category_is_warned_about_and_never_derived(
    leadership: str | None,
    achievement: str | None,
    safeguarding: str | None,
    category: str | None,
    expected: str | None,
) -> None:
    shared = {"inspection_date": date(2026, 1, 13), "regime": "report_card",
              "safeguarding": safeguarding, "category": category}  # fmt: skip
    card = rows(
        {**shared, "area": "leadership_and_governance", "value": leadership},
        {**shared, "area": "achievement", "value": achievement},
    )
    warnings = category_warnings(card)
    if expected == "no warning":
        assert warnings.is_empty()
    else:
        assert warnings.select("published_category", "expected_category").rows() == [
            (category, expected)
        ]
    assert set(card["category"]) == {category}, "what was published stays what it was"
