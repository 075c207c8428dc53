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
        promise=_promise(target, look, required, base, before.value),
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
    # Each pair of years is weighed below, so the first and last need no second weighing.
    asked = Finding(
        None,
        asked=f"better in every year since {base.label}",
        compares="within_period",
        used=used,
    )
    if len(years) < 2 or not any(each.value is not None for each in used):
        return untold(asked, look, period, None)
    asked = replace(
        asked,
        value=seen[-1].value if seen[-1] else None,
        baseline=Level(base.time_period, seen[0].value if seen[0] else None),
    )
    absent: list[str] = []
    doubtful: list[str] = []
    before: Observed | None = None
    for each, year in zip(seen, years, strict=True):
        if each is None or each.value is None:
            absent.append(f"{year.label} has no figure to compare")
            continue
        if before is not None and before.value is not None:
            # Over a year without a figure, no better than before it still means some year was not.
            improved = compared(look.toward(each.value - before.value)) > 0
            special = find_comparability(look.indicator, each.period, before.period)
            since = "" if before.period == year.previous() else f" since {before.period.label}"
            if decides(special, "over_time", holds=improved):
                doubtful.append(f"{year.label} cannot be set beside {before.period.label}")
            elif not improved:
                return replace(asked, holds=False, why=f"it did not improve in {year.label}{since}")
        before = each
    if absent:
        reason: Reason = "no_local_data" if look.local else "not_published"
        return replace(asked, reason=reason, why="; ".join([*absent, *doubtful]))
    if doubtful:
        return replace(asked, reason="not_comparable", why="; ".join(doubtful))
    return replace(asked, holds=True)


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
        compares_gap=True,
        over=base,
        used=(*then[1], *now[1]),
    )
    if then[0] is None:
        return untold(asked, look, base, None)
    share = target.close.by_share if target.close else 100.0
    required = then[0] * (1 - share / 100)
    unit, places = difference_unit(look.indicator.unit), look.indicator.decimal_places
    level = format_value(required, unit, places)
    asked = replace(
        asked,
        required=required,
        baseline=Level(base.time_period, then[0]),
        promise=f"the gap to {now[2]} of {level} or less promised",
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


def _promise(target: Target, look: Look, required: float, base: Period, before: float) -> str:
    unit, places = look.indicator.unit, look.indicator.decimal_places
    then = f"{format_value(before, unit, places)} in {base.label}"
    halved = target.change is not None and target.change.to_share == 50
    way = "less" if look.better == "lower" else "more"
    level = format_value(required, unit, places)
    return f"the {level} or {way} promised ({'half of' if halved else 'from'} {then})"
