"""Rounded tables: quick, every cell says something, and no small count is left with few values."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from world_attack import uncovered
from world_kinds import KINDS

from stocktake.disclosure import (
    CellId,
    Register,
    Structure,
    Table,
    build_problem,
    load_policies,
    release,
)
from stocktake.disclosure.rounded_cover import narrow_counts

KEY = b"sixteen bytes or more"
SEXES = ["Boys", "Girls"]


def table(figures: dict[str, tuple[int, int]], population: str = "all") -> Table:
    """Schools by sex, and what they make together."""
    schools = list(figures)
    rows = [
        {"place": school, "sex": sex, "n": n}
        for school, pair in figures.items()
        for sex, n in zip([*SEXES, "Total"], (*pair, sum(pair)), strict=True)
    ]
    sums = [sum(pair[at] for pair in figures.values()) for at in (0, 1)]
    rows += [
        {"place": "la-1", "sex": sex, "n": n}
        for sex, n in zip([*SEXES, "Total"], (*sums, sum(sums)), strict=True)
    ]
    structure = {
        "population": population,
        "period": "202324",
        "publisher": "place",
        "measure": [{"id": "n", "column": "n"}],
        "dimension": [
            {"id": "place", "column": "place", "split": [{"total": "la-1", "parts": schools}]},
            {
                "id": "sex",
                "column": "sex",
                "total": "Total",
                "split": [{"total": "Total", "parts": SEXES}],
            },
        ],
    }
    return Table(pl.DataFrame(rows), Structure.model_validate(structure))


def test_the_policy_that_ships_rounds_by_chance_to_fives(let_out) -> None:
    policy = load_policies()["rounded_five"]
    assert (policy.method, policy.rounding_base) == ("round", 5)
    disclosure = let_out(
        table({"a": (61, 58), "b": (47, 52), "c": (33, 3)}), policy="rounded_five", key=KEY
    )
    figures = disclosure.released.content["n"].drop_nulls().to_list()
    assert all(figure % 5 == 0 for figure in figures)
    assert disclosure.record.method == "round"


@pytest.mark.slow
def test_a_small_count_that_sums_would_narrow_is_hidden(tmp_path: Path) -> None:
    """Over many draws some leave a small count fewer than four values: then more is hidden."""
    draws = Counter[bool]()
    for number in range(40):
        rounded_table = table({"a": (46, 2), "b": (61, 44), "c": (35, 52)})
        disclosure = release(
            rounded_table.frame, rounded_table.structure, "rounded_five",
            Register(tmp_path / str(number)), "data-lead", date(2025, 1, 31),
            name="draw", key=f"another key, number {number:04}".encode(),
        )  # fmt: skip
        draws[disclosure.record.hidden_count > 0] += 1
    assert draws[True] > 0, "the sums of some draws are too narrow"
    assert draws[False] > draws[True], "most need nothing hidden"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_no_small_count_keeps_fewer_than_four_values(seed: int, let_out) -> None:
    world = KINDS["rounded"](random.Random(seed))
    files = {
        printing.name: let_out(
            Table(printing.frame, printing.structure), printing.name, policy="rounded_five", key=KEY
        ).csv
        for printing in world.printings
    }
    assert uncovered(world, files) == []


@pytest.mark.parametrize(
    ("total", "text", "narrow"),
    [
        pytest.param("15", "0", {"b", "c"}, id="no others: three or four each"),
        pytest.param("15", "low", set(), id="others may be one to four"),
        pytest.param("10", "0", set(), id="a smaller total"),
        pytest.param("20", "5", set(), id="a larger total of more"),
    ],
)
def test_a_printed_zero_is_none_where_the_rest_that_goes_to_none_is_low(
    total: str, text: str, narrow: set[str]
) -> None:
    """School d knows its 4. Of 11 to 19 pupils the others have at least 7, at most four each."""
    schools = {"a": text, "b": "low", "c": "low", "d": "5"}
    frame = pl.DataFrame({"place": [*schools, "la"], "n": [*schools.values(), total]})
    structure = Structure.model_validate(
        {
            "population": "all",
            "measure": [{"id": "n", "column": "n", "rounded_to": 5, "rounding": "random"}],
            "dimension": [
                {
                    "id": "place",
                    "column": "place",
                    "split": [{"total": "la", "parts": list(schools)}],
                }
            ],
        }
    )
    names = {place: CellId("n", "all", place, "") for place in "bcd"}
    narrow_cells = narrow_counts(
        build_problem([Table(frame, structure)]), [names["b"], names["c"]], {names["d"]: 4.0}
    )
    assert {name.place for name in narrow_cells} == narrow
