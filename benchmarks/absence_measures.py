"""Persistent and severe absence from session marks: time, memory, and the same in pandas.

Run: ``python benchmarks/absence_measures.py [MILLIONS]``. A year's marks of 20,000 pupils (7.6
million) are invented, measured in memory, at most 1 second, and measured again in vectorised
pandas, which must agree. Then a Parquet file of MILLIONS of marks (by default 100) is made from
them in a temporary folder and measured in a process of its own, within 4 GB. The exit status is 1
where a limit is passed or the two disagree.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import polars as pl

from stocktake.pupils.absence import absence_rates, enrolment_absence, session_totals
from stocktake.standards.attendance_codes import attendance_code_table

YEAR = "202324"
PUPILS, SCHOOLS, DAYS = 20_000, 42, 190
RUNS = 3
LIMIT_SECONDS = 1.0
LIMIT_MEGABYTES = 4096
FIRST = date(2023, 9, 4)
HOLIDAYS = {7, 15, 16, 23, 29, 30, 38}
SUMMER = date(2024, 6, 3)
CODES = ["I", "M", "O", "U", "G", "C", "B", "V", "L", "J", "#", "T"]


def main() -> int:
    """Time both, compare them, measure the large file, and say so."""
    marks, calendar, pupils = invent_tables()

    def measure_polars() -> pl.DataFrame:
        return measure_absence(marks.lazy(), calendar.lazy(), pupils.lazy())

    first, table = timed(measure_polars)
    again = median(timed(measure_polars)[0] for _ in range(RUNS))
    native = (marks.to_pandas(), calendar.to_pandas(), pupils.to_pandas())
    timed(lambda: pandas_twin(*native))  # the first call pays for imports
    pandas, twin = timed(lambda: pandas_twin(*native))
    agree = table.equals(twin)
    millions = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    large = large_file(marks, calendar, pupils, millions)
    print(f"marks                {marks.height:>12,}")
    print(f"first time           {first:>12.2f} s")
    print(f"later times          {again:>12.2f} s (median of {RUNS}, limit {LIMIT_SECONDS:.0f})")
    print(f"the same in pandas   {pandas:>12.2f} s")
    print(f"pandas / stocktake   {pandas / again:>12.2f}")
    print(f"same rates           {'yes' if agree else 'NO':>12}")
    print(f"marks in Parquet     {large['marks']:>12,}")
    print(f"measured in          {large['seconds']:>12.2f} s")
    print(f"peak memory          {large['megabytes']:>12.0f} MB (limit {LIMIT_MEGABYTES})")
    over = again > LIMIT_SECONDS or large["megabytes"] > LIMIT_MEGABYTES
    return int(over or not agree)


def measure_absence(marks: Any, calendar: Any, pupils: Any) -> Any:
    """Rates by school, persistent and severe absence among them."""
    totals = session_totals(marks, year=YEAR, calendar=calendar)
    rows = enrolment_absence(totals, year=YEAR, pupils=pupils)
    rates = absence_rates(rows, by=["school_urn"])
    if isinstance(rates, pl.LazyFrame):
        rates = rates.collect(engine="streaming")
    return rates.sort("school_urn")


def invent_tables() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Marks in the order of the layout: by school and pupil, then by day."""
    weekdays = [FIRST + timedelta(days=7 * week + n) for week in range(46) for n in range(5)]
    open_days = [day for day in weekdays if (day - FIRST).days // 7 not in HOLIDAYS][:DAYS]
    pupil = pl.DataFrame({"number": range(PUPILS)}).select(
        pupil=pl.format(
            "{}{}",
            pl.col("number").hash(1).cast(pl.String).str.zfill(20),
            pl.col("number").cast(pl.String).str.zfill(12),
        ),
        school_urn=100_000 + pl.col("number").cast(pl.Int64) % SCHOOLS,
        date_of_birth=pl.date(2008, 1, 1) + pl.duration(days=pl.col("number") % 3000),
        absent=(pl.col("number").hash(2) % 30).cast(pl.Int64),
    )
    day = pl.DataFrame({"date": open_days})
    session = pl.DataFrame({"session": ["AM", "PM"]})
    marks = (
        pupil.sort("school_urn", "pupil")
        .join(day, how="cross")
        .join(session, how="cross")
        .with_row_index("row")
    )
    percentile = pl.col("row").hash(3) % 100
    odd = pl.Series(CODES).gather
    codes = odd((marks["row"].hash(4) % len(CODES)).cast(pl.UInt32))
    marks = marks.with_columns(odd_code=codes).select(
        "pupil",
        "school_urn",
        "date",
        "session",
        code=pl.when(percentile < pl.col("absent"))
        .then("odd_code")
        .otherwise(pl.when(session=pl.lit("AM")).then(pl.lit("/")).otherwise(pl.lit("\\"))),
    )
    terms = (
        pl.when(pl.col("date") >= SUMMER)
        .then(pl.lit("summer_second_half"))
        .when(pl.col("date") >= date(2024, 4, 15))
        .then(pl.lit("summer_first_half"))
        .when(pl.col("date") >= date(2024, 1, 8))
        .then(pl.lit("spring"))
        .otherwise(pl.lit("autumn"))
    )
    schools = pupil.select("school_urn").unique()
    calendar = schools.join(day, how="cross").with_columns(term=terms)
    return marks, calendar, pupil.select("pupil", "date_of_birth")


def pandas_twin(marks: Any, calendar: Any, pupils: Any) -> pl.DataFrame:
    """The same as a careful analyst would write it: vectorised, each code looked up once."""
    import pandas as pd

    end = pd.Timestamp(2024, 8, 18)
    table = attendance_code_table()
    classes: list[dict[str, str]] = [{}, {}]
    for place, day in enumerate((date(2024, 1, 1), date(2024, 8, 31))):
        valid_rows = table.filter(pl.col("starts") <= day, pl.col("ends") >= day)
        classes[place] = dict(valid_rows.select("code", "attendance_class").iter_rows())
    dates = pd.to_datetime(marks["date"])
    inside = (dates >= "2023-09-01") & (dates <= "2024-08-31")
    frame = marks[inside].assign(date=dates[inside])
    kind = frame["code"].map(classes[0]).where(frame["date"] <= end, frame["code"].map(classes[1]))
    summer = calendar[calendar["term"] == "summer_second_half"].groupby("school_urn")["date"].min()
    late = frame["date"] >= pd.to_datetime(frame["school_urn"].map(summer))
    counts = (
        pd.DataFrame(
            {
                "pupil": frame["pupil"],
                "school_urn": frame["school_urn"],
                "late": late,
                "sess_possible": kind.notna() & (kind != "not_possible"),
                "sess_authorised": kind == "authorised",
                "sess_unauthorised": kind == "unauthorised",
            }
        )
        .groupby(["pupil", "school_urn", "late"], as_index=False)
        .sum()
    )
    birth_dates = pd.to_datetime(pupils["date_of_birth"])
    age = 2023 - birth_dates.dt.year - (birth_dates.dt.month > 8).astype(int)  # noqa: PLR2004
    counts = counts.merge(pupils.assign(age=age)[["pupil", "age"]], on="pupil")
    counts = counts[counts["age"].between(5, 15) & ~((counts["age"] == 15) & counts["late"])]  # noqa: PLR2004
    early = counts[~counts["late"] & (counts["sess_possible"] > 0)][["pupil", "school_urn"]]
    counts = counts.merge(early, on=["pupil", "school_urn"])
    rows = counts.drop(columns="late").groupby(["pupil", "school_urn"], as_index=False).sum()
    rows["sess_overall"] = rows["sess_authorised"] + rows["sess_unauthorised"]
    rows["enrolments"] = 1
    rows["enrolments_pa"] = rows["sess_overall"] * 10 >= rows["sess_possible"]
    rows["enrolments_severe"] = rows["sess_overall"] * 2 >= rows["sess_possible"]
    rates = rows.drop(columns=["pupil", "age"]).groupby("school_urn").sum().reset_index()
    for name in ("sess_overall", "sess_authorised", "sess_unauthorised"):
        rates[f"{name}_percent"] = 100 * rates[name] / rates["sess_possible"]
    for name in ("enrolments_pa", "enrolments_severe"):
        rates[f"{name}_percent"] = 100 * rates[name] / rates["enrolments"]
    columns = ["school_urn", "enrolments", "sess_possible"]
    for name in ("sess_overall", "sess_authorised", "sess_unauthorised"):
        columns += [name, f"{name}_percent"]
    for name in ("enrolments_pa", "enrolments_severe"):
        columns += [name, f"{name}_percent"]
    return pl.from_pandas(rates[columns].sort_values("school_urn", ignore_index=True))


def large_file(
    marks: pl.DataFrame, calendar: pl.DataFrame, pupils: pl.DataFrame, millions: int
) -> dict[str, float]:
    """Make the large file of many copies of the small one, and measure it in a process apart."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "marks").mkdir()
        left, copy, copies = millions * 1_000_000, 0, []
        while left > 0:
            again = pl.format("{}-{}", "pupil", pl.lit(copy)).alias("pupil")
            part = marks.with_columns(again).head(left)
            part.write_parquet(folder / "marks" / f"{copy:03d}.parquet")
            copies.append(pupils.with_columns(again))
            left -= part.height
            copy += 1
        pl.concat(copies).write_parquet(folder / "pupils.parquet")
        calendar.write_parquet(folder / "calendar.parquet")
        run = subprocess.run(  # noqa: S603 - this very file
            [sys.executable, __file__, "--measure", name],
            check=True,
            capture_output=True,
            text=True,
        )
        report: dict[str, float] = json.loads(run.stdout)
        return report


def measure_large(folder: Path) -> None:
    """What the process apart does: nothing but read lazily, measure and tell its peak."""
    tables = [pl.scan_parquet(folder / "marks" / "*.parquet")]
    tables += [pl.scan_parquet(folder / f"{name}.parquet") for name in ("calendar", "pupils")]
    seconds, _ = timed(lambda: measure_absence(*tables))
    count = tables[0].select(pl.len()).collect().item()
    print(json.dumps({"marks": count, "seconds": seconds, "megabytes": peak_megabytes()}))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds taken, and the result."""
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


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure_large(Path(sys.argv[-1]))
    else:
        raise SystemExit(main())
