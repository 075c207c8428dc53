"""What is known of one indicator year by year: the place, those beside it, and what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.standards.errors import UsageError
from stocktake.standards.missing import describe
from stocktake.standards.periods import Period
from stocktake.targets.kinds.level import comparator_level
from stocktake.targets.kinds.position import position
from stocktake.targets.look import Look
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Verdict

YEARS_BEFORE = 3
"""How many years before the plan (or before an earlier baseline) a picture begins."""


@dataclass(frozen=True)
class Year:
    """One period: figures in the indicator's unit, None where there is none.

    Parameters
    ----------
    rank, n : int or None
        Among the places that the target names; among England's authorities where it names none.
    asked : float or None
        The level that the target or its trajectory asks for.
    asked_rank : float or None
        Of positions: the same in percent of the places.
    special : str
        What was different that year, empty where nothing was.
    broken : str
        Why figures from this year on cannot be set beside earlier ones, empty where they can.
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
    asked: float | None = None
    asked_rank: float | None = None
    special: str = ""
    broken: str = ""
    missing: str = ""
    due: bool = False
    baseline: bool = False

    @property
    def rank_percent(self) -> float | None:
        """The rank in percent of the places; the best are near 0, the last is 100."""
        return 100 * self.rank / self.n if self.rank and self.n else None


def years_of(verdict: Verdict, target: Target, look: Look, plan_begins: int) -> tuple[Year, ...]:
    """What is known year by year, from shortly before the plan to the latest figure.

    Parameters
    ----------
    verdict : Verdict
    target : Target
        The one that was judged.
    look : Look
        The figures that it was judged on.
    plan_begins : int
        First calendar year of the plan.

    Returns
    -------
    tuple of Year
        One for every year, those without a figure included; empty where the place has none.
    """
    held = [p for p in look.home_periods if p.time_identifier == look.kind_of_year]
    if not held:
        return ()
    due = _named(target.due or verdict.due, look)
    baseline = _named(verdict.baseline.period if verdict.baseline else target.baseline, look)
    first = min([plan_begins, *([baseline.first_year] if baseline else [])]) - YEARS_BEFORE
    shown = [p for p in held if p.first_year >= first] or held[-1:]
    ends = [shown[0], shown[-1], *([due] if due else []), *([baseline] if baseline else [])]
    begin, end = min(p.first_year for p in ends), max(p.first_year for p in ends)
    start = shown[0].following(begin - shown[0].first_year)
    periods = [start.following(step) for step in range(end - begin + 1)]
    asked, asked_rank = _asked(verdict, target, due)
    return tuple(
        _year(period, target, look, due, baseline, asked, asked_rank) for period in periods
    )


def _named(text: str | None, look: Look) -> Period | None:
    try:
        return look.period_named(text) if text else None
    except UsageError:
        return None


def _year(
    period: Period,
    target: Target,
    look: Look,
    due: Period | None,
    baseline: Period | None,
    asked: dict[str, float],
    asked_rank: dict[str, float],
) -> Year:
    home = look.setting.home
    seen = look.at(period)
    value = seen.value if seen else None
    special = {s.period: s for s in look.indicator.special_year}.get(period.time_period)
    broken = {b.period: b.reason for b in look.indicator.break_}.get(period.time_period, "")
    rank, n = _rank(target, look, period) if value is not None else (None, None)
    missing = ""
    if value is None:
        missing = describe(seen.missing) if seen and seen.missing else "no figure is held"
        if special is not None:
            missing = "no figure was published"
    country = look.setting.country.id
    wide = home.id != country and not look.local
    region = home.region if home.region not in (None, country) else None
    return Year(
        period,
        value,
        look.value_at(period, country) if wide else None,
        look.value_at(period, region) if region and not look.local else None,
        _neighbours(target, look, period) if wide else None,
        rank,
        n,
        asked.get(period.time_period),
        asked_rank.get(period.time_period),
        special.reason if special else "",
        broken,
        missing,
        due=period == due,
        baseline=period == baseline,
    )


def _neighbours(target: Target, look: Look, period: Period) -> float | None:
    try:
        return comparator_level("neighbours", target, look, period).value
    except UsageError:
        # The plan's list of neighbours is not held: what the plan quotes of their mean remains.
        return (look.quoted(period) or {}).get("quoted_neighbours_mean")


def _rank(target: Target, look: Look, period: Period) -> tuple[int | None, int | None]:
    if look.local or look.better == "neither":
        return None, None
    asked = target
    if target.kind != "position":
        asked = Target(id="x", title="x", kind="position", within="top_half", among="england")
    found = position(asked, look, period)
    return found.rank, found.n


def _asked(
    verdict: Verdict, target: Target, due: Period | None
) -> tuple[dict[str, float], dict[str, float]]:
    """The levels asked for by period, in the unit and in percent of the places."""
    road = verdict.road
    ranks: dict[str, float] = {}
    if road is not None and road.measure == "rank_percent":
        ranks = {p.period: p.value for p in road.points if p.value is not None}
    # The required level of a gap or of a comparison is no level of the figure itself.
    if target.kind in ("gap_closed", "relation", "improvement_each_year"):
        return {}, {}
    if road is not None and road.measure == "value":
        return {p.period: p.value for p in road.points if p.value is not None}, {}
    when = due.time_period if due and target.kind != "position" else verdict.period
    if verdict.required is None or when is None:
        return {}, ranks
    return {when: verdict.required}, ranks
