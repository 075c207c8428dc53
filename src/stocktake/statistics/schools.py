"""Returns what published tables say of every school, one row for each figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.sources.schools import load_school_measures
from stocktake.standards.missing import Missing
from stocktake.statistics.school_tables import (
    STAGES,
    HeldTable,
    held_tables,
    school_numbers,
    table_figures,
)
from stocktake.statistics.store import Warehouse

SCHOOL_FIGURES: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "time_period": pl.String(),
    "measure": pl.String(),
    "group": pl.String(),
    "value": pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "pupil_count": pl.Int64(),
    "symbol": pl.String(),
    "stage": pl.String(),
    "release": pl.String(),
    "row": pl.Int64(),
}
"""One row per school, academic year of the pupils, measure and group.

``value`` is null where ``symbol`` says why (``u`` may also stand next to a value). ``lower`` and
``upper`` are the published 95% interval. ``pupil_count`` counts the pupils behind the value; where
the table does not print it, the cohort of the school in that year and group. ``row`` is the line
of the file that the release was read from.
"""

ORDER = "order"
_KEY = ("school_urn", "time_period", "measure", "group")
_SYMBOLS = pl.Enum([symbol.value for symbol in Missing])


def school_figures(
    warehouse: Warehouse,
    *,
    as_of: date,
    measures: Collection[str] | None = None,
    periods: Collection[str] | None = None,
    groups: Collection[str] | None = None,
    own_folder: Path | None = None,
) -> pl.DataFrame:
    """The published figures of every school, as known on a day.

    Parameters
    ----------
    warehouse : Warehouse
    as_of : date
        Releases that became known later are not read.
    measures, periods, groups : collection of str, optional
        Only these; ask for no more than is needed, since all of them are millions of rows.
    own_folder : path, optional
        A place's own definitions of tables and measures.

    Returns
    -------
    polars.DataFrame
        Columns of ``SCHOOL_FIGURES``; one row per school, year, measure and group. Of several
        tables with the same figure a final one is believed before a revised and a provisional one;
        among them a figure or a stated reason before a blank cell, then the latest release.
        Rows of schools known by LAESTAB only are those whose URN another table of the same year
        prints.

    Raises
    ------
    StoreError
        A release is damaged.

    Examples
    --------
    >>> school_figures(Warehouse(Path("no-such-folder")), as_of=date(2026, 11, 30)).height
    0
    """
    tables = held_tables(warehouse, as_of, own_folder)
    counted_by = {
        measure.id: measure.pupils
        for measure in load_school_measures(own_folder).values()
        if measure.pupils and (measures is None or measure.id in measures)
    }
    measures_read = None if measures is None else {*measures, *counted_by.values()}
    numbers: list[pl.DataFrame] = []
    parts = []
    names = _names(tables)
    for order, figures in table_figures(tables, measures_read, periods, "schools"):
        if figures.get_column("school_urn").null_count():
            numbers = numbers or [school_numbers(tables)]
            figures = _with_urns(figures, numbers[0])
        figures = _only(figures, time_period=periods, group=groups)
        parts.append(_compact(figures, names).with_columns(pl.lit(order, pl.Int16).alias(ORDER)))
    if not parts:
        return pl.DataFrame(schema=SCHOOL_FIGURES)
    figures = _with_cohorts(choose_figures(parts, tables), counted_by)
    figures = with_release(_only(figures, measure=measures), tables)
    return figures.select(pl.col(name).cast(kind) for name, kind in SCHOOL_FIGURES.items())


def _only(figures: pl.DataFrame, **items: Collection[str] | None) -> pl.DataFrame:
    """Only the rows whose columns hold one of some items."""
    for name, chosen_items in items.items():
        if chosen_items is not None:
            column = pl.col(name).cast(pl.String)
            figures = figures.filter(column.is_in(list(chosen_items)))
    return figures


def _with_urns(figures: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Rows of schools known by LAESTAB get the URN of the same year; the others are left out.

    A school with two LAESTAB in one year has two rows, of which neither is its figure.
    """
    numbers = numbers.rename({"school_urn": "urn_of_year"})
    return (
        figures.join(numbers, on=["laestab", "time_period"], how="left")
        .with_columns(pl.coalesce("school_urn", "urn_of_year").alias("school_urn"))
        .filter(pl.col("school_urn").is_not_null())
        .filter(pl.len().over(_KEY) == 1)
        .drop("urn_of_year")
    )


def _names(tables: Iterable[HeldTable]) -> dict[str, pl.DataType]:
    """The names that columns may hold, as types: a byte for a row and not a text."""
    rules = [rule for table in tables for rule in table.definition.figure]
    return {
        "measure": pl.Enum(sorted({rule.measure for rule in rules})),
        "group": pl.Enum(sorted({rule.group for rule in rules})),
        "symbol": _SYMBOLS,
    }


def _compact(figures: pl.DataFrame, names: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The same figures in a quarter of the memory."""
    return figures.select(
        pl.col("school_urn", "row").cast(pl.Int32),
        pl.col("time_period").cast(pl.Int32),
        *(pl.col(name).cast(kind) for name, kind in names.items()),
        pl.col("value", "lower", "upper"),
        pl.col("pupil_count").cast(pl.Int32),
    )


def choose_figures(
    parts: list[pl.DataFrame], tables: list[HeldTable], owner: str = "school_urn"
) -> pl.DataFrame:
    """One row for each figure: the last by stage, then by having anything to say, then by order.

    Parameters
    ----------
    parts : list of polars.DataFrame
        Figures of tables, with the table's number as ``order``.
    tables : list of HeldTable
    owner : str
        Column of whose the figures are.
    """
    figures = pl.concat(parts)
    sheets = figures.select("measure", "group", "time_period", ORDER).unique()
    sheet = ("measure", "group", "time_period")
    shared = sheets.group_by(sheet).len().filter(pl.col("len") > 1).select(sheet)
    if not shared.height:
        return figures
    rivals = figures.join(shared, on=sheet, how="semi")
    figures = figures.join(shared, on=sheet, how="anti")
    stages = [STAGES.index(table.definition.stage) for table in tables]
    stage = pl.col(ORDER).replace_strict(range(len(tables)), stages, return_dtype=pl.Int8)
    says_something = (pl.col("symbol") != Missing.NO_REASON.value).fill_null(True)
    rank = stage.cast(pl.Int32) * 2 + says_something.cast(pl.Int32)
    rivals = (
        rivals.with_columns((rank * len(tables) + pl.col(ORDER)).alias("rank"))
        .filter(pl.col("rank") == pl.col("rank").max().over(owner, *sheet))
        .drop("rank")
    )
    return pl.concat([figures, rivals])


def _with_cohorts(figures: pl.DataFrame, counted_by: Mapping[str, str]) -> pl.DataFrame:
    """The cohort of the school, where a figure does not bring the pupils behind it."""
    kind = figures.schema["measure"]
    measures = set(figures.get_column("measure").unique().cast(pl.String))
    pairs = [pair for pair in counted_by.items() if measures.issuperset(pair)]
    if not pairs:
        return figures
    counts = pl.DataFrame(pairs, {"measure": kind, "counted_by": kind}, orient="row")
    counting_measures = sorted({count for _, count in pairs})
    cohorts = figures.filter(pl.col("measure").is_in(counting_measures)).select(
        "school_urn",
        "time_period",
        "group",
        pl.col("measure").alias("counted_by"),
        pl.col("value").round().cast(pl.Int32).alias("cohort"),
    )
    is_without = pl.col("pupil_count").is_null()
    with_cohort = (
        figures.filter(is_without)
        .join(counts, on="measure", how="left")
        .join(cohorts, on=["school_urn", "time_period", "group", "counted_by"], how="left")
        .with_columns(pl.col("cohort").alias("pupil_count"))
        .drop("counted_by", "cohort")
    )
    return pl.concat([figures.filter(~is_without), with_cohort])


def with_release(figures: pl.DataFrame, tables: list[HeldTable]) -> pl.DataFrame:
    """Figures with the ``stage`` and ``release`` of their tables, in place of the number."""
    stages = [table.definition.stage for table in tables]
    releases = [table.release.id for table in tables]
    order, orders = pl.col(ORDER), range(len(tables))
    return figures.with_columns(
        order.replace_strict(orders, stages, return_dtype=pl.Enum(STAGES)).alias("stage"),
        order.replace_strict(orders, releases, return_dtype=pl.Enum(releases)).alias("release"),
    ).drop(ORDER)
