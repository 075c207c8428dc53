"""When a period's figure is usually published, and how new the newest release is.

A target whose period has ended awaits figures as long as these can be expected to come. The
definition states the usual month; where it does not, the dates of the releases held show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median_high
from weakref import WeakKeyDictionary

import polars as pl

from stocktake.standards.periods import Period
from stocktake.statistics.figures import Statistics
from stocktake.statistics.gather import PERIOD
from stocktake.statistics.release import Release, collect
from stocktake.statistics.store import is_local


@dataclass(frozen=True)
class _Memory:
    """What was worked out for one ``Statistics``: a plan asks the same of many targets."""

    lags: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    usual: dict[str, int | None] = field(default_factory=dict)
    newest: dict[str, date | None] = field(default_factory=dict)


_memories: WeakKeyDictionary[Statistics, _Memory] = WeakKeyDictionary()


def usual_publication(statistics: Statistics, indicator: str, period: Period) -> date | None:
    """The month in which a period's figure is usually published, as its first day.

    Parameters
    ----------
    statistics : Statistics
        Only releases known on its day are used.
    indicator : str
        Indicator id or series, as ``Statistics.figures`` takes it.
    period : Period
        The period of the figure.

    Returns
    -------
    date or None
        The definition's ``months_to_publication`` after the period's last day; else the median
        number of months after which earlier periods first stood in a release; None where no two
        releases of a source are held between which a period appeared.

    Examples
    --------
    >>> statistics = Statistics(as_of=date(2026, 11, 29))
    >>> usual_publication(statistics, "ks2-rwm-expected", Period("202627", "Academic year"))
    datetime.date(2027, 12, 1)
    """
    months = _usual_months(statistics, indicator)
    return None if months is None else _months_after(period.ends, months)


def newest_release_date(statistics: Statistics, indicator: str) -> date | None:
    """The day of the newest known release of the sources that carry an indicator's series.

    Parameters
    ----------
    statistics : Statistics
        Only releases known on its day are used.
    indicator : str
        Indicator id or series, as ``Statistics.figures`` takes it.

    Returns
    -------
    date or None
        The day published (retrieved, where the producer states no day); None where no release
        can carry the series.
    """
    newest = _memory(statistics).newest
    if indicator not in newest:
        days = [
            release.known_on
            for release in statistics.releases
            if any(release.may_hold(series) for series in _series(statistics, indicator))
        ]
        newest[indicator] = max(days, default=None)
    return newest[indicator]


def _memory(statistics: Statistics) -> _Memory:
    return _memories.setdefault(statistics, _Memory())


def _series(statistics: Statistics, indicator: str) -> list[str]:
    definition, _ = statistics.indicator(indicator)
    return [use.series for use in definition.series]


def _usual_months(statistics: Statistics, indicator: str) -> int | None:
    usual = _memory(statistics).usual
    if indicator not in usual:
        definition, _ = statistics.indicator(indicator)
        usual[indicator] = definition.months_to_publication
        if usual[indicator] is None:
            lags = [
                lag
                for series in _series(statistics, indicator)
                for lag in _lags(statistics, series)
            ]
            usual[indicator] = median_high(lags) if lags else None
    return usual[indicator]


def _lags(statistics: Statistics, series: str) -> list[int]:
    """Months from the end of each period that appeared between two releases to the later one."""
    candidates = [
        release
        for release in statistics.every_release
        if release.known_on <= statistics.as_of
        and release.provenance.published
        and release.may_hold(series)
        and not is_local(release)
    ]
    lags = _memory(statistics).lags
    months = []
    for source in sorted({release.source for release in candidates}):
        if source not in lags:
            lags[source] = _lags_of([release for release in candidates if release.source == source])
        months += lags[source].get(series, [])
    return months


def _lags_of(releases: Sequence[Release]) -> dict[str, list[int]]:
    """The lags of every series of one source: a release is read once for all of them."""
    releases = sorted(releases, key=lambda release: release.known_on)
    lags: dict[str, list[int]] = {}
    before: set[tuple[str, str, str, int]] = set()
    for index, release in enumerate(releases if len(releases) > 1 else ()):
        periods = (
            release.scan()
            .filter(pl.col("value").is_not_null() & (pl.col("group") == "all"))
            .select("series", *PERIOD)
            .unique()
        )
        rows = set(collect(periods, release.id).iter_rows())
        earlier_series = {series for series, *_ in before}
        # What the oldest release holds had appeared at some earlier time, which nobody knows;
        # neither is known when the periods of a series that is new to the source appeared.
        for series, *period in rows - before if index else ():
            if series in earlier_series:
                lag = _months_between(Period(*period).ends, release.known_on)
                lags.setdefault(series, []).append(lag)
        before |= rows
    return {series: _after_the_end(months) for series, months in lags.items()}


def _after_the_end(months: list[int]) -> list[int]:
    """A figure that comes before its period ends (a reporting year's) comes by its end."""
    return [max(lag, 0) for lag in months]


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
