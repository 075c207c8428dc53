"""How accurate predictions were: one document for terminal, page and pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.predictions.comparison import compare_results
from stocktake.schools.predictions.entry import NOTHING_DECIDED, READERS
from stocktake.schools.predictions.frames import KEYS, mean_grade
from stocktake.schools.predictions.judgement import SchoolAccuracy, judge_schools
from stocktake.schools.predictions.metrics import grade_accuracy, value_accuracy
from stocktake.schools.predictions.schema import (
    PublishedStudy,
    judgement_rules,
    prediction_measures,
    published_studies,
)

CUTS: tuple[tuple[str, ...], ...] = (
    ("measure",),
    ("measure", "school_urn"),
    ("measure", "subject"),
    ("measure", "group"),
    ("measure", "time_period"),
    ("measure", "round"),
    ("measure", "school_urn", "subject"),
)
"""By what accuracy is shown; of the last prediction alone but for ``round``."""
PAIR_CUTS: tuple[tuple[str, ...], ...] = ((), ("school_urn",), ("subject",), ("time_period",))


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AccuracyRow(_Model):
    """Accuracy of predictions of one measure, by some columns; those left out are pooled.

    ``bias`` is predicted minus actual, so that a positive one is optimistic. ``chance_error`` and
    ``chance_within_percent`` are what a forecaster who knew every pupil's true chances would get.
    The ``skill`` figures are one less the mean absolute error over that of last year's result, and
    over that of prior attainment, for the same results: below 0 the school did worse than that.
    """

    measure: str
    school_urn: int | None = None
    subject: str | None = None
    group: str | None = None
    time_period: str | None = None
    round: str | None = None
    result_count: int
    pupil_count: int
    bias: float
    mean_absolute_error: float
    root_mean_square_error: float
    within_tolerance_percent: float
    optimistic_percent: float
    pessimistic_percent: float
    calibration_slope: float | None
    calibration_intercept: float | None
    chance_error: float
    chance_within_percent: float
    misplaced_percent: float | None = None
    chance_misplaced_percent: float | None = None
    brier: float | None = None
    skill_over_last_year: float | None = None
    skill_over_prior_attainment: float | None = None


class GradeRow(_Model):
    """Accuracy of grades pupil by pupil, where pupils' own predictions are held."""

    school_urn: int | None = None
    subject: str | None = None
    time_period: str | None = None
    pupil_count: int
    bias: float
    mean_absolute_error: float
    root_mean_square_error: float
    exact_percent: float
    within_one_percent: float
    optimistic_percent: float
    pessimistic_percent: float
    calibration_slope: float | None
    calibration_intercept: float | None
    weighted_kappa: float | None


class PredictionResult(_Model):
    """One prediction with what came."""

    school_urn: int
    measure: str
    subject: str
    group: str
    time_period: str
    round: str
    entry: int
    predicted: float
    actual: float
    error: float
    pupil_count: int
    chance_error: float
    cohort_has_changed: bool


class AccuracyReport(_Model):
    """All that is said about the accuracy of predictions.

    Parameters
    ----------
    verdicts : tuple of SchoolAccuracy
    rows : tuple of AccuracyRow
    grades : tuple of GradeRow
    results : tuple of PredictionResult
    studies : tuple of PublishedStudy
        What published studies found, to compare ``grades`` with.
    false_accusation_rate : float
        Chance that any school here is called optimistic or pessimistic where all are accurate.
    awaiting_count : int
        Predictions whose result is not known.
    nothing_decided : str
        That no prediction sets a category.
    readers : tuple of str
        Who may see it. A page shows a school :meth:`for_schools` of its own number alone.
    """

    verdicts: tuple[SchoolAccuracy, ...]
    rows: tuple[AccuracyRow, ...]
    grades: tuple[GradeRow, ...]
    results: tuple[PredictionResult, ...]
    studies: tuple[PublishedStudy, ...]
    false_accusation_rate: float
    awaiting_count: int
    nothing_decided: str = NOTHING_DECIDED
    readers: tuple[str, ...] = READERS

    def for_schools(self, school_urns: Collection[int]) -> AccuracyReport:
        """What a school, or a trust for its schools, may see: nothing pooled with others.

        Verdicts stay as they are: how many schools were judged together is part of them.
        """
        own_urns = frozenset(school_urns)
        return self.model_copy(
            update={
                name: tuple(row for row in getattr(self, name) if row.school_urn in own_urns)
                for name in ("verdicts", "rows", "grades", "results")
            }
            | {"awaiting_count": 0}
        )


def accuracy_report(
    predictions: pl.DataFrame,
    results: pl.DataFrame,
    *,
    expected: pl.DataFrame | None = None,
    pairs: pl.DataFrame | None = None,
    newest: Mapping[int, int] | None = None,
    own_folder: Path | None = None,
) -> AccuracyReport:
    """Say how accurate predictions were, by school, subject, group and year.

    Parameters
    ----------
    predictions, results : polars.DataFrame
        As :func:`compare_results` takes them.
    expected : polars.DataFrame, optional
        What prior attainment would have had expected, as ``EXPECTED`` has it.
    pairs : polars.DataFrame, optional
        Pupils' predicted and actual grades by ``school_urn``, ``subject`` and ``time_period``, for
        ``grade_accuracy``.
    newest : mapping of int to int, optional
        The newest number of a school by an earlier one.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    AccuracyReport
    """
    comparison = compare_results(predictions, results, newest=newest, own_folder=own_folder)
    table = _with_baselines(comparison, results, expected, newest or {})
    last = table.filter(pl.col("is_last"))
    percents = [n for n, m in prediction_measures(own_folder).items() if m.unit == "percent"]
    rows = []
    for cut in CUTS:
        frame = table if "round" in cut else last
        # Groups overlap with all pupils: they are pooled only among themselves.
        frame = frame if "group" in cut else frame.filter(pl.col("group") == "all")
        rows += [AccuracyRow(**row) for row in _accuracy(frame, cut, percents)]
    return AccuracyReport(
        verdicts=tuple(judge_schools(comparison, own_folder=own_folder)),
        rows=tuple(rows),
        grades=tuple(_grades(pairs)),
        results=tuple(
            PredictionResult(**row)
            for row in comparison.select(list(PredictionResult.model_fields)).iter_rows(named=True)
        ),
        studies=tuple(published_studies(own_folder).values()),
        false_accusation_rate=judgement_rules(own_folder).false_accusation_rate,
        awaiting_count=predictions.height - comparison.height,
    )


def _accuracy(
    frame: pl.DataFrame, cut: Sequence[str], percents: Sequence[str]
) -> list[dict[str, Any]]:
    weight = pl.col("pupil_count")
    by = list(cut)
    brier = pl.col("actual") / 100 * (1 - pl.col("predicted") / 100) ** 2
    brier += (1 - pl.col("actual") / 100) * (pl.col("predicted") / 100) ** 2
    extra = frame.group_by(by).agg(
        **{
            name: (weight * pl.col(name)).sum() / (weight * pl.col(name).is_not_null()).sum()
            for name in ("chance_error", "chance_within_percent")
        },
        **{
            name: pl.when(pl.col(name).is_not_null().any()).then(
                (weight * pl.col(name)).sum() / (weight * pl.col(name).is_not_null()).sum()
            )
            for name in ("misplaced_percent", "chance_misplaced_percent")
        },
        brier=pl.when(pl.col("measure").is_in(list(percents)).all()).then(
            (weight * brier).sum() / weight.sum()
        ),
        skill_over_last_year=_skill("last_result"),
        skill_over_prior_attainment=_skill("expected_from_past"),
    )
    return value_accuracy(frame, by).join(extra, on=by).to_dicts()


def _skill(baseline: str) -> pl.Expr:
    weight = pl.col("pupil_count") * pl.col(baseline).is_not_null()
    school_error = (weight * pl.col("error").abs()).sum()
    naive_error = (weight * (pl.col(baseline) - pl.col("actual")).abs()).sum()
    return pl.when(naive_error > 0).then(1 - school_error / naive_error)


def _with_baselines(
    comparison: pl.DataFrame,
    results: pl.DataFrame,
    expected: pl.DataFrame | None,
    newest: Mapping[int, int],
) -> pl.DataFrame:
    """Last year's result of the same, and what prior attainment would have had expected."""
    start = pl.col("time_period").str.slice(0, 4).cast(pl.Int64) + 1
    next_period = pl.concat_str(start, ((start + 1) % 100).cast(pl.String).str.zfill(2))
    numbers = pl.col("school_urn").replace(dict(newest)) if newest else pl.col("school_urn")
    last_year = (
        results.with_columns(
            school_urn=numbers.cast(pl.Int64), value=pl.coalesce(mean_grade(), "value")
        )
        .select(
            *(name for name in KEYS if name != "time_period"),
            next_period.alias("time_period"),
            pl.col("value").alias("last_result"),
        )
        .unique(list(KEYS), keep="first")
    )
    table = comparison.join(last_year, on=list(KEYS), how="left")
    if expected is None:
        return table.with_columns(expected_from_past=pl.lit(None, dtype=pl.Float64))
    columns = expected.select(*KEYS, "expected_from_past").unique(list(KEYS), keep="first")
    return table.join(columns, on=list(KEYS), how="left")


def _grades(pairs: pl.DataFrame | None) -> list[GradeRow]:
    if pairs is None:
        return []
    return [
        GradeRow(**row)
        for cut in PAIR_CUTS
        for row in grade_accuracy(pairs, cut).to_dicts()
        if row["pupil_count"]
    ]
