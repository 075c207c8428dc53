"""The figures of a target over a few years, for its row in a list."""

from __future__ import annotations

from stocktake.publish.charts.line_segments import line_of
from stocktake.publish.charts.sparkline import Sparkline
from stocktake.standards.errors import UsageError
from stocktake.standards.units import format_value
from stocktake.targets import JudgementContext, Verdict

MOST_YEARS = 10


def target_sparkline(verdict: Verdict, context: JudgementContext, place: str) -> Sparkline | None:
    """The figures that a verdict was judged on, with the level that was promised.

    Parameters
    ----------
    place : str
        The place as the plan calls it.

    Returns
    -------
    Sparkline or None
        The last years up to the latest figure; None where the target has no indicator of its own
        or fewer than two figures.
    """
    if verdict.indicator is None or verdict.unit is None:
        return None
    try:
        data = context.data(verdict.indicator, verdict.group)
        periods = [p for p in data.home_periods if p.time_identifier == data.kind_of_year]
    except UsageError:
        return None
    if len(periods) < 2:
        return None
    last = periods[-1]
    span = min(last.first_year - periods[0].first_year, MOST_YEARS - 1)
    years = [last.later(back - span) for back in range(span + 1)]
    values = [data.value_at(period) for period in years]
    indicator = data.indicator
    special = {year.period for year in indicator.special_year}
    breaks = {series_break.period for series_break in indicator.break_}
    line = line_of(
        place,
        "home",
        values,
        lambda at: format_value(values[at], indicator.unit, indicator.decimal_places),
        breaks={at for at, period in enumerate(years) if period.time_period in breaks},
        special={at for at, period in enumerate(years) if period.time_period in special},
    )
    if len(line.points) < 2:
        return None
    is_level = verdict.required_is == "level" and verdict.required is not None
    level = verdict.required if is_level else None
    text = format_value(level, indicator.unit, indicator.decimal_places) if is_level else ""
    return Sparkline(line, tuple(period.label for period in years), level, text)
