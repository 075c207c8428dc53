"""The table of outcomes: one row for each school and criterion."""

from __future__ import annotations

import polars as pl

OUTCOME_COLUMNS = {
    "school_urn": pl.Int64,
    "criterion": pl.String,
    "outcome": pl.String,
    "level": pl.String,
    "value": pl.Float64,
    "first_period": pl.String,
    "last_period": pl.String,
    "reason": pl.String,
    "release": pl.String,
    "row": pl.Int64,
    "text": pl.String,
}
"""One row for each school and criterion. ``outcome`` is "met", "not_met" or "cannot_tell";
``level`` is "amber" or "red" where it is met; ``reason`` says why there is no answer; ``text``
is what an inspection or an officer said."""


def finish_outcomes(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of outcomes, with the columns that this evidence does not have left empty."""
    missing = [column for column in OUTCOME_COLUMNS if column not in rows.columns]
    rows = rows.with_columns(
        pl.lit(None, dtype=OUTCOME_COLUMNS[column]).alias(column) for column in missing
    ).with_columns(
        criterion=pl.lit(name),
        level=pl.when(pl.col("reason").is_null()).then("level"),
        outcome=pl.when(pl.col("reason").is_not_null())
        .then(pl.lit("cannot_tell"))
        .when(pl.col("level").is_not_null())
        .then(pl.lit("met"))
        .otherwise(pl.lit("not_met")),
    )
    return rows.select(pl.col(column).cast(kind) for column, kind in OUTCOME_COLUMNS.items())
