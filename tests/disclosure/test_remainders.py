"""Remainders that no table prints: a share of nobody or of everybody is hidden there too."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_tables import COUNT, line_structure, pupils

from stocktake.disclosure import (
    Problem,
    Table,
    attack,
    build_problem,
    load_policy,
    primary_cells,
    protect,
)

TEN = load_policy("stocktake_default")
MEASURES = [
    COUNT,
    {"id": "passed", "column": "passed"},
    {
        "id": "share",
        "unit": "percent",
        "column": "percent",
        "numerator": "passed",
        "denominator": "pupils",
        "decimals": 1,
    },
]
Figures = tuple[int, ...]
"""Pupils, and those who passed."""

HALF = {"la": (300, 150), "north": (100, 50), "south": (100, 50), "west": (100, 50)}


def wards(mainstream: dict[str, Figures], everybody: dict[str, Figures] = HALF) -> Problem:
    """Pupils, those who passed and their share: of all by ward, and of mainstream by ward."""
    subset = {"total": "all", "parts": ["mainstream"], "complete": False}
    tables = []
    for population, figures in {"all": everybody, "mainstream": mainstream}.items():
        frame = pl.DataFrame(
            [
                {"place": place, "n": n, "passed": above, "percent": f"{100 * above / n:.1f}"}
                for place, (n, above) in figures.items()
            ]
        )
        structure = line_structure(
            ["north", "south", "west"],
            population=population,
            relation=[subset] if population == "all" else [],
            measure=MEASURES,
        )
        tables.append(Table(frame, structure, population))
    return build_problem(tables)


@pytest.mark.parametrize(
    ("north", "measure"),
    [
        # Twenty pupils of the north are in no mainstream school. All fifty who passed are in one:
        # none of the twenty passed.
        (50, "passed"),
        # Thirty of the fifty are in a mainstream school: all twenty passed.
        (30, "pupils less passed"),
    ],
)
def test_the_percentage_of_a_remainder_is_hidden_where_it_tells_of_all(
    north: int, measure: str
) -> None:
    west, south = (75, 37), (75, 37)
    la = (80 + 150, north + 74)
    problem = wards({"la": la, "north": (80, north), "south": south, "west": west})
    left = pupils("north", "all less mainstream", measure)
    primary = primary_cells(problem, TEN)
    assert [(item.cell, item.rule) for item in primary] == [(left, "extreme percentage")]
    bare = {item.cell: item for item in attack(problem, [left])}
    assert (bare[left].low, bare[left].high) == (0, 0)
    protected = protect(problem, TEN)
    bounds = {item.cell: item for item in attack(problem, {*protected.hidden_cells, left})}
    assert bounds[left].low == 0
    assert bounds[left].high >= 10
    # No percentage that nobody prints is said to be hidden.
    printed_cells = {*problem.position, *(ratio.id for ratio in problem.ratios)}
    assert set(protected.hidden_cells) <= printed_cells


def test_the_percentage_of_a_remainder_is_left_where_it_tells_nothing() -> None:
    """Ten of twenty passed; and where nobody is left there is nobody to tell of."""
    pass_figures = {"la": (255, 127), "north": (80, 40), "south": (75, 37), "west": (100, 50)}
    assert primary_cells(wards(pass_figures), TEN) == ()
    extreme = {"la": (255, 137), "north": (80, 50), "south": (75, 37), "west": (100, 50)}
    left = pupils("north", "all less mainstream", "passed")
    assert [item.cell for item in primary_cells(wards(extreme), TEN)] == [left]
    open_policy = TEN.model_copy(update={"percent_extremes": "shown"})
    assert primary_cells(wards(extreme), open_policy) == ()


@st.composite
def ward_figures(draw: st.DrawFn) -> tuple[dict[str, Figures], dict[str, Figures]]:
    """Pupils and passes of all by ward, and of those at mainstream schools; extremes are likely."""
    everybody, mainstream = {}, {}
    for place in ("north", "south", "west"):
        inside, left = draw(st.integers(12, 60)), draw(st.sampled_from([0, 12, 25]))
        passes = draw(st.sampled_from([0, inside, inside // 2]))
        passed_left = draw(st.sampled_from([0, left, left // 2]))
        mainstream[place] = (inside, passes)
        everybody[place] = (inside + left, passes + passed_left)
    for figures in (everybody, mainstream):
        figures["la"] = tuple(map(sum, zip(*figures.values(), strict=True)))
    return everybody, mainstream


@pytest.mark.slow
@given(ward_figures())
@settings(max_examples=25, deadline=None)
def test_nothing_is_told_of_all_pupils_of_a_remainder(
    figures: tuple[dict[str, Figures], dict[str, Figures]],
) -> None:
    everybody, mainstream = figures
    problem = wards(mainstream, everybody)
    hidden_cells = protect(problem, TEN).hidden_cells
    extreme_cells = set()
    for place, (n, above) in everybody.items():
        left, passes = n - mainstream[place][0], above - mainstream[place][1]
        if left:
            extreme_cells |= {
                pupils(place, "all less mainstream", measure)
                for measure, figure in (("passed", passes), ("pupils less passed", left - passes))
                if figure == 0
            }
    for item in attack(problem, hidden_cells | extreme_cells):
        if item.cell in extreme_cells:
            assert item.low == 0
            assert item.high >= TEN.threshold
