"""Attacks what was released, thousands of times: as an outsider, and as every school.

Run: ``python benchmarks/attacks.py [--write]``. Tables and sequences of tables are drawn from
seeds, released into a register of their own, and attacked as they were printed. A case is one
attacker upon all that a register released. It is uncovered where a hidden figure is exact, or a
small one has fewer than six values left, and that does not follow from the attacker's own figures
and printed zeros alone. ``--write`` puts the counts into the documentation. The exit status is 1
where a case is uncovered.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time

import polars as pl

from stocktake.disclosure import (
    CellId,
    Disclosure,
    PlannedTable,
    Problem,
    Register,
    Structure,
    Table,
    attack,
    build_problem,
    load_policies,
    release,
    release_plan,
    verify_register,
)
from stocktake.standards.errors import InputError, StocktakeError

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "disclosure" / "guarantee"))

PAGE = ROOT / "docs" / "methods" / "attacks.md"
DAY = date(2025, 1, 31)
POLICIES = load_policies()
LEAST_VALUES = 6
KINDS = {
    "table": "one table, by school and sex",
    "share": "one table with percentages",
    "zeros": "one table, zeros hidden by policy",
    "tiny": "one table with a school of 3 to 9 pupils",
    "sequence": "disadvantaged, others and all, in any order",
    "by-sex": "five linked tables, two of them by sex",
    "plan": "five linked tables as one plan",
}
RUNS = {
    "table": 150,
    "share": 40,
    "zeros": 80,
    "tiny": 80,
    "sequence": 80,
    "by-sex": 25,
    "plan": 15,
}


def main() -> int:
    """Release, attack, count, and say so."""
    counts: Counter[tuple[str, str]] = Counter()
    started = process_time()
    for kind, runs in RUNS.items():
        for seed in range(runs):
            run(kind, seed, counts)
        print(f"{kind}: {runs} registers", file=sys.stderr, flush=True)
    lines = [f"| {KINDS[kind]} | " + " | ".join(_row(kind, counts)) + " |" for kind in RUNS]
    total = [_total(name, counts) for name in ("released", "refused", "cases", "own", "uncovered")]
    lines.append("| **all** | " + " | ".join(f"**{count:,}**" for count in total) + " |")
    print("\n".join(lines))
    print(f"{process_time() - started:,.0f} s of processor time")
    if "--write" in sys.argv:
        start, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- counts -->\n")
        _, _, end = rest.partition("<!-- end of counts -->")
        head = "| kind | released | refused | attacks | own figures | uncovered |\n"
        head += "| --- | --: | --: | --: | --: | --: |\n"
        table = head + "\n".join(lines)
        page = f"{start}<!-- counts -->\n{table}\n<!-- end of counts -->{end}"
        PAGE.write_text(page, encoding="utf-8")
    return 1 if _total("uncovered", counts) else 0


def run(kind: str, seed: int, counts: Counter[tuple[str, str]]) -> None:
    """Release the tables of one register, and attack them."""
    tables, truth, schools = draw(kind, seed)
    policy = "ons_ten" if kind == "zeros" else "stocktake_default"
    made: list[Disclosure] = []
    with tempfile.TemporaryDirectory() as folder:
        register = Register(Path(folder))
        if kind == "plan":
            made = list(release_plan(tables, policy, register, "data-lead", DAY))
        else:
            for item in tables:
                try:
                    made.append(
                        release(
                            item.table,
                            item.structure,
                            policy,
                            register,
                            "data-lead",
                            DAY,
                            name=item.name,
                        )
                    )
                except StocktakeError:
                    counts[kind, "refused"] += 1
        verify_register(register, POLICIES)
    counts[kind, "released"] += len(made)
    if not made:
        return
    problem = build_problem([_as_read(item) for item in made])
    for attacker in ("", *schools):
        counts[kind, "cases"] += 1
        for cell in near(problem, truth, attacker, policy):
            follows = attacker and cell in near(_bare(problem), truth, attacker, policy)
            counts[kind, "own" if follows else "uncovered"] += 1
            if not follows:
                print(f"UNCOVERED: {kind} {seed}: {cell} for {attacker or 'an outsider'}")


def near(
    problem: Problem, truth: dict[CellId, float], attacker: str, policy: str
) -> Iterator[CellId]:
    """Hidden figures that an attacker comes too near to."""
    own = {
        cell.id: truth[cell.id]
        for cell in problem.cells
        if attacker and cell.id.place == attacker and cell.id in truth
    }
    hidden = problem.marked_cells & problem.position.keys() - own.keys()
    if not hidden or not problem.equations:
        return
    threshold = POLICIES[policy].threshold
    least = 0.0 if POLICIES[policy].zeros == "hidden" or problem.ratios else 1.0
    try:
        bounds = attack(problem, hidden, known_values=own, least_count=least, integer=True)
    except InputError:
        bounds = attack(problem, hidden, known_values=own, integer=True)
    for item in bounds:
        values = min(item.high, threshold) - max(item.low, least) + 1
        small = 0 < truth[item.cell] < threshold
        if item.exact or (small and values < LEAST_VALUES):
            yield item.cell


def _bare(problem: Problem) -> Problem:
    """The same with nothing printed but zeros."""
    cells = tuple(
        replace(cell, state="hidden", value=None) if cell.value else cell for cell in problem.cells
    )
    marked = frozenset(cell.id for cell in cells if cell.state == "hidden")
    return Problem(cells, problem.equations, (), marked | problem.marked_cells)


def draw(kind: str, seed: int) -> tuple[list[PlannedTable], dict[CellId, float], Sequence[str]]:
    """The tables of one register, what is true of every cell, and the schools."""
    from school_worlds import World, tables, world

    drawn = world(seed, smallest=16, largest=60 if kind in ("by-sex", "plan") else 90)
    if kind == "tiny":
        random_count = random.Random(seed)
        counts = dict(drawn.counts)
        for sex in ("Boys", "Girls"):
            counts["school-0", sex, "disadvantaged"] = random_count.randint(0, 2)
            counts["school-0", sex, "other"] = random_count.randint(1, 3)
        drawn = World(drawn.schools, counts)
    if kind in ("sequence", "by-sex", "plan"):
        return tables(drawn, seed, by_sex=kind != "sequence"), drawn.truth, drawn.schools
    population = ("disadvantaged", "all", "other")[seed % 3]
    planned = drawn.table(population, by_sex=True)
    if kind == "share":
        return [_with_share(drawn, seed)], _share_truth(drawn), drawn.schools
    return [planned], drawn.truth, drawn.schools


def _with_share(drawn, seed: int) -> PlannedTable:
    """All pupils, those who are disadvantaged, and their share."""
    planned = drawn.table("all", by_sex=True)
    part = [
        drawn.count(row["place"], row["sex"], "disadvantaged")
        for row in planned.table.iter_rows(named=True)
    ]
    frame = planned.table.with_columns(d=pl.Series(part)).with_columns(
        share=(100 * pl.col("d") / pl.col("n")).round(1)
    )
    shape = planned.structure.model_dump()
    shape["measure"] = [
        {"id": "n", "column": "n"},
        {"id": "d", "column": "d"},
        {
            "id": "share",
            "column": "share",
            "unit": "percent",
            "numerator": "d",
            "denominator": "n",
            "decimals": 1,
        },
    ]
    return PlannedTable(frame, Structure.model_validate(shape), f"share-{seed}")


def _share_truth(drawn) -> dict[CellId, float]:
    truth = drawn.truth
    for name, value in list(truth.items()):
        if name.population == "all":
            part = truth[name.of("disadvantaged")]
            truth[name.measuring("d")] = part
            truth[name.measuring("n less d")] = value - part
    return truth


def _as_read(item: Disclosure) -> Table:
    frame = pl.read_csv(item.csv.encode("utf-8"), infer_schema=False)
    structure = Structure.model_validate_json(item.structure.model_dump_json())
    return Table(frame, structure, item.record.id)


def _row(kind: str, counts: Counter[tuple[str, str]]) -> list[str]:
    names = ("released", "refused", "cases", "own", "uncovered")
    return [f"{counts[kind, name]:,}" for name in names]


def _total(name: str, counts: Counter[tuple[str, str]]) -> int:
    return sum(count for (_, other), count in counts.items() if other == name)


if __name__ == "__main__":
    sys.exit(main())
