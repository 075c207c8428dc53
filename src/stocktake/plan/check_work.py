"""What activities, actions and local returns leave open."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from stocktake.plan.schema import Activity, LocalIndicator, Plan, Priority, Strand
from stocktake.standards.periods import Period, academic_year_of, parse_period
from stocktake.targets import JudgementContext

_LAST_MONTHS = {
    "monthly": tuple(range(1, 13)),
    "termly": (12, 3, 8),
    "yearly": (8,),
}
"""Months at whose end a return is expected: terms end in December, March and August."""


def activity_gaps(activity: Activity, priority: Priority, plan: Plan) -> dict[str, str]:
    """What an activity leaves open: gap ids, each with what was found."""
    details: dict[str, str] = {}
    if activity.starts is None and activity.due is None:
        details["dates"] = ""
    if activity.starts and activity.due and activity.due < activity.starts:
        details["dates-in-order"] = f"{activity.starts.isoformat()} to {activity.due.isoformat()}"
    if not activity.owner:
        details["activity-owner"] = ""
    if not activity.measure:
        details["measure"] = ""
    if all(target.priority != priority.id for target in plan.target):
        details["purpose"] = priority.title
    return details


def undated_actions(plan: Plan) -> Iterator[tuple[str, str, int | None]]:
    """Actions that no dated activity carries out: id, words and page."""
    dates = {
        name
        for priority in plan.priority
        for activity in priority.activity
        if activity.starts or activity.due
        for name in activity.actions
    }
    holders: tuple[Priority | Strand, ...] = (*plan.priority, *plan.strand)
    for holder in holders:
        for action in holder.action:
            if action.id not in dates:
                yield action.id, action.words, action.source_page


def local_gaps(local: LocalIndicator, plan: Plan, context: JudgementContext) -> dict[str, str]:
    """What a local indicator leaves open on the day of the setting.

    A return is expected at the end of every month, term or year of the plan, until its last
    target is due; it is overdue when ``overdue_after_days`` have passed without one.
    """
    details: dict[str, str] = {}
    last = _last_covered(local, context)
    days = local.overdue_after_days
    if days is None:
        details["overdue-rule"] = ""
    dependencies = [
        day
        for day in expected_days(local, plan)
        if days is not None
        and day + timedelta(days=days) < context.as_of
        and (last is None or last < day)
    ]
    if dependencies:
        details["up-to-date"] = (
            f"since the return for {dependencies[0].day} {dependencies[0]:%B %Y}"
        )
    if last is None:
        details["returned"] = ""
    return details


def expected_days(local: LocalIndicator, plan: Plan) -> list[date]:
    """The last days of the periods for which a local indicator is to be returned.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> plan = read_plan(example_plan("blackpool")).plan
    >>> yearly = next(each for each in plan.local_indicator if each.how_often == "yearly")
    >>> [day.isoformat() for day in expected_days(yearly, plan)]
    ['2018-08-31', '2019-08-31', '2020-08-31', '2021-08-31']
    """
    first = parse_period(plan.period.first).starts
    last = parse_period(last_year(plan)).ends
    if local.how_often == "once":
        return [last]
    months = _LAST_MONTHS[local.how_often]
    days = (
        date(year, month, monthrange(year, month)[1])
        for year in range(first.year, last.year + 1)
        for month in sorted(months)
    )
    return [day for day in days if first <= day <= last]


def last_year(plan: Plan) -> str:
    """The last academic year that matters to a plan: its own last, or its last target's."""
    due = [target.due for target in plan.target if target.due and len(target.due) == 6]
    due += [academic_year_of(target.due_date) for target in plan.target if target.due_date]
    return max([plan.period.last, *due])


def _last_covered(local: LocalIndicator, context: JudgementContext) -> date | None:
    table = context.statistics.figures(f"local:{local.id}").table
    days = [
        row["as_at"] or Period(row["time_period"], row["time_identifier"], row["span_years"]).ends
        for row in table.iter_rows(named=True)
        if row["value"] is not None
    ]
    return max(days, default=None)
