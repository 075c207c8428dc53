"""Each prediction with the result that came, and what chance alone would do to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from stocktake.schools.predictions.entry import GRADES, Prediction
from stocktake.schools.predictions.frames import (
    GRADE_COLUMNS,
    KEYS,
    PREDICTIONS,
    RESULTS,
    check_columns,
    mean_grade,
)
from stocktake.schools.predictions.schema import (
    CollectionWindow,
    PredictionMeasure,
    collection_windows,
    day_in,
    judgement_rules,
    prediction_measures,
)
from stocktake.schools.predictions.uncertainty import (
    MEAN_ABSOLUTE_NORMAL,
    binomial_mean_error,
    binomial_share_within,
    grade_noise,
    normal_share_within,
    sampling_sd,
)

COMPARISON: dict[str, pl.DataType] = {
    **{name: PREDICTIONS[name] for name in ("entry", *KEYS)},
    "round": pl.String(),
    "is_last": pl.Boolean(),
    "predicted_on": pl.Date(),
    "cohort_count": pl.Int64(),
    "pupil_count": pl.Int64(),
    "predicted": pl.Float64(),
    "actual": pl.Float64(),
    "error": pl.Float64(),
    "tolerance": pl.Float64(),
    "sampling_sd": pl.Float64(),
    "chance_error": pl.Float64(),
    "chance_within_percent": pl.Float64(),
    "misplaced_percent": pl.Float64(),
    "chance_misplaced_percent": pl.Float64(),
    "cohort_has_changed": pl.Boolean(),
}
"""One row per prediction whose result is known.

``error`` is predicted minus actual in the measure's unit, of grades in mean grades. ``is_last`` is
true of the last prediction made of a result: the others are shown, and judged by nobody.
``chance_error`` is the mean absolute error, and ``chance_within_percent`` the share within
tolerance, of a forecaster who knew each pupil's true chances. ``misplaced_percent`` is the least
share of pupils who got another grade than predicted; null for values.
"""

STAGES = ("final", "revised", "provisional")


def results_from_figures(figures: pl.DataFrame, *, own_folder: Path | None = None) -> pl.DataFrame:
    """The published results of predicted measures, with the columns of ``RESULTS``.

    Parameters
    ----------
    figures : polars.DataFrame
        School figures; of several stages of one figure the final one counts, then the revised one.
    own_folder : path, optional
        A place's own folder of definitions.
    """
    check_columns(
        figures,
        ["school_urn", "time_period", "measure", "group", "value", "pupil_count", "stage"],
        "school figures",
    )
    measures = prediction_measures(own_folder)
    names = {item.figures: name for name, item in measures.items() if item.figures}
    order = {stage: number for number, stage in enumerate(STAGES)}
    rows = (
        figures.filter(
            pl.col("measure").is_in(list(names)),
            pl.col("value").is_not_null(),
            pl.col("school_urn").is_not_null(),
        )
        .with_columns(
            measure=pl.col("measure").replace_strict(names, return_dtype=pl.String),
            _stage=pl.col("stage").replace_strict(order, default=len(order), return_dtype=pl.Int8),
        )
        .sort("_stage", maintain_order=True)
        .unique(["school_urn", "measure", "group", "time_period"], keep="first")
    )
    return rows.select(
        "school_urn",
        "measure",
        pl.lit("").alias("subject"),
        "group",
        "time_period",
        "pupil_count",
        "value",
        *(pl.lit(None, dtype=pl.Int64).alias(column) for column in GRADE_COLUMNS),
    ).cast(pl.Schema(RESULTS))


def results_from_rows(rows: Iterable[Prediction]) -> pl.DataFrame:
    """Results returned in the form of predictions, with the columns of ``RESULTS``."""
    return pl.DataFrame(
        [
            {
                **row.model_dump(include=set(KEYS)),
                "pupil_count": row.cohort_count,
                "value": row.mean_points,
                **{
                    column: row.grade_counts.get(grade, 0) if row.grade_counts else None
                    for column, grade in zip(GRADE_COLUMNS, GRADES, strict=True)
                },
            }
            for row in rows
        ],
        schema=RESULTS,
    )


def compare_results(
    predictions: pl.DataFrame,
    results: pl.DataFrame,
    *,
    newest: Mapping[int, int] | None = None,
    own_folder: Path | None = None,
) -> pl.DataFrame:
    """Join predictions to the results that came.

    Parameters
    ----------
    predictions : polars.DataFrame
        With the columns of ``PREDICTIONS``: entries that stand.
    results : polars.DataFrame
        With the columns of ``RESULTS``; where a result occurs twice, the first counts.
    newest : mapping of int to int, optional
        The newest number of a school by an earlier one: a school that changed its number between
        prediction and result is one school.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    polars.DataFrame
        With the columns of ``COMPARISON``, sorted by school, measure, subject, group and cohort.
        Predictions without a result are not in it.

    Raises
    ------
    UsageError
        A column is missing.
    """
    check_columns(predictions, list(PREDICTIONS), "predictions")
    check_columns(results, list(RESULTS), "results")
    measures, windows = prediction_measures(own_folder), collection_windows(own_folder)
    rules = judgement_rules(own_folder)
    numbers = newest or {}
    left = _renumber(predictions.select(list(PREDICTIONS)), numbers).filter(
        pl.col("measure").is_in(list(measures))
    )
    right = (
        _renumber(results.select(list(RESULTS)), numbers)
        .with_columns(value=pl.coalesce(mean_grade(), "value"))
        .filter(pl.col("value").is_not_null())
        .unique(list(KEYS), keep="first", maintain_order=True)
        .rename({"value": "actual", **{column: f"actual_{column}" for column in GRADE_COLUMNS}})
    )
    rows = (
        left.join(right, on=list(KEYS), how="inner")
        .rename({"value": "predicted"})
        .with_columns(
            pupil_count=pl.coalesce("pupil_count", "cohort_count"),
            error=pl.col("predicted") - pl.col("actual"),
            tolerance=_of_measure(measures, "tolerance"),
            round=_round(windows),
            _pupil_sd=pl.coalesce(_grade_spread(), _of_measure(measures, "pupil_sd")),
            _is_percent=_is_percent(measures),
            misplaced_percent=_misplaced(),
            is_last=pl.col("predicted_on") == pl.col("predicted_on").max().over(KEYS),
        )
        .filter(pl.col("pupil_count") > 0)
        .with_columns(
            cohort_has_changed=(100 * (pl.col("pupil_count") / pl.col("cohort_count") - 1)).abs()
            > rules.cohort_change_percent,
            sampling_sd=pl.when("_is_percent")
            .then(_sampling_sd("percent"))
            .otherwise(_sampling_sd("points")),
        )
        .sort(*KEYS, "predicted_on", "entry")
    )
    # Of two made on one day the later entry is the last.
    rows = rows.with_columns(
        is_last=pl.col("is_last") & (pl.col("entry") == pl.col("entry").last().over(KEYS))
    )
    return _with_chance(rows).select(list(COMPARISON)).cast(pl.Schema(COMPARISON))


def _renumber(frame: pl.DataFrame, newest: Mapping[int, int]) -> pl.DataFrame:
    if not newest:
        return frame
    numbers = pl.col("school_urn").replace(list(newest), list(newest.values()))
    return frame.with_columns(school_urn=numbers.cast(pl.Int64))


def _of_measure(measures: Mapping[str, PredictionMeasure], field: str) -> pl.Expr:
    values = {name: getattr(item, field) for name, item in measures.items()}
    return pl.col("measure").replace_strict(
        list(values), list(values.values()), default=None, return_dtype=pl.Float64
    )


def _is_percent(measures: Mapping[str, PredictionMeasure]) -> pl.Expr:
    return pl.col("measure").is_in([n for n, item in measures.items() if item.unit == "percent"])


def _sampling_sd(unit: str) -> pl.Expr:
    return sampling_sd(
        unit=unit,
        # Not by what came: chance itself would then decide how much a result counts.
        share_percent=pl.col("predicted"),
        pupil_count=pl.col("pupil_count"),
        pupil_sd=pl.col("_pupil_sd"),
    )


def _round(windows: Mapping[str, CollectionWindow]) -> pl.Expr:
    """The round in which each prediction was made, as ``round_of`` has it."""
    keys = pl.struct("measure", "time_period", "predicted_on")

    def round_of_row(row: dict[str, object]) -> str:
        for window in windows.values():
            if row["measure"] in window.measures:
                opened_rounds = [
                    item.id
                    for item in window.round
                    if day_in(str(row["time_period"]), item.opens) <= row["predicted_on"]  # type: ignore[operator]
                ]
                return opened_rounds[-1] if opened_rounds else window.round[0].id
        return ""

    return keys.map_elements(round_of_row, return_dtype=pl.String)


def _grade_spread() -> pl.Expr:
    """Standard deviation of the grades that came; null where there are none."""
    columns = [f"actual_{column}" for column in GRADE_COLUMNS]
    points = [0 if grade == "U" else int(grade) for grade in GRADES]
    total = pl.sum_horizontal(columns)
    pairs = list(zip(columns, points, strict=True))
    mean = pl.sum_horizontal(pl.col(column) * p for column, p in pairs) / total
    squares = pl.sum_horizontal(pl.col(column) * p**2 for column, p in pairs) / total
    spread = (squares - mean**2).clip(lower_bound=0).sqrt()
    return pl.when(pl.col(columns[0]).is_not_null() & (total > 1)).then(spread)


def _misplaced() -> pl.Expr:
    """Half the sum of differences between the two distributions' shares, in percent."""
    predicted_total = pl.sum_horizontal(GRADE_COLUMNS)
    actual_total = pl.sum_horizontal([f"actual_{column}" for column in GRADE_COLUMNS])
    differences = [
        (pl.col(column) / predicted_total - pl.col(f"actual_{column}") / actual_total).abs()
        for column in GRADE_COLUMNS
    ]
    is_grades = (
        pl.col(GRADE_COLUMNS[0]).is_not_null() & pl.col(f"actual_{GRADE_COLUMNS[0]}").is_not_null()
    )
    return pl.when(is_grades & (predicted_total > 0) & (actual_total > 0)).then(
        50 * pl.sum_horizontal(differences)
    )


def _with_chance(rows: pl.DataFrame) -> pl.DataFrame:
    """What a forecaster who knew the true chances would get; each size and level once."""
    errors, shares, misplaced = [], [], []
    for row in rows.iter_rows(named=True):
        count, tolerance = row["pupil_count"], row["tolerance"]
        if row["_is_percent"]:
            errors.append(binomial_mean_error(row["actual"], count))
            shares.append(binomial_share_within(row["actual"], count, tolerance))
        else:
            errors.append(MEAN_ABSOLUTE_NORMAL * row["sampling_sd"])
            shares.append(normal_share_within(row["sampling_sd"], tolerance))
        counts = {g: row[f"actual_{c}"] for c, g in zip(GRADE_COLUMNS, GRADES, strict=True)}
        is_grades = row["misplaced_percent"] is not None
        misplaced.append(grade_noise(counts).misplaced_percent if is_grades else None)
    return rows.with_columns(
        chance_error=pl.Series(errors, dtype=pl.Float64),
        chance_within_percent=pl.Series(shares, dtype=pl.Float64),
        chance_misplaced_percent=pl.Series(misplaced, dtype=pl.Float64),
    )
