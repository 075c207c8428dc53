from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from figures_by_hand import YEAR, figures
from plain_reported import reported_authorities

from stocktake.benchmarks.comparators import (
    choose_vintage,
    list_of,
    neighbours_of,
)
from stocktake.standards.errors import UsageError
from stocktake.standards.periods import Period
from stocktake.standards.places import PlaceRegister

BEFORE = Period("201718", "Academic year")  # ends before Dorset, Northamptonshire and Cumbria did
AFTER = Period("202324", "Academic year")


def select_reported(places: list[str], period: Period, register: PlaceRegister) -> list[str]:
    return reported_authorities(figures(dict.fromkeys(places, 1.0), period), period, register)


def test_only_authorities_with_a_figure_are_reported(register: PlaceRegister) -> None:
    table = figures({"la-890": 1.0, "la-889": None, "england": 2.0, "region-north-west": 3.0})
    assert reported_authorities(table, YEAR, register) == ["la-890"]


def test_nothing_published_means_nobody_to_rank_among(register: PlaceRegister) -> None:
    assert reported_authorities(figures({"la-890": 1.0}), AFTER, register) == []


def test_cumbria_counts_beside_its_successors_only_while_it_existed(
    register: PlaceRegister,
) -> None:
    authorities = ["la-909", "la-942", "la-943"]
    assert select_reported(authorities, BEFORE, register) == ["la-909"]
    assert select_reported(authorities, AFTER, register) == ["la-942", "la-943"]


def test_one_successor_with_a_figure_is_enough_to_count_the_place_twice(
    register: PlaceRegister,
) -> None:
    assert select_reported(["la-909", "la-942"], AFTER, register) == ["la-942"]


@pytest.mark.parametrize("period", [BEFORE, AFTER])
def test_a_publication_by_an_earlier_or_later_map_keeps_it(
    register: PlaceRegister, period: Period
) -> None:
    assert select_reported(["la-909", "la-928"], period, register) == ["la-909", "la-928"]
    assert select_reported(["la-942", "la-943"], period, register) == ["la-942", "la-943"]


def test_the_last_day_of_the_period_decides(register: PlaceRegister) -> None:
    authorities = ["la-837", "la-839"]
    # Bournemouth ceased on 31 March 2019: within the academic year, on the financial year's end.
    academic, financial = Period("201819", "Academic year"), Period("201819", "Financial year")
    assert select_reported(authorities, academic, register) == ["la-839"]
    assert select_reported(authorities, financial, register) == ["la-837"]


def test_the_county_of_dorset_and_bournemouths_successor_are_two_places(
    register: PlaceRegister,
) -> None:
    # Some publications go on calling the new Dorset by the old county's number.
    assert select_reported(["la-835", "la-839"], AFTER, register) == ["la-835", "la-839"]
    assert select_reported(["la-835", "la-838", "la-839"], AFTER, register) == ["la-838", "la-839"]


def test_invented_authorities_are_ranked_among_themselves(register: PlaceRegister) -> None:
    mixed = figures({"la-001": 1.0, "la-002": 2.0, "la-890": 3.0})
    assert reported_authorities(mixed, YEAR, register) == ["la-890"]
    assert reported_authorities(mixed, YEAR, register, like="la-003") == ["la-001", "la-002"]
    invented_figures = figures({"la-001": 1.0, "la-002": 2.0})
    assert reported_authorities(invented_figures, YEAR, register) == ["la-001", "la-002"]


def test_districts_are_ranked_among_districts_and_schools_not_at_all(
    register: PlaceRegister,
) -> None:
    mixed = figures({"lad-E07000202": 1.0, "la-890": 3.0, "school-119781": 4.0})
    assert reported_authorities(mixed, YEAR, register, like="lad-E07000148") == ["lad-E07000202"]
    assert reported_authorities(mixed, YEAR, register, like="school-119781") == []


def test_a_local_return_at_several_dates_counts_its_place_once(register: PlaceRegister) -> None:
    twice = pl.concat([figures({"la-890": 1.0}), figures({"la-890": 2.0, "la-889": None})])
    assert reported_authorities(twice, YEAR, register) == ["la-890"]


@pytest.mark.parametrize(
    ("plan", "due", "expected"),
    [
        (2021, date(2026, 8, 31), 2021),  # the plan's own choice
        (None, date(2026, 8, 31), 2025),  # else the latest by the due date
        (None, date(2021, 8, 31), 2021),
        (None, date(2018, 8, 31), 2021),  # else the earliest
        (None, None, 2025),
    ],
)
def test_which_list_of_neighbours_applies(
    plan: int | None, due: date | None, expected: int
) -> None:
    assert choose_vintage([2025, 2021], plan=plan, due=due) == expected


def test_without_lists_there_is_none_to_choose() -> None:
    assert choose_vintage([], plan=None, due=None) is None


def test_no_other_list_stands_in_for_the_one_that_the_plan_names() -> None:
    assert choose_vintage([2025], plan=2021, due=None) is None
    assert choose_vintage([], plan=2021, due=None) is None


LISTS = pl.DataFrame(
    {
        "vintage": [2021, 2021, 2025],
        "place": ["la-890", "la-890", "la-890"],
        "order": [2, 1, 1],
        "neighbour": ["la-806", "la-805", "la-394"],
    }
)


def test_neighbours_come_closest_first_from_the_list_asked_for() -> None:
    assert neighbours_of(LISTS, "la-890", 2021) == ("la-805", "la-806")
    assert neighbours_of(LISTS, "la-890", 2025) == ("la-394",)
    assert neighbours_of(LISTS, "la-943", 2021) == ()
    assert list_of(LISTS, None) == {"la-890": ("la-394",)}


def test_a_list_that_is_not_held_is_named_with_those_that_are() -> None:
    with pytest.raises(UsageError) as caught:
        neighbours_of(LISTS, "la-890", 2007)
    assert str(caught.value) == (
        "there is no list of statistical neighbours of 2007; held: 2021, 2025"
    )
