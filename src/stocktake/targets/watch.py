"""Watch indicators: figures that would show a target being met in a way nobody wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.errors import UsageError
from stocktake.standards.units import format_value
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.context import JudgementContext
from stocktake.targets.fields import Watch
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.missing_return import why_no_return
from stocktake.targets.observation import Observation
from stocktake.targets.verdict import Level, WatchResult, WatchStatus

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget

TOO_FEW = "too few figures are held"


def watch(target: BaseTarget, context: JudgementContext, judged_at: str) -> tuple[WatchResult, ...]:
    """What each watch indicator did between the target's baseline and the judged year.

    Parameters
    ----------
    target : BaseTarget
        Its ``watch`` entries; ``baseline``, or its first reading's, says since when (else the
        first figure held).
    context : JudgementContext
    judged_at : str
        Academic year, six digits.

    Returns
    -------
    tuple of WatchResult
        One for each entry.
    """
    return tuple(_watch_one(entry, target, context, judged_at) for entry in target.watch)


def _watch_one(
    entry: Watch, target: BaseTarget, context: JudgementContext, judged_at: str
) -> WatchResult:
    try:
        data = context.data(entry.indicator, entry.group)
    except UsageError:
        return _without_answer(
            entry, entry.words, "no published figure and no local return shows it"
        )
    after = data.latest_by(judged_at)
    since = target.baseline or next((reading.baseline for reading in target.reading), None) or ""
    past = [p for p in data.home_periods if not since or p.academic_year >= since]
    if after is None or not past or past[0].ends >= after.ends:
        words = why_no_return(data) if data.local and after is None else TOO_FEW
        return _without_answer(entry, data.indicator.title, words)
    first, last = data.at(past[0]), data.at(after)
    if first is None or last is None or first.value is None or last.value is None:
        return _without_answer(entry, data.indicator.title, TOO_FEW)
    change = to_comparable(last.value - first.value)
    worse = change > 0 if entry.worse_if == "rises" else change < 0
    status: WatchStatus = "unchanged" if change == 0 else "worsened" if worse else "improved"
    figures = f"{_movement_words(change)} from {_figure(data, first)} to {_figure(data, last)}"
    special = find_comparability(data.indicator, last.period, first.period)
    # Which way a year flatters is said of the indicator, whichever move the plan calls worse.
    against = (entry.worse_if == "rises") != (data.better == "lower")
    if special is not None and decides(
        special, "over_time", is_met=not worse, against_better=against
    ):
        reason = f"it {figures}, but {special.reason}"
        return _without_answer(entry, data.indicator.title, reason, first, last)
    return WatchResult(
        indicator=entry.indicator,
        title=data.indicator.title,
        status=status,
        before=_level(first),
        after=_level(last),
        sentence=f"{data.indicator.title} {figures}.",
    )


def _without_answer(
    entry: Watch,
    title: str,
    reason: str,
    first: Observation | None = None,
    last: Observation | None = None,
) -> WatchResult:
    return WatchResult(
        indicator=entry.indicator,
        title=title,
        status="cannot_tell",
        before=_level(first),
        after=_level(last),
        sentence=f"{title}: cannot tell; {reason}.",
    )


def _level(observation: Observation | None) -> Level | None:
    if observation is None:
        return None
    return Level(period=observation.period.time_period, value=observation.value)


def _movement_words(change: float) -> str:
    return "did not move" if change == 0 else "rose" if change > 0 else "fell"


def _figure(data: IndicatorData, observation: Observation) -> str:
    value_text = format_value(observation.value, data.indicator.unit, data.indicator.decimal_places)
    return f"{value_text} ({observation.period.label})"
