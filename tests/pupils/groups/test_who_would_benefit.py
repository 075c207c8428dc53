"""Groups ranked by size times distance: worked by hand, and what must hold of any ranking."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.pupils.groups import who_would_benefit
from stocktake.standards.errors import UsageError

Cell = tuple[str, bool, int, int]

# ward, disadvantaged, pupils, of whom reached the standard
BOROUGH: list[Cell] = [
    ("Quay", True, 40, 10),
    ("Quay", False, 20, 10),
    ("Lido", True, 20, 10),
    ("Lido", False, 80, 60),
]


def tables(cells: list[Cell]) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [
        (ward, poor, number < met_count)
        for ward, poor, count, met_count in cells
        for number in range(count)
    ]
    names = [f"p{number}" for number in range(len(rows))]
    scores_table = pl.DataFrame({"pupil": names, "met": [row[2] for row in rows]})
    groups = pl.DataFrame(
        {
            "pupil": names,
            "ward": [row[0] for row in rows],
            "disadvantaged": [row[1] for row in rows],
        }
    )
    return scores_table, groups


def rank_groups(cells: list[Cell] = BOROUGH, **options: Any) -> dict[str, dict[str, Any]]:
    arguments = {"dimensions": ["ward"], "measure": "met"} | options
    result = who_would_benefit(*tables(cells), **arguments).content
    return {row["group"]: row for row in result.iter_rows(named=True)}


def test_benefit_is_the_further_pupils_who_would_reach_it() -> None:
    quay = rank_groups()["ward: Quay"]
    assert quay["rank"] == 1
    assert quay["value"] == pytest.approx(100 * 20 / 60)
    assert quay["comparator_value"] == pytest.approx(70.0)
    assert quay["distance"] == pytest.approx(70 - 100 * 20 / 60)
    assert quay["benefit"] == pytest.approx(0.7 * 60 - 20)
    assert quay["benefit_lower"] < quay["benefit"] < quay["benefit_upper"]


def test_a_group_ahead_has_nothing_to_gain() -> None:
    lido = rank_groups()["ward: Lido"]
    assert lido["benefit"] < 0
    assert lido["rank"] == 2


def test_where_less_is_better_the_order_turns() -> None:
    assert list(rank_groups(better="lower")) == ["ward: Lido", "ward: Quay"]
    assert rank_groups(better="lower")["ward: Lido"]["distance"] == pytest.approx(70 - 100 / 3)


def test_a_group_is_set_beside_those_who_are_alike() -> None:
    options: dict[str, Any] = {
        "dimensions": [("ward", "disadvantaged")],
        "within": ["disadvantaged"],
    }
    poor = rank_groups(**options)["ward: Quay; disadvantaged: yes"]
    assert poor["comparator_value"] == pytest.approx(50.0)
    assert poor["benefit"] == pytest.approx(0.5 * 40 - 10)
    against_all = rank_groups(dimensions=[("ward", "disadvantaged")])[
        "ward: Quay; disadvantaged: yes"
    ]
    assert against_all["comparator_value"] == pytest.approx(100 * 80 / 120)


def test_children_who_were_already_counted_are_said() -> None:
    groups_by_name = rank_groups(dimensions=["ward", "disadvantaged"])
    order = list(groups_by_name)
    assert order[:2] == ["disadvantaged: yes", "ward: Quay"]
    assert groups_by_name["disadvantaged: yes"]["already_counted_percent"] == 0
    quay = groups_by_name["ward: Quay"]
    assert quay["already_counted_percent"] == pytest.approx(100 * 40 / 60)
    assert quay["overlaps_with"] == "disadvantaged: yes"


def test_a_group_too_small_is_named_and_not_ranked() -> None:
    groups_by_name = rank_groups([*BOROUGH, ("Pier", False, 9, 0)])
    pier = groups_by_name["ward: Pier"]
    assert pier["rank"] is None
    assert pier["benefit"] is None
    assert pier["reason"] == "fewer than 10 pupils in the group"


def test_the_same_seed_gives_the_same_chances_and_places_add_up() -> None:
    options: dict[str, Any] = {"dimensions": [("ward", "disadvantaged")], "top": 2}
    first = rank_groups(seed=4, **options)
    assert first == rank_groups(seed=4, **options)
    chances = [row["chance_in_top_percent"] for row in first.values()]
    assert sum(chances) == pytest.approx(200)
    assert 0 < chances[1] < 100


@pytest.mark.slow
@given(
    st.lists(st.integers(0, 30), min_size=4, max_size=4),
    st.permutations(range(4)),
)
def test_the_order_of_the_pupils_changes_nothing(met_counts: list[int], order: list[int]) -> None:
    cells = [
        (ward, poor, 30, met_counts[number])
        for number, (ward, poor) in enumerate(
            [("Quay", True), ("Quay", False), ("Lido", True), ("Lido", False)]
        )
    ]
    options: dict[str, Any] = {"dimensions": ["ward", "disadvantaged"]}
    assert rank_groups(cells, **options) == rank_groups(
        [cells[place] for place in order], **options
    )


def test_no_row_is_about_a_child() -> None:
    table = who_would_benefit(*tables(BOROUGH), dimensions=["ward"], measure="met").content
    assert "pupil" not in table.columns
    assert not any("p1" in str(value) for row in table.iter_rows() for value in row)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="cannot be compared within disadvantaged"):
        rank_groups(dimensions=["ward"], within=["disadvantaged"])
    with pytest.raises(UsageError, match="top is 0; expected 1 or more first places"):
        rank_groups(top=0)
