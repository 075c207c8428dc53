"""How long a release takes that hangs together with earlier ones, and a register of many releases.

Run: ``python benchmarks/linked_releases.py``. Schools of five districts by need and sex: all,
then the disadvantaged, so that the others follow. Seconds are the processor's, on one core.
The exit status is 1 where a limit is missed.
"""

from __future__ import annotations

import random
import sys
import tempfile
from datetime import date
from itertools import product
from pathlib import Path
from time import process_time

import polars as pl

from stocktake.disclosure import (
    Register,
    Structure,
    attack,
    build_problem,
    load_policies,
    release,
    verify_register,
)

DAY = date(2025, 1, 31)
Table = tuple[pl.DataFrame, Structure]


def main() -> int:
    """Release, measure, and say so."""
    release_into(Register(Path(tempfile.mkdtemp())), populations(2, 0.1, seed=2)["all"], "warm-up")
    results = [
        *time_linked(needs=7, small=0.4, limit=30.0),
        *time_linked(needs=11, small=0.07, limit=60.0),
        *time_attackers(needs=11, small=0.07, limit=60.0),
        *many_releases(200, limit=5.0),
    ]
    for title, seconds, limit in results:
        print(f"{title:<70}{seconds:>7.2f} s (limit {limit:.0f} s)")
    good = all(seconds <= limit for _, seconds, limit in results)
    print("as it should be" if good else "NOT as it should be")
    return 0 if good else 1


def time_linked(*, needs: int, small: float, limit: float) -> list[tuple[str, float, float]]:
    """The disadvantaged after all pupils, and the proofs of both added up."""
    register = Register(Path(tempfile.mkdtemp()))
    tables = populations(needs, small, seed=1)
    release_into(register, tables["all"], "all")
    seconds = release_into(register, tables["disadvantaged"], "disadvantaged")
    cells = 3 * tables["all"][0].height
    start = process_time()
    [verified] = verify_register(register, load_policies())
    return [
        (f"{cells:,} linked cells, 40 schools, {small:.0%} of groups small", seconds, limit),
        (f"adding up {verified.tables_count:,} tables", process_time() - start, 1.0),
    ]


def time_attackers(*, needs: int, small: float, limit: float) -> list[tuple[str, float, float]]:
    """What everybody derives of both tables as they left: an outsider, then each school."""
    register = Register(Path(tempfile.mkdtemp()))
    tables = populations(needs, small, seed=1)
    for name, table in tables.items():
        release_into(register, table, name)
    releases = register.releases()
    problem = build_problem([release.table for release in releases])
    truth = build_problem([release.true_table for release in releases if release.true_table])
    start = process_time()
    attack(problem)
    outsider_seconds = process_time() - start
    start = process_time()
    for places in truth.cells_by_owner.values():
        own_cells = [truth.cells[place] for place in places]
        own_values = {
            cell.id: cell.value
            for cell in own_cells
            if cell.id in problem.position and cell.value is not None
        }
        attack(problem, problem.marked_cells - own_values.keys(), known_values=own_values)
    return [
        (f"an outsider's attack on {len(problem.cells):,} cells", outsider_seconds, 1.0),
        (
            f"attacks by {len(truth.cells_by_owner)} schools on {len(problem.cells):,} cells",
            process_time() - start,
            limit,
        ),
    ]


def many_releases(count: int, *, limit: float) -> list[tuple[str, float, float]]:
    """One more release of 500 cells, after many of other years, less the first one's seconds."""
    register = Register(Path(tempfile.mkdtemp()))
    seconds = [
        release_into(register, populations(2, 0.1, seed=year, period=str(year))["all"], f"t{year}")
        for year in range(count + 1)
    ]
    return [(f"after {count} releases, more than after none", seconds[-1] - seconds[0], limit)]


def release_into(register: Register, table: Table, name: str) -> float:
    start = process_time()
    release(*table, "stocktake_default", register, "data-lead", DAY, name=name)
    return process_time() - start


def populations(needs: int, small: float, *, seed: int, period: str = "202324") -> dict[str, Table]:
    """All pupils and the disadvantaged, by place, need and sex, with every total."""
    draw = random.Random(seed)
    schools = [f"school-{number}" for number in range(40)]
    districts = [f"district-{number}" for number in range(5)]
    inside = {name: schools[number::5] for number, name in enumerate(districts)}
    kinds, sexes = [f"need-{number}" for number in range(needs)], ["Boys", "Girls"]
    counts = {"all": dict[tuple[str, str, str], int](), "disadvantaged": {}}
    for district, names in inside.items():
        for school, kind, sex in product(names, kinds, sexes):
            cohort = draw.randint(1, 18) if draw.random() < small else draw.randint(20, 80)
            part = sum(draw.random() < 0.35 for _ in range(cohort))
            for key in product((school, district, "la-1"), (kind, "Total"), (sex, "Total")):
                for population, figure in (("all", cohort), ("disadvantaged", part)):
                    counts[population][key] = counts[population].get(key, 0) + figure
    shape = {
        "period": period,
        "publisher": "place",
        "measure": [{"id": "n", "column": "n"}],
        "relation": [{"total": "all", "parts": ["disadvantaged", "other"]}],
        "dimension": [
            {
                "id": "place",
                "column": "place",
                "split": [
                    {"total": "la-1", "parts": districts},
                    *({"total": name, "parts": parts} for name, parts in inside.items()),
                ],
            },
            *(
                {
                    "id": name,
                    "column": name,
                    "total": "Total",
                    "split": [{"total": "Total", "parts": parts}],
                }
                for name, parts in (("need", kinds), ("sex", sexes))
            ),
        ],
    }
    return {
        population: (
            pl.DataFrame(
                [{"place": a, "need": b, "sex": c, "n": n} for (a, b, c), n in figures.items()]
            ),
            Structure.model_validate(shape | {"population": population}),
        )
        for population, figures in counts.items()
    }


if __name__ == "__main__":
    sys.exit(main())
