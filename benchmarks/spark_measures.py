"""What the same measures cost on Spark, compared with Polars on the same machine.

Run: ``python benchmarks/spark_measures.py [PUPILS]`` (600,000 by default). Attainment 8, Progress 8
and schools' averages from Parquet, by one implementation on two engines. On one machine Spark can
only lose; it is there for the national file that lies on an engine already. Nothing is bounded; the
exit status is 1 where the engines differ, and 2 without Java.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl
from attainment_measures import PUPILS, RELEASE, YEAR, write

TABLES = ("entries", "cohort", "assessments")


def main() -> int:
    """Time both engines and compare what they give."""
    if shutil.which("java") is None:
        print("Spark needs a Java runtime; none is installed")
        return 2
    pupils = int(sys.argv[1]) if len(sys.argv) > 1 else PUPILS
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, pupils)
        start = perf_counter()
        polars_averages = averages(
            {table: pl.scan_parquet(folder / f"{table}.parquet") for table in TABLES}
        ).collect()
        polars_seconds = perf_counter() - start
        start = perf_counter()
        session = start_session()
        starting_seconds = perf_counter() - start
        start = perf_counter()
        frames = {table: session.read.parquet(str(folder / f"{table}.parquet")) for table in TABLES}
        averages(frames).write.parquet(str(folder / "theirs"))
        spark_seconds = perf_counter() - start
        session.stop()
        pandas_averages = pl.read_parquet(folder / "theirs" / "*.parquet")
    print(f"pupils               {pupils:>12,}")
    print(f"Polars               {polars_seconds:>12.2f} s")
    print(f"Spark, to start      {starting_seconds:>12.2f} s")
    print(f"Spark                {spark_seconds:>12.2f} s")
    print(f"Spark / Polars       {spark_seconds / polars_seconds:>12.2f}")
    same = equal(polars_averages, pandas_averages)
    print(f"schools' averages    {'the same' if same else 'DIFFER':>12}")
    return int(not same)


def averages(tables: dict[str, Any]) -> Any:
    """Progress 8 of every school, on whatever engine the tables are."""
    from stocktake.pupils.attainment.attainment_8 import attainment_8
    from stocktake.pupils.attainment.average_progress import average_progress_8
    from stocktake.pupils.attainment.prior import key_stage_2_prior
    from stocktake.pupils.attainment.progress_8 import progress_8

    attained = attainment_8(tables["entries"], tables["cohort"], year=YEAR)
    prior = key_stage_2_prior(tables["assessments"])
    pupils = progress_8(attained, prior, release=RELEASE)
    return average_progress_8(pupils, by=["school_urn"], release=RELEASE)


def start_session() -> Any:
    """A Spark of this machine's own."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def equal(polars_averages: pl.DataFrame, pandas_averages: pl.DataFrame) -> bool:
    """Whether both give the same rows, to a billionth."""
    from polars.testing import assert_frame_equal

    try:
        assert_frame_equal(
            polars_averages.sort("school_urn"),
            pandas_averages.sort("school_urn"),
            check_dtypes=False,
            abs_tol=1e-9,
            rel_tol=1e-9,
        )
    except AssertionError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
