from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_rank import competition_rank

from stocktake.benchmarks.rank import (
    Rank,
    as_share,
    rank_among,
    straddles,
    within_share,
)
from stocktake.standards.errors import UsageError

WHOLE = st.lists(st.integers(0, 12).map(float), min_size=1, max_size=40)


def rank_both_ways(value: float, values: list[float], better: str) -> Rank:
    """The rank of one of some figures, found equal to the plain one."""
    other_values = list(values)
    other_values.remove(value)
    rank = rank_among(value, other_values, better)  # type: ignore[arg-type]
    assert rank == competition_rank(value, values, better)  # type: ignore[arg-type]
    return rank


def slow_ranks(values: list[float], better: str) -> list[tuple[int, int]]:
    """Walk down the ordered list, giving each run of equal figures its first position."""
    ranking = sorted(values, reverse=better == "higher")
    positions: dict[float, list[int]] = {}
    for position, value in enumerate(ranking, 1):
        positions.setdefault(value, []).append(position)
    return [(positions[value][0], len(positions[value])) for value in values]


@given(WHOLE, st.sampled_from(["higher", "lower"]))
def test_ranks_are_those_of_the_slow_twin(values: list[float], better: str) -> None:
    ranks = [rank_both_ways(value, values, better) for value in values]
    assert [(rank.rank, rank.tied) for rank in ranks] == slow_ranks(values, better)
    assert {rank.n for rank in ranks} == {len(values)}


@given(WHOLE)
def test_turning_every_figure_round_turns_the_direction_round(values: list[float]) -> None:
    upside_down = [-value for value in values]
    for value in values:
        assert rank_both_ways(value, values, "higher") == rank_both_ways(
            -value, upside_down, "lower"
        )


@given(WHOLE, st.fractions(Fraction(1, 20), 1).filter(lambda share: share > 0))
def test_a_place_within_a_share_has_fewer_than_that_share_ahead_of_it(
    values: list[float], share: Fraction
) -> None:
    for value in values:
        ahead = sum(other_value > value for other_value in values)
        rank = rank_both_ways(value, values, "higher")
        assert within_share(rank, share) == (ahead + 1 <= len(values) * share)


def test_lait_ranks_ten_twenty_twenty_thirty_forty() -> None:
    # The figures and ranks that LAIT's own tests pin, higher being better.
    values = [10.0, 20.0, 20.0, 30.0, 40.0]
    assert [rank_both_ways(v, values, "higher").rank for v in values] == [5, 3, 3, 2, 1]


def test_crumbs_of_binary_arithmetic_do_not_part_equal_figures() -> None:
    assert rank_both_ways(0.3, [0.1 + 0.2, 0.3], "higher") == Rank(1, 2, 2)


def test_the_half_of_an_odd_number_leaves_the_middle_place_out() -> None:
    assert within_share(Rank(75, 151, 1), 0.5)
    assert not within_share(Rank(76, 151, 1), 0.5)
    assert within_share(Rank(75, 150, 1), 0.5)


def test_a_third_written_as_a_decimal_is_a_third() -> None:
    assert as_share(1 / 3) == Fraction(1, 3)
    assert within_share(Rank(50, 150, 1), 1 / 3)


def test_ties_straddle_only_when_some_of_them_would_be_beyond_the_line() -> None:
    assert not straddles(Rank(74, 151, 2), 0.5)
    assert straddles(Rank(75, 151, 2), 0.5)
    assert not straddles(Rank(76, 151, 2), 0.5)


@pytest.mark.parametrize("share", [0, -0.5, 1.5])
def test_a_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(UsageError, match="a share of the places ranked is above 0 and at most 1"):
        within_share(Rank(1, 10, 1), share)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(UsageError, match="leave missing figures out"):
        rank_among(1.0, [float("nan")], "higher")


def test_a_place_in_the_middle_of_a_tie_is_counted_from_the_other_end_too() -> None:
    # 5, 4, 4, 1: the two fours are 2nd from the top and, from the end, 2nd and 3rd.
    assert rank_both_ways(4.0, [5.0, 4.0, 4.0, 1.0], "higher").from_last == 2
    assert rank_both_ways(1.0, [5.0, 4.0, 4.0, 1.0], "higher").from_last == 1


def test_the_best_three_are_ranks_one_to_three_and_a_tie_may_straddle_them() -> None:
    assert Rank(3, 10, 1).is_within(3)
    assert not Rank(4, 10, 1).is_within(3)
    assert Rank(3, 10, 2).is_straddling(3)
    assert not Rank(2, 10, 2).is_straddling(3)
