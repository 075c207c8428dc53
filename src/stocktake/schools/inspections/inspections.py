"""A school's inspections from several files, each inspection once."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.sources.schools.inspections import inspection_regimes

URN, DAY, PUBLISHED = "school_urn", "inspection_date", "published_date"
GRADED_REGIME, REPORT_CARD, OVERALL, FULL = "graded", "report_card", "overall", "full"
SAME_INSPECTION_DAYS = 7
"""Files give the first or the last day of one inspection, or the day of the register."""


def known_inspections(
    inspections: pl.DataFrame, on: date, known_on: date | None = None
) -> pl.DataFrame:
    """Inspections made by a day whose outcome was published by a day.

    An outcome counts from its publication; where the file does not say when that was, from the
    inspection. An inspection whose day is not known is kept, as the oldest.

    Parameters
    ----------
    on : date
        Inspections after it are left out.
    known_on : date, optional
        Outcomes published after it are left out; by default ``on``.
    """
    known_day = pl.coalesce(PUBLISHED, DAY)
    is_made = pl.col(DAY).is_null() | (pl.col(DAY) <= on)
    return inspections.filter(is_made & (known_day.is_null() | (known_day <= (known_on or on))))


def distinct_inspections(inspections: pl.DataFrame) -> pl.DataFrame:
    """Each inspection once, though several files report it, mostly a day or two apart.

    Inspections of a school in one regime at most seven days apart are one. It has the first of
    the days, the first day of publication and every area that any of the files has. Where files
    contradict each other on an area, the value of each is kept in a row of its own.

    Returns
    -------
    polars.DataFrame
        The columns of ``inspections`` without ``row``, latest first.
    """
    days = inspections.select(URN, "regime", DAY).unique().sort(URN, "regime", DAY)
    gap_days = pl.col(DAY).diff().over(URN, "regime").dt.total_days()
    starts_anew = (gap_days > SAME_INSPECTION_DAYS).fill_null(value=True)
    days = days.with_columns(starts_anew.cum_sum().over(URN, "regime").alias("inspection"))
    days = days.with_columns(pl.col(DAY).min().over(URN, "regime", "inspection").alias("first_day"))
    frame = inspections.join(
        days, on=[URN, "regime", DAY], how="left", nulls_equal=True, maintain_order="left"
    )
    key = [URN, "regime", "inspection"]
    frame = frame.with_columns(
        pl.col("first_day").alias(DAY),
        pl.col(PUBLISHED).min().over(key),
        *(pl.col(name).drop_nulls().first().over(key) for name in ("safeguarding", "category")),
    )
    # An area that one file leaves unjudged and another judges is judged.
    is_judged = pl.col("value").is_not_null()
    frame = frame.filter(is_judged | ~is_judged.any().over(*key, "area"))
    frame = frame.unique([*key, "area", "value"], keep="first", maintain_order=True)
    spare = [name for name in ("inspection", "first_day", "row") if name in frame.columns]
    return frame.drop(spare).sort(URN, DAY, "area", descending=[False, True, False])


def overall_grades(inspections: pl.DataFrame) -> pl.DataFrame:
    """The latest overall grade of each number, as its own files give it.

    Of two grades on one day, that which the framework of the day had is taken, then the lower.

    Returns
    -------
    polars.DataFrame
        ``school_urn``, ``inspection_date``, ``grade``.
    """
    rows = inspections.filter(
        (pl.col("regime") == GRADED_REGIME)
        & (pl.col("area") == OVERALL)
        & (pl.col("event") == FULL)
        & pl.col("value").is_not_null()
    )
    scale = inspection_regimes()[GRADED_REGIME].scale
    ranks = {step.value: rank for rank, step in enumerate(scale)}
    rank = pl.col("value").replace_strict(ranks, default=None, return_dtype=pl.Int32)
    in_force = pl.lit(value=True)
    for step in scale:
        fits = pl.col(DAY).is_between(step.starts or date.min, step.ends or date.max)
        in_force = pl.when(pl.col("value") == step.value).then(fits).otherwise(in_force)
    rows = rows.with_columns(rank=rank, in_force=in_force.fill_null(value=True))
    latest = rows.sort(URN, DAY, "in_force", "rank", nulls_last=False)
    latest = latest.unique(URN, keep="last", maintain_order=True)
    return latest.select(URN, DAY, pl.col("value").alias("grade"))
