"""Reads the dated points of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.revisions.queries import plan

START, DUE, TARGET = "begins", "due", "target"
MILESTONE_KINDS = {
    START: "Activities that begin",
    DUE: "Activities that are due",
    TARGET: "Targets that fall due",
}
EVENTS = {START: "begins", DUE: "is due", TARGET: "target falls due"}


@dataclass(frozen=True)
class Milestone:
    """A dated point of the plan: an activity begins or is due, or a target falls due."""

    day: date
    kind: str
    title: str
    work: Work | None = None
    target_id: str = ""

    @property
    def event(self) -> str:
        """What happens on the day, in words."""
        return EVENTS[self.kind]


def milestones(area: Area, moment: datetime | date) -> tuple[Milestone, ...]:
    """Every dated point of the plan in force, in the order of days.

    Raises
    ------
    NoPlan
    """
    points = []
    for work in activities(area, moment):
        if work.starts:
            points.append(Milestone(work.starts, START, work.title, work))
        if work.due:
            points.append(Milestone(work.due, DUE, work.title, work))
    points += [
        Milestone(target.due_date, TARGET, target.title, target_id=target.id)
        for target in plan(area).target
        if target.due_date
    ]
    return tuple(sorted(points, key=lambda point: (point.day, point.event, point.title)))
