from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.benchmarks.uncertainty import interval, rank_interval

# Exact Poisson limits of a count, 95%: published in every table of them.
EXACT = {0: (0.0, 3.689), 1: (0.025, 5.572), 5: (1.623, 11.668), 9: (4.115, 17.085)}


@pytest.mark.parametrize(("count", "ends"), EXACT.items())
def test_limits_of_small_counts_are_the_tabulated_ones(
    count: int, ends: tuple[float, float]
) -> None:
    assert interval(count, 100, "per_100") == pytest.approx(ends, abs=0.0006)


def test_byars_limits_come_within_a_tenth_of_the_exact_ones_of_ten() -> None:
    # Exact: 4.795 to 18.390.
    assert interval(10, 100, "per_100") == pytest.approx((4.795, 18.390), abs=0.1)


def test_a_rate_is_scaled_to_its_unit() -> None:
    per_100 = interval(0.2, 7_000, "per_100")
    per_10000 = interval(20.0, 7_000, "per_10000")
    assert per_100 is not None
    assert per_10000 is not None
    assert [100 * end for end in per_100] == pytest.approx(per_10000)


def test_wilson_against_its_published_example() -> None:
    # Newcombe (1998), table I: 81 of 263, 95% score interval 0.2553 to 0.3662; 0 of 20, to 0.1611.
    assert interval(100 * 81 / 263, 263, "percent") == pytest.approx((25.53, 36.62), abs=0.005)
    assert interval(0.0, 20, "percent") == pytest.approx((0.0, 16.11), abs=0.005)


@given(st.integers(1, 5_000), st.data())
def test_wilsons_ends_are_the_shares_that_the_figure_is_two_standard_errors_from(
    n: int, data: st.DataObject
) -> None:
    share = data.draw(st.integers(1, n)) / n
    ends = interval(100 * share, n, "percent")
    assert ends is not None
    for end in (ends[0] / 100, ends[1] / 100):
        if 1e-9 < end < 1 - 1e-9:
            error = math.sqrt(end * (1 - end) / n)
            assert abs(share - end) / error == pytest.approx(1.959964, abs=1e-5)


@given(st.sampled_from(["percent", "per_100"]), st.floats(0, 100), st.integers(1, 10_000))
def test_an_interval_holds_its_figure(unit: str, value: float, n: int) -> None:
    ends = interval(value, n, unit)
    assert ends is not None
    assert ends[0] <= value + 1e-9
    assert value <= ends[1] + 1e-9


@given(st.floats(1, 99), st.integers(10, 1_000))
def test_more_children_make_a_narrower_interval(value: float, n: int) -> None:
    few, many = interval(value, n, "percent"), interval(value, 4 * n, "percent")
    assert few is not None
    assert many is not None
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize(
    ("value", "denominator", "unit"),
    [
        (50.0, None, "percent"),
        (50.0, 0, "percent"),
        (101.0, 20, "percent"),
        (-0.1, 900, "per_100"),
        (-0.96, 1_300, "score"),
        (104.0, 1_300, "scaled_score"),
        (12.0, 40, "count"),
    ],
)
def test_what_has_no_interval(value: float, denominator: float | None, unit: str) -> None:
    assert interval(value, denominator, unit) is None
    assert rank_interval(value, denominator, [1.0], "higher", unit) is None


def test_the_ranks_that_chance_allows_by_hand() -> None:
    # 50% of 100 children: 40.4 to 59.6. Ahead of 59.6: 70. Ahead of 40.4: 70, 55, 45.
    other_values = [70.0, 55.0, 45.0, 30.0]
    assert rank_interval(50.0, 100, other_values, "higher", "percent") == (2, 4)
    # Lower is better: ahead of 40.4 is 30; ahead of 59.6 are 30, 45, 55.
    assert rank_interval(50.0, 100, other_values, "lower", "percent") == (2, 4)


@given(st.lists(st.floats(0, 100), max_size=30), st.floats(0, 100), st.integers(5, 500))
def test_the_published_rank_lies_between_the_ranks_that_chance_allows(
    other_values: list[float], value: float, n: int
) -> None:
    span = rank_interval(value, n, other_values, "higher", "percent")
    assert span is not None
    rank = 1 + sum(round(other_value, 6) > round(value, 6) for other_value in other_values)
    assert 1 <= span[0] <= rank <= span[1] <= len(other_values) + 1
