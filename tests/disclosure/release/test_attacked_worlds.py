"""A sample of the worlds of benchmarks/attacks.py: nothing that left is worked out."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest
from world_attack import uncovered
from world_kinds import KINDS
from worlds import AUTHORITY, YEAR, Printing, World

from stocktake.disclosure import Register, Structure, release
from stocktake.standards.errors import StocktakeError

DAY = date(2025, 1, 31)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "seed"),
    [
        *((kind, seed) for kind in KINDS for seed in range(6)),
        # Once a remainder was listed that a zero next to it gave away, and once one was not asked
        # about, since the tables contradict each other where it is hidden.
        ("tiny", 1_000_260),
        ("revised", 1_001_054),
        # And once because a recalled table has more others than pupils, in print, in one school.
        ("recalled", 9_000_027),
        # And once by a school that knows its own figure to be wrong before any table says so.
        ("revised", 30_000_006),
        # And by whoever doubts just what did change, or as little as some other choice of it.
        ("revised", 1_000_766),
        *(("recalled", seed) for seed in (1_000_971, 1_001_115, 1_001_355, 1_001_895)),
        # And since a total that was put right says what a part would be, were the rest right.
        ("recalled", 1_001_883),
        # And since the new table was the wrong one: its zero was none, were what is out right.
        *(("recalled", seed) for seed in (41_000_052, 41_000_186, 41_000_192)),
        # And because a zero that is printed next to low was taken for one that may be low too.
        ("rounded", 1_001_915),
    ],
)
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
        if printing.is_recalled:
            register.recall(disclosure.record.id, "figures were wrong", "data-lead", DAY)
    listed_names = exceptions if world.may_list else set()
    assert uncovered(world, files, exceptions=listed_names) == []


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


@pytest.mark.parametrize(("policy", "narrow"), [("ons_ten", []), ("stocktake_default", ["a", "b"])])
def test_a_hidden_count_may_be_none_where_the_policy_hides_zeros(
    policy: str, narrow: list[str]
) -> None:
    """Six pupils in two schools: seven values each, or five where none of them is zero."""
    names = {place: ("n", "all", place, "Total", YEAR) for place in ("a", "b", "c", AUTHORITY)}
    world = World(
        "two small schools", policy, truth=dict(zip(names.values(), (3, 3, 40), strict=False))
    )
    world.add(names[AUTHORITY], [names[place] for place in ("a", "b", "c")])
    frame = pl.DataFrame({"place": list(names), "n": list(world.truth.values())})
    structure = Structure.model_validate(
        {"population": "all", "measure": [{"id": "n", "column": "n"}]}
    )
    world.printings.append(Printing("table", frame, structure, {"n": list(names.values())}))
    results = uncovered(world, {"table": f"place,n\na,c\nb,c\nc,40\n{AUTHORITY},46\n"})
    assert [item.count[2] for item in results] == narrow


@pytest.mark.parametrize("total", ["33", "c"])
def test_the_attacker_doubts_just_what_did_change(total: str) -> None:
    """School a knows that it went from 7 to 10. By 33 less 35, school e went from 13 to 8."""
    before, after = {"e": 13, "a": 7, "b": 5, "c": 10}, {"e": 8, "a": 10, "b": 5, "c": 10}
    world = World("revised", schools=("a",))
    tables = {}
    for period, figures in (("before", before), (YEAR, after)):
        counts = [("n", "all", place, "Total", period) for place in (*figures, AUTHORITY)]
        world.truth |= dict(zip(counts, figures.values(), strict=False))
        world.add(counts[-1], counts[:-1])
        frame = pl.DataFrame(
            {"place": [*figures, AUTHORITY], "n": [world.truth[c] for c in counts]}
        )
        structure = Structure.model_validate(
            {"population": "all", "measure": [{"id": "n", "column": "n"}]}
        )
        world.printings.append(Printing(period, frame, structure, {"n": counts}))
        tables[period] = counts
    world.revisions = dict(zip(tables["before"], tables[YEAR], strict=True))
    files = {
        "before": f"place,n\ne,13\na,c\nb,c\nc,c\n{AUTHORITY},35\n",
        YEAR: f"place,n\ne,c\na,c\nb,c\nc,c\n{AUTHORITY},{total}\n",
    }
    results = [item for item in uncovered(world, files) if item.count[2] == "e"]
    assert [(item.attacker, item.low, item.high) for item in results] == (
        [("a", 8, 8)] if total == "33" else []
    )
