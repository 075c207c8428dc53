"""Judges the rate of improvement of all schools at once: one row for each question."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from stocktake.schools.improvement.fit import Coefficients, expect
from stocktake.schools.improvement.forecasts import ForecastPattern, ForecastVersion
from stocktake.schools.improvement.measures import ImprovementMeasure

ImprovementVerdict = Literal["sufficient", "not_sufficient", "cannot_tell"]
CannotTellReason = Literal[
    "between", "no_results", "one_point", "cohort_unknown", "break_ahead", "no_forecast"
]

SUFFICIENT_FROM = 0.75
NOT_SUFFICIENT_TO = 0.25

_complement = np.frompyfunc(math.erfc, 1, 1)


def probability_of_level(
    expected: NDArray[np.float64], spread: NDArray[np.float64], level: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How likely a result is at or above a level.

    Examples
    --------
    >>> probability_of_level(np.array([0.0]), np.array([1.0]), np.array([0.0])).tolist()
    [0.5]
    """
    distance = (level - expected) / (spread * math.sqrt(2))
    return 0.5 * np.asarray(_complement(distance), dtype=np.float64)


def verdict_of(probability: float) -> ImprovementVerdict:
    """The verdict on a probability; both limits belong to the verdict beyond them.

    Examples
    --------
    >>> verdict_of(0.75), verdict_of(0.25), verdict_of(0.5)
    ('sufficient', 'not_sufficient', 'cannot_tell')
    """
    if probability >= SUFFICIENT_FROM:
        return "sufficient"
    return "not_sufficient" if probability <= NOT_SUFFICIENT_TO else "cannot_tell"


def judge_improvement(
    points: pl.DataFrame,
    questions: pl.DataFrame,
    measure: ImprovementMeasure,
    version: ForecastVersion | None,
) -> pl.DataFrame:
    """State for each school whether it improves fast enough.

    Parameters
    ----------
    points : DataFrame
        As :func:`comparable_points` returns them.
    questions : DataFrame
        ``school_urn``, ``level`` (distance to the national result, in the measure's unit) and
        ``due_year`` (the summer by which it is to be reached).
    measure : ImprovementMeasure
    version : ForecastVersion or None
        None where no forecast was ever fitted for the measure.

    Returns
    -------
    DataFrame
        One row for each question, in its order, with ``first_year``, ``first``, ``latest_year``,
        ``latest``, ``change_achieved``, ``change_needed``, ``horizon``, ``pattern`` (position in
        the version, null where none fits), ``pupil_count``, ``expected``, ``spread``,
        ``probability``, ``verdict`` and ``reason`` (why it is "cannot_tell"). A question that
        cannot be asked (a level below the start, a year that is known) is refused by
        :func:`level_question`, not here.
    """
    rows = questions.join(_starts(points, measure), on="school_urn", how="left").with_columns(
        change_achieved=pl.when(pl.col("first_year") < pl.col("latest_year")).then(
            pl.col("latest") - pl.col("first")
        ),
        change_needed=pl.col("level") - pl.col("latest"),
        horizon=pl.col("due_year") - pl.col("latest_year"),
    )
    rows = rows.with_columns(reason=_reason(rows, measure)).with_row_index("_row")
    rows = _forecast(rows, version.pattern if version is not None else ())
    probability = pl.col("probability")
    return (
        rows.with_columns(
            verdict=pl.when(probability >= SUFFICIENT_FROM)
            .then(pl.lit("sufficient"))
            .when(probability <= NOT_SUFFICIENT_TO)
            .then(pl.lit("not_sufficient"))
            .otherwise(pl.lit("cannot_tell")),
        )
        .with_columns(
            reason=pl.when(pl.col("verdict") != "cannot_tell")
            .then(pl.lit(None, dtype=pl.String))
            .when(pl.col("reason").is_not_null())
            .then("reason")
            .when(probability.is_null())
            .then(pl.lit("no_forecast"))
            .otherwise(pl.lit("between"))
        )
        .sort("_row")
        .drop("_row", pl.selectors.starts_with("lag_"))
    )


def _starts(points: pl.DataFrame, measure: ImprovementMeasure) -> pl.DataFrame:
    """Where each school stands: its latest result and those before it that are comparable."""
    latest = (
        points.sort("school_urn", "year")
        .group_by("school_urn", maintain_order=True)
        .agg(
            latest_year=pl.col("year").last(),
            latest=pl.col("relative").last(),
            segment=pl.col("segment").last(),
            pupil_count=pl.col("pupil_count").last(),
        )
    )
    past = points.join(latest, on=["school_urn", "segment"]).with_columns(
        lag=pl.col("latest_year") - pl.col("year")
    )
    past = past.filter(pl.col("lag") <= measure.window_years)
    lags = [
        pl.col("relative").filter(pl.col("lag") == lag).first().alias(f"lag_{lag}")
        for lag in range(measure.window_years + 1)
    ]
    spans = past.group_by("school_urn").agg(
        [
            pl.col("year").min().alias("first_year"),
            pl.col("relative").sort_by("year").first().alias("first"),
            pl.len().alias("points_count"),
            *lags,
        ]
    )
    return latest.drop("segment").join(spans, on="school_urn")


def _reason(rows: pl.DataFrame, measure: ImprovementMeasure) -> pl.Series:
    """What stands in the way of a forecast, the first that applies."""
    break_ahead = pl.lit(value=False)
    for year in measure.hard_break_years:
        break_ahead |= (pl.col("latest_year") < year) & (pl.col("due_year") >= year)
    return rows.select(
        pl.when(pl.col("latest").is_null())
        .then(pl.lit("no_results"))
        .when(break_ahead)
        .then(pl.lit("break_ahead"))
        .when(pl.col("points_count") < 2)
        .then(pl.lit("one_point"))
        .when(pl.col("pupil_count").is_null())
        .then(pl.lit("cohort_unknown"))
        .alias("reason")
    )["reason"]


def _forecast(rows: pl.DataFrame, patterns: tuple[ForecastPattern, ...]) -> pl.DataFrame:
    """Forecast each school by the pattern that uses most of its results."""
    count = rows.height
    pattern = np.full(count, -1, dtype=np.int64)
    expected, spread = np.full(count, np.nan), np.full(count, np.nan)
    open_rows = rows["reason"].is_null().to_numpy()
    horizon = rows["horizon"].fill_null(0).to_numpy()
    pupils = rows["pupil_count"].cast(pl.Float64).to_numpy()
    for position in sorted(range(len(patterns)), key=lambda at: -len(patterns[at].lags)):
        item = patterns[position]
        names = [f"lag_{lag}" for lag in item.lags]
        if not set(names) <= set(rows.columns):
            continue
        past = rows.select(pl.col(names).cast(pl.Float64)).to_numpy()
        fits = open_rows & (horizon == item.horizon) & ~np.isnan(past).any(axis=1)
        if fits.any():
            values = expect(coefficients(item), past[fits], pupils[fits])
            expected[fits], spread[fits] = values
            pattern[fits] = position
            open_rows &= ~fits
    chance = probability_of_level(expected, spread, rows["level"].cast(pl.Float64).to_numpy())
    return rows.with_columns(
        pl.Series("pattern", pattern),
        pl.Series("expected", expected).fill_nan(None),
        pl.Series("spread", spread).fill_nan(None),
        pl.Series("probability", chance).fill_nan(None),
    ).with_columns(pattern=pl.when(pl.col("pattern") >= 0).then("pattern"))


def coefficients(pattern: ForecastPattern) -> Coefficients:
    """The numbers of a pattern, as the fit made them."""
    return Coefficients(
        pattern.constant,
        np.array(pattern.past),
        np.array(pattern.small),
        pattern.variance,
        pattern.variance_per_pupil,
        pattern.schools_count,
    )
