"""Reception baselines by school and area of learning, inside and outside the funnel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean, stdev
from typing import Any

import polars as pl
import pytest

from stocktake.pupils.groups import need_at_baseline
from stocktake.standards.errors import InputError, UsageError

YEAR = "202324"


def marks(by_school: Mapping[int, Sequence[int | str]], component: str = "LCL") -> pl.DataFrame:
    rows = [(school, str(mark)) for school, all_ in by_school.items() for mark in all_]
    return pl.DataFrame(
        {
            "pupil": [f"p{number}" for number in range(len(rows))],
            "time_period": YEAR,
            "school_urn": [school for school, _ in rows],
            "stage": "RBA",
            "component": component,
            "measure": "RAW",
            "result": [mark for _, mark in rows],
        }
    )


def needs(table: pl.DataFrame, **options: Any) -> dict[Any, dict[str, Any]]:
    result = need_at_baseline(table, year=YEAR, **options).content
    return {row["school_urn"]: row for row in result.iter_rows(named=True)}


def test_limits_are_those_of_a_funnel() -> None:
    low, high = [6, 7, 8, 9] * 5, [10, 11, 12, 13] * 20
    row = needs(marks({1: low, 2: high}))[1]
    all_marks = low + high
    error = stdev(all_marks) / sqrt(20)
    assert row["count"] == 20
    assert row["mean"] == 7.5
    assert row["all_mean"] == pytest.approx(fmean(all_marks))
    assert row["limit_95_lower"] == pytest.approx(fmean(all_marks) - 1.96 * error)
    assert row["limit_998_upper"] == pytest.approx(fmean(all_marks) + 3.09 * error)
    assert row["lower"] == pytest.approx(7.5 - 1.96 * stdev(low) / sqrt(20))
    assert row["need_sd"] == pytest.approx((fmean(all_marks) - 7.5) / stdev(all_marks))
    assert row["signal"] == "far below"
    assert row["learning_area"] == "Literacy, communication and language"


def test_the_same_mean_is_within_the_funnel_where_children_are_few() -> None:
    spread = [4, 8, 12, 16]
    few, many = [3, 7, 11, 15] * 3, [3, 7, 11, 15] * 50
    needs_by_school = needs(marks({1: few, 2: many, 3: [mark + 1 for mark in spread] * 50}))
    assert needs_by_school[1]["mean"] == needs_by_school[2]["mean"] == 9
    assert (needs_by_school[1]["signal"], needs_by_school[2]["signal"]) == ("within", "below")


def test_a_handful_of_children_gets_no_figure() -> None:
    need = needs(marks({1: [1] * 9, 2: [10, 12] * 20}))[1]
    assert need["reason"] == "fewer than 10 children"
    assert (need["mean"], need["signal"], need["limit_95_lower"]) == (None, None, None)


def test_an_absence_is_no_mark_of_nought() -> None:
    need = needs(marks({1: [8, 10] * 10 + ["A"] * 5, 2: [9, 11] * 10}))[1]
    assert (need["count"], need["mean"]) == (20, 9.0)


def test_children_all_alike_give_no_signal() -> None:
    needs_by_school = needs(marks({1: [8] * 20, 2: [8] * 20}))
    assert {row["signal"] for row in needs_by_school.values()} == {None}


def test_areas_of_learning_and_other_years_are_kept_apart() -> None:
    table = pl.concat(
        [
            marks({1: [5, 7] * 10, 2: [9, 11] * 10}),
            marks({1: [9, 11] * 10, 2: [5, 7] * 10}, "MAT"),
            marks({1: [30] * 20}).with_columns(time_period=pl.lit("202223")),
        ]
    )
    result = need_at_baseline(table, year=YEAR).content
    means = {(row["school_urn"], row["component"]): row["mean"] for row in result.to_dicts()}
    assert means == {(1, "LCL"): 6, (2, "LCL"): 10, (1, "MAT"): 10, (2, "MAT"): 6}


def test_other_groups_come_from_the_characteristics_of_the_year() -> None:
    table = marks({1: [5, 7] * 10 + [9, 11] * 10})
    wards = ["Quay"] * 20 + ["Lido"] * 20
    groups = pl.DataFrame({"time_period": YEAR, "pupil": table["pupil"], "ward": wards})
    earlier = groups.with_columns(time_period=pl.lit("202223"), ward=pl.lit("Dunes"))
    result = need_at_baseline(
        table, pl.concat([groups, earlier]), year=YEAR, dimensions=["ward"]
    ).content
    assert dict(result.select("ward", "mean").iter_rows()) == {"Quay": 6.0, "Lido": 10.0}
    with pytest.raises(InputError, match="no column 'ward'"):
        need_at_baseline(table, year=YEAR, dimensions=["ward"])
    with pytest.raises(UsageError, match="young_carer is grouped for the area only"):
        need_at_baseline(table, groups, year=YEAR, dimensions=["school_urn", "young_carer"])
