"""Attacks what the disclosure control lets out of random authorities, and counts what is uncovered.

Run: ``python benchmarks/attacks.py [--cases 2000] [--seed 1] [--processes 1] [--write]``. Each case
is an invented authority with known counts; its tables are released one after the other, and
whatever left is attacked with all sums that hold (declared or not) by whoever has the files and by
each school with its own counts. ``--write`` puts the counts into the documentation. The exit status
is 1 where anything is uncovered.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from stocktake.disclosure import PlannedTable, Register, release, release_plan
from stocktake.standards.errors import StocktakeError

if TYPE_CHECKING:
    from world_attack import Uncovered
    from worlds import World

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "disclosure" / "oracles"))

DAY, KEY = date(2025, 1, 31), b"a key of sixteen bytes"
PAGE = ROOT / "docs" / "methods" / "how-attacked.md"
BEGIN, END = "<!-- counts: begin -->", "<!-- counts: end -->"


@dataclass(frozen=True)
class Case:
    """What came of one invented authority."""

    world_kind: str
    counts: Counter[str]
    results: list[Uncovered]
    seconds: float


def main() -> int:
    """Release, attack, count, and say so."""
    from world_kinds import KINDS

    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    kinds = [arguments.kinds[number % len(arguments.kinds)] for number in range(arguments.cases)]
    seeds = [arguments.seed * 1_000_000 + number for number in range(arguments.cases)]
    totals: dict[str, Counter[str]] = {}
    faults: list[str] = []
    seconds = 0.0
    # Polars does not survive a fork.
    context = get_context("spawn")
    with ProcessPoolExecutor(arguments.processes, mp_context=context) as pool:
        for number, case in enumerate(pool.map(attacked_case, kinds, seeds, chunksize=4)):
            totals.setdefault(case.world_kind, Counter()).update(case.counts)
            faults += [f"{kinds[number]} {seeds[number]}: {item}" for item in case.results]
            seconds += case.seconds
            if number % 100 == 99:
                print(f"{number + 1} cases, {len(faults)} uncovered", file=sys.stderr)
    print("\n".join(faults[:40]))
    text = report(totals)
    print(text)
    print(f"{arguments.cases} cases in {seconds:.0f} s of processor time")
    if arguments.write:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    return int(bool(faults))


def attacked_case(kind: str, seed: int) -> Case:
    """Invent an authority, release its tables, and attack what left."""
    from world_attack import uncovered
    from world_kinds import KINDS

    start = process_time()
    world = KINDS[kind](random.Random(seed))
    counts = Counter[str](cases=1)
    files, exceptions = let_out(world, counts)
    # Where all is declared and nothing was revised, whatever is listed counts as uncovered.
    results = uncovered(world, files, exceptions=exceptions if world.may_list else ())
    counts["uncovered"] += bool(results)
    return Case(world.kind, counts, results, process_time() - start)


def let_out(world: World, counts: Counter[str]) -> tuple[dict[str, str], set[str]]:
    """The files of the tables that left, by name, and what their records do not promise."""
    files, exceptions = {}, set[str]()
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder) / "register")
        if world.is_planned:
            return let_out_together(world, register, counts)
        for printing in world.printings:
            counts["tables"] += 1
            try:
                disclosure = release(
                    printing.frame, printing.structure, world.policy, register, "data-lead", DAY,
                    name=printing.name, key=KEY if world.rounding_base else None,
                )  # fmt: skip
            except StocktakeError:
                counts["refused"] += 1
                continue
            files[printing.name] = disclosure.csv
            exceptions |= set(disclosure.record.not_promised)
            counts["listed"] += len(disclosure.record.not_promised)
            counts["figures"] += disclosure.record.cells_count
            counts["hidden"] += disclosure.record.hidden_count
            if printing.is_recalled:
                register.recall(disclosure.record.id, "figures were wrong", "data-lead", DAY)
    return files, exceptions


def let_out_together(
    world: World, register: Register, counts: Counter[str]
) -> tuple[dict[str, str], set[str]]:
    """The tables of a plan; a part of them, in any order, is published first and attacked."""
    tables = [PlannedTable(item.frame, item.structure, item.name) for item in world.printings]
    counts["tables"] += len(tables)
    try:
        disclosures = release_plan(tables, world.policy, register, "data-lead", DAY)
    except StocktakeError:
        counts["refused"] += len(tables)
        return {}, set()
    chance = random.Random(len(world.truth))
    part = chance.sample(disclosures, chance.randint(1, len(disclosures)))
    counts["figures"] += sum(item.record.cells_count for item in disclosures)
    counts["hidden"] += sum(item.record.hidden_count for item in disclosures)
    exceptions = {name for item in disclosures for name in item.record.not_promised}
    counts["listed"] += len(exceptions)
    return {item.record.name: item.csv for item in part}, exceptions


def report(totals: dict[str, Counter[str]]) -> str:
    """A table of what was tried and what came of it."""
    lines = [
        "| Kind of case | Cases | Tables | Refused | Figures | Hidden | Not promised | Uncovered |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for kind, counts in (*sorted(totals.items()), ("all", sum(totals.values(), Counter()))):
        share = counts["hidden"] / counts["figures"] if counts["figures"] else 0.0
        lines.append(
            f"| {kind} | {counts['cases']:,} | {counts['tables']:,} | {counts['refused']:,} "
            f"| {counts['figures']:,} | {share:.1%} | {counts['listed']:,} "
            f"| {counts['uncovered']:,} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
