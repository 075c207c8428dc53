"""Change from a baseline: halved, by a share, by an amount, every year, a gap closed."""

from __future__ import annotations

from dataclasses import replace

from stocktake.benchmarks.rank import compared
from stocktake.standards.periods import Period
from stocktake.standards.units import difference_unit, format_value
from stocktake.targets.comparability import decides, find_comparability
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import comparator_level
from stocktake.targets.kinds.missing import untold
from stocktake.targets.look import Look, Observed
from stocktake.targets.schema import Target
from stocktake.targets.verdict import Comparator, Level, Reason


def change(target: Target, look: Look, period: Period) -> Finding:
    """Whether a figure has moved far enough from its baseline, in the better direction.

    Halved is at most half of the baseline: a figure exactly on the required level holds.

    Parameters
    ----------
    target : Target
        ``change`` (one of ``to_share``, ``by_share``, ``by``) and ``baseline``.
    """
    base = _base(target, look)
    before, seen = look.at(base), look.at(period)
    asked = Finding(None, compares="over_time", over=base)
    if before is None or before.value is None:
        return untold(asked, look, base, before)
    required = _required(target, look, before.value)
    asked = replace(
        asked,
        required=required,
        baseline=Level(base.time_period, before.value),
        asked=_say(target, look, required, base, before.value),
        used=(before,),
    )
    if seen is None or seen.value is None:
        return untold(asked, look, period, seen)
    holds = compared(look.toward(seen.value - required)) >= 0
    return replace(asked, holds=holds, value=seen.value, used=(before, seen))


def improvement_each_year(target: Target, look: Look, period: Period) -> Finding:
    """Whether the figure improved in every year from the baseline to the period.

    A year without improvement is enough to say no. A year with no figure, or an improvement that
    special arrangements may have made, leaves it untold.
    """
    base = _base(target, look)
    years = _years(base, period)
    seen = [look.at(year) for year in years]
    used = tuple(each for each in seen if each is not None)
    asked = Finding(None, asked=f"better every year since {base.label}", used=used)
    if len(years) < 2 or not any(each.value is not None for each in used):
        return untold(asked, look, period, None)
    asked = replace(
        asked,
        value=seen[-1].value if seen[-1] else None,
        baseline=Level(base.time_period, seen[0].value if seen[0] else None),
    )
    doubtful: list[str] = []
    for one, two, year in zip(seen, seen[1:], years[1:], strict=False):
        if one is None or two is None or one.value is None or two.value is None:
            doubtful.append(f"{year.label} has no figure to compare")
            continue
        improved = compared(look.toward(two.value - one.value)) > 0
        special = find_comparability(look.indicator, two.period, one.period)
        if decides(special, "over_time", holds=improved):
            doubtful.append(f"{year.label} cannot be set beside the year before")
        elif not improved:
            return replace(asked, holds=False, why=f"it did not improve in {year.label}")
    if doubtful:
        reason: Reason = "no_local_data" if look.local else "not_comparable"
        return replace(asked, reason=reason, why="; ".join(doubtful))
    # Each pair of years was weighed above, so the first and last need no second weighing.
    return replace(asked, holds=True, compares="within_period")


def gap_closed(target: Target, look: Look, period: Period) -> Finding:
    """Whether a gap to a comparator, or to another group, has closed by the share promised.

    The gap is the comparator's figure less ours, in the better direction; the figure judged is
    the gap. ``close.by_share`` of 100 closes it altogether.
    """
    base = _base(target, look)
    then, now = (_gap(target, look, each) for each in (base, period))
    asked = Finding(
        None,
        comparator=Comparator(now[2], None),
        compares="over_time",
        over=base,
        used=(*then[1], *now[1]),
    )
    if then[0] is None:
        return untold(asked, look, base, None)
    share = target.close.by_share if target.close else 100.0
    required = then[0] * (1 - share / 100)
    unit, places = difference_unit(look.indicator.unit), look.indicator.decimal_places
    asked = replace(
        asked,
        required=required,
        baseline=Level(base.time_period, then[0]),
        asked=f"a gap to {now[2]} of at most {format_value(required, unit, places)}",
    )
    if now[0] is None:
        return untold(asked, look, period, None)
    return replace(asked, holds=compared(now[0]) <= compared(required), value=now[0])


def _gap(
    target: Target, look: Look, period: Period
) -> tuple[float | None, tuple[Observed, ...], str]:
    to = target.close.to if target.close else "england"
    ours = look.at(period)
    if to.startswith("group:"):
        other = Look(look.setting, look.name, to.removeprefix("group:"))
        seen = other.at(period)
        theirs, name = (seen.value if seen else None), to.removeprefix("group:")
        used = tuple(each for each in (ours, seen) if each)
    else:
        beside = comparator_level(to, target, look, period)
        theirs, name, used = beside.value, beside.name, (ours,) if ours else ()
    if ours is None or ours.value is None or theirs is None:
        return None, used, name
    return look.toward(theirs - ours.value), used, name


def _base(target: Target, look: Look) -> Period:
    if target.baseline:
        return look.period_named(target.baseline)
    first = look.home_periods[:1]
    return first[0] if first else look.period_in(target.due or look.setting.at)


def _years(base: Period, last: Period) -> list[Period]:
    years = [base]
    while years[-1].ends < last.ends:
        years.append(years[-1].following())
    return years


def _required(target: Target, look: Look, before: float) -> float:
    how = target.change
    if how is None:
        return before
    if how.to_share is not None:
        return before * how.to_share / 100
    if how.by_share is not None:
        return before + look.toward(abs(before) * how.by_share / 100)
    return before + look.toward(how.by or 0.0)


def _say(target: Target, look: Look, required: float, base: Period, before: float) -> str:
    unit, places = look.indicator.unit, look.indicator.decimal_places
    how = target.change
    words = "at most" if look.better == "lower" else "at least"
    then = format_value(before, unit, places)
    asked = f"{words} {format_value(required, unit, places)}"
    if how is not None and how.to_share == 50:
        return f"{asked}, half of {then} in {base.label}"
    return f"{asked}, from {then} in {base.label}"
