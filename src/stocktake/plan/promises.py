"""Checks what a plan promises: every target by its kind, and the plan's other numbers and dates."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from stocktake.plan.names import check_names
from stocktake.plan.read import PlanFile
from stocktake.plan.schema import Activity, LocalIndicator, Plan
from stocktake.standards.errors import Fault, PlanError
from stocktake.targets import JudgementContext, PromiseIssue, check_promise
from stocktake.targets.promises.dates import FIRST_YEAR, LAST_YEAR
from stocktake.targets.promises.issue import fault

MOST_MEMBERS = 1_000_000


@dataclass(frozen=True)
class PromiseCheck:
    """What is wrong, or doubtful, about the promises of a plan.

    Parameters
    ----------
    faults, doubts : tuple of PromiseIssue
        In the plan's order, each with its key path.
    """

    faults: tuple[PromiseIssue, ...]
    doubts: tuple[PromiseIssue, ...]


def check_promises(plan: Plan, context: JudgementContext | None = None) -> PromiseCheck:
    """Check every promise of a plan.

    Parameters
    ----------
    plan : Plan
    context : JudgementContext, optional
        The figures to check against. Without it only faults that need no figures are found.

    Examples
    --------
    >>> from stocktake.examples import example_plan
    >>> from stocktake.plan.read import read_plan
    >>> check_promises(read_plan(example_plan("blackpool")).plan)
    PromiseCheck(faults=(), doubts=())
    """
    issues = [
        issue
        for index, target in enumerate(plan.target)
        for issue in check_promise(target, context, f"target[{index}]")
    ]
    issues += [*_claim_faults(plan), *_activity_faults(plan), *_cycle_faults(plan)]
    for index, local in enumerate(plan.local_indicator):
        issues += _local_faults(local, f"local_indicator[{index}]")
    issues += _set_faults(plan)
    return PromiseCheck(
        tuple(issue for issue in issues if issue.severity == "fault"),
        tuple(issue for issue in issues if issue.severity == "doubt"),
    )


def refuse_faults(plan_file: PlanFile, context: JudgementContext) -> None:
    """Refuse a plan that names what does not exist, or promises what cannot be meant.

    Raises
    ------
    PlanError
        Every fault at once, with its key path and what to write instead.
    """
    faults: list[Fault] = []
    for check in (check_names, refuse_promises):
        try:
            check(plan_file, context)
        except PlanError as error:
            faults.extend(error.faults)
    _refuse(plan_file, faults)


def refuse_promises(plan_file: PlanFile, context: JudgementContext) -> None:
    """Refuse a plan that promises what cannot be meant; a draft may still name what is to come.

    Raises
    ------
    PlanError
        Every fault at once, with its key path and what to write instead.
    """
    location = plan_file.path.name
    issues = check_promises(plan_file.plan, context).faults
    _refuse(plan_file, [issue.as_fault(location) for issue in issues])


def _refuse(plan_file: PlanFile, faults: list[Fault]) -> None:
    if faults:
        raise PlanError(f"{plan_file.path.name} has {len(faults)} fault(s)", faults)


def _activities(plan: Plan) -> Iterator[tuple[str, Activity]]:
    for number, priority in enumerate(plan.priority):
        for index, activity in enumerate(priority.activity):
            yield f"priority[{number}].activity[{index}]", activity


def _cycle_faults(plan: Plan) -> Iterator[PromiseIssue]:
    """Activities that wait, directly or through others, on themselves; each circle once."""
    waits = {activity.id: activity.waits_on for _, activity in _activities(plan)}
    paths = {activity.id: path for path, activity in _activities(plan)}
    finished_ids: set[str] = set()
    for start in waits:
        stack, trail = [(start, iter(waits[start]))], [start]
        while stack and start not in finished_ids:
            next_id = next(stack[-1][1], None)
            if next_id is None:
                finished_ids.add(stack.pop()[0])
                trail.pop()
            elif next_id in trail:
                circle = trail[trail.index(next_id) :]
                yield _circle(circle, paths)
            elif next_id in waits and next_id not in finished_ids:
                stack.append((next_id, iter(waits[next_id])))
                trail.append(next_id)


def _circle(circle: list[str], paths: dict[str, str]) -> PromiseIssue:
    chain = " waits on ".join(repr(name) for name in [*circle, circle[0]])
    return fault(
        f"{paths[circle[-1]]}.waits_on",
        f"{chain}: none of them can begin",
        "activities that wait on earlier ones only",
        f"take {circle[0]!r} out",
    )


def _activity_faults(plan: Plan) -> Iterator[PromiseIssue]:
    for path, activity in _activities(plan):
        for name in ("starts", "due"):
            day = getattr(activity, name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                yield fault(
                    f"{path}.{name}",
                    f"{day.isoformat()} is no date of a plan",
                    f"a date in the years {FIRST_YEAR} to {LAST_YEAR}",
                )
        for index, measure in enumerate(activity.measure):
            if measure.level is not None:
                yield from _number(measure.level, f"{path}.measure[{index}].level")


def _claim_faults(plan: Plan) -> Iterator[PromiseIssue]:
    for index, claim in enumerate(plan.claim):
        path = f"claim[{index}]"
        if claim.stated is not None:
            yield from _number(claim.stated, f"{path}.stated")
        yield from _number(claim.tolerance, f"{path}.tolerance", least=0.0)
        for name in ("period", "since"):
            text = getattr(claim, name)
            if text and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
                yield fault(
                    f"{path}.{name}",
                    f"{text!r} is no year of a plan",
                    f"years {FIRST_YEAR} to {LAST_YEAR}",
                )


def _local_faults(local: LocalIndicator, path: str) -> Iterator[PromiseIssue]:
    if local.members is not None and not 1 <= local.members <= MOST_MEMBERS:
        yield fault(
            f"{path}.members",
            f"{local.members:.4g} is no number of places or schools",
            "a whole number of one or more",
            "write how many should return, such as 38",
        )
    days = local.overdue_after_days
    if days is not None and not 0 <= days <= 3_660:
        yield fault(
            f"{path}.overdue_after_days",
            f"{days:.4g} is no number of days",
            "days after the end of the period, zero or more, at most ten years",
            "write how many, such as 30",
        )


def _set_faults(plan: Plan) -> Iterator[PromiseIssue]:
    for index, own_set in enumerate(plan.comparator_set):
        for number, place in enumerate(own_set.places):
            if place in own_set.places[:number]:
                yield fault(
                    f"comparator_set[{index}].places[{number}]",
                    f"{place!r} is written twice, and would count twice",
                    "each place once",
                    "take one of them out",
                )


def _number(value: float, key: str, *, least: float | None = None) -> Iterator[PromiseIssue]:
    finite = math.isfinite(value) and abs(value) <= 1e12
    if not finite or (least is not None and value < least):
        more = "" if least is None else ", zero or more"
        yield fault(key, f"{value:.10g} is no figure", f"a number{more}", "write the figure")
