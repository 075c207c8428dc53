"""How long one release of LAIT takes to read, against the same reading in vectorised pandas.

Run: ``python benchmarks/load_lait.py [DATA]``, where DATA holds the folder ``lait`` (by default
``../shared/data``). The limit for a whole load, reading and storing, is 3 seconds and 1 GB.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from stocktake.sources.lait import read_lait
from stocktake.standards.missing import read_cell
from stocktake.standards.periods import read_lait_period
from stocktake.standards.places import place_register
from stocktake.statistics.store import Warehouse

RUNS = 3


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data") / "lait"
    long, dictionary = data / "bds_long_2026-04-08.parquet", data / "lait_data_dictionary.csv"

    def read_in_polars() -> Any:
        return read_lait(long, dictionary, published=None, retrieved=date(2026, 4, 8))

    first, reading = timed(read_in_polars)
    with TemporaryDirectory() as folder:
        store = Warehouse(Path(folder))
        loaded_at = datetime(2026, 4, 8, tzinfo=UTC)
        storing, _ = timed(lambda: store.write(reading, loaded_at=loaded_at))
    peak = peak_megabytes()
    again = median(timed(read_in_polars)[0] for _ in range(RUNS))
    pandas_twin(long, dictionary)  # the first call pays for importing pandas
    twin = median(timed(lambda: pandas_twin(long, dictionary))[0] for _ in range(RUNS))
    observations, table = reading.observations, pandas_twin(long, dictionary)
    agree = observations["row"].to_list() == table["row"].to_list() and (
        abs(observations["value"].sum() - table["value"].sum()) <= 1e-9 * table["value"].sum()
    )
    print(f"rows                 {observations.height:>12,}")
    print(f"first reading        {first:>12.2f} s")
    print(f"reading and storing  {first + storing:>12.2f} s (limit 3 s)")
    print(f"later readings       {again:>12.2f} s (median of {RUNS})")
    print(f"peak memory          {peak:>12.0f} MB (before pandas)")
    print(f"the same in pandas   {twin:>12.2f} s (median of {RUNS})")
    print(f"pandas / stocktake   {twin / again:>12.2f}")
    print(f"same rows and sum    {'yes' if agree else 'NO':>12}")


def timed(work: Any) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak_megabytes() -> float:
    """The process's peak, not a number where the system does not keep one."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def pandas_twin(long: Path, dictionary: Path) -> Any:
    """The same reading as a careful analyst would write it: each distinct text is read once."""
    import pandas as pd

    table = pd.read_parquet(long, columns=["Short Desc", "Years", "LA Number", "Values"])
    table["row"] = range(1, len(table) + 1)
    listing = pd.read_csv(dictionary, dtype=str, keep_default_na=False)
    kinds = dict(zip(listing["Measure_short"], listing["Year_Type"], strict=True))
    register = place_register()
    pairs = table[["Short Desc", "Years"]].drop_duplicates()
    read = [
        (name, label, parsed_period.period.time_period, parsed_period.period.time_identifier,
         parsed_period.period.span_years, parsed_period.stage)
        for name, label in pairs.itertuples(index=False)
        if (parsed_period := read_lait_period(label, kinds[name], name)) is not None
    ]  # fmt: skip
    columns = ["Short Desc", "Years", "time_period", "time_identifier", "span_years", "stage"]
    places = {n: register.by_dfe_code(int(n)).id for n in table["LA Number"].unique()}
    table = table.merge(pd.DataFrame(read, columns=columns), on=["Short Desc", "Years"])
    table["series"] = "lait:" + table["Short Desc"]
    table["place"] = table["LA Number"].map(places)
    table["value"] = pd.to_numeric(table["Values"], errors="coerce")
    odd = table.loc[table["value"].isna(), "Values"]
    table["missing"] = odd.map({text: read_cell(text)[1] for text in odd.unique()})
    identity = ["series", "place", "time_period", "time_identifier", "span_years"]
    if table.duplicated(identity).any():
        raise ValueError("duplicate rows")
    return table.sort_values(identity, ignore_index=True)


if __name__ == "__main__":
    main()
