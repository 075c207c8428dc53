"""Dates and years that cannot be meant: a year that is none, due before the baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stocktake.standards.periods import parse_period
from stocktake.targets.due_dates import academic_year_named, due_year
from stocktake.targets.promises.issue import PromiseIssue, fault

if TYPE_CHECKING:
    from stocktake.targets.kinds.base import BaseTarget
    from stocktake.targets.promises.data import PromiseData

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years outside these are slips of the keyboard."""


def check_dates(target: BaseTarget, data: PromiseData | None) -> Iterator[PromiseIssue]:
    """Years that are none, and a due year at or before the baseline."""
    wrong = list(_years(target))
    yield from wrong
    if wrong:
        return
    if data is not None and data.figures.kind_of_year == "Academic year":
        wrong = list(_short_years(target))
        yield from wrong
        if wrong:
            return
    due, base = due_year(target), target.baseline
    if due is None or base is None:
        return
    label = parse_period(due).label
    if data is not None and data.due is not None and data.stated_baseline is not None:
        before = data.due.ends <= data.stated_baseline.ends
        label, base_label = data.due.label, data.stated_baseline.label
    else:
        before = due <= (academic_year_named(base) or "")
        base_label = parse_period(academic_year_named(base) or due).label
    if before:
        yield fault(
            "due" if target.due else "due_date",
            f"the target is due in {label}, {_order(label, base_label)}",
            "a due year after the baseline",
            "write a later due year or an earlier baseline",
        )


def check_point_periods(target: BaseTarget, data: PromiseData | None) -> Iterator[PromiseIssue]:
    """Points of a trajectory outside its years, or out of order."""
    if target.trajectory is None:
        return
    due = due_year(target)
    base = academic_year_named(target.baseline) if target.baseline else None
    before = ""
    for index, point in enumerate(target.trajectory.point):
        key = f"trajectory.point[{index}].period"
        wrong = _year_fault(key, point.period)
        year = academic_year_named(point.period)
        if wrong or year is None:
            yield wrong or fault(key, f"{point.period!r} is no year")
            continue
        label = parse_period(year).label
        if due is not None and year > due:
            yield fault(
                key,
                f"the point is for {label}, after the target is due in {parse_period(due).label}",
                "points between the baseline and the due year",
                "leave the point out, or write a later due year",
            )
        if base is not None and year <= base:
            yield fault(
                key,
                f"the point is for {label}, {_order(label, parse_period(base).label)}",
                "points between the baseline and the due year",
                "leave the point out: the trajectory starts from the published figure",
            )
        if year <= before:
            yield fault(
                key,
                f"the point for {label} does not come after the point before it",
                "each year once, the earliest first",
                "put the points in order",
            )
        before = max(before, year)


def _order(label: str, base_label: str) -> str:
    if label == base_label:
        return "the year of its baseline"
    return f"before its baseline of {base_label}"


def _years(target: BaseTarget) -> Iterator[PromiseIssue]:
    for key, text in (("due", target.due), ("baseline", target.baseline)):
        wrong = _year_fault(key, text) if text else None
        if wrong:
            yield wrong
    if target.due_date and not FIRST_YEAR <= target.due_date.year <= LAST_YEAR:
        yield fault(
            "due_date",
            f"{target.due_date.isoformat()} is no date of a plan",
            f"a date in the years {FIRST_YEAR} to {LAST_YEAR}",
        )


def _year_fault(key: str, text: str) -> PromiseIssue | None:
    if FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return None
    return fault(key, f"{text!r} is no year of a plan", f"years {FIRST_YEAR} to {LAST_YEAR}")


def _short_years(target: BaseTarget) -> Iterator[PromiseIssue]:
    """Four digits for an indicator of academic years: either of two years could be meant."""
    points = target.trajectory.point if target.trajectory else ()
    dates = [("due", target.due), ("baseline", target.baseline)]
    dates += [(f"trajectory.point[{i}].period", point.period) for i, point in enumerate(points)]
    for key, text in dates:
        if text and len(text) == 4:
            year = int(text)
            ending, starting = (f"{y}{(y + 1) % 100:02d}" for y in (year - 1, year))
            yield fault(
                key,
                f"{text!r} is no academic year: {ending} ends in it and {starting} begins in it",
                "an academic year in six digits, because the indicator counts in academic years",
                f'write "{ending}" or "{starting}"',
            )
