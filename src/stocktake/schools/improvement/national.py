"""The national result of a measure in each year: published, or computed and said to be."""

from __future__ import annotations

import polars as pl

STATE_FUNDED_EXCEPT = ("independent",)
"""Kinds of school that the national result of state-funded schools leaves out."""

COVERAGE = 0.8
"""Share of the schools of the fullest year that a year must hold to be averaged."""

NATIONAL_SCHEMA = {
    "time_period": pl.String,
    "national": pl.Float64,
    "national_basis": pl.String,
    "schools_count": pl.Int64,
}


def national_results(
    figures: pl.DataFrame,
    measure: str,
    *,
    place_figures: pl.DataFrame | None = None,
    schools: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The national result of each year in which it is known.

    Parameters
    ----------
    figures : DataFrame
        ``school_figures``: what schools scored.
    measure : str
        Such as ``ks4.progress_8``.
    place_figures : DataFrame, optional
        The same columns with ``place`` instead of the school; rows of ``england`` are the
        published national results, and go first.
    schools : DataFrame, optional
        ``schools``: names the independent schools, which a computed result leaves out.

    Returns
    -------
    DataFrame
        One row for each year: ``time_period``, ``national``, ``national_basis`` ("published" or
        "computed"), ``schools_count`` (null where published). All years have one basis: what is
        published, unless more of the years that schools have results in can be computed. A mean is
        weighted by pupils and computed only for a year that holds at least 80% of the schools of
        the fullest one: the mean of a selection would be taken for the nation's.
    """
    rows = figures.filter(
        pl.col("measure") == measure, pl.col("group") == "all", pl.col("value").is_not_null()
    )
    if schools is not None:
        independent = schools.filter(pl.col("type_group").is_in(STATE_FUNDED_EXCEPT))
        rows = rows.join(independent.select("school_urn").unique(), on="school_urn", how="anti")
    means = (
        _best_stage(rows, "school_urn")
        .with_columns(
            weight=pl.coalesce(
                "pupil_count", pl.col("pupil_count").max().over("school_urn"), pl.lit(0)
            )
        )
        .with_columns(
            weight=pl.when(pl.col("weight").sum().over("time_period") > 0)
            .then("weight")
            .otherwise(1)
        )
        .group_by("time_period")
        .agg(
            national=(pl.col("value") * pl.col("weight")).sum() / pl.col("weight").sum(),
            schools_count=pl.len().cast(pl.Int64),
        )
        .filter(pl.col("schools_count") >= COVERAGE * pl.col("schools_count").max())
        .with_columns(national_basis=pl.lit("computed"))
    )
    results = means.select(NATIONAL_SCHEMA.keys())
    if place_figures is None:
        return results.sort("time_period")
    # One basis for all years: a mean of these schools and a published figure, which counts more
    # kinds of school, differ by more than many a change.
    published = _published(place_figures, measure)
    result_years = rows.select("time_period").unique()
    is_fuller = result_years.join(published, on="time_period", how="semi").height >= (
        result_years.join(results, on="time_period", how="semi").height
    )
    return (published if is_fuller else results).sort("time_period")


def _published(place_figures: pl.DataFrame, measure: str) -> pl.DataFrame:
    rows = place_figures.filter(
        pl.col("measure") == measure,
        pl.col("group") == "all",
        pl.col("place") == "england",
        pl.col("value").is_not_null(),
    )
    if "basis" in rows.columns:
        # What was computed elsewhere is computed here again, from the schools of this table.
        rows = rows.filter(pl.col("basis") == "published")
    return _best_stage(rows, "place").select(
        "time_period",
        national=pl.col("value"),
        national_basis=pl.lit("published"),
        schools_count=pl.lit(None, dtype=pl.Int64),
    )


def _best_stage(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """One row for each key and year: the latest stage, and of several releases the last."""
    return latest_stage(rows, [key, "time_period"])


STAGES = ("provisional", "revised", "final")


def latest_stage(rows: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """One row for each key: final before revised before provisional, then the last release."""
    order = pl.col("stage").replace_strict(
        {stage: number for number, stage in enumerate(STAGES)}, default=-1, return_dtype=pl.Int8
    )
    return (
        rows.with_columns(_order=order)
        .sort("_order", "release", "row")
        .unique(keys, keep="last", maintain_order=True)
        .drop("_order")
    )
