"""Whether a figure that is not published yet can still be expected, and from when it is known."""

from __future__ import annotations

from datetime import date

from stocktake.standards.periods import Period
from stocktake.statistics.publication import newest_release_date, usual_publication
from stocktake.targets.indicator_data import IndicatorData

USUAL_MONTHS = 12
"""Months from a period's end to its figure, where nobody says how many."""
PATIENCE_MONTHS = 12
"""How many months after the usual time a figure is still waited for."""


def is_awaited(data: IndicatorData, period: Period) -> bool:
    """Whether a figure for an ended period can still be published.

    Not where the definition says that none was, where any place has a figure for it or for a
    later period, where the place was abolished before its last day, nor where the newest
    release came out long after the usual time.
    """
    unpublished_periods = {
        year.period for year in data.indicator.special_year if not year.published
    }
    if data.local or period.time_period in unpublished_periods:
        return False
    if not data.context.register.get(data.home).exists_on(period.ends):
        return False
    if data.last_reported is not None and data.last_reported >= period.ends:
        return False
    usual = usual_month(data, period)
    wait_months = USUAL_MONTHS if usual is None else _months_between(period.ends, usual)
    newest = newest_release_date(data.context.statistics, data.name) or data.context.as_of
    return _months_between(period.ends, newest) <= wait_months + PATIENCE_MONTHS


def usual_month(data: IndicatorData, period: Period) -> date | None:
    """The month in which a period's figure is usually published, as its first day."""
    return usual_publication(data.context.statistics, data.name, period)


def first_known(data: IndicatorData, period: Period) -> date | None:
    """The first day after this one from which the place's figure is known; None if never."""
    places = data.context.home.members or (data.context.place,)
    days = [
        data.context.statistics.first_known(data.name, data.group, place, period.time_period)
        for place in places
    ]
    known_days = [day for day in days if day is not None]
    return max(known_days) if len(known_days) == len(days) else None


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
