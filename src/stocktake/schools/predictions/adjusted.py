"""A second figure next to a school's own, from how far it was out before; never in its place."""

from __future__ import annotations

import math
from statistics import NormalDist

from pydantic import BaseModel, ConfigDict

from stocktake.schools.predictions.entry import NOTHING_DECIDED, Prediction
from stocktake.schools.predictions.judgement import SchoolAccuracy
from stocktake.schools.predictions.schema import PredictionMeasure

COVERED = 0.8


class AdjustedPrediction(BaseModel):
    """What a school predicted, and that figure less its usual error.

    Parameters
    ----------
    school_value : float
        The school's own figure: it is shown first and recorded alone.
    adjusted_value, lower, upper : float
        With an 80% interval.
    usual_error : float
        The school's mean error, shrunken towards the other schools'.
    years : tuple of str
        The cohorts that it rests on.
    nothing_decided : str
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_urn: int
    measure: str
    time_period: str
    school_value: float
    adjusted_value: float
    lower: float
    upper: float
    usual_error: float
    years: tuple[str, ...]
    nothing_decided: str = NOTHING_DECIDED


def adjust_prediction(
    prediction: Prediction, accuracy: SchoolAccuracy, measure: PredictionMeasure
) -> AdjustedPrediction | None:
    """Take a school's usual error off its prediction, to stand next to it.

    Parameters
    ----------
    prediction : Prediction
    accuracy : SchoolAccuracy
        Of the same school and measure, from earlier cohorts.
    measure : PredictionMeasure

    Returns
    -------
    AdjustedPrediction or None
        None where the record is of another school, measure or group, has the predicted cohort
        itself in it, or is of a single year.
    """
    value = prediction.mean_points
    if (
        value is None
        or prediction.group != "all"
        or (accuracy.school_urn, accuracy.measure) != (prediction.school_urn, prediction.measure)
        or len(accuracy.years) < 2
        or max(accuracy.years) >= prediction.time_period
    ):
        return None
    sampling_sd = _sampling_sd(value, prediction.cohort_count, measure)
    # The chance of the mean error is that of a normal variable at nine in ten.
    record_sd = accuracy.chance_bias / NormalDist().inv_cdf(0.95)
    half = NormalDist().inv_cdf(0.5 + COVERED / 2) * math.sqrt(
        sampling_sd**2 + record_sd**2 + measure.yearly_sd**2
    )
    adjusted = value - accuracy.shrunken_bias

    def within(number: float) -> float:
        return min(max(number, measure.lowest), measure.highest)

    return AdjustedPrediction(
        school_urn=prediction.school_urn,
        measure=prediction.measure,
        time_period=prediction.time_period,
        school_value=value,
        adjusted_value=within(adjusted),
        lower=within(adjusted - half),
        upper=within(adjusted + half),
        usual_error=accuracy.shrunken_bias,
        years=accuracy.years,
    )


def _sampling_sd(value: float, pupil_count: int, measure: PredictionMeasure) -> float:
    if measure.unit == "percent":
        share = (value / 100 * pupil_count + 2) / (pupil_count + 4)
        return 100 * math.sqrt(share * (1 - share) / pupil_count)
    return (measure.pupil_sd or 0.0) / math.sqrt(pupil_count)
