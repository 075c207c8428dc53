"""Gaps between groups: published intervals, a plain twin, and when a gap cannot be told."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from math import sqrt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.groups import by_groups, gaps
from stocktake.pupils.groups.difference import GroupSums, difference
from stocktake.standards.errors import UsageError

Pupil = tuple[str | None, float | None]


def tables(rows: Sequence[Pupil], dimension: str = "ward") -> tuple[pl.DataFrame, pl.DataFrame]:
    names = [f"p{number}" for number in range(len(rows))]
    scores_table = pl.DataFrame(
        {"pupil": names, "score": [score for _, score in rows]},
        schema={"pupil": pl.String, "score": pl.Float64},
    )
    groups = pl.DataFrame({"pupil": names, dimension: [group for group, _ in rows]})
    return scores_table, groups


@pytest.mark.parametrize(
    ("group", "comparator", "lower", "upper"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_published_intervals(
    group: tuple[int, int], comparator: tuple[int, int], lower: float, upper: float
) -> None:
    one, two = (GroupSums(n, k, k) for k, n in (group, comparator))
    interval = difference(one, two, share=True)
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=1e-4)


def test_a_gap_in_means_has_welchs_error() -> None:
    scores = {"Quay": [90.0, 95.0, 100.0, 97.0], "Lido": [101.0, 99.0, 110.0, 104.0, 108.0]}
    rows = [(ward, score) for ward, all_ in scores.items() for score in all_]
    result = gaps(*tables(rows), dimension="ward", measure="score", least_count=2)
    row = result.content.filter(pl.col("ward") == "Quay").row(0, named=True)
    error = sqrt(sum(statistics.variance(values) / len(values) for values in scores.values()))
    assert row["gap"] == pytest.approx(95.5 - 104.4)
    assert row["gap_lower"] == pytest.approx(95.5 - 104.4 - 1.96 * error)
    assert row["gap_upper"] == pytest.approx(95.5 - 104.4 + 1.96 * error)


def test_a_national_deviation_stands_in_for_the_groups_own() -> None:
    rows = [("Quay", -0.3)] * 150 + [("Lido", 0.0)] * 150
    result = gaps(*tables(rows), dimension="ward", measure="score", sd=1.4)
    row = result.content.filter(pl.col("ward") == "Quay").row(0, named=True)
    assert row["gap_upper"] - row["gap"] == pytest.approx(1.96 * 1.4 * sqrt(2 / 150))


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Quay", "Lido", "Dunes"]),
            st.one_of(st.none(), st.floats(-3, 3)),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_every_gap_is_the_group_less_everybody_else(rows: list[Pupil]) -> None:
    gap_table = gaps(*tables(rows), dimension="ward", measure="score", least_count=2).content
    known_scores = [(ward, score) for ward, score in rows if score is not None]
    assert set(gap_table["ward"]) == {ward for ward, _ in known_scores}
    for row in gap_table.iter_rows(named=True):
        own_scores = [score for ward, score in known_scores if ward == row["ward"]]
        rest = [score for ward, score in known_scores if ward != row["ward"]]
        assert (row["count"], row["comparator_count"]) == (len(own_scores), len(rest))
        if min(len(own_scores), len(rest)) < 2:
            assert row["gap"] is None
            assert row["reason"].startswith("fewer than 2 pupils in ")
        else:
            expected_gap = statistics.fmean(own_scores) - statistics.fmean(rest)
            assert row["gap"] == pytest.approx(expected_gap, abs=1e-9)
            assert row["gap_lower"] - 1e-9 <= row["gap"] <= row["gap_upper"] + 1e-9
            assert row["reason"] is None


def test_too_few_pupils_is_said_and_no_figure_is_given() -> None:
    rows = [("Quay", 1.0)] * 9 + [("Lido", 2.0)] * 30
    gap_table = gaps(*tables(rows), dimension="ward", measure="score").content
    reasons = dict(gap_table.select("ward", "reason").iter_rows())
    assert reasons == {
        "Quay": "fewer than 10 pupils in the group",
        "Lido": "fewer than 10 pupils in the comparator",
    }
    assert gap_table["gap"].null_count() == 2
    assert gap_table["value"].null_count() == 2


def test_who_is_not_known_is_neither_group_nor_rest() -> None:
    rows = [("Quay", 1.0)] * 10 + [("Lido", 2.0)] * 10 + [(None, 50.0)] * 10
    scores_table, groups = tables(rows, "ward")
    gap_table = gaps(scores_table, groups, dimension="ward", measure="score").content
    assert dict(gap_table.select("ward", "gap").iter_rows()) == {"Lido": 1.0, "Quay": -1.0}
    group_table = by_groups(scores_table, groups, dimensions=["ward"], measure="score").content
    assert group_table.filter(pl.col("ward").is_null())["count"].to_list() == [10]


def test_a_named_comparator_within_each_ward() -> None:
    names = [f"p{number}" for number in range(60)]
    wards = ["Quay"] * 30 + ["Lido"] * 30
    poor = ([True] * 10 + [False] * 20) * 2
    met = [False] * 10 + [True] * 20 + [True] * 30
    rows = pl.DataFrame({"pupil": names, "met": met})
    groups = pl.DataFrame({"pupil": names, "ward": wards, "disadvantaged": poor})
    gap_table = gaps(
        rows, groups, dimension="disadvantaged", by=["ward"], measure="met", comparator=False
    ).content
    assert dict(gap_table.select("ward", "gap").iter_rows()) == {"Quay": -100.0, "Lido": 0.0}
    assert gap_table["disadvantaged"].to_list() == [True, True]


def test_a_comparator_that_nobody_is_in_is_refused() -> None:
    rows = [("Quay", 1.0)] * 10
    with pytest.raises(UsageError, match="ward has no group 'Pier' among these; it has Quay"):
        gaps(*tables(rows), dimension="ward", measure="score", comparator="Pier")


def test_a_pupil_is_grouped_by_the_school_of_the_measure() -> None:
    rows = pl.DataFrame({"pupil": ["a", "b"], "school_urn": [1, 2], "met": [True, False]})
    groups = pl.DataFrame({"pupil": ["a", "b"], "school_urn": [9, 9]})
    group_table = by_groups(rows, groups, dimensions=["school_urn"], measure="met").content
    assert sorted(group_table["school_urn"]) == [1, 2]


def test_several_years_are_matched_year_by_year() -> None:
    years = ["202223", "202324"]
    rows = pl.DataFrame({"time_period": years, "pupil": ["a", "a"], "met": [True, False]})
    groups = pl.DataFrame({"time_period": years, "pupil": ["a", "a"], "ward": ["Quay", "Lido"]})
    group_table = by_groups(rows, groups, dimensions=["ward"], measure="met").content
    assert sorted(group_table.select("ward", "numerator", "denominator").rows()) == [
        ("Lido", 0, 1),
        ("Quay", 1, 1),
    ]


def test_what_is_printed_is_a_shape_and_never_a_figure() -> None:
    rows = [("Quay", 73.25)] * 12 + [("Lido", 41.5)] * 12
    scores_table, groups = tables(rows)
    aggregate = gaps(scores_table, groups, dimension="ward", measure="score")
    for text in (repr(aggregate), str(aggregate), f"{aggregate}"):
        assert text == (
            "InternalAggregate(score by ward: 2 rows, 10 columns; internal, not released)"
        )
    lazy = by_groups(scores_table.lazy(), groups.lazy(), dimensions=["ward"], measure="score")
    assert repr(lazy) == (
        "InternalAggregate(score by ward: rows not counted; internal, not released)"
    )
