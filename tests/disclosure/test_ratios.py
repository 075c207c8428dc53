"""Percentages and means give away the figures they are made of, and are hidden with them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from line_tables import line_structure, pupils

from stocktake.disclosure import (
    Problem,
    Table,
    attack,
    build_problem,
    load_policy,
    primary_cells,
    protect,
)
from stocktake.standards.errors import InputError

TEN = load_policy("stocktake_default")
COHORT = {"id": "pupils", "column": "n"}
PASSES = {"id": "passed", "column": "passed"}
SHARE = {
    "id": "share",
    "unit": "percent",
    "column": "percent",
    "numerator": "passed",
    "denominator": "pupils",
    "decimals": 1,
}


def shares(
    figures: dict[str, tuple[Any, ...]], measures: list[dict[str, Any]], columns: list[str]
) -> Problem:
    frame = pl.DataFrame(
        [
            {"place": place, **{k: str(v) for k, v in zip(columns, values, strict=True)}}
            for place, values in figures.items()
        ]
    )
    items = [place for place in figures if place != "la"]
    return build_problem([Table(frame, line_structure(items, measure=measures))])


def test_a_percentage_gives_its_hidden_numerator_away() -> None:
    """1.2 per cent of 2,283 is between 26.3 and 28.5: twenty-seven or twenty-eight pupils."""
    problem = shares(
        {"la": (2283, "c", "1.2")}, [COHORT, PASSES, SHARE], ["n", "passed", "percent"]
    )
    intervals = attack(problem)
    assert [(item.cell.measure, item.low, item.high) for item in intervals] == [("passed", 27, 28)]


def test_more_decimals_give_more_away() -> None:
    exact = {**SHARE, "decimals": 4}
    problem = shares(
        {"la": (2283, "c", "1.1827")}, [COHORT, PASSES, exact], ["n", "passed", "percent"]
    )
    assert attack(problem)[0].exact


def test_it_gives_a_hidden_cohort_away_too() -> None:
    """Twenty-seven pupils that are 1.1827 per cent of their cohort."""
    exact = {**SHARE, "decimals": 4}
    problem = shares(
        {"la": ("c", 27, "1.1827")}, [COHORT, PASSES, exact], ["n", "passed", "percent"]
    )
    assert [(item.low, item.high) for item in attack(problem)] == [(2283, 2283)]


def test_rounded_shares_of_two_schools_bound_a_third() -> None:
    problem = shares(
        {"la": (100, "50.0"), "a": (40, "25.0"), "b": (30, "50.0"), "d": (30, "c")},
        [COHORT, {"id": "passed"}, SHARE],
        ["n", "percent"],
    )
    intervals = attack(problem, [pupils("d", measure="passed")])
    assert [(item.low, item.high) for item in intervals] == [(25, 25)]


@pytest.mark.parametrize(
    ("pass_count", "reason"),
    [(4, "count"), (36, "count"), (0, "extreme percentage"), (40, "extreme percentage")],
)
def test_few_none_and_all_are_hidden(pass_count: int, reason: str) -> None:
    """Four of forty, four of forty who did not, none and all tell of single pupils."""
    figures = {"la": (200, 80 + pass_count), "a": (40, pass_count), "b": (80, 40), "d": (80, 40)}
    problem = shares(
        {place: (n, above, f"{100 * above / n:.1f}") for place, (n, above) in figures.items()},
        [COHORT, PASSES, SHARE],
        ["n", "passed", "percent"],
    )
    rules = {item.cell: item.rule for item in primary_cells(problem, TEN)}
    assert rules[pupils("a", measure="share")] == reason
    protection = protect(problem, TEN)
    assert pupils("a", measure="share") in protection.hidden_cells
    few = [name for name in rules if name in problem.position]
    bounds = {item.cell: item for item in attack(problem, {*protection.hidden_cells, *few})}
    for name in few:
        assert bounds[name].low == 0
        assert bounds[name].high >= 10


def test_a_percentage_goes_with_the_figures_that_give_it_away() -> None:
    figures = {"la": (200, 84), "a": (40, 4), "b": (80, 40), "d": (80, 40)}
    problem = shares(
        {place: (n, above, f"{100 * above / n:.1f}") for place, (n, above) in figures.items()},
        [COHORT, PASSES, SHARE],
        ["n", "passed", "percent"],
    )
    protection = protect(problem, TEN)
    for ratio in problem.ratios:
        count_cells = {problem.cells[ratio.numerator].id, problem.cells[ratio.denominator].id}
        assert (ratio.id in protection.hidden_cells) == bool(count_cells & protection.hidden_cells)


def test_a_numerator_that_is_not_printed_is_known_from_its_percentage() -> None:
    hidden_measure = {**PASSES, "withheld": True}
    figures = {"la": (200, 84), "a": (40, 4), "b": (80, 40), "d": (80, 40)}
    problem = shares(
        {place: (n, above, f"{100 * above / n:.1f}") for place, (n, above) in figures.items()},
        [COHORT, hidden_measure, SHARE],
        ["n", "passed", "percent"],
    )
    protection = protect(problem, TEN)
    hidden_places = {name.place for name in protection.hidden_cells if name.measure == "share"}
    assert "a" in hidden_places
    assert len(hidden_places) >= 2
    few = pupils("a", measure="passed")
    bounds = {item.cell: item for item in attack(problem, {*protection.hidden_cells, few})}
    assert bounds[few].low == 0
    assert bounds[few].high >= 10


MEAN = {
    "id": "score",
    "unit": "mean",
    "column": "score",
    "numerator": "points",
    "denominator": "pupils",
    "decimals": 1,
    "minimum": 0.0,
    "maximum": 90.0,
}
POINTS = {"id": "points", "unit": "sum", "column": "points", "withheld": True}


def means() -> Problem:
    figures = {"la": (146, 6130.0), "a": (6, 130.0), "b": (60, 2400.0), "d": (80, 3600.0)}
    return shares(
        {place: (n, points, f"{points / n:.1f}") for place, (n, points) in figures.items()},
        [COHORT, POINTS, MEAN],
        ["n", "points", "score"],
    )


def test_the_mean_of_few_follows_from_the_other_means() -> None:
    problem = means()
    hidden_cells = [pupils("a", measure="score"), pupils("a", measure="points")]
    intervals = attack(problem, hidden_cells)
    assert [item.cell.measure for item in intervals] == ["points"]
    # Three means to one decimal place leave fourteen points each way.
    assert intervals[0].low == pytest.approx(130 - 14, abs=4)
    assert intervals[0].high == pytest.approx(130 + 14, abs=4)


def test_the_mean_of_few_is_hidden_and_another_with_it() -> None:
    problem = means()
    rules = {item.cell: item.rule for item in primary_cells(problem, TEN)}
    assert rules[pupils("a", measure="score")] == "few behind a mean"
    protection = protect(problem, TEN)
    hidden_places = {name.place for name in protection.hidden_cells if name.measure == "score"}
    assert "a" in hidden_places
    assert len(hidden_places) >= 2
    bounds = attack(problem, {*protection.hidden_cells, pupils("a", measure="points")})
    points = next(item for item in bounds if item.cell == pupils("a", measure="points"))
    assert points.low <= 117
    assert points.high >= 143


def test_a_percentage_that_is_not_its_quotient_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        shares({"la": (200, 84, "41.0")}, [COHORT, PASSES, SHARE], ["n", "passed", "percent"])
    assert str(caught.value) == (
        "the tables contradict themselves\n  share of all in la: is not passed over pupils; "
        "expected the quotient, rounded as the structure says"
    )
