"""Watch indicators: figures that would show a target being met in a way nobody wanted."""

from __future__ import annotations

from stocktake.standards.errors import UsageError
from stocktake.standards.units import format_value
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.look import Look, Observed, Setting
from stocktake.targets.schema import Target, Watch
from stocktake.targets.verdict import Level, Watched


def watch(target: Target, setting: Setting, judged_at: str) -> tuple[Watched, ...]:
    """What each watch indicator did between the target's baseline and the judged year.

    Parameters
    ----------
    target : Target
        Its ``watch`` entries; ``baseline``, or its first reading's, says since when (else the
        first figure held).
    setting : Setting
    judged_at : str
        Academic year, six digits.

    Returns
    -------
    tuple of Watched
    XX
    """
    return tuple(_one(entry, target, setting, judged_at) for entry in target.watch)


def _one(entry: Watch, target: Target, setting: Setting, judged_at: str) -> Watched:
    try:
        look = Look(setting, entry.indicator, entry.group)
    except UsageError:
        return _untold(entry, entry.words, "no published figure and no local return shows it")
    after = look.latest_by(judged_at)
    since = target.baseline or next((read.baseline for read in target.reading), None) or ""
    past = [p for p in look.home_periods if not since or p.academic_year >= since]
    if after is None or not past or past[0].ends >= after.ends:
        words = "nothing has been returned" if look.local else "too few figures are held"
        return _untold(entry, look.indicator.title, words)
    first, last = look.at(past[0]), look.at(after)
    if first is None or last is None or first.value is None or last.value is None:
        return _untold(entry, look.indicator.title, "too few figures are held")
    moved = last.value - first.value
    worse = moved > 0 if entry.worse_if == "rises" else moved < 0
    status = "unchanged" if moved == 0 else "worsened" if worse else "improved"
    figures = f"{_moved(moved)} from {_say(look, first)} to {_say(look, last)}"
    special = find_comparability(look.indicator, last.period, first.period)
    if special is not None and decides(special, "over_time", holds=not worse):
        why = f"it {figures}, but {special.reason}"
        return _untold(entry, look.indicator.title, why, first, last)
    return Watched(
        entry.indicator,
        look.indicator.title,
        status,
        Level(first.period.time_period, first.value),
        Level(last.period.time_period, last.value),
        f"{look.indicator.title} {figures}.",
    )


def _untold(
    entry: Watch, title: str, why: str, first: Observed | None = None, last: Observed | None = None
) -> Watched:
    sentence = f"{title}: cannot tell; {why}."
    return Watched(entry.indicator, title, "cannot_tell", _level(first), _level(last), sentence)


def _level(seen: Observed | None) -> Level | None:
    return None if seen is None else Level(seen.period.time_period, seen.value)


def _moved(moved: float) -> str:
    return "did not move" if moved == 0 else "rose" if moved > 0 else "fell"


def _say(look: Look, seen: Observed) -> str:
    written = format_value(seen.value, look.indicator.unit, look.indicator.decimal_places)
    return f"{written} ({seen.period.label})"
