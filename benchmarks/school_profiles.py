"""How long profiles and similar schools of every school in England take, in one run.

Run: ``python benchmarks/school_profiles.py [DATA]``, where DATA holds ``performance_tables``,
``gias``, ``ofsted`` and ``school_profile_service`` (by default ``../shared/data``). All published
tables are loaded into a store first; that is not counted. Then, as one run does it: figures of all
years are read from the store, schools followed through their numbers, the fifty most similar found
for every school, and every figure compared. The limit is 10 seconds by the clock on two cores that
nothing else uses, and 2 GB. The clock says nothing on a busy machine, so that the exit status is 1
where the processor's seconds are above 15, memory is above the limit, pandas does not take at least
4 times as long for the same comparisons of three measures, or the two disagree.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "schools" / "profile"))

from published_tables import load_published_tables  # noqa: E402

from stocktake.schools import SchoolProfiles, held_school_data  # noqa: E402
from stocktake.schools.profile import profile_table  # noqa: E402
from stocktake.statistics import Warehouse  # noqa: E402

AS_OF = date(2026, 11, 30)
LIMIT_SECONDS, LIMIT_PROCESSOR, LIMIT_MEGABYTES, LIMIT_RATIO = 10.0, 15.0, 2_000, 4.0
MEASURES = ("ks4.attainment_8", "ks2.rwm_expected", "absence.persistent_10")
PROFILE_COUNT = 200


def main() -> int:
    """Time it, compare it with pandas, and say so."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    with tempfile.TemporaryDirectory() as folder:
        # Loading takes more memory than what is measured, so it has a process of its own.
        load_in_child(data, Path(folder))
        warehouse = Warehouse(Path(folder))
        start_time, start_processor = perf_counter(), process_time()
        # Nothing else holds the tables, so that they are released as the run goes on.
        profiles = SchoolProfiles(held_school_data(warehouse, as_of=AS_OF), as_of=AS_OF)
        steps = [
            (name, timed(lambda name=name: getattr(profiles, name))[0])
            for name in ("identities", "details", "figures", "similar_tables", "pairs", "table")
        ]
        seconds, processor = perf_counter() - start_time, process_time() - start_processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    urns = profiles.details["school_urn"].sample(PROFILE_COUNT, seed=1).to_list()
    one = timed(lambda: [profiles.profile(urn) for urn in urns])[0] / PROFILE_COUNT
    own_seconds, rows = timed(lambda: compared_table(profiles))
    pandas_seconds, twin = timed(lambda: pandas_twin(profiles))
    ratio = pandas_seconds / own_seconds
    differs = disagreements(rows, twin)
    print(f"figures compared     {profiles.table.height:>12,}")
    print(f"similar schools      {profiles.pairs.height:>12,} pairs")
    for name, step_seconds in steps:
        print(f"  {name:<18} {step_seconds:>12.2f} s of the processor")
    print(f"all, by the clock    {seconds:>12.2f} s (limit {LIMIT_SECONDS:.0f})")
    print(f"all, processor       {processor:>12.2f} s (limit {LIMIT_PROCESSOR:.0f})")
    print(f"peak memory          {peak:>12,.0f} MB (limit {LIMIT_MEGABYTES:,})")
    print(f"one profile          {1000 * one:>12.1f} ms of the processor")
    print(f"three measures       {own_seconds:>12.2f} s, in pandas {pandas_seconds:.2f} s")
    print(f"pandas / stocktake   {ratio:>12.2f} (limit {LIMIT_RATIO:.0f})")
    print(f"columns that differ  {', '.join(differs) or 'none':>12}")
    is_over = processor > LIMIT_PROCESSOR or peak > LIMIT_MEGABYTES or ratio < LIMIT_RATIO
    return int(bool(differs) or is_over)


def load_in_child(data: Path, folder: Path) -> None:
    """Fill the store in another process."""
    from multiprocessing import get_context

    child = get_context("spawn").Process(target=load_published_tables, args=(data, folder))
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit("the published tables could not be loaded")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor, and the result."""
    start = process_time()
    result = work()
    return process_time() - start, result


def compared_table(profiles: SchoolProfiles) -> pl.DataFrame:
    """The table of three measures."""
    measures = {name: profiles.layout.measures[name] for name in MEASURES}
    return profile_table(
        profiles.figures, profiles.details, profiles.data.place_figures, profiles.pairs, measures
    )


def pandas_twin(profiles: SchoolProfiles) -> Any:
    """Percentile and mean of similar schools in vectorised pandas, on the same figures."""
    cells = ["measure", "time_period", "group"]
    figures = (
        profiles.table.filter(pl.col("measure").is_in(list(MEASURES)))
        .select("school_urn", *cells, "peers", "value")
        .with_columns(pl.col(*cells, "peers").cast(pl.String))
        .to_pandas()
    )
    pairs = profiles.pairs.select("school_urn", "similar_urn").to_pandas()
    signed = figures["value"].where(
        ~figures["measure"].str.startswith("absence"), -figures["value"]
    )
    groups = signed.groupby([figures[name] for name in (*cells, "peers")])
    figures["percentile"] = 100 * (groups.rank() - 1) / (groups.transform("count") - 1)
    partners = pairs.merge(
        figures[["school_urn", *cells, "value"]].rename(columns={"school_urn": "similar_urn"}),
        on="similar_urn",
    ).dropna(subset=["value"])
    means = partners.groupby(["school_urn", *cells])["value"].mean().rename("similar_mean")
    return figures.merge(means.reset_index(), on=["school_urn", *cells], how="left")


def disagreements(rows: pl.DataFrame, twin: Any) -> list[str]:
    """Columns in which any row that both have differs by more than a billionth."""
    keys = ["school_urn", "measure", "time_period", "group"]
    names = ["percentile", "similar_mean"]
    twin_rows = pl.from_pandas(twin[[*keys, *names]]).rename(
        {name: f"{name}_twin" for name in names}
    )
    own_rows = rows.with_columns(pl.col("measure", "time_period", "group").cast(pl.String))
    pairs_of_rows = own_rows.join(twin_rows.cast({"school_urn": pl.Int32}), on=keys)
    return [
        name
        for name in names
        if pairs_of_rows.height != rows.height
        or ((pairs_of_rows[name] - pairs_of_rows[f"{name}_twin"].fill_nan(None)).abs().max() or 0)
        > 1e-9
    ]


if __name__ == "__main__":
    raise SystemExit(main())
