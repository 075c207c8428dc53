"""Whether an estimate may be shown: its back-tests decide, and whether its cohort is known."""

from __future__ import annotations

from stocktake.schools.predictions.early.schema import (
    BacktestResult,
    FitVersion,
    IndicationBars,
    IndicationMeasure,
)
from stocktake.standards.periods import period_label


def why_never_shown(measure: IndicationMeasure, time_period: str) -> str:
    """Why no estimate of a cohort is shown, whatever its back-test says; empty where one may be."""
    if measure.never_shown:
        return measure.never_shown
    for item in measure.without_prior:
        if item.first <= time_period <= item.last:
            return item.reason
    return ""


def why_not_shown(measure: IndicationMeasure, version: FitVersion) -> list[str]:
    """Every bar that the deciding back-tests of a version miss, in words; empty where none.

    Examples
    --------
    >>> from stocktake.schools.predictions.early.schema import (
    ...     fitted_estimates, indication_measure)
    >>> name = "ks4-progress-8"
    >>> version = fitted_estimates()[name].version[0]
    >>> len(why_not_shown(indication_measure(name), version)) > 0
    True
    """
    rows = [row for row in version.backtest if row.decides]
    if not rows:
        return ["it was never held against results"]
    reasons = [reason for row in rows for reason in _misses(row, measure.bars)]
    if not any(row.two_year_error is not None for row in rows):
        reasons.append("it was never compared with the mean of two years")
    return reasons


def _misses(row: BacktestResult, bars: IndicationBars) -> list[str]:
    label = period_label(row.target)
    reasons = []
    if row.gain_percent < bars.least_gain_percent:
        reasons.append(
            f"in {label} its mean error was {row.gain_percent:.0f}% below that of the year "
            f"before's result; {bars.least_gain_percent:.0f}% is needed"
        )
    own_error = row.error if row.two_year_estimate_error is None else row.two_year_estimate_error
    if row.two_year_error is not None and own_error >= row.two_year_error:
        reasons.append(f"in {label} the mean of two years was no worse")
    if not bars.lowest_cover_percent <= row.covered_percent <= bars.highest_cover_percent:
        reasons.append(
            f"in {label} its 80% intervals covered {row.covered_percent:.0f}%; "
            f"{bars.lowest_cover_percent:.0f} to {bars.highest_cover_percent:.0f}% is needed"
        )
    for band in row.band:
        if (
            band.schools_count >= bars.fewest_schools
            and band.covered_percent < bars.lowest_band_cover_percent
        ):
            reasons.append(
                f"in {label} they covered {band.covered_percent:.0f}% of cohorts from "
                f"{band.band_from}; {bars.lowest_band_cover_percent:.0f}% is needed"
            )
    return reasons
