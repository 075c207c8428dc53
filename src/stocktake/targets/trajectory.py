"""The road from baseline to target, and where on it the place stands.

A trajectory is a decision about pace, not a forecast: nothing here predicts.
"""

from __future__ import annotations

from collections.abc import Sequence

from stocktake.standards.periods import Period
from stocktake.targets.schema import Trajectory
from stocktake.targets.verdict import Level, Road


def level_on(points: Sequence[tuple[int, float]], year: int, shape: str) -> float | None:
    """The level that a road asks for in a year.

    Parameters
    ----------
    points : sequence of (int, float)
        First calendar year of a period and its level, in order; the first is the baseline.
    year : int
    shape : str
        ``linear`` and ``milestones`` run straight between points; ``stepped`` keeps the level of
        the last point passed.

    Returns
    -------
    float or None
        None before the first point; the last point's level after it.

    Examples
    --------
    >>> road = [(2016, 48.0), (2020, 64.0)]
    >>> level_on(road, 2018, "linear"), level_on(road, 2018, "stepped")
    (56.0, 48.0)
    >>> level_on(road, 2020, "linear"), level_on(road, 2015, "linear") is None
    (64.0, True)
    """
    if not points or year < points[0][0]:
        return None
    for (year_before, before), (year_after, after) in zip(points, points[1:], strict=False):
        if year_before <= year < year_after:
            if shape == "stepped":
                return before
            return before + (after - before) * (year - year_before) / (year_after - year_before)
    return points[-1][1]


def draw_road(
    trajectory: Trajectory | None,
    *,
    baseline: tuple[Period, float] | None,
    due: Period,
    required: float | None,
    now: tuple[Period, float] | None,
    measure: str = "value",
) -> Road | None:
    """Draw the road and say what it asks for now.

    Parameters
    ----------
    trajectory : Trajectory or None
        As the plan states it. None draws a straight line for the eye, marked as not stated.
    baseline : (Period, float) or None
        Where the road begins.
    due : Period
        Where it ends, at ``required``.
    required : float or None
        None where no level is known: only stated points can then be drawn.
    now : (Period, float) or None
        The judged figure.
    measure : str
        ``value``, or ``rank_percent`` (100 x rank / n) for a position.

    Returns
    -------
    Road or None
        None where fewer than two points are known. One point a year from the first to ``due``.
    """
    shape = trajectory.shape if trajectory else "linear"
    points = _points(trajectory, baseline, due, required)
    if len(points) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    start = due.previous(due.first_year - first)
    years = [start.following(step) for step in range(last - first + 1)]
    drawn = tuple(
        Level(year.time_period, level_on(points, year.first_year, shape)) for year in years
    )
    needed_now = level_on(points, now[0].first_year, shape) if now else None
    return Road(
        points=drawn,
        stated=trajectory is not None,
        tolerance=trajectory.tolerance if trajectory else 0.0,
        needed_now=needed_now,
        change_needed=_yearly(now, (due, points[-1][1])),
        change_achieved=_yearly(baseline, now),
        measure=measure,
    )


def on_road(value: float, road: Road, *, higher_is_better: bool) -> bool | None:
    """Whether a figure is on the road, tolerance included; None where the road is not there yet.

    Examples
    --------
    >>> road = Road((), True, 1.0, 56.0, None, None)
    >>> on_road(55.0, road, higher_is_better=True), on_road(54.9, road, higher_is_better=True)
    (True, False)
    """
    if road.needed_now is None:
        return None
    short = road.needed_now - value if higher_is_better else value - road.needed_now
    return round(short, 6) <= road.tolerance


def _points(
    trajectory: Trajectory | None,
    baseline: tuple[Period, float] | None,
    due: Period,
    required: float | None,
) -> list[tuple[int, float]]:
    points: dict[int, float] = {}
    if baseline is not None:
        points[baseline[0].first_year] = baseline[1]
    for point in trajectory.point if trajectory else ():
        points[int(point.period[:4])] = point.level
    if required is not None:
        points[due.first_year] = required
    return sorted(points.items())


def _yearly(start: tuple[Period, float] | None, end: tuple[Period, float] | None) -> float | None:
    if start is None or end is None:
        return None
    years = end[0].first_year - start[0].first_year
    return (end[1] - start[1]) / years if years > 0 else None
