"""How long Attainment 8 and Progress 8 of a whole country take, against vectorised pandas.

Run: ``python benchmarks/attainment_measures.py [PUPILS]`` (600,000 by default, with nine entries
each). Timed is everything from rows of entries and key stage 2 results, as they are stored, to
pupils' scores with elements and the averages of schools and of groups. The limits, for 600,000
pupils, are 5 seconds and 4 GB; pandas must take at least 3 times as long. Both must agree. The
exit status is 1 where any of that fails.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl

YEAR, RELEASE = "202324", "202324-provisional"
PUPILS, ENTRIES_EACH = 600_000, 9
LIMIT_SECONDS, LIMIT_GIGABYTES, LIMIT_RATIO = 5.0, 4.0, 3.0
RUNS = 3
BY = (["school_urn"], ["fsm6", "sex"], ["prior_group"])
COLUMNS = (
    "attainment_8_points",
    "english_points",
    "maths_points",
    "ebacc_points",
    "open_points",
    "progress_8",
    "progress_8_english",
    "progress_8_maths",
    "progress_8_ebacc",
    "progress_8_open",
)


def main() -> int:
    """Time both, compare them, and say so."""
    pupils = int(sys.argv[1]) if len(sys.argv) > 1 else PUPILS
    with TemporaryDirectory() as folder:
        write(Path(folder), pupils)
        seconds, again, peak = alone(stocktake, folder)
        pandas_seconds, _, _ = alone(in_pandas, folder)
        off = disagreements(Path(folder))
    ratio = pandas_seconds / again
    print(f"pupils               {pupils:>12,}")
    print(f"entries              {pupils * ENTRIES_EACH:>12,}")
    print(f"first run            {seconds:>12.2f} s (limit {LIMIT_SECONDS:.0f})")
    print(f"later runs           {again:>12.2f} s (median of {RUNS})")
    print(f"peak memory          {peak:>12.2f} GB (limit {LIMIT_GIGABYTES:.0f})")
    print(f"the same in pandas   {pandas_seconds:>12.2f} s")
    print(f"pandas / stocktake   {ratio:>12.2f} (at least {LIMIT_RATIO:.0f})")
    print(f"columns that differ  {', '.join(off) or 'none':>12}")
    over_limits = seconds > LIMIT_SECONDS or peak > LIMIT_GIGABYTES or ratio < LIMIT_RATIO
    return int(bool(off) or over_limits)


def write(folder: Path, pupils: int) -> None:
    """Invented results: usual subjects, all grades, a few resits and absences, in no order."""
    import numpy as np

    chance = np.random.default_rng(1)
    key = np.array([f"{number * 2654435761 % 2**64:016x}" for number in range(pupils)])
    shape = (pupils, ENTRIES_EACH)
    subject = np.empty(shape, dtype="U16")
    subject[:, :4] = ["ENG_LANG", "ENG_LIT", "MATHS", "COMB_SCI"]
    subject[:, 4] = chance.choice(["HISTORY", "GEOGRAPHY"], pupils)
    subject[:, 5] = chance.choice(["FRENCH", "SPANISH", "GERMAN", "COMPUTER_SCIENCE"], pupils)
    other_subjects = ["BUSINESS", "DRAMA", "ART", "MUSIC", "PE", "RE", "FOOD", "SPORT"]
    subject[:, 6:] = chance.choice(other_subjects, (pupils, ENTRIES_EACH - 6))
    level = np.clip(chance.normal(4.6, 2, shape).round(), 0, 9).astype(int)
    single = np.array(["U", *"123456789"])
    grade = np.where(chance.random(shape) < 0.01, "X", single[level])
    pairs = np.array(["U", "11", "22", "33", "44", "55", "65", "76", "87", "99"])
    grade[:, 3] = pairs[level[:, 3]]
    technical = np.array(["U", "P2", "P2", "P2", "M2", "M2", "D2", "D2", "D2*", "D2*"])
    grade = np.where(subject == "SPORT", technical[level], grade)
    kind = np.where(subject == "SPORT", "TECHNICAL_2", "GCSE")
    kind[:, 3] = "GCSE_DOUBLE"
    days = np.array(["2023-08-24", "2024-08-22"], dtype="datetime64[D]")
    order = chance.permutation(pupils * ENTRIES_EACH)
    pl.DataFrame(
        {
            "pupil": np.repeat(key, ENTRIES_EACH)[order],
            "time_period": YEAR,
            "stage": "KS4",
            "qualification": kind.ravel()[order],
            "subject": subject.ravel()[order],
            "grade": grade.ravel()[order],
            "award_date": days[(chance.random(len(order)) < 0.97).astype(int)],
        }
    ).write_parquet(folder / "entries.parquet")
    scores = np.clip(chance.normal(104, 7, pupils * 2).round(), 80, 120).astype(int)
    pl.DataFrame(
        {
            "pupil": np.repeat(key, 2),
            "time_period": "201819",
            "stage": "KS2",
            "component": np.tile(["READ", "MATH"], pupils),
            "measure": "SCALED",
            "result": scores.astype(str),
        }
    ).filter(pl.Series(chance.random(pupils * 2) < 0.95)).write_parquet(
        folder / "assessments.parquet"
    )
    pl.DataFrame(
        {
            "pupil": key,
            "school_urn": chance.integers(100_000, 103_500, pupils).astype(str),
            "fsm6": chance.random(pupils) < 0.27,
            "sex": chance.choice(["F", "M"], pupils),
        }
    ).write_parquet(folder / "cohort.parquet")


def stocktake(folder: str) -> tuple[float, float, float]:
    """Seconds of the first and of later runs, and the peak of memory in GB."""
    from stocktake.pupils.attainment.attainment_8 import attainment_8
    from stocktake.pupils.attainment.average_progress import average_progress_8
    from stocktake.pupils.attainment.prior import key_stage_2_prior
    from stocktake.pupils.attainment.progress_8 import progress_8

    data_folder = Path(folder)
    names = ("entries", "cohort", "assessments")
    entries, cohort, assessments = (
        pl.read_parquet(data_folder / f"{name}.parquet") for name in names
    )

    def measure_polars() -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        attained = attainment_8(entries, cohort, year=YEAR)
        pupils = progress_8(attained, key_stage_2_prior(assessments), release=RELEASE)
        return pupils, [average_progress_8(pupils, by=by, release=RELEASE) for by in BY]

    first, (pupils, averages) = timed(measure_polars)
    again = median(timed(measure_polars)[0] for _ in range(RUNS))
    pupils.write_parquet(data_folder / "ours.parquet")
    for number, table in enumerate(averages):
        table.write_parquet(data_folder / f"ours-{number}.parquet")
    return first, again, peak_gigabytes()


def in_pandas(folder: str) -> tuple[float, float, float]:
    """The same by the twin in pandas; the median of its runs comes first."""
    import pandas as pd

    sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "pupils" / "attainment"))
    from pandas_attainment import averages_in_pandas, pupils_in_pandas

    data_folder = Path(folder)
    names = ("entries", "cohort", "assessments")
    tables = [pd.read_parquet(data_folder / f"{name}.parquet") for name in names]

    def measure_pandas() -> tuple[Any, list[Any]]:
        pupils = pupils_in_pandas(*tables, release=RELEASE)
        return pupils, [averages_in_pandas(pupils, by) for by in BY]

    seconds = []
    for _ in range(RUNS):
        run_seconds, (pupils, averages) = timed(measure_pandas)
        seconds.append(run_seconds)
    pl.from_pandas(pupils).write_parquet(data_folder / "theirs.parquet")
    for number, table in enumerate(averages):
        pl.from_pandas(table).write_parquet(data_folder / f"theirs-{number}.parquet")
    return median(seconds), 0.0, peak_gigabytes()


def disagreements(folder: Path) -> list[str]:
    """Columns in which any pupil or any average differs by more than a billionth."""
    differences = []
    for name, keys, columns in (
        ("", ["pupil"], COLUMNS),
        *((f"-{n}", by, ("progress_8_count", *COLUMNS[5:])) for n, by in enumerate(BY)),
    ):
        polars_table = pl.read_parquet(folder / f"ours{name}.parquet").sort(keys, nulls_last=True)
        pandas_table = pl.read_parquet(folder / f"theirs{name}.parquet")
        pandas_table = pandas_table.with_columns(
            pl.col(key).cast(polars_table[key].dtype) for key in keys
        )
        pandas_table = pandas_table.sort(keys, nulls_last=True)
        if not polars_table.select(keys).equals(pandas_table.select(keys)):
            differences.append(f"rows{name}")
            continue
        for column in columns:
            a = polars_table[column].cast(pl.Float64)
            b = pandas_table[column].cast(pl.Float64).fill_nan(None)
            apart = (a - b).abs().max()
            if not a.is_null().equals(b.is_null()) or not isinstance(apart, float) or apart > 1e-9:
                differences.append(column + name)
    return differences


def alone(work: Callable[[str], tuple[float, float, float]], folder: str) -> Any:
    """Do it in a process of its own, so that the peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, folder).result()


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds taken, and the result."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak_gigabytes() -> float:
    """The most memory that this process has held; 0 where the system does not say (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


if __name__ == "__main__":
    raise SystemExit(main())
