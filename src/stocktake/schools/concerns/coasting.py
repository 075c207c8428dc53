"""Finds schools whose attainment looks well while their pupils make little progress."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.concerns.criteria import CoastingCriterion, FigureCriterion
from stocktake.schools.concerns.figures import hold_figures
from stocktake.schools.concerns.outcomes import OUTCOME_COLUMNS
from stocktake.standards.units import Unit


def hold_coasting(
    name: str,
    criterion: CoastingCriterion,
    schools: pl.DataFrame,
    figures: pl.DataFrame,
    *,
    as_of: date,
    place_figures: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Evaluate the criterion: low progress beyond chance, and attainment that hides it.

    Returns
    -------
    DataFrame
        Columns of ``OUTCOME_COLUMNS``; ``value`` is the distance of progress. Where either measure
        has no answer there is none, unless the other alone settles that the criterion is not met.
    """
    progress, attainment = (
        hold_figures(name, part, schools, figures, as_of=as_of, place_figures=place_figures)
        for part in _parts(criterion)
    )
    pair = attainment.select(
        "school_urn",
        attainment="outcome",
        attainment_value="value",
        attainment_reason="reason",
        attainment_first="first_period",
        attainment_last="last_period",
    )
    rows = progress.join(pair, on="school_urn", how="left")
    is_not_met = (pl.col("outcome") == "not_met") | (pl.col("attainment") == "not_met")
    is_met = (pl.col("outcome") == "met") & (pl.col("attainment") == "met")
    outcome = (
        pl.when(is_met)
        .then(pl.lit("met"))
        .when(is_not_met)
        .then(pl.lit("not_met"))
        .otherwise(pl.lit("cannot_tell"))
    )
    progress_words = pl.format("progress {}", pl.col("value").round(2))
    attainment_words = pl.format("attainment {}", pl.col("attainment_value").round(1))
    words = pl.concat_str(
        pl.concat_str(progress_words, attainment_words, separator=" and ", ignore_nulls=True),
        pl.lit(" against the national result"),
    )
    return rows.with_columns(
        reason=pl.when(outcome == "cannot_tell").then(pl.coalesce("reason", "attainment_reason")),
        level=pl.when(is_met).then("level"),
        first_period=pl.coalesce("first_period", "attainment_first"),
        last_period=pl.coalesce("last_period", "attainment_last"),
        text=pl.when(outcome != "cannot_tell").then(words),
        outcome=outcome,
    ).select(pl.col(column).cast(kind) for column, kind in OUTCOME_COLUMNS.items())


def _parts(criterion: CoastingCriterion) -> tuple[FigureCriterion, FigureCriterion]:
    """The two questions about figures of which the criterion is made."""
    shared = {
        "title": criterion.title,
        "stage": criterion.stage,
        "starts": criterion.starts,
        "source": criterion.source,
        "unit": Unit.SCORE,
        "basis": "relative",
        "years": criterion.years,
        "latest_within_years": criterion.latest_within_years,
        "smallest_cohort": criterion.smallest_cohort,
    }
    progress = FigureCriterion.model_validate(
        {
            **shared,
            "measure": criterion.progress,
            "side": "below",
            "amber": criterion.amber,
            "red": criterion.red,
            "beyond_chance": True,
            "chance_sd": criterion.chance_sd,
        }
    )
    attainment = FigureCriterion.model_validate(
        {
            **shared,
            "measure": criterion.attainment,
            "side": "above",
            "amber": criterion.attainment_at_least,
        }
    )
    return progress, attainment
