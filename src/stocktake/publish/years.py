"""What is known of one indicator year by year: the place, its comparators, and the target level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stocktake.standards.errors import UsageError
from stocktake.standards.missing import describe
from stocktake.standards.periods import Period
from stocktake.statistics.figure_notes import note_sentences
from stocktake.targets import BaseTarget, IndicatorData, Verdict
from stocktake.targets.comparators import comparator_in
from stocktake.targets.kinds.base import FigureTarget

YEARS_BEFORE = 3
"""How many years before the plan (or before an earlier baseline) a picture begins."""


@dataclass(frozen=True)
class Year:
    """One period: figures in the indicator's unit, None where there is none.

    Parameters
    ----------
    rank, n : int or None
        Among the places that the target names; among England's authorities where it names none.
    target_level : float or None
        The level that the target or its trajectory asks for.
    target_rank : float or None
        Of positions: the same in percent of the places.
    special : str
        What was different that year, empty where nothing was.
    break_reason : str
        Why figures from this year on cannot be compared with earlier ones, empty where they can.
    missing : str
        Why the place has no figure.
    """

    period: Period
    home: float | None
    england: float | None
    region: float | None
    neighbours: float | None
    rank: int | None
    n: int | None
    target_level: float | None = None
    target_rank: float | None = None
    special: str = ""
    break_reason: str = ""
    missing: str = ""
    due: bool = False
    baseline: bool = False

    @property
    def rank_percent(self) -> float | None:
        """The rank in percent of the places; the best are near 0, the last is 100."""
        return 100 * self.rank / self.n if self.rank and self.n else None


def years_of(
    verdict: Verdict, target: BaseTarget, data: IndicatorData, plan_begins: int
) -> tuple[Year, ...]:
    """What is known year by year, from shortly before the plan to the latest figure.

    Parameters
    ----------
    verdict : Verdict
    target : BaseTarget
        The one that was judged.
    data : IndicatorData
        The figures that it was judged on.
    plan_begins : int
        First calendar year of the plan.

    Returns
    -------
    tuple of Year
        One for every year, those without a figure included; empty where the place has none.
    """
    home_periods = [p for p in data.home_periods if p.time_identifier == data.kind_of_year]
    if not home_periods:
        return ()
    due = _find_period(target.due or verdict.due, data)
    baseline = _find_period(verdict.baseline.period if verdict.baseline else target.baseline, data)
    first = min([plan_begins, *([baseline.first_year] if baseline else [])]) - YEARS_BEFORE
    periods = [p for p in home_periods if p.first_year >= first] or home_periods[-1:]
    ends = [periods[0], periods[-1], *([due] if due else []), *([baseline] if baseline else [])]
    begin, end = min(p.first_year for p in ends), max(p.first_year for p in ends)
    start = periods[0].later(begin - periods[0].first_year)
    periods = [start.later(step) for step in range(end - begin + 1)]
    target_levels, target_ranks = _target_levels(verdict, target, due)
    return tuple(
        _year(period, target, data, due, baseline, target_levels, target_ranks)
        for period in periods
    )


def _find_period(text: str | None, data: IndicatorData) -> Period | None:
    try:
        return data.period_named(text) if text else None
    except UsageError:
        return None


def _year(
    period: Period,
    target: BaseTarget,
    data: IndicatorData,
    due: Period | None,
    baseline: Period | None,
    target_levels: dict[str, float],
    target_ranks: dict[str, float],
) -> Year:
    home = data.context.home
    observation = data.at(period)
    value = observation.value if observation else None
    special = {s.period: s for s in data.indicator.special_year}.get(period.time_period)
    break_reason = {b.period: b.reason for b in data.indicator.break_}.get(period.time_period, "")
    rank, n = _rank(target, data, period) if value is not None else (None, None)
    missing = ""
    if value is None:
        missing = (
            describe(observation.missing)
            if observation and observation.missing
            else "no figure is held"
        )
        if special is not None:
            missing = "no figure was published"
    country = data.context.country.id
    wide = home.id != country and not data.local
    region = home.region if home.region not in (None, country) else None
    return Year(
        period,
        value,
        data.value_at(period, country) if wide else None,
        data.value_at(period, region) if region and not data.local else None,
        _neighbours(target, data, period) if wide else None,
        rank,
        n,
        target_levels.get(period.time_period),
        target_ranks.get(period.time_period),
        special.reason if special else "",
        break_reason,
        missing,
        due=period == due,
        baseline=period == baseline,
    )


def _neighbours(target: BaseTarget, data: IndicatorData, period: Period) -> float | None:
    try:
        return comparator_in(target, "neighbours", data, period).value
    except UsageError:
        # The plan's list of neighbours is not held: what the plan quotes of their mean remains.
        return (data.quoted_row(period) or {}).get("quoted_neighbours_mean")


def _rank(target: BaseTarget, data: IndicatorData, period: Period) -> tuple[int | None, int | None]:
    if data.local or data.better == "neither" or not isinstance(target, FigureTarget):
        return None, None
    return target.rank_at(data, period)


def _target_levels(
    verdict: Verdict, target: BaseTarget, due: Period | None
) -> tuple[dict[str, float], dict[str, float]]:
    """The levels asked for by period, in the unit and in percent of the places."""
    trajectory = verdict.trajectory
    ranks: dict[str, float] = {}
    if trajectory is not None and trajectory.measure == "rank_percent":
        ranks = {p.period: p.value for p in trajectory.points if p.value is not None}
    # The required level of a gap or of a comparison is no level of the figure itself.
    if verdict.required_is not in ("level", "line"):
        return {}, ranks
    if trajectory is not None and trajectory.measure == "value":
        return {p.period: p.value for p in trajectory.points if p.value is not None}, {}
    period = due.time_period if due and verdict.required_is != "line" else verdict.period
    if verdict.required is None or period is None:
        return {}, ranks
    return {period: verdict.required}, ranks


def noted_sentences(data: IndicatorData, years: Sequence[Year]) -> list[str]:
    """What was noted of the figures shown when their files were read, a sentence each."""
    places = [data.context.home, data.context.country]
    if data.context.home.region:
        places.append(data.context.register.get(data.context.home.region))
    labelled_notes = [
        (
            year.period.label
            if place == data.context.home
            else f"{place.name}, {year.period.label}",
            data.notes(year.period, place.id),
        )
        for place in dict.fromkeys(places)
        for year in years
    ]
    return note_sentences(labelled_notes)
