"""Whether a school's predictions are accurate, optimistic or pessimistic, over its years together.

A school is accused only where its mean error, its years pooled, lies beyond the measure's tolerance
by more than chance could carry an accurate school, with all schools and measures judged together
counted in (Holm), and where the estimate shrunken towards the other schools lies beyond it too.
Too high and too low are tested alike.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from statistics import NormalDist
from typing import Literal

import polars as pl
from pydantic import BaseModel, ConfigDict

from stocktake.schools.predictions.frames import check_columns
from stocktake.schools.predictions.pooling import PooledError, pool_errors
from stocktake.schools.predictions.schema import (
    JudgementRules,
    judgement_rules,
    prediction_measures,
)
from stocktake.schools.predictions.shrinkage import shrink_estimates
from stocktake.schools.predictions.uncertainty import student_tail

Verdict = Literal["accurate", "optimistic", "pessimistic", "cannot tell"]


class SchoolAccuracy(BaseModel):
    """How right a school's predictions of a measure were, its years together.

    Parameters
    ----------
    school_urn : int
    measure : str
    verdict : str
    years : tuple of str
        Cohorts, subjects pooled within each.
    bias : float
        Mean of predicted minus actual, in the measure's unit; a positive one is optimistic.
    lower, upper : float
        Interval of the bias by the rules' confidence.
    shrunken_bias : float
        Shrunken towards the other schools'.
    chance_bias : float
        How far chance alone would carry an accurate school's mean error in 9 of 10 cases.
    adjusted_p : float
        Chance of so large an error were the school accurate, counted with all others judged.
    tolerance : float
    reason : str
        Why, in words.
    years_to_settle : int or None
        Further cohorts like these after which a verdict would be likely; None where there is one,
        or where that is not to be foreseen.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_urn: int
    measure: str
    verdict: Verdict
    years: tuple[str, ...]
    bias: float
    lower: float
    upper: float
    shrunken_bias: float
    chance_bias: float
    adjusted_p: float
    tolerance: float
    reason: str
    years_to_settle: int | None = None

    @property
    def is_explanation_due(self) -> bool:
        """Whether the school has to explain: too high and too low alike."""
        return self.verdict in ("optimistic", "pessimistic")


def judge_schools(
    comparison: pl.DataFrame, *, group: str = "all", own_folder: Path | None = None
) -> list[SchoolAccuracy]:
    """Judge every school in a table of predictions and results.

    Parameters
    ----------
    comparison : polars.DataFrame
        As :func:`compare_results` makes it; only the last prediction of each result counts.
    group : str
        The group of pupils judged.
    own_folder : path, optional
        A place's own folder of definitions.

    Returns
    -------
    list of SchoolAccuracy
        By measure and school.
    """
    check_columns(
        comparison,
        ["school_urn", "measure", "group", "time_period", "is_last", "error", "sampling_sd"],
        "predictions and results",
    )
    measures, rules = prediction_measures(own_folder), judgement_rules(own_folder)
    rows = comparison.filter(pl.col("is_last"), pl.col("group") == group)
    pooled = [
        item
        for name in sorted(set(rows["measure"]))
        for item in pool_errors(rows.filter(pl.col("measure") == name), name, measures[name])
    ]
    judged_rows = [item for item in pooled if len(item.years) >= rules.least_years]
    adjusted = dict(
        zip(
            [(item.school_urn, item.measure) for item in judged_rows],
            holm([_p_value(item) for item in judged_rows]),
            strict=True,
        )
    )
    shrunken = _shrunken(pooled, rules)
    return [
        _judge(
            item,
            shrunken[item.school_urn, item.measure],
            adjusted.get((item.school_urn, item.measure), 1.0),
            rules,
        )
        for item in pooled
    ]


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted so that the chance of any false finding stays at the level compared with.

    Notes
    -----
    Source: S. Holm, A simple sequentially rejective multiple test procedure (1979).

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [1.0] * len(p_values)
    largest = 0.0
    for rank, place in enumerate(order):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = largest
    return adjusted


def _p_value(item: PooledError) -> float:
    """Chance of an error at least as far from 0, were the school's true bias at the tolerance."""
    spread = math.sqrt(item.variance)
    far, near = abs(item.bias) + item.tolerance, abs(item.bias) - item.tolerance
    tails = student_tail(near / spread, item.degrees) + student_tail(far / spread, item.degrees)
    return min(1.0, tails)


def _shrunken(pooled: Sequence[PooledError], rules: JudgementRules) -> dict[tuple[int, str], float]:
    estimates: dict[tuple[int, str], float] = {}
    for name in {item.measure for item in pooled}:
        items = [item for item in pooled if item.measure == name]
        values, variances = [item.bias for item in items], [item.variance for item in items]
        if len(items) >= rules.least_schools_for_mean:
            shrunken = shrink_estimates(values, variances)
        else:
            # Too few to say how schools differ: as if most were within the tolerance.
            spread = items[0].tolerance ** 2
            shrunken = shrink_estimates(values, variances, centre=0.0, spread_variance=spread)
        for item, estimate in zip(items, shrunken.estimates, strict=True):
            estimates[item.school_urn, name] = estimate
    return estimates


def _judge(
    item: PooledError, shrunken: float, adjusted_p: float, rules: JudgementRules
) -> SchoolAccuracy:
    quantile = NormalDist().inv_cdf(0.5 + rules.accurate_confidence / 2)
    half = quantile * math.sqrt(item.variance)
    lower, upper = item.bias - half, item.bias + half
    verdict, reason, more_years = _verdict(item, shrunken, adjusted_p, half, rules)
    return SchoolAccuracy(
        school_urn=item.school_urn,
        measure=item.measure,
        verdict=verdict,
        years=item.years,
        bias=item.bias,
        lower=lower,
        upper=upper,
        shrunken_bias=shrunken,
        chance_bias=half,
        adjusted_p=adjusted_p,
        tolerance=item.tolerance,
        reason=reason,
        years_to_settle=more_years,
    )


def _verdict(
    item: PooledError, shrunken: float, adjusted_p: float, half: float, rules: JudgementRules
) -> tuple[Verdict, str, int | None]:
    count = len(item.years)
    if count < rules.least_years:
        more = rules.least_years - count
        return "cannot tell", f"{_cohorts(count)} so far; {rules.least_years} are needed", more
    is_beyond = abs(shrunken) > item.tolerance and shrunken * item.bias > 0
    if adjusted_p < rules.false_accusation_rate and is_beyond:
        word: Verdict = "optimistic" if item.bias > 0 else "pessimistic"
        return word, "the mean error is beyond the tolerance and beyond chance", None
    if abs(item.bias) + half <= item.tolerance:
        return "accurate", "the interval of the mean error lies within the tolerance", None
    if abs(item.bias) - half > item.tolerance:
        reason = "it is beyond the tolerance, but chance among all the schools judged could do that"
        return "cannot tell", reason, None
    reason = "the interval of the mean error reaches both within and beyond the tolerance"
    return "cannot tell", reason, _years_to_settle(item, half)


MOST_YEARS_AHEAD = 10


def _years_to_settle(item: PooledError, half: float) -> int | None:
    """Further cohorts after which the interval would lie on one side of the tolerance."""
    distance = abs(abs(item.bias) - item.tolerance)
    if distance <= 0:
        return None
    count = len(item.years)
    more = math.ceil(count * (half / distance) ** 2) - count
    return max(1, more) if more <= MOST_YEARS_AHEAD else None


def _cohorts(count: int) -> str:
    return "1 cohort" if count == 1 else f"{count} cohorts"
