"""Holds the latest inspection of each school against a criterion of its own regime."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.concerns.criteria import InspectionCriterion
from stocktake.schools.concerns.outcomes import finish_outcomes


def hold_inspections(
    name: str,
    criterion: InspectionCriterion,
    schools: pl.DataFrame,
    inspections: pl.DataFrame | None,
    as_of: date,
) -> pl.DataFrame:
    """The outcome of the latest inspection, if it was of the criterion's regime.

    A school whose latest inspection is of another regime has no row: that regime's own criterion
    is asked of it.
    """
    reason = pl.lit("not_inspected")
    empty = pl.lit(None, dtype=pl.String)
    if inspections is None:
        asked_schools = schools if criterion.regime == "graded" else schools.clear()
        return finish_outcomes(
            name,
            asked_schools.with_columns(level=empty, text=empty, last_period=empty, reason=reason),
        )
    rows = inspections.filter(
        pl.col("published_date").fill_null(pl.col("inspection_date")) <= as_of,
        pl.col("event") != "monitoring",
    )
    rows = rows.filter(
        pl.col("inspection_date") == pl.col("inspection_date").max().over("school_urn")
    )
    last_regime = rows.group_by("school_urn").agg(last_regime=pl.col("regime").last())
    asked_schools = schools.join(last_regime, on="school_urn", how="left")
    is_own = pl.col("last_regime") == criterion.regime
    if criterion.regime == "graded":
        # A school that was never inspected has one row, in the oldest regime's criterion.
        is_own = is_own.fill_null(value=True)
    asked_schools = asked_schools.filter(is_own)
    area = pl.col("area").str.to_lowercase()
    if criterion.areas:
        rows = rows.filter(area.is_in([item.lower() for item in criterion.areas]))
    worst = _worst(criterion, rows.filter(pl.col("regime") == criterion.regime))
    rows_of_schools = asked_schools.join(worst, on="school_urn", how="left")
    return finish_outcomes(
        name,
        rows_of_schools.with_columns(
            reason=pl.when(pl.col("text").is_null()).then(reason),
        ),
    )


def _worst(criterion: InspectionCriterion, rows: pl.DataFrame) -> pl.DataFrame:
    """The worst value of each school's latest inspection, and the words for it."""

    def among(column: str, values: tuple[str, ...]) -> pl.Expr:
        return pl.col(column).str.to_lowercase().is_in([item.lower() for item in values])

    red = among("value", criterion.red) | among("safeguarding", criterion.safeguarding_red)
    level = pl.when(red).then(2).when(among("value", criterion.amber)).then(1).otherwise(0)
    words = (
        pl.when(among("safeguarding", criterion.safeguarding_red))
        .then(pl.format("safeguarding: {}", "safeguarding"))
        .otherwise(pl.format("{}: {}", pl.col("area").str.replace_all("_", " "), "value"))
    )
    return (
        rows.filter(pl.col("value").is_not_null() | pl.col("safeguarding").is_not_null())
        .with_columns(number=level.fill_null(0), words=words)
        .sort("school_urn", "number", "words")
        .group_by("school_urn", maintain_order=True)
        .agg(
            number=pl.col("number").last(),
            text=pl.col("words")
            .filter(pl.col("number") == pl.col("number").max())
            .unique(maintain_order=True)
            .str.join("; "),
            last_period=pl.col("inspection_date").last().cast(pl.String),
            release=pl.col("release").last(),
            row=pl.col("row").last(),
        )
        .with_columns(
            level=pl.when(pl.col("number") == 2)
            .then(pl.lit("red"))
            .when(pl.col("number") == 1)
            .then(pl.lit("amber"))
        )
    )
