"""What the promise of every kind may carry: trajectory, cohort, the list of neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stocktake.targets.promises.bounds import tolerance_fault
from stocktake.targets.promises.data import PromiseData
from stocktake.targets.promises.dates import FIRST_YEAR, LAST_YEAR, check_dates, check_point_periods
from stocktake.targets.promises.issue import PromiseIssue, fault

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget

MOST_CHILDREN = 20_000_000
"""More children than England has."""


def find_common_faults(target: BaseTarget, data: PromiseData | None) -> Iterator[PromiseIssue]:
    """Faults of the keys that every kind of target may have."""
    yield from check_dates(target, data)
    yield from check_point_periods(target, data)
    yield from _trajectory_faults(target, data)
    vintage = target.neighbours_vintage
    if vintage is not None and not FIRST_YEAR <= vintage <= LAST_YEAR:
        yield fault(
            "neighbours_vintage",
            f"{vintage:.4g} is no year of a list of neighbours",
            "the year of the list, such as 2025",
        )
    cohort = target.cohort
    if cohort is not None and cohort.children > MOST_CHILDREN:
        yield fault(
            "cohort.children",
            f"{cohort.children:.4g} is more children than there are",
            "how many children stand behind the percentage",
        )
    if cohort is not None and not FIRST_YEAR <= int(cohort.period[:4]) <= LAST_YEAR:
        yield fault(
            "cohort.period",
            f"{cohort.period!r} is no year of a plan",
            f"years {FIRST_YEAR} to {LAST_YEAR}",
        )


def _trajectory_faults(target: BaseTarget, data: PromiseData | None) -> Iterator[PromiseIssue]:
    if target.trajectory is None:
        return
    wrong = tolerance_fault(target.trajectory.tolerance, "trajectory.tolerance", data)
    if wrong:
        yield wrong
    for index, point in enumerate(target.trajectory.point):
        wrong = target.find_point_fault(point.level, f"trajectory.point[{index}].level", data)
        if wrong:
            yield wrong
