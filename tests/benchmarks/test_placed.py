from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
import pytest
from figures_by_hand import YEAR, figures
from hypothesis import given
from hypothesis import strategies as st

from stocktake.benchmarks.comparators import reported_authorities
from stocktake.benchmarks.figures import figures_at
from stocktake.benchmarks.placed import level_needed, placed
from stocktake.benchmarks.rank import Rank, competition_rank, within_share
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import parse_period
from stocktake.standards.places import PlaceRegister


def quoted_rows(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Short name, period and the seven quoted cells of every row of the reference tables."""
    name = ""
    for line in text.splitlines():
        if found := re.match(r"LAIT short name `(.+)`", line):
            name = found[1]
        elif name and (found := re.match(r"\| (\d{4}\S*) \| (.*) \|$", line)):
            yield name, found[1], [cell.strip() for cell in found[2].split("|")]


def agrees(value: float | None, quoted: str) -> bool:
    """Equal at the quoted decimals; a dash is no figure."""
    if quoted == "-" or value is None:
        return (quoted == "-") == (value is None)
    decimals = len(quoted.partition(".")[2])
    return abs(value - float(quoted)) <= 0.5000001 * 10**-decimals


def written(rank: Rank | None) -> str:
    return "-" if rank is None else f"{rank.rank} of {rank.n}"


def test_every_published_figure_for_blackpool_is_reproduced(
    lait: Any, shared_reference: Path, register: PlaceRegister
) -> None:
    text = (shared_reference / "blackpool-figures.md").read_text(encoding="utf-8")
    rows = list(quoted_rows(text))
    wrong = []
    for name, label, cells in rows:
        table = lait.figures(name)
        period = parse_period(label, table["time_identifier"][0])
        found = placed(
            table,
            "la-890",
            period,
            better=lait.better(name),
            register=register,
            neighbours=lait.neighbours,
            vintage=2021,
        )
        at = figures_at(table, period)
        counted = [at[place].value for place in reported_authorities(table, period, register)]
        figures_found = [
            found.value,
            found.region,
            found.england,
            found.neighbours_mean,
            median(counted) if counted else None,  # type: ignore[type-var]
        ]
        right = [agrees(v, quoted) for v, quoted in zip(figures_found, cells, strict=False)]
        ranks = [written(found.rank), written(found.rank_in_region)]
        if not all(right) or ranks != cells[5:]:
            wrong.append((name, label, cells, figures_found, ranks))
    assert wrong == []
    assert len(rows) == 97


def test_higher_education_by_19_is_reported_by_an_earlier_map(
    lait: Any, register: PlaceRegister
) -> None:
    period = parse_period("2020/21")
    found = placed(lait.figures("HE_19_FSM"), "la-890", period, better="higher", register=register)
    assert found.rank == Rank(72, 151, 1)
    assert within_share(found.rank, 0.5)
    reported = reported_authorities(lait.figures("HE_19_FSM"), period, register)
    assert {"la-835", "la-836", "la-837", "la-928"} <= set(reported)
    assert not {"la-838", "la-839", "la-940", "la-941"} & set(reported)


NORTH_WEST = {"la-888": 60.0, "la-889": 58.0, "la-890": 55.0, "la-876": 55.0}
ELSEWHERE = {"la-805": 61.0, "la-806": 54.0}
PUBLISHED = {"england": 63.0, "region-north-west": 61.0}


def test_a_worked_example_by_hand(register: PlaceRegister) -> None:
    found = placed(
        figures(NORTH_WEST | ELSEWHERE | PUBLISHED),
        "la-890",
        YEAR,
        better="higher",
        register=register,
        own_sets={"coast": ["la-805", "la-890", "la-808"]},
    )
    assert found.rank == Rank(4, 6, 2)
    assert (found.quartile, found.sextile, found.percentile) == ("C", 4, pytest.approx(66.67, 0.01))
    assert found.line_half == 58.0  # third of six
    assert found.line_quarter == 61.0  # the first of six
    assert (found.england, found.gap_to_england) == (63.0, -8.0)
    assert (found.region_id, found.region, found.gap_to_region) == ("region-north-west", 61.0, -6.0)
    assert found.rank_in_region == Rank(3, 4, 2)
    coast = found.own_sets["coast"]
    assert (coast.places, coast.missing) == (("la-805", "la-808"), ("la-808",))
    assert (coast.mean, coast.median, coast.gap, coast.rank) == (61.0, 61.0, -6.0, Rank(2, 2, 1))


def test_neighbours_without_a_figure_are_named_and_left_out_of_the_mean(
    lait: Any, register: PlaceRegister
) -> None:
    found = placed(
        figures(NORTH_WEST | ELSEWHERE),
        "la-890",
        YEAR,
        better="higher",
        register=register,
        neighbours=lait.neighbours,
        vintage=2021,
    )
    assert found.neighbours[:3] == ("la-805", "la-806", "la-876")
    assert len(found.neighbours) == 10
    assert len(found.neighbours_missing) == 7
    assert found.neighbours_mean == pytest.approx((61 + 54 + 55) / 3)
    assert found.neighbours_median == 55.0
    assert found.rank_among_neighbours == Rank(2, 4, 2)


def test_a_missing_figure_has_no_rank_and_its_comparators_stand(register: PlaceRegister) -> None:
    found = placed(
        figures(NORTH_WEST | PUBLISHED | {"la-890": None}),
        "la-890",
        YEAR,
        better="higher",
        register=register,
    )
    assert (found.value, found.missing, found.rank) == (None, "-", None)
    assert found.not_ranked == "it has no figure for the period"
    assert (found.england, found.gap_to_england, found.quartile) == (63.0, None, None)
    assert found.line_half == 58.0  # of four with it, the second


def test_without_a_direction_there_is_no_rank_but_there_are_gaps(register: PlaceRegister) -> None:
    found = placed(figures(NORTH_WEST | PUBLISHED), "la-890", YEAR, better=None, register=register)
    assert (found.rank, found.not_ranked) == (None, "neither direction is better")
    assert (found.gap_to_england, found.line_half) == (-8.0, None)


def test_an_abolished_authority_beside_its_successors_says_why_it_is_not_ranked(
    register: PlaceRegister,
) -> None:
    period = parse_period("2023/24")
    table = figures({"la-909": 1.0, "la-942": 2.0, "la-890": 3.0}, period)
    found = placed(table, "la-909", period, better="higher", register=register)
    assert found.rank is None
    assert found.not_ranked == (
        "its predecessor or successors are reported for the period and count instead"
    )
    other = placed(table, "la-890", period, better="higher", register=register)
    assert other.rank == Rank(1, 2, 1)


def test_england_and_regions_are_not_ranked(register: PlaceRegister) -> None:
    for place in PUBLISHED:
        found = placed(
            figures(NORTH_WEST | PUBLISHED), place, YEAR, better="higher", register=register
        )
        assert (found.rank, found.region_id) == (None, None)
        assert found.not_ranked == "only local authorities and districts are ranked"


def test_a_london_borough_is_set_beside_all_london_where_its_half_has_no_figure(
    register: PlaceRegister,
) -> None:
    boroughs = {"la-309": 5.0, "la-316": 6.0, "la-301": 7.0}  # two inner, one outer
    half = placed(
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
    whole = placed(
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
        placed(twice, "la-890", YEAR, better="higher", register=register)
    assert str(caught.value) == (
        "more than one figure for 2020/21\n"
        "  la-890: has several rows; expected one row per place and period; filter first"
    )


def level(values: list[float], share: float, place: str | None, better: str = "higher") -> Any:
    table = figures({f"la-{200 + k}": value for k, value in enumerate(values)})
    among = table["place"].to_list()
    return level_needed(table, YEAR, better=better, among=among, share=share, place=place)  # type: ignore[arg-type]


def test_level_needed_at_its_boundaries() -> None:
    values = [10.0, 20.0, 30.0, 40.0]  # la-200 to la-203
    assert level(values, 0.5, "la-200") == 30.0  # rank 2 of 4 is enough
    assert level(values, 0.5, "la-203") == 20.0  # its own 40 does not hold it up
    assert level(values, 0.5, "la-299") == 30.0  # a fifth place: still rank 2 of 5
    assert level(values, 0.6, "la-299") == 20.0  # rank 3 of 5
    assert level(values, 0.25, "la-200") == 40.0
    assert level(values, 0.2, "la-200") is None  # no rank of 4 is within a fifth
    assert level(values, 1, "la-200") is None  # every figure is within
    assert level(values, 0.5, None) == 30.0  # the last place within the line
    assert level(values, 0.5, "la-200", "lower") == 30.0
    assert level(values, 0.5, "la-203", "lower") == 20.0


@given(
    st.lists(st.integers(0, 20).map(float), min_size=2, max_size=30),
    st.sampled_from([Fraction(1, 4), Fraction(1, 3), Fraction(1, 2), Fraction(3, 4)]),
    st.sampled_from(["higher", "lower"]),
)
def test_the_level_needed_is_within_the_line_and_anything_worse_is_not(
    others: list[float], share: Fraction, better: str
) -> None:
    table = figures({f"la-{200 + k}": value for k, value in enumerate(others)})
    among = [*table["place"], "la-890"]
    needed = level_needed(table, YEAR, better=better, among=among, share=share, place="la-890")  # type: ignore[arg-type]
    line = (len(others) + 1) * share

    def inside(value: float) -> bool:
        rank = competition_rank(value, [*others, value], better)  # type: ignore[arg-type]
        return within_share(rank, share)

    if needed is None:
        assert line < 1
        return
    assert inside(needed)
    assert not inside(needed - 0.5 if better == "higher" else needed + 0.5)
