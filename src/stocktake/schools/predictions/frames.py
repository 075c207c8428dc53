"""Predictions and results as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from stocktake.schools.predictions.entry import GRADE_POINTS, GRADES, LedgerEntry
from stocktake.standards.errors import Fault, UsageError

KEYS = ("school_urn", "measure", "subject", "group", "time_period")

PREDICTIONS: dict[str, pl.DataType] = {
    "entry": pl.Int64(),
    "school_urn": pl.Int64(),
    "measure": pl.String(),
    "subject": pl.String(),
    "group": pl.String(),
    "time_period": pl.String(),
    "predicted_on": pl.Date(),
    "cohort_count": pl.Int64(),
    "value": pl.Float64(),
    **{f"grade_{grade.lower()}": pl.Int64() for grade in GRADES},
}
"""One row per prediction. ``value`` of a distribution is its mean grade, a U counting 0."""

RESULTS: dict[str, pl.DataType] = {
    "school_urn": pl.Int64(),
    "measure": pl.String(),
    "subject": pl.String(),
    "group": pl.String(),
    "time_period": pl.String(),
    "pupil_count": pl.Int64(),
    "value": pl.Float64(),
    **{f"grade_{grade.lower()}": pl.Int64() for grade in GRADES},
}
"""One row per result: of a value from published school figures, or of a subject's grades."""

GRADE_COLUMNS = tuple(f"grade_{grade.lower()}" for grade in GRADES)


def prediction_frame(entries: Iterable[LedgerEntry]) -> pl.DataFrame:
    """Entries as a table with the columns of ``PREDICTIONS``, in their order."""
    rows = []
    for entry in entries:
        prediction = entry.prediction
        counts = prediction.grade_counts
        rows.append(
            {
                "entry": entry.number,
                **prediction.model_dump(include={*KEYS, "predicted_on", "cohort_count"}),
                "value": prediction.mean_points,
                **{
                    column: counts.get(grade, 0) if counts else None
                    for column, grade in zip(GRADE_COLUMNS, GRADES, strict=True)
                },
            }
        )
    return pl.DataFrame(rows, schema=PREDICTIONS)


def mean_grade() -> pl.Expr:
    """The mean grade of a row's counts; null where it has none."""
    points = zip(GRADE_COLUMNS, GRADES, strict=True)
    total = pl.sum_horizontal(GRADE_COLUMNS)
    points_sum = pl.sum_horizontal(pl.col(column) * GRADE_POINTS[grade] for column, grade in points)
    return pl.when(total > 0).then(points_sum / total)


def check_columns(frame: pl.DataFrame, columns: Sequence[str], name: str) -> None:
    """Refuse a table that lacks columns.

    Raises
    ------
    UsageError
        All that are missing.
    """
    faults = [
        Fault(name, f"has no column {column!r}")
        for column in columns
        if column not in frame.columns
    ]
    if faults:
        raise UsageError(f"the table of {name} cannot be used", faults)
