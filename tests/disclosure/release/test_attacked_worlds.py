"""A sample of the worlds of benchmarks/attacks.py: nothing that left is worked out."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest
from world_attack import uncovered
from world_kinds import KINDS
from worlds import AUTHORITY

from stocktake.disclosure import Register, release
from stocktake.standards.errors import StocktakeError

DAY = date(2025, 1, 31)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_left_is_worked_out(kind: str, seed: int, register: Register) -> None:
    world = KINDS[kind](random.Random(seed))
    files, exceptions = {}, set[str]()
    for printing in world.printings:
        try:
            disclosure = release(
                printing.frame, printing.structure, world.policy, register, "data-lead", DAY,
                name=printing.name, key=b"sixteen bytes or more",
            )  # fmt: skip
        except StocktakeError:
            continue
        files[printing.name] = disclosure.csv
        exceptions |= set(disclosure.record.not_promised)
    assert uncovered(world, files, exceptions=exceptions) == []


def test_the_attacker_finds_what_a_plain_table_gives_away() -> None:
    """One hidden figure next to its total: outsiders have it."""
    world = KINDS["single"](random.Random(3))
    printing = world.printings[0]
    texts = [str(value) for value in printing.frame["n"]]
    at = next(
        row
        for row, count in enumerate(printing.counts["n"])
        if count[2] != AUTHORITY and count[3] != "Total" and world.truth[count] > 0
    )
    texts[at] = "c"
    csv = printing.frame.with_columns(pl.Series("n", texts)).write_csv()
    results = uncovered(world, {printing.name: csv})
    assert {item.count for item in results} == {printing.counts["n"][at]}
    assert {item.narrowness for item in results} == {"exact"}
