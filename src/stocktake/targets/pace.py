"""Clauses on the way to a target: what it takes a year, and what the years so far brought."""

from __future__ import annotations

from stocktake.benchmarks.rank import to_comparable
from stocktake.standards.units import Unit, difference_unit, format_value
from stocktake.targets.indicator_data import IndicatorData
from stocktake.targets.kinds.base import FigureTarget
from stocktake.targets.phrases import difference
from stocktake.targets.result import TargetResult
from stocktake.targets.verdict import Trajectory


def tolerance_clause(trajectory: Trajectory, data: IndicatorData) -> str:
    """How far short of the trajectory still counts as on it, with its unit; empty for nothing."""
    if not trajectory.tolerance:
        return ""
    unit = (
        Unit.POINTS
        if trajectory.measure == "rank_percent"
        else difference_unit(data.indicator.unit)
    )
    decimals = len(f"{trajectory.tolerance:f}".rstrip("0").partition(".")[2])
    return f", give or take {format_value(trajectory.tolerance, unit, decimals)}"


def pace_sentence(
    target: FigureTarget, result: TargetResult, trajectory: Trajectory, data: IndicatorData
) -> str:
    """What it takes a year from here, and what the years since the baseline brought.

    Changes have words for their direction and no sign, and say from which figure to which.
    """
    change, end = trajectory.change_needed, trajectory.points[-1].value
    if trajectory.measure not in ("value", "gap") or change is None or end is None:
        return ""
    since = _since_baseline(result, trajectory, data)
    if since is None:
        return ""
    if result.is_met:
        return f" It has already reached the target's level; {since}."
    if not to_comparable(change):
        return f" It is level with the target and must go past it; {since}."
    is_gap = trajectory.measure == "gap"
    up, down = ("widen", "narrow") if is_gap else ("rise", "fall")
    goal = target.trajectory_clause(end, result, data)
    ends = f"from {target.figure_clause(result, data)} to {goal}"
    return (
        f" To reach the target {'the gap' if is_gap else 'it'} must {up if change > 0 else down} "
        f"by {difference(data, change)} a year, {ends}; {since}."
    )


def _since_baseline(
    result: TargetResult, trajectory: Trajectory, data: IndicatorData
) -> str | None:
    """What the years since the baseline brought; None where they brought nothing to tell."""
    change = trajectory.change_achieved
    if change is None or result.value is None:
        return None
    subject, up, down = "it", "risen", "fallen"
    if trajectory.measure == "gap":
        was_behind = bool(result.baseline and to_comparable(result.baseline.value or 0.0) > 0)
        is_behind = to_comparable(result.value) > 0
        if was_behind != is_behind:
            return f"since the baseline {'a gap has opened' if is_behind else 'the gap has closed'}"
        subject, up, down = "the gap", "widened", "narrowed"
        if not is_behind:
            subject, up, down = "its lead", "shrunk", "grown"
    if not to_comparable(change):
        return f"since the baseline {subject} has not changed"
    return (
        f"since the baseline {subject} has {up if change > 0 else down} by "
        f"{difference(data, change)} a year"
    )
