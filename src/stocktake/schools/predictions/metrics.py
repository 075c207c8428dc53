"""How far predictions were from results: over- and under-prediction count alike."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from stocktake.schools.predictions.frames import check_columns

NO_SPREAD = 1e-9
"""Below it, what varies is only the computer's arithmetic."""

GRADE_ACCURACY = (
    "pupil_count",
    "bias",
    "mean_absolute_error",
    "root_mean_square_error",
    "exact_percent",
    "within_one_percent",
    "optimistic_percent",
    "pessimistic_percent",
    "calibration_slope",
    "calibration_intercept",
    "weighted_kappa",
)
"""Columns of :func:`grade_accuracy`."""

VALUE_ACCURACY = (
    "result_count",
    "pupil_count",
    "bias",
    "mean_absolute_error",
    "root_mean_square_error",
    "within_tolerance_percent",
    "optimistic_percent",
    "pessimistic_percent",
    "calibration_slope",
    "calibration_intercept",
)
"""Columns of :func:`value_accuracy`, of which Brier scores and chance are apart."""


def grade_accuracy(pairs: pl.DataFrame, by: Sequence[str] = ()) -> pl.DataFrame:
    """How right predicted grades were, pupil by pupil.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``predicted`` and ``actual`` as points (9 to 1, a U is 0), one row per pupil and subject;
        or one row per pair of grades, with ``pupil_count``. Rows without either are left out.
    by : sequence of str
        Columns to group by; all together where there are none.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, then ``GRADE_ACCURACY``: ``bias`` is predicted minus actual, in
        grades, so that a positive one is optimistic; percentages 0 to 100; slope and intercept of
        actual on predicted, null where all predictions are the same; quadratic weighted kappa,
        null where nothing varies. Sorted by ``by``.

    Raises
    ------
    UsageError
        A column is missing.

    Notes
    -----
    Source: T. Gill and T. Benton, Statistics Report Series 90 and 91 (2015), for the shares; J.
    Cohen, Weighted kappa (1968). The squared weights of kappa make it one less the mean squared
    error over what it would be were predictions and results independent.

    Examples
    --------
    >>> pairs = pl.DataFrame({"predicted": [7, 6, 5, 5, 4, 4, 3, 8, 6, 2],
    ...     "actual": [6, 6, 4, 5, 4, 3, 3, 7, 5, 3]})
    >>> row = grade_accuracy(pairs).row(0, named=True)
    >>> row["bias"], row["exact_percent"], round(row["weighted_kappa"], 2)
    (0.4, 40.0, 0.88)
    """
    check_columns(pairs, ["predicted", "actual", *by], "pairs of grades")
    weighted_pairs = (
        pairs if "pupil_count" in pairs.columns else pairs.with_columns(pupil_count=pl.lit(1))
    )
    rows = weighted_pairs.filter(
        pl.col("predicted").is_not_null(), pl.col("actual").is_not_null(), pl.col("pupil_count") > 0
    ).with_columns(pl.col("predicted", "actual").cast(pl.Float64))
    weight, error = pl.col("pupil_count"), pl.col("predicted") - pl.col("actual")
    metrics = [
        weight.sum().cast(pl.Int64).alias("pupil_count"),
        *_error_metrics(weight, error),
        _percent(weight, error == 0).alias("exact_percent"),
        _percent(weight, error.abs() <= 1).alias("within_one_percent"),
        _percent(weight, error > 0).alias("optimistic_percent"),
        _percent(weight, error < 0).alias("pessimistic_percent"),
        *_calibration(weight, pl.col("predicted"), pl.col("actual")),
        _weighted_kappa(weight, pl.col("predicted"), pl.col("actual")).alias("weighted_kappa"),
    ]
    return _aggregate(rows, by, metrics)


def value_accuracy(
    comparison: pl.DataFrame, by: Sequence[str] = (), *, weighted: bool = True
) -> pl.DataFrame:
    """How right predicted percentages, points or mean grades were, result by result.

    Parameters
    ----------
    comparison : polars.DataFrame
        ``predicted``, ``actual``, ``tolerance`` and ``pupil_count``; one row per result.
    by : sequence of str
    weighted : bool
        Whether a result counts by its pupils, or every result alike.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, then ``VALUE_ACCURACY``.
    """
    check_columns(
        comparison,
        ["predicted", "actual", "tolerance", "pupil_count", *by],
        "predictions and results",
    )
    rows = comparison.filter(
        pl.col("predicted").is_not_null(), pl.col("actual").is_not_null(), pl.col("pupil_count") > 0
    )
    rows = rows.with_columns(_weight=pl.col("pupil_count") if weighted else pl.lit(1.0))
    weight = pl.col("_weight")
    error = pl.col("predicted") - pl.col("actual")
    metrics = [
        pl.len().cast(pl.Int64).alias("result_count"),
        pl.col("pupil_count").sum().cast(pl.Int64).alias("pupil_count"),
        *_error_metrics(weight, error),
        _percent(weight, error.abs() <= pl.col("tolerance")).alias("within_tolerance_percent"),
        _percent(weight, error > pl.col("tolerance")).alias("optimistic_percent"),
        _percent(weight, error < -pl.col("tolerance")).alias("pessimistic_percent"),
        *_calibration(weight, pl.col("predicted"), pl.col("actual")),
    ]
    return _aggregate(rows, by, metrics)


def brier_score(
    rows: pl.DataFrame, by: Sequence[str] = (), *, probability: str = "probability"
) -> pl.DataFrame:
    """How good predicted shares were as probabilities that a pupil reaches a threshold.

    Parameters
    ----------
    rows : polars.DataFrame
        ``probability`` from 0 to 1, ``reached_count`` and ``pupil_count``: of so many pupils with
        that probability, how many reached it. A pupil alone is 0 or 1 of 1.
    by : sequence of str
    probability : str
        The column that holds the probability.

    Returns
    -------
    polars.DataFrame
        The columns of ``by``, ``pupil_count``, ``brier`` (0 is best), ``calibration`` (mean
        probability minus the share that reached it: positive is optimistic).

    Notes
    -----
    Source: G. W. Brier, Verification of forecasts expressed in terms of probability (1950).

    Examples
    --------
    >>> rows = pl.DataFrame({"probability": [0.9, 0.8, 0.7, 0.6, 0.3, 0.2],
    ...     "reached_count": [1, 1, 0, 1, 0, 0], "pupil_count": 1})
    >>> row = brier_score(rows).row(0, named=True)
    >>> round(row["brier"], 5), round(row["calibration"], 5)
    (0.13833, 0.08333)
    """
    check_columns(rows, [probability, "reached_count", "pupil_count", *by], "probabilities")
    chance, count, success_count = (
        pl.col(probability),
        pl.col("pupil_count"),
        pl.col("reached_count"),
    )
    squared = success_count * (1 - chance) ** 2 + (count - success_count) * chance**2
    metrics = [
        count.sum().cast(pl.Int64).alias("pupil_count"),
        (squared.sum() / count.sum()).alias("brier"),
        (((chance * count).sum() - success_count.sum()) / count.sum()).alias("calibration"),
    ]
    return _aggregate(rows.filter(chance.is_not_null(), count > 0), by, metrics)


def _aggregate(rows: pl.DataFrame, by: Sequence[str], metrics: list[pl.Expr]) -> pl.DataFrame:
    if not by:
        return rows.select(metrics) if rows.height else rows.select(metrics).clear()
    return rows.group_by(list(by)).agg(metrics).sort(list(by))


def _mean(weight: pl.Expr, values: pl.Expr) -> pl.Expr:
    return (weight * values).sum() / (weight * values.is_not_null()).sum()


def _percent(weight: pl.Expr, condition: pl.Expr) -> pl.Expr:
    return 100 * _mean(weight, condition.cast(pl.Float64))


def _error_metrics(weight: pl.Expr, error: pl.Expr) -> list[pl.Expr]:
    return [
        _mean(weight, error).alias("bias"),
        _mean(weight, error.abs()).alias("mean_absolute_error"),
        _mean(weight, error**2).sqrt().alias("root_mean_square_error"),
    ]


def _covariance(weight: pl.Expr, x: pl.Expr, y: pl.Expr) -> pl.Expr:
    return _mean(weight, (x - _mean(weight, x)) * (y - _mean(weight, y)))


def _calibration(weight: pl.Expr, predicted: pl.Expr, actual: pl.Expr) -> list[pl.Expr]:
    """Slope and intercept of actual on predicted: 1 and 0 are right."""
    spread = _covariance(weight, predicted, predicted)
    slope = pl.when(spread > NO_SPREAD).then(_covariance(weight, predicted, actual) / spread)
    return [
        slope.alias("calibration_slope"),
        (_mean(weight, actual) - slope * _mean(weight, predicted)).alias("calibration_intercept"),
    ]


def _weighted_kappa(weight: pl.Expr, predicted: pl.Expr, actual: pl.Expr) -> pl.Expr:
    bias = _mean(weight, predicted) - _mean(weight, actual)
    by_chance = (
        _covariance(weight, predicted, predicted) + _covariance(weight, actual, actual) + bias**2
    )
    return pl.when(by_chance > NO_SPREAD).then(
        1 - _mean(weight, (predicted - actual) ** 2) / by_chance
    )
