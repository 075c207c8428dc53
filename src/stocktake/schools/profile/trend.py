"""Average and direction of a measure over comparable years; never extrapolated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from stocktake.schools.measures import ProfileMeasure
from stocktake.schools.profile import wording
from stocktake.schools.profile.model import Direction, Trend, YearFigure
from stocktake.schools.similar.learn_from import Z_BEYOND_CHANCE


def measure_trend(
    years: Sequence[YearFigure], variances: Sequence[float | None], measure: ProfileMeasure
) -> Trend:
    """Average and direction of the years that have a figure.

    Parameters
    ----------
    years : sequence of YearFigure
        Comparable years, oldest first.
    variances : sequence of float or None
        Of each figure by chance.
    measure : ProfileMeasure

    Returns
    -------
    Trend
        The direction is that of the difference from the national figure, first to last year, so
        that a change of the whole country is none of the school's; of the figure itself where a
        national one is missing.
    """
    rows = [
        (figure, variance)
        for figure, variance in zip(years, variances, strict=True)
        if figure.value is not None
    ]
    if not rows:
        return _with_sentence(_trend(None, 0), [], measure)
    values = [figure.value for figure, _ in rows if figure.value is not None]
    average = sum(values) / len(values)
    (first, first_variance), (last, last_variance) = rows[0], rows[-1]
    if len(rows) == 1:
        return _with_sentence(_trend(average, 1), [], measure)
    change = values[-1] - values[0]
    relative = None
    if first.national.difference is not None and last.national.difference is not None:
        relative = last.national.difference - first.national.difference
    z = None
    if first_variance is not None and last_variance is not None:
        error = math.sqrt(first_variance + last_variance)
        z = (relative if relative is not None else change) / error if error > 0 else None
    trend = Trend(
        average=average,
        year_count=len(rows),
        change=change,
        relative_change=relative,
        z=z,
        direction=_direction(z, measure),
        sentence="",
    )
    return _with_sentence(trend, [figure for figure, _ in rows], measure)


def _direction(z: float | None, measure: ProfileMeasure) -> Direction:
    if z is None:
        return "cannot_tell"
    if abs(z) <= Z_BEYOND_CHANCE:
        return "no_change"
    if measure.better == "neither":
        return "up" if z > 0 else "down"
    return "better" if (z > 0) == (measure.better == "higher") else "worse"


def _trend(average: float | None, count: int) -> Trend:
    return Trend(
        average=average,
        year_count=count,
        change=None,
        relative_change=None,
        z=None,
        direction="cannot_tell",
        sentence="",
    )


def _with_sentence(trend: Trend, years: Sequence[YearFigure], measure: ProfileMeasure) -> Trend:
    return trend.model_copy(update={"sentence": wording.trend_sentence(trend, years, measure)})
