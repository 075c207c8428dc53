"""How long it takes to place every figure, against the same in vectorised pandas, in one run.

Run: ``python benchmarks/benchmark_table.py [DATA]``, where DATA holds the folder ``lait`` (by
default ``../shared/data``). The limit is 3 seconds for all series, periods and places, and pandas
must take at least 4 times as long; the exit status is 1 where either fails or the two disagree.
Seconds are the processor's.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import polars as pl

from stocktake.benchmarks.comparators import list_of
from stocktake.benchmarks.table import benchmark_table
from stocktake.sources.lait import read_lait
from stocktake.sources.neighbours import read_neighbours
from stocktake.standards.places import place_register

RUNS = 3
LIMIT_SECONDS, LIMIT_RATIO = 3.0, 4.0
VINTAGE = 2025


def main() -> int:
    """Time both, compare them, and say so."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data") / "lait"
    day = date(2026, 4, 8)
    reading = read_lait(
        data / "bds_long_2026-04-08.parquet",
        data / "lait_data_dictionary.csv",
        published=day,
        retrieved=day,
    )
    lists = read_neighbours(
        data / "sn_may_2025.xlsx", vintage=VINTAGE, published=None, retrieved=day
    ).tables["neighbours"]
    register = place_register()

    def polars_table() -> pl.DataFrame:
        return benchmark_table(
            reading.observations,
            reading.series,
            register=register,
            neighbours=lists,
            vintage=VINTAGE,
        )

    first, table = timed(polars_table)
    again = median(timed(polars_table)[0] for _ in range(RUNS))

    sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "benchmarks" / "oracles"))
    from pandas_twin import pandas_table

    columns = ["series", "group", "time_identifier", "span_years", "time_period", "place", "value"]
    observations = reading.observations.select(columns).to_pandas()
    better = dict(reading.series.select("series", "better").iter_rows())
    near = list_of(lists, VINTAGE)

    def twin() -> Any:
        return pandas_table(observations, better, register.all(), near)

    _, pandas_frame = timed(twin)  # the first call pays for imports
    pandas = median(timed(twin)[0] for _ in range(RUNS))
    off = disagreements(table, pl.from_pandas(pandas_frame))
    print(f"figures placed       {table.height:>12,}")
    print(f"first table          {first:>12.2f} s (limit {LIMIT_SECONDS:.0f})")
    print(f"later tables         {again:>12.2f} s (median of {RUNS})")
    print(f"the same in pandas   {pandas:>12.2f} s (median of {RUNS})")
    print(f"pandas / stocktake   {pandas / again:>12.2f} (limit {LIMIT_RATIO:.0f})")
    print(f"columns that differ  {', '.join(off) or 'none':>12}")
    return int(bool(off) or first > LIMIT_SECONDS or pandas < LIMIT_RATIO * again)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds taken, and the result."""
    start = process_time()
    result = work()
    return process_time() - start, result


def disagreements(polars_table: pl.DataFrame, pandas_table: pl.DataFrame) -> list[str]:
    """Columns in which any row differs by more than a billionth."""
    differences = []
    for name in polars_table.columns:
        a, b = polars_table[name], pandas_table[name]
        if a.dtype == pl.String:
            same = a.equals(b.cast(pl.String))
        else:
            a, b = a.cast(pl.Float64), b.cast(pl.Float64).fill_nan(None)
            apart = ((a - b).abs() / (1 + b.abs())).max()
            same = a.is_null().equals(b.is_null()) and not (apart or 0) > 1e-9
        if not same:
            differences.append(name)
    return differences


if __name__ == "__main__":
    raise SystemExit(main())
