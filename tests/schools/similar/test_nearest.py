"""The nearest schools, against the same by hand: one pair after the other."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.schools.similar import distance_between, nearest_rows

VALUES = st.one_of(
    st.none(), st.sampled_from([0.0, 1.0, -1.0]), st.floats(-1e3, 1e3, allow_nan=False)
)


def plain_nearest(values, weights, minimum_shared, required_columns, count):
    """The same by loops: (row, partner, distance, shared)."""
    rows = []
    for row, own_values in enumerate(values):
        candidates = []
        for partner, partner_values in enumerate(values):
            shared = [
                index
                for index in range(len(weights))
                if own_values[index] is not None and partner_values[index] is not None
            ]
            if partner == row or len(shared) < minimum_shared or not shared:
                continue
            if any(index not in shared for index in required_columns):
                continue
            squared = sum(
                weights[index] * (own_values[index] - partner_values[index]) ** 2
                for index in shared
            )
            share = sum(weights[index] for index in shared) / sum(weights)
            candidates.append((math.sqrt(squared / share), partner, len(shared)))
        candidates.sort()
        rows += [(row, partner, distance, n) for distance, partner, n in candidates[:count]]
    return rows


def as_matrix(values) -> np.ndarray:
    return np.array([[math.nan if cell is None else cell for cell in row] for row in values])


@pytest.mark.slow
@given(
    st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=12),
    st.integers(1, 3),
    st.integers(1, 5),
    st.booleans(),
)
def test_the_fast_way_and_the_plain_way_agree(values, minimum_shared, count, needs_first) -> None:
    weights = [2.0, 1.0, 0.25]
    required_columns = [0] if needs_first else []
    nearest = nearest_rows(
        as_matrix(values).reshape(-1, 3),
        np.array(weights),
        minimum_shared=minimum_shared,
        is_required=np.array([needs_first, False, False]),
        count=count,
    )
    plain = plain_nearest(values, weights, minimum_shared, required_columns, count)
    assert nearest.row.tolist() == [row for row, *_ in plain]
    assert nearest.shared_count.tolist() == [n for *_, n in plain]
    assert nearest.distance.tolist() == pytest.approx(
        [distance for _, _, distance, _ in plain], rel=1e-9, abs=1e-9
    )


@pytest.mark.slow
@pytest.mark.parametrize("missing_share", [0.0, 0.15])
def test_two_thousand_schools_have_the_neighbours_that_sorting_all_distances_finds(
    missing_share: float,
) -> None:
    chance = np.random.default_rng(5)
    # A common level that is large next to the differences, as with scaled scores around 100.
    values = chance.normal(1_000, 1, size=(2_000, 5))
    values[chance.random(values.shape) < missing_share] = np.nan
    weights = np.array([3.0, 1.0, 1.0, 0.5, 0.1])
    nearest = nearest_rows(values, weights, minimum_shared=3)
    for row in (0, 7, 999, 1_999):
        distance = distance_between(values[row], values, weights)
        shared = (~np.isnan(values[row]) & ~np.isnan(values)).sum(axis=1)
        distance[shared < 3] = np.nan
        distance[row] = np.nan
        by_distance = np.argsort(distance, kind="stable")[:50]
        by_distance = by_distance[~np.isnan(distance[by_distance])]
        assert nearest.partner[nearest.row == row].tolist() == by_distance.tolist()


def test_schools_that_are_all_alike_come_in_order_and_none_is_lost() -> None:
    values = np.ones((300, 2))
    nearest = nearest_rows(values, np.ones(2), minimum_shared=2)
    assert set(nearest.distance) == {0.0}
    assert nearest.partner[nearest.row == 0].tolist() == list(range(1, 51))
    assert nearest.partner[nearest.row == 299].tolist() == list(range(50))
    assert nearest.rank[nearest.row == 299].tolist() == list(range(1, 51))


def test_a_missing_characteristic_is_not_zero() -> None:
    # School 1 has no value; as 0 it would be as near to school 0 as a school can be.
    values = np.array([[0.0, 5.0], [math.nan, 5.0], [1.0, 5.0]])
    on_both = nearest_rows(values, np.ones(2), minimum_shared=2)
    assert on_both.partner[on_both.row == 0].tolist() == [2]
    assert 1 not in on_both.row
    one = nearest_rows(values, np.ones(2), minimum_shared=1)
    assert one.partner[one.row == 0].tolist() == [1, 2]
    assert one.shared_count[one.row == 0].tolist() == [1, 2]


def test_a_school_without_a_required_characteristic_is_compared_with_none() -> None:
    values = np.array([[0.0, 1.0], [math.nan, 1.0], [0.5, 1.0]])
    nearest = nearest_rows(
        values, np.ones(2), minimum_shared=1, is_required=np.array([True, False])
    )
    assert set(nearest.row.tolist()) == {0, 2}
    assert nearest.partner.tolist() == [2, 0]


def test_what_is_not_shared_counts_as_much_as_what_is() -> None:
    distance = distance_between(
        np.array([1.0, 5.0]), np.array([4.0, math.nan]), np.array([1.0, 3.0])
    )
    # Three apart on a quarter of the weight: 9 x 4, square root 6.
    assert float(distance) == 6.0
    assert math.isnan(
        float(distance_between(np.array([math.nan]), np.array([1.0]), np.array([1.0])))
    )


def test_no_school_and_one_school_have_no_neighbours() -> None:
    for count in (0, 1):
        nearest = nearest_rows(np.ones((count, 2)), np.ones(2), minimum_shared=1)
        assert nearest.row.size == 0
        assert nearest.distance.size == 0
