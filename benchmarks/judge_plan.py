"""How long judging a plan of 2,000 targets on LAIT takes, all at once and target by target.

Run: ``python benchmarks/judge_plan.py [DATA]``, where DATA holds the folder ``lait`` (by default
``../shared/data``). The limit is 3 seconds of the processor after loading; the exit status is 1
where it is missed or the two differ. The twin judges the same targets as single questions: it
gathers and compares each indicator when a target first asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from stocktake.plan.judge import context_of, judge
from stocktake.plan.names import check_names
from stocktake.plan.read import PlanFile, read_plan
from stocktake.sources.lait import read_lait
from stocktake.statistics.store import Warehouse
from stocktake.targets import judge_target

TARGETS, LIMIT_SECONDS = 2_000, 3.0
AS_OF = date(2026, 11, 29)
PLACE = "la-890"
HEAD = f"""
id = "mass-plan"
title = "A plan of {TARGETS} targets"
vision = "That judging takes no time"
place = {{ id = "{PLACE}" }}
period = {{ first = "201617", last = "202728" }}
priority = [{{ id = "p", title = "P", why = "w" }}]
"""
KINDS = (
    'kind = "position"\nwithin = "top_half"\namong = "england"',
    'kind = "position"\nwithin = "top_third"\namong = "region"',
    'kind = "relation"\ncomparison = "at_least"\ncomparator = "england"',
    'kind = "relation"\ncomparison = "at_most"\ncomparator = "median"',
    'kind = "improvement_each_year"',
    'kind = "gap_closed"\nclose = { to = "england", by_share = "1/2" }',
)
DUE = ("202223", "202324", "202425", "202526", "202627")


def main() -> int:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data") / "lait"
    with TemporaryDirectory() as temporary_name:
        folder = Path(temporary_name)
        warehouse = load(data, folder / "warehouse")
        plan = read_plan(write_plan(warehouse, folder))
        wall, cpu, judgement = timed(lambda: judge(plan, warehouse, as_of=AS_OF, stored=True))
        twin_wall, twin_cpu, twin = timed(lambda: judge_singly(plan, warehouse))
    indicators = len({target.indicator for target in plan.plan.target})
    agree = list(judgement.verdicts) == twin
    print(f"targets              {len(twin):>10,} on {indicators:,} indicators")
    print(f"all at once          {wall:>10.2f} s, {cpu:.2f} s of CPU time (limit {LIMIT_SECONDS})")
    print(f"target by target     {twin_wall:>10.2f} s, {twin_cpu:.2f} s of CPU time")
    print(f"twin / all at once   {twin_cpu / cpu:>10.2f} in CPU time")
    print(f"same verdicts        {'yes' if agree else 'NO':>10}")
    return int(cpu > LIMIT_SECONDS or not agree)


def load(data: Path, folder: Path) -> Warehouse:
    """The newest file of LAIT, loaded."""
    warehouse = Warehouse(folder)
    long, dictionary = data / "bds_long_2026-04-08.parquet", data / "lait_data_dictionary.csv"
    reading = read_lait(long, dictionary, published=date(2026, 4, 8), retrieved=date(2026, 4, 8))
    warehouse.write(reading, loaded_at=datetime(2026, 4, 8, tzinfo=UTC))
    return warehouse


def write_plan(warehouse: Warehouse, folder: Path) -> Path:
    """A plan that goes round the kinds and due years on every series with a better direction."""
    path = folder / "plan.toml"
    path.write_text(HEAD + "".join(islice(targets(warehouse), TARGETS)), encoding="utf-8")
    return path


def targets(warehouse: Warehouse) -> Iterator[str]:
    series_table = warehouse.known_on(AS_OF)[0].series().sort("series")
    names = [
        row["series"]
        for row in series_table.iter_rows(named=True)
        if row["better"] in ("higher", "lower")
    ]
    kinds, due = cycle(KINDS), cycle(DUE)
    for number, name in enumerate(cycle(names)):
        yield (
            f'\n[[target]]\nid = "t{number}"\ntitle = "Target {number}"\npriority = "p"\n'
            f'indicator = "{name}"\nbaseline = "201819"\ndue = "{next(due)}"\n{next(kinds)}\n'
        )


def judge_singly(plan: PlanFile, warehouse: Warehouse) -> list[Any]:
    """The twin: nothing is gathered before a target asks for it."""
    context = context_of(plan, warehouse, as_of=AS_OF)
    check_names(plan, context)
    return [judge_target(target, context) for target in plan.plan.target]


def timed(work: Any) -> tuple[float, float, Any]:
    wall, cpu = perf_counter(), process_time()
    result = work()
    return perf_counter() - wall, process_time() - cpu, result


if __name__ == "__main__":
    sys.exit(main())
