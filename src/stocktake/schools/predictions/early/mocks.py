"""Uses what a school expects, corrected by how far it was out before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from stocktake.schools.predictions.frames import check_columns
from stocktake.schools.predictions.schema import judgement_rules, prediction_measures
from stocktake.schools.predictions.shrinkage import shrink_estimates

ERRORS_CORRELATE = 0.5
"""Assumed between the errors of an estimate and of a school's own: both miss what a year brings."""


@dataclass(frozen=True)
class MockRecord:
    """How far a school's predictions of one round were out in earlier years.

    Parameters
    ----------
    school_urn : int
    bias : float
        Shrunken towards that of all schools; predicted minus actual.
    error_sd : float
        Of the next corrected prediction, chance among pupils left aside.
    years_count : int
    """

    school_urn: int
    bias: float
    error_sd: float
    years_count: int


def mock_records(
    comparison: pl.DataFrame,
    *,
    measure: str,
    round_id: str,
    before: str,
    own_folder: Path | None = None,
) -> dict[int, MockRecord]:
    """The records of schools with enough years to be corrected by them.

    Parameters
    ----------
    comparison : polars.DataFrame
        As :func:`compare_results` makes it.
    measure, round_id : str
        The measure, and the round in which mocks are returned: ``autumn``.
    before : str
        Only results of earlier academic years count.
    own_folder : path, optional
        A place's own folder of definitions.
    """
    check_columns(comparison, ["school_urn", "round", "error", "sampling_sd"], "predictions")
    least = judgement_rules(own_folder).least_years
    yearly = prediction_measures(own_folder)[measure].yearly_sd ** 2
    rows = (
        comparison.filter(
            pl.col("measure") == measure,
            pl.col("round") == round_id,
            pl.col("group") == "all",
            pl.col("time_period") < before,
        )
        .with_columns(variance=pl.col("sampling_sd") ** 2 + yearly)
        .group_by("school_urn")
        .agg(
            bias=(pl.col("error") / pl.col("variance")).sum() / (1 / pl.col("variance")).sum(),
            variance=1 / (1 / pl.col("variance")).sum(),
            spread=pl.col("error").var(),
            by_chance=pl.col("sampling_sd").pow(2).mean(),
            years=pl.col("time_period").n_unique(),
        )
        .sort("school_urn")
    )
    shrunken = shrink_estimates(rows["bias"].to_list(), rows["variance"].to_list())
    records = {}
    for row, bias, variance in zip(
        rows.iter_rows(named=True), shrunken.estimates, shrunken.variances, strict=True
    ):
        if row["years"] >= least:
            own_variance = max(yearly, (row["spread"] or 0.0) - row["by_chance"])
            records[row["school_urn"]] = MockRecord(
                row["school_urn"], bias, math.sqrt(variance + own_variance), row["years"]
            )
    return records


def combine_with_mock(
    estimate: float, estimate_sd: float, mock: float, record: MockRecord, sampling_sd: float
) -> tuple[float, float]:
    """The estimate and the corrected mock together, by how sure each is.

    Returns
    -------
    tuple of float, float
        Value and standard deviation. Their errors are taken to go together to a degree, so that
        two uncertain sources are never made into a sure one.

    Examples
    --------
    >>> record = MockRecord(100001, bias=6.0, error_sd=2.0, years_count=3)
    >>> combine_with_mock(40.0, 2.0, 46.0, record, 0.0)[0]
    40.0
    """
    corrected_mock = mock - record.bias
    first, second = estimate_sd**2, record.error_sd**2 + sampling_sd**2
    weight = second / (first + second)
    together = 2 * weight * (1 - weight) * ERRORS_CORRELATE * math.sqrt(first * second)
    variance = weight**2 * first + (1 - weight) ** 2 * second + together
    return weight * estimate + (1 - weight) * corrected_mock, math.sqrt(min(variance, first))
