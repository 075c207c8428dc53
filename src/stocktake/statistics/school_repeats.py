"""Refuses a school table whose figures of one year are those of another year.

A file that a third party put together was found to label the results of 2022/23 as 2025. Results
of two years are never the same in school after school, so that such a file is known by its
figures, whatever its header says.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from stocktake.sources.reading import Reading
from stocktake.sources.schools import (
    SCHOOL_SOURCE,
    FigureReader,
    load_school_tables,
)
from stocktake.standards.errors import Fault, InputError
from stocktake.standards.period import period_label
from stocktake.statistics.school_tables import SCHOOL_TABLE, held_tables, table_figures
from stocktake.statistics.store import Warehouse

FEWEST_SCHOOLS = 20
"""How many schools must have a figure in both years."""
FEWEST_DIFFERENT = 10
"""How many different figures there must be: a hundred schools with 0 repeat nothing."""
SHARE_EQUAL = 0.99
"""Of those schools, how many have the same figure in both years."""

_THIS_FILE = "this file"
_KEY = ("number", "measure", "group")


def refuse_repeated_years(
    warehouse: Warehouse, reading: Reading, own_folder: Path | None = None
) -> None:
    """Refuse a school table that holds one year's figures under another year.

    Parameters
    ----------
    warehouse : Warehouse
        Whose tables it is compared with, of all dates.
    reading : Reading
        Of a school table; other readings pass.
    own_folder : path, optional
        A place's own definitions of tables.

    Raises
    ------
    InputError
        In 99% or more of at least 20 schools, a measure that differs between schools has the very
        figures of another year, of this file or of one that is held. Says which years and where.
    """
    table = reading.tables.get(SCHOOL_TABLE)
    if table is None:
        return
    kind = reading.provenance.source.removeprefix(SCHOOL_SOURCE).rpartition("-")[0]
    definition = load_school_tables(own_folder).get(kind)
    if definition is None:
        return
    figures = _comparable(FigureReader(table, definition).figures(), _THIS_FILE)
    measures = set(figures.get_column("measure"))
    held_figures = [
        _comparable(rows, tables[order].release.id)
        for tables in [held_tables(warehouse, date.max, own_folder)]
        for order, rows in table_figures(tables, measures)
        if tables[order].release.provenance.sha256 != reading.provenance.sha256
        or tables[order].release.source != reading.provenance.source
    ]
    repeats = _repeats(figures, pl.concat([figures, *held_figures]))
    if repeats.height:
        name = reading.provenance.files[0]
        raise InputError(
            f"{name} repeats another year",
            [_fault(name, row) for row in repeats.iter_rows(named=True)],
        )


def _comparable(figures: pl.DataFrame, location: str) -> pl.DataFrame:
    return figures.filter(pl.col("place").is_null() & pl.col("value").is_not_null()).select(
        pl.coalesce("school_urn", "laestab").alias("number"),
        "measure",
        "group",
        "time_period",
        pl.col("value").round(6),
        pl.lit(location).alias("location"),
    )


def _repeats(figures: pl.DataFrame, all_figures: pl.DataFrame) -> pl.DataFrame:
    """Pairs of years with the same figures, each with where the other year is."""
    sheet = ["measure", "group", "time_period", "time_period_other", "location"]
    return (
        figures.drop("location")
        .join(all_figures, on=list(_KEY), suffix="_other")
        .filter(pl.col("time_period") != pl.col("time_period_other"))
        # A figure that most schools share, such as no exclusions, says nothing of the year.
        .filter(pl.col("value") != pl.col("value").mode().first().over("measure", "group"))
        .group_by(sheet)
        .agg(
            pl.len().alias("schools"),
            (pl.col("value") == pl.col("value_other")).sum().alias("equal"),
            pl.col("value").n_unique().alias("different"),
        )
        .filter(
            (pl.col("schools") >= FEWEST_SCHOOLS)
            & (pl.col("different") >= FEWEST_DIFFERENT)
            & (pl.col("equal") >= SHARE_EQUAL * pl.col("schools"))
        )
        .filter(
            (pl.col("location") != _THIS_FILE)
            | (pl.col("time_period") > pl.col("time_period_other"))
        )
        .sort(sheet)
        .group_by("time_period", "time_period_other", "location", maintain_order=True)
        .agg(pl.col("measure").unique(maintain_order=True), pl.col("schools", "equal").first())
        .sort("time_period", "time_period_other", "location")
    )


def _fault(name: str, row: dict[str, Any]) -> Fault:
    year, other_year = (
        period_label(row[column]) for column in ("time_period", "time_period_other")
    )
    first_measure, *further_measures = row["measure"]
    further = f" and {len(further_measures)} more" if further_measures else ""
    return Fault(
        name,
        f"its {first_measure}{further} for {year} are the figures of {other_year} in "
        f"{row['location']} (the same in {row['equal']:,} of {row['schools']:,} schools)",
        "figures of its own for each year",
        "do not load it; if the other file bears the wrong year, take that one out first",
    )
