from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from both_ways import benchmark_both_ways, benchmarks_of
from figures_by_hand import YEAR, figures
from hypothesis import given
from hypothesis import strategies as st
from plain_benchmark import level_needed
from plain_reported import reported_authorities

from stocktake.benchmarks.comparator_sets import compare_with_set
from stocktake.benchmarks.engine import Benchmarks
from stocktake.benchmarks.rank import Rank, rank_among, within_share
from stocktake.benchmarks.set_comparison import SetComparison
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import parse_period
from stocktake.standards.places import PlaceRegister, place_register


def quoted_rows(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Short name, period and the seven quoted cells of every row of the reference tables."""
    name = ""
    for line in text.splitlines():
        if match := re.match(r"LAIT short name `(.+)`", line):
            name = match[1]
        elif name and (match := re.match(r"\| (\d{4}\S*) \| (.*) \|$", line)):
            yield name, match[1], [cell.strip() for cell in match[2].split("|")]


def agrees(value: float | None, printed_figure: str) -> bool:
    """Equal at the quoted decimals; a dash is no figure."""
    if printed_figure == "-" or value is None:
        return (printed_figure == "-") == (value is None)
    decimals = len(printed_figure.partition(".")[2])
    return abs(value - float(printed_figure)) <= 0.5000001 * 10**-decimals


def format_rank(rank: Rank | None) -> str:
    return "-" if rank is None else f"{rank.rank} of {rank.n}"


@pytest.mark.slow
def test_every_published_figure_for_blackpool_is_reproduced(
    lait: Any, shared_reference: Path, register: PlaceRegister
) -> None:
    text = (shared_reference / "blackpool-figures.md").read_text(encoding="utf-8")
    rows = list(quoted_rows(text))
    wrong = []
    for name, label, cells in rows:
        table = lait.figures(name)
        period = parse_period(label, table["time_identifier"][0])
        benchmark, engine = benchmark_both_ways(
            table,
            "la-890",
            period,
            better=lait.better(name),
            register=register,
            neighbours=lait.neighbours,
            vintage=2021,
        )
        comparison = engine.compare("made:up", "all", "la-890", period)
        assert comparison is not None
        figures_found = [
            benchmark.value,
            benchmark.region,
            benchmark.england,
            benchmark.neighbours_mean,
            comparison.median_with_place,
        ]
        right = [
            agrees(v, printed_figure)
            for v, printed_figure in zip(figures_found, cells, strict=False)
        ]
        ranks = [format_rank(benchmark.rank), format_rank(benchmark.rank_in_region)]
        if not all(right) or ranks != cells[5:]:
            wrong.append((name, label, cells, figures_found, ranks))
    assert wrong == []
    assert len(rows) == 97


def test_higher_education_by_19_is_reported_by_an_earlier_map(
    lait_like: Any, register: PlaceRegister
) -> None:
    period = parse_period("2020/21")
    benchmark, engine = benchmark_both_ways(
        lait_like.figures("HE_19_FSM"), "la-890", period, better="higher", register=register
    )
    assert benchmark.rank == Rank(72, 151, 1)
    assert within_share(benchmark.rank, 0.5)
    authorities = reported_authorities(lait_like.figures("HE_19_FSM"), period, register)
    assert {"la-835", "la-836", "la-837", "la-928"} <= set(authorities)
    assert not {"la-838", "la-839", "la-940", "la-941"} & set(authorities)


def compare(engine: Benchmarks, among: str = "england", **more: Any) -> SetComparison:
    """Blackpool compared with a set in the year of the examples."""
    comparison = engine.compare("made:up", "all", "la-890", YEAR, among, **more)
    assert comparison is not None
    return comparison


NORTH_WEST = {"la-888": 60.0, "la-889": 58.0, "la-890": 55.0, "la-876": 55.0}
ELSEWHERE = {"la-805": 61.0, "la-806": 54.0}
PUBLISHED = {"england": 63.0, "region-north-west": 61.0}


def test_a_worked_example_by_hand(register: PlaceRegister) -> None:
    benchmark, engine = benchmark_both_ways(
        figures(NORTH_WEST | ELSEWHERE | PUBLISHED),
        "la-890",
        YEAR,
        better="higher",
        register=register,
        own_sets={"coast": ["la-805", "la-890", "la-808"]},
    )
    assert benchmark.rank == Rank(4, 6, 2)
    assert (benchmark.quartile, benchmark.sextile, benchmark.percentile) == (
        "C",
        4,
        pytest.approx(66.67, 0.01),
    )
    comparison = compare(engine)
    assert comparison.level_for_share(1 / 2) == 58.0  # third of six
    assert comparison.level_for_share(1 / 4) == 61.0  # the first of six
    assert comparison.level_needed(2) == 60.0
    assert (benchmark.england, benchmark.gap_to_england) == (63.0, -8.0)
    assert (benchmark.region_id, benchmark.region, benchmark.gap_to_region) == (
        "region-north-west",
        61.0,
        -6.0,
    )
    assert benchmark.rank_in_region == Rank(3, 4, 2)
    coast = compare(engine, "coast")
    assert (coast.places, coast.missing) == (("la-805", "la-808"), ("la-808",))
    assert (coast.mean, coast.median, coast.gap, coast.rank) == (61.0, 61.0, -6.0, Rank(2, 2, 1))


def test_neighbours_without_a_figure_are_named_and_left_out_of_the_mean(
    lait_like: Any, register: PlaceRegister
) -> None:
    benchmark, engine = benchmark_both_ways(
        figures(NORTH_WEST | ELSEWHERE),
        "la-890",
        YEAR,
        better="higher",
        register=register,
        neighbours=lait_like.neighbours,
        vintage=2021,
    )
    near = compare(engine, "neighbours", vintage=2021)
    assert near.places[:3] == ("la-805", "la-806", "la-876")
    assert len(near.places) == 10
    assert len(near.missing) == 7
    assert benchmark.neighbours_mean == pytest.approx((61 + 54 + 55) / 3)
    assert benchmark.neighbours_median == 55.0
    assert benchmark.rank_among_neighbours == Rank(2, 4, 2)


def test_a_missing_figure_has_no_rank_and_its_comparators_stand(register: PlaceRegister) -> None:
    benchmark, engine = benchmark_both_ways(
        figures(NORTH_WEST | PUBLISHED | {"la-890": None}),
        "la-890",
        YEAR,
        better="higher",
        register=register,
    )
    assert (benchmark.value, benchmark.missing, benchmark.rank) == (None, "-", None)
    assert benchmark.not_ranked == "it has no figure for the period"
    assert (benchmark.england, benchmark.gap_to_england, benchmark.quartile) == (63.0, None, None)
    assert compare(engine).level_for_share(1 / 2) == 58.0  # of four with it, the second


def test_without_a_direction_there_is_no_rank_but_there_are_gaps(register: PlaceRegister) -> None:
    benchmark, engine = benchmark_both_ways(
        figures(NORTH_WEST | PUBLISHED), "la-890", YEAR, better=None, register=register
    )
    assert (benchmark.rank, benchmark.not_ranked) == (None, "neither direction is better")
    assert benchmark.gap_to_england == -8.0


def test_an_abolished_authority_beside_its_successors_says_why_it_is_not_ranked(
    register: PlaceRegister,
) -> None:
    period = parse_period("2023/24")
    table = figures({"la-909": 1.0, "la-942": 2.0, "la-890": 3.0}, period)
    benchmark, engine = benchmark_both_ways(
        table, "la-909", period, better="higher", register=register
    )
    assert benchmark.rank is None
    assert benchmark.not_ranked == (
        "its predecessor or successors are reported for the period and count instead"
    )
    other_benchmark, engine = benchmark_both_ways(
        table, "la-890", period, better="higher", register=register
    )
    assert other_benchmark.rank == Rank(1, 2, 1)


def test_england_and_regions_are_not_ranked(register: PlaceRegister) -> None:
    for place in PUBLISHED:
        benchmark, engine = benchmark_both_ways(
            figures(NORTH_WEST | PUBLISHED), place, YEAR, better="higher", register=register
        )
        assert (benchmark.rank, benchmark.region_id) == (None, None)
        assert benchmark.not_ranked == "only local authorities and districts are ranked"


def test_a_london_borough_is_set_beside_all_london_where_its_half_has_no_figure(
    register: PlaceRegister,
) -> None:
    boroughs = {"la-309": 5.0, "la-316": 6.0, "la-301": 7.0}  # two inner, one outer
    half, engine = benchmark_both_ways(
        figures(boroughs | {"region-inner-london": 5.5, "region-london": 6.0}),
        "la-309",
        YEAR,
        better="higher",
        register=register,
    )
    assert (half.region_id, half.region, half.rank_in_region) == (
        "region-inner-london",
        5.5,
        Rank(2, 2, 1),
    )
    whole, engine = benchmark_both_ways(
        figures(boroughs | {"region-inner-london": None, "region-london": 6.0}),
        "la-309",
        YEAR,
        better="higher",
        register=register,
    )
    assert (whole.region_id, whole.region, whole.rank_in_region) == (
        "region-london",
        6.0,
        Rank(3, 3, 1),
    )


def test_a_place_with_two_figures_for_a_period_is_refused(register: PlaceRegister) -> None:
    twice = pl.concat([figures({"la-890": 1.0}), figures({"la-890": 2.0})])
    with pytest.raises(UsageError) as caught:
        benchmark_both_ways(twice, "la-890", YEAR, better="higher", register=register)
    assert str(caught.value) == (
        "more than one figure for 2020/21\n"
        "  la-890: has several rows; expected one row per place and period; filter first"
    )


def level(values: list[float], count: int, place: str, better: Any = "higher") -> float | None:
    table = figures({f"la-{200 + k}": value for k, value in enumerate(values)})
    places = tuple(table["place"])
    engine = benchmarks_of(table, better, register=place_register(), own_sets={"all": places})
    comparison = engine.compare("made:up", "all", place, YEAR, "all")
    assert comparison is not None
    return comparison.level_needed(count)


def test_level_needed_at_its_boundaries() -> None:
    values = [10.0, 20.0, 30.0, 40.0]  # la-200 to la-203
    assert level(values, 2, "la-200") == 30.0  # rank 2 of 4 is enough
    assert level(values, 2, "la-203") == 20.0  # its own 40 does not hold it up
    assert level(values, 2, "la-299") == 30.0  # a fifth place: still rank 2 of 5
    assert level(values, 3, "la-299") == 20.0  # rank 3 of 5
    assert level(values, 1, "la-200") == 40.0
    assert level(values, 0, "la-200") is None  # no rank of 4 is within a fifth
    assert level(values, 4, "la-200") is None  # every figure is within
    assert level(values, 2, "la-200", "lower") == 30.0
    assert level(values, 2, "la-203", "lower") == 20.0


FIGURES = st.lists(st.integers(0, 20).map(float), min_size=2, max_size=30)
SHARES = st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4)])


@given(FIGURES, SHARES, st.sampled_from(["higher", "lower"]))
def test_the_level_needed_is_within_the_line_and_anything_worse_is_not(
    other_values: list[float], share: Fraction, better: Any
) -> None:
    values = {f"la-{200 + k}": value for k, value in enumerate(other_values)}
    comparison = compare_with_set("la-890", values, values, better)
    assert comparison.level_for_share(share) == level_needed(
        figures(values), YEAR, better=better, among=[*values, "la-890"], share=share, place="la-890"
    )
    level = comparison.level_for_share(share)

    def inside(value: float) -> bool:
        rank = comparison.with_value(value).rank
        return rank is not None and within_share(rank, share)

    if level is None:
        assert (len(other_values) + 1) * share < 1
        return
    assert inside(level)
    assert not inside(level - 0.5 if better == "higher" else level + 0.5)


@given(FIGURES, st.integers(0, 20).map(float), st.sampled_from(["higher", "lower"]))
def test_an_area_counts_as_one_more_place_wherever_its_figure_lies(
    values: list[float], value: float, better: Any
) -> None:
    table = figures({f"la-{201 + k}": figure for k, figure in enumerate(values)})
    engine = benchmarks_of(table, better, register=place_register())
    position = engine.position_of(value, "made:up", "all", "area-x", YEAR, like="la-201")
    assert position is not None
    assert position.rank == rank_among(value, values, better)
    assert len(position.places) == len(position.other_values) == len(values)


def test_a_set_nobody_named_is_refused(register: PlaceRegister) -> None:
    engine = benchmarks_of(figures(NORTH_WEST), "higher", register=register, own_sets={"coast": []})
    with pytest.raises(UsageError) as caught:
        compare(engine, "coats")
    assert str(caught.value) == (
        "unknown comparator 'coats'; expected one of england, region, neighbours, coast"
    )


def test_a_period_that_nobody_reports_has_no_benchmark(register: PlaceRegister) -> None:
    engine = benchmarks_of(figures(NORTH_WEST), "higher", register=register)
    later = parse_period("2023/24")
    assert engine.benchmark("made:up", "all", "la-890", later) is None
    assert engine.compare("made:up", "all", "la-890", later) is None


ANY_FIGURE = st.one_of(st.none(), st.integers(0, 6).map(float))
PLACES = [*NORTH_WEST, *ELSEWHERE, *PUBLISHED, "la-301", "la-309", "la-837", "la-839"]
PLACES += ["region-london", "region-inner-london", "region-outer-london", "la-001", "la-002"]


@pytest.mark.slow
@given(
    st.dictionaries(st.sampled_from(PLACES), ANY_FIGURE, min_size=1),
    st.sampled_from(PLACES),
    st.sampled_from(["higher", "lower", None]),
)
def test_any_figures_compare_as_the_plain_twin_has_them(
    values: dict[str, float | None], place: str, better: Any
) -> None:
    benchmark_both_ways(
        figures(values),
        place,
        YEAR,
        better=better,
        register=place_register(),
        neighbours=pl.DataFrame(
            {
                "vintage": 2021,
                "place": ["la-890", "la-890", "la-309"],
                "order": [1, 2, 1],
                "neighbour": ["la-805", "la-301", "la-890"],
            }
        ),
        vintage=2021,
        own_sets={"coast": ["la-805", "la-806", "la-890"]},
    )


@pytest.mark.parametrize(
    ("count", "quartile", "sextile"),
    [
        (1, None, None),
        (2, None, None),
        (3, None, None),
        (4, "A", None),
        (5, "A", None),
        (6, "A", 1),
    ],
)
def test_fewer_places_than_bands_are_in_no_band(
    register: PlaceRegister, count: int, quartile: str | None, sextile: int | None
) -> None:
    places = ["la-890", "la-888", "la-889", "la-876", "la-805", "la-806"][:count]
    values = {place: 60.0 - number for number, place in enumerate(places)}
    benchmark, _ = benchmark_both_ways(
        figures(values), "la-890", YEAR, better="higher", register=register
    )
    assert benchmark.rank == Rank(1, count, 1)
    assert (benchmark.quartile, benchmark.sextile) == (quartile, sextile)
