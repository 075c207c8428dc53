"""The dated points of each school that may be compared: its distance to the national result."""

from __future__ import annotations

import polars as pl

from stocktake.schools.improvement.measures import ImprovementMeasure, year_of
from stocktake.schools.improvement.national import latest_stage
from stocktake.schools.improvement.pupil_counts import with_nearest_count
from stocktake.schools.improvement.spread import on_one_scale
from stocktake.schools.register import figures_by_identity

SMALLEST_COHORT = 6
"""Results of fewer pupils are never published, and never judged here."""

POINT_COLUMNS = (
    "school_urn",
    "figure_urn",
    "time_period",
    "year",
    "segment",
    "value",
    "national",
    "national_basis",
    "distance",
    "relative",
    "pupil_count",
    "count_year",
    "stage",
    "release",
    "row",
)


def comparable_points(
    figures: pl.DataFrame,
    national: pl.DataFrame,
    measure: ImprovementMeasure,
    *,
    identities: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The points on which a rate of improvement may rest, of all schools at once.

    Parameters
    ----------
    figures : DataFrame
        ``school_figures``; other measures of the same stage lend the number of pupils where the
        measure's own file does not hold it.
    national : DataFrame
        As :func:`national_results` returns it.
    measure : ImprovementMeasure
    identities : DataFrame, optional
        As :func:`school_identities` returns them from links and figures: the newest number of each
        school that changed it. Merged schools have none in common, so that the school that came of
        them begins again with its own results.

    Returns
    -------
    DataFrame
        One row for each school and year, in order: ``school_urn`` (newest number), ``figure_urn``
        (as in the file), ``year`` of the summer, ``segment`` (years of one segment are
        comparable), ``value``, ``national``, ``distance`` (value less national), ``relative`` (the
        distance on one scale: see :func:`on_one_scale`), ``pupil_count`` with ``count_year`` (the
        year it is of; the nearest known). Missing results, years without results, cohorts of fewer
        than six and years without a national result have no row.
    """
    rows = figures.filter(pl.col("group") == "all").with_columns(figure_urn=pl.col("school_urn"))
    if identities is not None:
        rows = figures_by_identity(rows, identities).with_columns(school_urn="identity_urn")
    rows = rows.with_columns(year=pl.col("time_period").str.slice(0, 4).cast(pl.Int32) + 1)
    points = rows.filter(pl.col("measure") == measure.measure, pl.col("value").is_not_null())
    for item in measure.absent:
        points = points.filter(~pl.col("year").is_between(year_of(item.first), year_of(item.last)))
    points = latest_stage(points, ["school_urn", "time_period"])
    points = points.filter(pl.col("pupil_count").fill_null(SMALLEST_COHORT) >= SMALLEST_COHORT)
    counts = rows.filter(pl.col("measure").str.starts_with(f"{measure.stage}."))
    segment = sum(
        ((pl.col("year") >= year).cast(pl.Int32) for year in measure.hard_break_years),
        start=pl.lit(0, dtype=pl.Int32),
    )
    distances = (
        with_nearest_count(points, counts)
        .join(national, on="time_period")
        .with_columns(distance=pl.col("value") - pl.col("national"), segment=segment)
    )
    return on_one_scale(distances, measure).select(POINT_COLUMNS).sort("school_urn", "year")
