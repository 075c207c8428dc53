"""The published file as one table: series, place, academic year, value."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import polars as pl

LONG_FILE = "lait/bds_long_2026-04-08.parquet"
DICTIONARY = "lait/lait_data_dictionary.csv"
PUBLISHED = date(2026, 4, 8)

# The last month of each kind of year. A calendar year and a count in September end after
# August, so that they lie in the academic year that begins in the year of their name.
LAST_MONTH = {
    "Academic year": 8,
    "Financial year": 3,
    "Calendar year": 12,
    "January": 1,
    "March": 3,
    "September": 9,
    # The average of the months around the turn of the year, which counts as the academic year
    # that ends in the year of its name, though its own last day is the calendar year's.
    "Reporting year": 8,
}
BETTER = {"High": "higher", "Low": "lower"}


def read_dictionary(data: Path, corrections: Path) -> pl.DataFrame:
    """One row per series: which way is better, the kind of year, whether it goes on."""
    rows = (
        pl.read_csv(data / DICTIONARY, infer_schema=False)
        .unique("Measure_short", keep="first", maintain_order=True)
        .select(
            series=pl.col("Measure_short"),
            better=pl.col("Polarity").replace_strict(BETTER, default="neither"),
            stated=pl.col("Year_Type"),
            discontinued=pl.concat_str("Table_status", "Next Update", ignore_nulls=True)
            .str.to_lowercase()
            .str.contains("discontinued|no longer published"),
        )
    )
    stated_kind, series_kind = read_corrections(corrections)
    return rows.with_columns(
        kind=pl.coalesce(
            pl.col("series").replace_strict(series_kind, default=None),
            pl.col("stated").replace_strict(stated_kind, default=None),
            pl.col("stated").str.replace(" Year", " year", literal=True),
        )
    )


def read_corrections(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The kinds of year that the dictionary names wrongly: for a whole kind, for a series."""
    by_kind: dict[str, str] = {}
    by_series: dict[str, str] = {}
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["correction"]:
        if "series" in row:
            by_series |= dict.fromkeys(row["series"], row["time_identifier"])
        else:
            by_kind[row["stated"]] = row["time_identifier"]
    return by_kind, by_series


def last_calendar_year(label: pl.Expr) -> pl.Expr:
    """The calendar year in which the period of a label ends, before its month is known.

    "2016" ends in 2016; "2015/16" and "2015-16" in 2016; "2014-16" and "2013/14-15/16" are
    spans that end in 2016. What stands in brackets is a stage.
    """
    digits = label.str.replace(r"\s*\(.*\)$", "")
    century = digits.str.slice(0, 2)
    return (
        pl.when(digits.str.contains(r"^\d{4}$"))
        .then(digits)
        .when(digits.str.contains(r"\d\d$"))
        .then(century + digits.str.slice(-2))
        .cast(pl.Int64, strict=False)
    )


def read_figures(data: Path, dictionary: pl.DataFrame) -> pl.DataFrame:
    """One row per figure; ``year`` is the calendar year in which its academic year ends."""
    month = pl.col("kind").replace_strict(LAST_MONTH, return_dtype=pl.Int64)
    return (
        pl.read_parquet(data / LONG_FILE, columns=["Short Desc", "Years", "LA Number", "Values"])
        .rename({"Short Desc": "series"})
        .join(dictionary, on="series")
        .with_columns(
            dfe=pl.col("LA Number").cast(pl.Int64).cast(pl.String),
            value=pl.col("Values").cast(pl.Float64, strict=False),
            ended=last_calendar_year(pl.col("Years")),
        )
        .filter(pl.col("ended") > 1900)
        .with_columns(year=pl.col("ended") + (month > 8).cast(pl.Int64))
        .select("series", "dfe", "year", "value")
    )


def last_day(kind: str, year: int) -> date:
    """The last day of the period of this kind that belongs to an academic year."""
    if kind == "Reporting year":
        return date(year, 12, 31)
    month = LAST_MONTH[kind]
    calendar_year = year - 1 if month > 8 else year
    return date(calendar_year, month, 30 if month == 9 else 31)


def six_digits(year: int) -> str:
    """2017 as 201617."""
    return f"{year - 1}{year % 100:02d}"


def year_of(period: str) -> int:
    """201617 as 2017."""
    return int(period[:4]) + 1
