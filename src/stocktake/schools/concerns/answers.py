"""Holds what officers entered against a criterion that only they can answer."""

from __future__ import annotations

from datetime import date

import polars as pl

from stocktake.schools.concerns.criteria import LocalCriterion
from stocktake.schools.concerns.outcomes import finish_outcomes


def hold_answers(
    name: str,
    criterion: LocalCriterion,
    schools: pl.DataFrame,
    answers: pl.DataFrame | None,
    as_of: date,
) -> pl.DataFrame:
    """What officers answered, while the answer is good."""
    if answers is None:
        answers = pl.DataFrame(
            schema={
                "school_urn": pl.Int64,
                "criterion": pl.String,
                "answer": pl.String,
                "answered": pl.Date,
            }
        )
    latest = (
        answers.filter(pl.col("criterion") == name, pl.col("answered") <= as_of)
        .sort("answered")
        .group_by("school_urn", maintain_order=True)
        .last()
    )
    age = pl.lit(as_of).sub(pl.col("answered")).dt.total_days()
    return finish_outcomes(
        name,
        schools.join(latest, on="school_urn", how="left").with_columns(
            reason=pl.when(pl.col("answered").is_null())
            .then(pl.lit("not_entered"))
            .when(age > criterion.valid_days)
            .then(pl.lit("answer_expired")),
            level=pl.when(pl.col("answer").is_in(["red", "amber"])).then("answer"),
            text="answer",
            last_period=pl.col("answered").cast(pl.String),
        ),
    )
