"""The national and the local figure next to each school's: published, or computed and said so."""

from __future__ import annotations

import polars as pl

from stocktake.schools.columns import look_up
from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.selection import STAGES
from stocktake.schools.uncertainty import COMPUTED_BASIS, PUBLISHED_BASIS

CELL = ["time_period", "group"]
LEAST_COVERAGE = 0.5
"""No figure is computed from fewer schools than this share of those of the fullest year."""


def add_place_levels(
    figures: pl.DataFrame, place_figures: pl.DataFrame, measure: ProfileMeasure
) -> pl.DataFrame:
    """Add the figures of England and of the school's local authority, for one measure.

    Parameters
    ----------
    figures : polars.DataFrame
        With ``value``, ``cohort_count``, ``peers``, ``la_code`` and ``is_state_funded``.
    place_figures : polars.DataFrame
        Rows of places in the same files, of all measures.
    measure : ProfileMeasure
        For a measure of a phase published rows are used. One that schools of all phases have is
        computed for the school's own phase, since a row for all schools would compare a secondary
        school with primary schools.

    Returns
    -------
    polars.DataFrame
        ``national``, ``national_basis``, ``national_count``, and the same for ``local``. Computed:
        the mean of state-funded schools, each pupil counted once where the numbers of pupils are
        known for at least nine in ten of them (or where the measure says schools: each school).
        Null where fewer than half as many schools have a figure as in the fullest year.
    """
    keys = [*CELL, "peers"] if measure.entry.phase == "own" else CELL
    rows = figures.filter(pl.col("value").is_not_null(), pl.col("is_state_funded"))
    published = _published(place_figures, measure)
    for name, place_keys in (("national", keys), ("local", [*keys, "la_code"])):
        computed_means = _mean(
            rows.filter(pl.col(place_keys[-1]).is_not_null()), place_keys, measure
        )
        table = look_up(figures, computed_means, place_keys)
        is_england = name == "national"
        places = published.filter((pl.col("place") == "england") == is_england)
        if is_england:
            table = look_up(table, places.drop("place"), CELL)
        else:
            codes = places.with_columns(la_code=pl.col("place").str.slice(3).cast(pl.Categorical))
            table = look_up(table, codes.drop("place"), [*CELL, "la_code"])
        is_published = pl.col("place_value").is_not_null()
        figures = table.with_columns(
            pl.coalesce("place_value", "mean").alias(name),
            pl.when(is_published)
            .then(pl.lit(PUBLISHED_BASIS))
            .when(pl.col("mean").is_not_null())
            .then(pl.lit(COMPUTED_BASIS))
            .cast(pl.Categorical)
            .alias(f"{name}_basis"),
            pl.when(~is_published).then("school_count").alias(f"{name}_count"),
        ).drop("place_value", "mean", "school_count")
    return figures


def _mean(rows: pl.DataFrame, keys: list[str], measure: ProfileMeasure) -> pl.DataFrame:
    count, school_mean = pl.col("cohort_count"), pl.col("value").mean()
    mean = school_mean
    if measure.entry.mean_over == "pupils":
        is_counted = count.is_not_null().mean() >= 0.9
        mean = (
            pl.when(is_counted)
            .then((pl.col("value") * count).sum() / count.sum())
            .otherwise(school_mean)
        )
    means = rows.group_by(keys).agg(mean=mean, school_count=pl.len().cast(pl.Int32))
    most = pl.col("school_count").max().over([name for name in keys if name != "time_period"])
    return means.filter(pl.col("school_count") >= LEAST_COVERAGE * most)


def _published(place_figures: pl.DataFrame, measure: ProfileMeasure) -> pl.DataFrame:
    is_used = measure.entry.phase != "own"
    stage = pl.col("stage").cast(pl.String).replace_strict(STAGES, default=0, return_dtype=pl.Int8)
    place = pl.col("place")
    return (
        place_figures.filter(
            pl.lit(is_used),
            pl.col("measure") == measure.id,
            pl.col("value").is_not_null(),
            (place == "england") | place.str.starts_with("la-"),
        )
        .with_columns(pl.col(CELL).cast(pl.Categorical), stage_order=stage)
        .sort("stage_order", pl.col("release").cast(pl.String))
        .unique(["place", *CELL], keep="last")
        .select("place", *CELL, place_value="value")
    )
