"""How many pupils stand behind each figure, with another year's number where a file has none."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from stocktake.schools.columns import look_up
from stocktake.schools.measures import ProfileMeasure

OLDEST_YEARS = 8
"""A number of pupils from further away than this says little of the year in question."""

COUNTS = {"year": pl.Int32, "stand_in": pl.Int32, "stand_in_period": pl.Categorical}


def cohort_counts(
    figures: Mapping[str, pl.DataFrame], measures: Mapping[str, ProfileMeasure]
) -> dict[str, pl.DataFrame]:
    """The numbers of pupils that files print, by cohort.

    Parameters
    ----------
    figures : mapping
        Figures by measure, with ``school_urn``, ``time_period``, ``group``, ``value`` and
        ``pupil_count``; those that count pupils too.
    measures : mapping
        Which measure counts the pupils of each.

    Returns
    -------
    dict
        By the measure that counts: ``school_urn``, ``year``, ``stand_in`` and
        ``stand_in_period``: the largest number of all pupils printed for each school and year.
    """
    parts: dict[str, list[pl.DataFrame]] = {}
    for name, measure in measures.items():
        if measure.cohort and name in figures:
            rows = figures[name].filter(pl.col("group") == "all", pl.col("pupil_count") > 0)
            parts.setdefault(measure.cohort, []).append(
                rows.select("school_urn", "time_period", stand_in=pl.col("pupil_count"))
            )
    for cohort, rows_by_measure in parts.items():
        if cohort in figures:
            rows = figures[cohort].filter(pl.col("group") == "all", pl.col("value") > 0)
            rows_by_measure.append(
                rows.select("school_urn", "time_period", stand_in=pl.col("value").cast(pl.Int64))
            )
    return {cohort: _by_year(pl.concat(rows)) for cohort, rows in parts.items()}


def add_cohorts(figures: pl.DataFrame, counts: pl.DataFrame | None) -> pl.DataFrame:
    """Add the pupils behind each figure of one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``school_urn``, ``time_period``, ``group``, ``value`` and ``pupil_count``.
    counts : polars.DataFrame or None
        The numbers of its cohort, as :func:`cohort_counts` returns them.

    Returns
    -------
    polars.DataFrame
        ``cohort_count`` and ``cohort_period``: the figure's own number and year, or for all pupils
        that of the same cohort in the nearest year in which one is printed, at most eight years
        away. Null where there is none, and for groups of pupils without their own number.
    """
    is_counted = (pl.col("pupil_count") > 0).fill_null(value=False)
    lacks = (pl.col("group") == "all") & ~is_counted & pl.col("value").is_not_null()
    if counts is None:
        counts = pl.DataFrame(schema={"school_urn": pl.Int64, **COUNTS})
    years_needed = _with_year(figures.filter(lacks).select("school_urn", "time_period").unique())
    stand_ins = (
        years_needed.sort("year")
        .join_asof(
            counts.sort("year").with_columns(counted_year="year"),
            on="year",
            by="school_urn",
            strategy="nearest",
            check_sortedness=False,
        )
        .filter((pl.col("year") - pl.col("counted_year")).abs() <= OLDEST_YEARS)
        .drop("year", "counted_year")
    )
    return (
        look_up(figures, stand_ins, ["school_urn", "time_period"])
        .with_columns(
            cohort_count=pl.when(is_counted)
            .then("pupil_count")
            .when(lacks)
            .then("stand_in")
            .cast(pl.Int64),
            cohort_period=pl.when(is_counted)
            .then("time_period")
            .when(lacks & pl.col("stand_in").is_not_null())
            .then("stand_in_period"),
        )
        .drop("stand_in", "stand_in_period")
    )


def _by_year(rows: pl.DataFrame) -> pl.DataFrame:
    return (
        _with_year(rows)
        .group_by("school_urn", "year")
        .agg(
            pl.col("stand_in").max().cast(pl.Int32),
            stand_in_period=pl.col("time_period").first(),
        )
        .sort("year")
    )


def _with_year(rows: pl.DataFrame) -> pl.DataFrame:
    years = (
        rows.select("time_period")
        .unique()
        .with_columns(year=pl.col("time_period").cast(pl.String).str.slice(0, 4).cast(pl.Int32))
    )
    return look_up(rows, years, ["time_period"])
