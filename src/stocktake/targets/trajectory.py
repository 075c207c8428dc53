"""The trajectory from baseline to target, and where the place is on it.

A trajectory is a decision about pace, not a forecast: nothing here predicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stocktake.standards.periods import Period
from stocktake.targets.fields import StatedTrajectory
from stocktake.targets.verdict import Level, Measure, Trajectory


@dataclass(frozen=True)
class Course:
    """What a target's trajectory measures, and its two ends.

    Parameters
    ----------
    measure : str
        ``value``, ``gap``, ``distance`` (to a comparator) or ``rank_percent``.
    is_upward : bool
        Whether a higher figure of the measure is nearer to what was promised.
    base : Period, optional
        Where it begins; None where the plan names no baseline.
    start, end : float, optional
        Its level at the baseline and in the due period.
    value : float, optional
        The place's figure in the judged period.
    baseline_value : float, optional
        The measure at the baseline where the trajectory starts elsewhere, as it does for a place
        that was ahead.
    """

    measure: Measure
    is_upward: bool
    base: Period | None
    start: float | None
    end: float | None
    value: float | None
    baseline_value: float | None = None


def level_on(points: Sequence[tuple[int, float]], year: int, shape: str) -> float | None:
    """The level of a trajectory in a year.

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
    >>> points = [(2016, 48.0), (2020, 64.0)]
    >>> level_on(points, 2018, "linear"), level_on(points, 2018, "stepped")
    (56.0, 48.0)
    >>> level_on(points, 2020, "linear"), level_on(points, 2015, "linear") is None
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


def draw_trajectory(
    stated_trajectory: StatedTrajectory | None, course: Course, *, due: Period, period: Period
) -> Trajectory | None:
    """Draw a trajectory and find its level for the judged period.

    Parameters
    ----------
    stated_trajectory : StatedTrajectory or None
        As the plan has it. None draws a straight line for the eye, marked as not stated.
    course : Course
    due : Period
        Where it ends. Without a required level only stated points can be drawn.
    period : Period
        The judged period.

    Returns
    -------
    Trajectory or None
        None where fewer than two points are known. One point a year from the first to ``due``.
    """
    shape = stated_trajectory.shape if stated_trajectory else "linear"
    points = _points(stated_trajectory, course, due)
    if len(points) < 2:
        return None
    first, last = points[0][0], points[-1][0]
    point = (period.first_year, course.value)
    before = course.start if course.baseline_value is None else course.baseline_value
    start_point = (course.base.first_year, before) if course.base else (0, None)
    return Trajectory(
        points=tuple(
            Level(period=year.time_period, value=level_on(points, year.first_year, shape))
            for year in _years_between(due, first, last)
        ),
        stated=stated_trajectory is not None,
        tolerance=stated_trajectory.tolerance if stated_trajectory else 0.0,
        level_now=None if course.value is None else level_on(points, period.first_year, shape),
        change_needed=_yearly(point, points[-1]),
        change_achieved=_yearly(start_point, point),
        measure=course.measure,
    )


# The targets of a plan share a few spans of years.
@lru_cache(maxsize=1024)
def _years_between(due: Period, first: int, last: int) -> tuple[Period, ...]:
    """The due period and others of its kind, from that of one calendar year to that of another."""
    start = due.previous(due.first_year - first)
    return tuple(start.later(step) for step in range(last - first + 1))


def is_on_track(course: Course, trajectory: Trajectory) -> bool | None:
    """Whether a figure is on its trajectory, tolerance included; None where it has not begun."""
    if course.value is None or trajectory.level_now is None:
        return None
    short = trajectory.level_now - course.value
    return round(short if course.is_upward else -short, 6) <= trajectory.tolerance


def _points(
    stated_trajectory: StatedTrajectory | None, course: Course, due: Period
) -> list[tuple[int, float]]:
    points: dict[int, float] = {}
    if course.base is not None and course.start is not None:
        points[course.base.first_year] = course.start
    for point in stated_trajectory.point if stated_trajectory else ():
        points[int(point.period[:4])] = point.level
    if course.end is not None:
        points[due.first_year] = course.end
    return sorted(points.items())


def _yearly(start: tuple[int, float | None], end: tuple[int, float | None]) -> float | None:
    if start[1] is None or end[1] is None or end[0] <= start[0]:
        return None
    return (end[1] - start[1]) / (end[0] - start[0])
