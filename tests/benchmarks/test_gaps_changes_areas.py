from __future__ import annotations

from statistics import median

import polars as pl
import pytest
from figures_by_hand import YEAR, figures, over_years, row
from hypothesis import given
from hypothesis import strategies as st
from plain_change import change, slopes, trend

from stocktake.benchmarks.area import area_figure
from stocktake.benchmarks.figures import FIGURES
from stocktake.benchmarks.gaps import gap, group_gaps
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import parse_period

# Key stage 2 reading, writing and maths in Blackpool: no tests in 2019/20 and 2020/21.
BLACKPOOL = over_years(
    "la-890",
    {
        "201718": 62.0,
        "201819": 67.0,
        "201920": None,
        "202122": 56.0,
        "202223": 54.0,
        "202324": 53.0,
    },
)


def test_a_gap_is_the_place_less_what_it_is_set_beside() -> None:
    assert gap(55.0, 63.0) == -8.0
    assert gap(None, 63.0) is None


def test_the_gap_between_two_groups_can_be_followed_like_any_figure() -> None:
    poor = figures({"la-890": 41.0, "la-889": 50.0, "la-888": None})
    rest = figures({"la-890": 64.0, "la-888": 70.0, "england": 70.0})
    gaps = group_gaps(poor, rest)
    assert dict(zip(gaps["place"], gaps["value"], strict=True)) == {
        "england": None,
        "la-888": None,
        "la-889": None,
        "la-890": -23.0,
    }
    assert gaps["missing"].to_list() == ["-", "-", "-", None]
    assert gaps.schema == pl.Schema(FIGURES)


def test_the_symbol_of_whichever_group_is_missing_is_kept() -> None:
    hidden_figures = pl.DataFrame([row("la-890", None, missing="c")], schema=FIGURES)
    assert group_gaps(hidden_figures, figures({"la-890": 1.0}))["missing"].to_list() == ["c"]
    assert group_gaps(figures({"la-890": 1.0}), hidden_figures)["missing"].to_list() == ["c"]


def test_a_change_is_between_years_that_follow_each_other() -> None:
    result = change(BLACKPOOL, "la-890", parse_period("2018/19"))
    assert (result.change, result.reason) == (5.0, "")


def test_a_gap_of_three_years_is_never_the_change_of_one() -> None:
    result = change(BLACKPOOL, "la-890", parse_period("2021/22"))
    assert (result.change, result.reason) == (None, "no figure for 2020/21")
    three = change(BLACKPOOL, "la-890", parse_period("2021/22"), years=3)
    assert (three.earlier_period.label, three.change) == ("2018/19", -11.0)


def test_a_change_is_over_one_year_or_more() -> None:
    with pytest.raises(UsageError, match="over one year or more, not 0"):
        change(BLACKPOOL, "la-890", parse_period("2021/22"), years=0)


def test_a_trend_is_the_median_of_the_yearly_changes() -> None:
    result = trend(BLACKPOOL, "la-890", parse_period("2023/24"), better="higher")
    assert result is not None
    # 56, 54, 53: yearly changes -2, -1 and -1.5.
    assert (result.slope, result.sign, result.way, result.words) == (
        -1.5,
        -1,
        "falling",
        "worsening",
    )
    assert (result.n, result.first.label, result.last.label) == (3, "2021/22", "2023/24")


def test_falling_is_improving_where_lower_is_better() -> None:
    result = trend(BLACKPOOL, "la-890", parse_period("2023/24"), better="lower")
    assert result is not None
    assert result.words == "improving"
    undirected = trend(BLACKPOOL, "la-890", parse_period("2023/24"))
    assert undirected is not None
    assert undirected.words == "falling"


def test_two_figures_are_no_trend_and_nor_is_a_series_that_has_stopped() -> None:
    assert trend(BLACKPOOL, "la-890", parse_period("2022/23")) is None
    assert trend(BLACKPOOL, "la-890", parse_period("2019/20")) is None


@given(st.floats(-5, 5), st.floats(-100, 100))
def test_the_slope_of_a_straight_line_is_its_own(rise: float, start: float) -> None:
    line = over_years("la-890", {f"20{y}{y + 1}": start + rise * y for y in range(15, 19)})
    result = trend(line, "la-890", parse_period("2018/19"))
    assert result is not None
    assert result.slope == pytest.approx(rise, abs=1e-9)


def test_slopes_by_hand() -> None:
    assert median(slopes([(0, 9.0), (-1, 1.0), (-2, 3.0), (-3, 0.0)])) == pytest.approx(
        median([8.0, 3.0, 3.0, -2.0, 1 / 2, 3.0])
    )


def row_with_counts(
    place: str, numerator: float | None, denominator: float | None
) -> dict[str, object]:
    return row(place, 1.0, numerator=numerator, denominator=denominator)


def test_an_area_is_sum_over_sum_and_never_a_mean_of_percentages() -> None:
    table = pl.DataFrame(
        [row_with_counts("la-890", 10, 100), row_with_counts("la-889", 450, 900)], schema=FIGURES
    )
    area = area_figure(table, ["la-890", "la-889"], YEAR, "percent")
    assert (area.value, area.numerator, area.denominator) == (46.0, 460.0, 1000.0)
    assert area.value != (10 + 50) / 2
    assert area_figure(table, ["la-890"], YEAR, "per_1000").value == 100.0


def test_an_area_with_a_member_unknown_has_no_figure_and_says_which() -> None:
    table = pl.DataFrame(
        [row_with_counts("la-890", 10, 100), row_with_counts("la-889", None, 900)], schema=FIGURES
    )
    area = area_figure(table, ["la-890", "la-889", "la-888"], YEAR, "percent")
    assert area.value is None
    assert area.reason == "no numerator and denominator for la-889, la-888 in 2020/21"


def test_an_area_where_nobody_is_counted_has_no_figure() -> None:
    table = pl.DataFrame([row_with_counts("la-890", 0, 0)], schema=FIGURES)
    area = area_figure(table, ["la-890"], YEAR, "percent")
    assert (area.value, area.reason) == (None, "nobody is counted for 2020/21")


def test_counts_add_up() -> None:
    table = figures({"la-890": 3.0, "la-889": 4.0, "la-888": None})
    assert area_figure(table, ["la-890", "la-889"], YEAR, "count").value == 7.0
    assert area_figure(table, ["la-890", "la-888"], YEAR, "count").reason == (
        "no figure for la-888 in 2020/21"
    )


@pytest.mark.parametrize("members", [[], ["la-890", "la-890"]])
def test_an_area_of_nothing_or_of_one_place_twice_is_refused(members: list[str]) -> None:
    with pytest.raises(UsageError, match="one place or more, each named once"):
        area_figure(figures({"la-890": 1.0}), members, YEAR, "count")
