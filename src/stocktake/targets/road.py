"""The trajectory of a target: what its kind measures, from which baseline, to which level."""

from __future__ import annotations

from typing import NamedTuple

from stocktake.standards.periods import Period
from stocktake.targets.finding import Finding
from stocktake.targets.kinds.level import relation
from stocktake.targets.kinds.position import position
from stocktake.targets.look import Look
from stocktake.targets.schema import Target
from stocktake.targets.trajectory import draw_road
from stocktake.targets.verdict import Road


class OnRoad(NamedTuple):
    """A road, where the place stands on it, which way is better, and whether that is the start."""

    road: Road
    value: float | None
    higher_is_better: bool
    at_baseline: bool


def road_of(target: Target, look: Look, due: Period, now: tuple[Period, Finding]) -> OnRoad | None:
    """Draw the road of a target.

    A position travels in percent of the places (100 x rank / n, lower is better), a relation in
    the distance to its comparator, anything else in its own unit. A count begins at nought.

    Parameters
    ----------
    target : Target
    look : Look
    due : Period
        When it ends.
    now : (Period, Finding)
        The judged figure.

    Returns
    -------
    OnRoad or None
        None where no road can be drawn.
    """
    period, found = now
    base = look.period_named(target.baseline) if target.baseline else None
    measure = "value"
    higher = look.better != "lower"
    start: float | None = None
    end, value = found.required, found.value
    if target.kind == "position":
        measure, higher = "rank_percent", False
        value = _rank_percent(found)
        end = 100 * float(found.share) if found.share is not None else None
        start = _rank_percent(position(target, look, base)) if base else None
    elif target.kind == "relation":
        measure, higher = "distance", True
        value, end = _distance(look, found), 0.0
        start = _distance(look, relation(target, look, base)) if base else None
    elif target.kind == "gap_closed":
        higher = False
        start = found.baseline.value if found.baseline else None
    elif target.kind in ("cumulative_count", "coverage", "members_changing_state"):
        higher, start = True, 0.0
        base = base or _year_before(due, target)
    elif target.kind == "improvement_each_year":
        return None
    elif base is not None:
        start = found.baseline.value if found.baseline else look.value_at(base)
    road = draw_road(
        target.trajectory,
        baseline=(base, start) if base is not None and start is not None else None,
        due=due,
        required=end,
        now=(period, value) if value is not None else None,
        measure=measure,
    )
    if road is None:
        return None
    return OnRoad(road, value, higher, base is not None and period.ends <= base.ends)


def _year_before(due: Period, target: Target) -> Period | None:
    points = target.trajectory.point if target.trajectory else ()
    if not points:
        return None
    first = min(int(point.period[:4]) for point in points)
    return due.previous(due.first_year - first + 1)


def _rank_percent(found: Finding) -> float | None:
    return 100 * found.rank / found.n if found.rank and found.n else None


def _distance(look: Look, found: Finding) -> float | None:
    if found.value is None or found.required is None:
        return None
    return look.toward(found.value - found.required)
