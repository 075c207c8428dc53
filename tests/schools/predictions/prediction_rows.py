"""Rows of a return, predictions and tables for the tests of predictions."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from stocktake.schools.predictions import Addition, Prediction
from stocktake.schools.predictions.frames import RESULTS
from stocktake.schools.predictions.template import COLUMNS

ROW: dict[str, str] = {
    "school_urn": "100001",
    "measure": "ks4-attainment-8",
    "time_period": "202526",
    "cohort_count": "150",
    "value": "41.2",
    "predicted_on": "2026-01-30",
    "author_role": "deputy head",
}
GRADES_ROW = ROW | {
    "measure": "ks4-grades",
    "subject": "Mathematics",
    "cohort_count": "30",
    "value": "",
    "grade_5": "20",
    "grade_4": "10",
}
RETRIEVED = date(2026, 2, 2)


def write_form(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """A filled-in form as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [column.name for column in COLUMNS], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def make_prediction(**fields: object) -> Prediction:
    """An Attainment 8 prediction, with some fields otherwise."""
    values = {
        "school_urn": 100001,
        "measure": "ks4-attainment-8",
        "time_period": "202526",
        "cohort_count": 150,
        "value": 41.2,
        "predicted_on": date(2026, 1, 30),
        "author_role": "deputy head",
    } | fields
    return Prediction.model_validate(values)


def make_addition(corrects: int | None = None, **fields: object) -> Addition:
    """The same, to be entered."""
    return Addition(make_prediction(**fields), corrects)


def make_results(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Results with the columns of ``RESULTS``."""
    usual = {"measure": "ks4-attainment-8", "subject": "", "group": "all", "pupil_count": 150}
    return pl.DataFrame([usual | dict(row) for row in rows], schema=RESULTS)
