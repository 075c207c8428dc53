"""Spells cut into academic years, with the year group of the child in each."""

from __future__ import annotations

import numpy as np
import polars as pl

from stocktake.examples.pupils.children import Children
from stocktake.examples.pupils.random_streams import Days, Ints
from stocktake.examples.pupils.years import start_of


def spell_years(spells: pl.DataFrame, children: Children, years: tuple[str, ...]) -> pl.DataFrame:
    """One row for each spell and academic year in which a day of it lies.

    Returns
    -------
    DataFrame
        ``child``, ``school``, ``enrolment_status``, ``start`` (year), ``first``, ``last`` (days
        of the spell within the year) and ``nc_year``.
    """
    starts = [start_of(year) for year in years]
    calendar = pl.DataFrame({"start": starts}).with_columns(
        opens=pl.date(pl.col("start"), 9, 1), closes=pl.date(pl.col("start") + 1, 8, 31)
    )
    cohorts = pl.DataFrame({"child": np.arange(len(children)), "cohort": children.cohort})
    return (
        spells.join(calendar, how="cross")
        .filter(pl.col("entry_date") <= pl.col("closes"), pl.col("leaving_date") >= pl.col("opens"))
        .join(cohorts, on="child")
        .select(
            "child",
            "school",
            "enrolment_status",
            "start",
            first=pl.max_horizontal("entry_date", "opens"),
            last=pl.min_horizontal("leaving_date", "closes"),
            nc_year=pl.col("start") - pl.col("cohort"),
        )
        .sort("start", "school", "child", "first")
    )


def days_of(frame: pl.DataFrame, column: str) -> Days:
    """A column of dates as an array."""
    return frame[column].to_numpy().astype("datetime64[D]")


def whole_numbers(frame: pl.DataFrame, column: str) -> Ints:
    """A column of whole numbers as an array."""
    return frame[column].to_numpy().astype(np.int64)
