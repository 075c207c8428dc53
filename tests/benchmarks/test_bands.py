from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_bands import band, cut_band, cut_points, percentile, quartile, sextile
from plain_rank import competition_rank

from stocktake.benchmarks import bands
from stocktake.benchmarks.rank import Rank, within_share
from stocktake.standards.errors import UsageError

QUARTILES = bands.QUARTILES
FIGURES = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=60)
CUTS = (0.0, 25.0, 50.0, 75.0, 100.0)


def slow_cut(values: list[float], quarter: int) -> float:
    """Stretch the sorted figures over 0 to 1 and read off the height at a quarter."""
    sorted_values = sorted(values)
    if len(sorted_values) == 1:
        return sorted_values[0]
    step = 1 / (len(sorted_values) - 1)
    at = quarter / 4
    for k in range(len(sorted_values) - 1):
        if k * step <= at <= (k + 1) * step + 1e-12:
            return sorted_values[k] + (at - k * step) / step * (
                sorted_values[k + 1] - sorted_values[k]
            )
    return sorted_values[-1]


@given(FIGURES)
def test_cut_points_are_those_of_the_slow_twin(values: list[float]) -> None:
    assert cut_points(values) == pytest.approx([slow_cut(values, k) for k in range(5)], abs=1e-9)


@given(FIGURES, st.sampled_from(["higher", "lower"]))
def test_a_quartile_by_rank_is_the_first_quarter_whose_line_the_rank_is_within(
    values: list[float], better: str
) -> None:
    for value in values:
        rank = competition_rank(value, values, better)  # type: ignore[arg-type]
        shares = [within_share(rank, quarter / 4) for quarter in (1, 2, 3, 4)]
        if rank.n < 4:
            assert quartile(rank) is None
            continue
        assert quartile(rank) == "ABCD"[shares.index(True)]
        assert (quartile(rank) in ("A", "B")) == (percentile(rank) <= 50) == within_share(rank, 0.5)


@given(st.lists(st.floats(-1e3, 1e3).map(lambda x: round(x, 3)), min_size=8, unique=True))
def test_without_ties_the_two_ways_of_drawing_quartiles_differ_by_one_at_most(
    values: list[float],
) -> None:
    cuts = cut_points(values)
    for value in values:
        by_rank = quartile(competition_rank(value, values, "lower"))
        assert abs("ABCD".index(by_rank) - "ABCD".index(cut_band(value, cuts, "lower"))) <= 1


def test_lait_bands_of_figures_between_and_on_the_cuts() -> None:
    # Pinned by LAIT's own tests.
    low = [cut_band(v, CUTS, "lower") for v in (10, 30, 60, 80)]
    high = [cut_band(v, CUTS, "higher") for v in (10, 30, 60, 80)]
    assert (low, high) == (["A", "B", "C", "D"], ["D", "C", "B", "A"])
    assert [cut_band(v, CUTS, "lower") for v in (25, 50, 75, 100)] == ["A", "B", "C", "D"]


def test_a_figure_on_the_median_is_on_the_worse_side_only_where_higher_is_better() -> None:
    assert cut_band(50, CUTS, "higher") == "C"
    assert cut_band(50, CUTS, "lower") == "B"


def test_a_figure_outside_the_cuts_is_refused() -> None:
    with pytest.raises(UsageError, match="101 lies outside the figures that were cut"):
        cut_band(101, CUTS, "higher")


def test_no_figures_cannot_be_cut() -> None:
    with pytest.raises(UsageError, match="no figures to cut into quartiles"):
        cut_points([])


def test_the_54_districts_of_each_sixth_of_324() -> None:
    sixths = [sextile(Rank(rank, 324, 1)) for rank in range(1, 325)]
    assert [sixths.count(sixth) for sixth in range(1, 7)] == [54] * 6
    assert sextile(Rank(316, 324, 1)) == 6


def test_bands_are_as_equal_as_n_allows() -> None:
    quarters = [band(Rank(rank, 151, 1), 4) for rank in range(1, 152)]
    assert [quarters.count(quarter) for quarter in (1, 2, 3, 4)] == [37, 38, 38, 38]


def test_rank_316_of_324_districts_is_97_and_a_half_percent_from_the_top() -> None:
    assert percentile(Rank(316, 324, 1)) == pytest.approx(97.53, abs=0.005)


@given(FIGURES, st.sampled_from(["higher", "lower"]))
def test_bands_of_many_figures_at_once_are_those_of_each(values: list[float], better: str) -> None:
    ranks = [competition_rank(value, values, better) for value in values]  # type: ignore[arg-type]
    rank, n = np.array([r.rank for r in ranks], float), np.array([r.n for r in ranks], float)
    assert bands.band(rank, n, 4).tolist() == [band(r, 4) for r in ranks]
    assert bands.band(rank, n, 6).tolist() == [band(r, 6) for r in ranks]
    assert np.asarray(bands.percentile(rank, n)).tolist() == [percentile(r) for r in ranks]


@given(FIGURES, st.sampled_from(["higher", "lower"]))
def test_cut_bands_of_many_figures_at_once_are_those_of_each(
    values: list[float], better: str
) -> None:
    plain = cut_points(values)
    column = np.array([values]).T
    cuts = bands.cut_points(column)
    assert cuts.ravel().tolist() == list(plain[1:4])
    sign = np.array([-1.0 if better == "higher" else 1.0])
    bands_one_by_one = [bands.cut_band(np.array([value]), cuts, sign).item() for value in values]
    assert [QUARTILES[int(k) - 1] for k in bands_one_by_one] == [
        cut_band(value, plain, better)  # type: ignore[arg-type]
        for value in values
    ]
