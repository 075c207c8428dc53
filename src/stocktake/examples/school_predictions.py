"""What the invented borough's schools predicted, as a ledger, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from stocktake.examples.pupils import Borough
from stocktake.schools.predictions.comparison import results_from_rows
from stocktake.schools.predictions.entry import GRADE_POINTS, GRADES, Prediction
from stocktake.schools.predictions.form_row import SMALLEST_COHORT
from stocktake.schools.predictions.ledger import Addition, Ledger

SUBJECTS = {"ENG_LANG": "English language", "MATHS": "Mathematics"}
"""The subjects of the collection, by their codes in pupil tables."""
MEASURE = "ks4-grades"
DAYS_TO_ENTER = 3
"""Days from a prediction to its entry in the ledger."""


@dataclass(frozen=True)
class BoroughPredictions:
    """A ledger and the results of the same schools.

    Parameters
    ----------
    ledger : Ledger
    results : polars.DataFrame
        Columns of ``RESULTS``.
    pairs : polars.DataFrame
        ``school_urn``, ``time_period``, ``subject``, ``predicted``, ``actual`` in points and
        ``pupil_count``: how many pupils had both. Not released: for the school and officers.
    """

    ledger: Ledger
    results: pl.DataFrame
    pairs: pl.DataFrame


def borough_predictions(borough: Borough) -> BoroughPredictions:
    """Count the borough's predictions of English and maths by school, as schools return them.

    Examples
    --------
    >>> from stocktake.examples.pupils import invented_pupils
    >>> made = borough_predictions(invented_pupils(1, years=("202324",)))
    >>> made.ledger.entries[0].prediction.subject
    'English language'
    """
    predicted = borough.tables["predictions"].filter(pl.col("subject").is_in(list(SUBJECTS)))
    awards = borough.tables["entries"].filter(
        pl.col("stage") == "KS4",
        pl.col("subject").is_in(list(SUBJECTS)),
        pl.col("grade").is_in(list(GRADES)),
    )
    ledger = Ledger()
    for made_on in sorted(set(predicted["made_on"])):
        rows = predicted.filter(pl.col("made_on") == made_on)
        ledger = ledger.add(
            [Addition(item) for item in _predictions(rows, "predicted_grade", made_on)],
            recorded_on=made_on + timedelta(days=DAYS_TO_ENTER),
        )
    results = [
        item
        for (period,), rows in sorted(awards.group_by("time_period"))
        for item in _predictions(rows, "grade", date(int(str(period)[:4]) + 1, 8, 31))
    ]
    return BoroughPredictions(ledger, results_from_rows(results), _pairs(predicted, awards))


def _predictions(rows: pl.DataFrame, column: str, day: date) -> Iterator[Prediction]:
    counts = (
        rows.filter(pl.col("school_urn").is_not_null())
        .group_by("time_period", "school_urn", "subject", column)
        .agg(count=pl.len())
        .sort("time_period", "school_urn", "subject", column)
    )
    for (period, urn, subject), grades in counts.group_by(
        "time_period", "school_urn", "subject", maintain_order=True
    ):
        total = int(grades["count"].sum())
        if total >= SMALLEST_COHORT:
            yield Prediction(
                school_urn=urn,
                measure=MEASURE,
                subject=SUBJECTS[str(subject)],
                time_period=str(period),
                cohort_count=total,
                grade_counts=dict(zip(grades[column], grades["count"], strict=True)),
                predicted_on=day,
                author_role="head of year 11",
            )


def _pairs(predicted: pl.DataFrame, awards: pl.DataFrame) -> pl.DataFrame:
    keys = ["time_period", "upn", "school_urn", "subject"]
    grades = {grade: GRADE_POINTS[grade] for grade in GRADES}
    return (
        predicted.join(awards.select(*keys, "grade"), on=keys, how="inner")
        .with_columns(
            subject=pl.col("subject").replace_strict(SUBJECTS, return_dtype=pl.String),
            predicted=pl.col("predicted_grade").replace_strict(grades, return_dtype=pl.Int64),
            actual=pl.col("grade").replace_strict(grades, return_dtype=pl.Int64),
        )
        .group_by("school_urn", "time_period", "subject", "predicted", "actual")
        .agg(pupil_count=pl.len())
        .sort("school_urn", "time_period", "subject", "predicted", "actual")
    )
