"""Reads where schools stand: their stage, what is due in it, who was informed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from stocktake.schools import (
    DueItem,
    EscalationMachine,
    OpenStep,
    StageState,
    due_items,
    next_steps,
)
from stocktake.standards import CalendarError
from stocktake_web import services
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import record_urn, rows_about
from stocktake_web.schools.escalation.models import ItemKind, StageDecision
from stocktake_web.schools.escalation.paths import path_of
from stocktake_web.schools.review_meetings.models import MeetingState, ReviewMeeting
from stocktake_web.schools.review_meetings.queries import meeting_days_of
from stocktake_web.schools.visits.due import recorded_visits
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit
from stocktake_web.schools.visits.queries import visits_of
from stocktake_web.services.school_escalation import SchoolPath, escalation_machine
from stocktake_web.services.working_days import bank_holidays

VISIT_ITEM = "visit"
"""The item of a stage that a recorded visit meets."""


@dataclass(frozen=True)
class Standing:
    """Where a school stands today.

    Parameters
    ----------
    path : str or None
        None where it is not known who runs the school.
    machine : EscalationMachine or None
        None where no file is in use today for its path.
    decision : StageDecision or None
        The last step; None in the first stage.
    items : tuple of DueItem
        What is due in the stage, done or not, the earliest first.
    problem : str
        Why it cannot be said what is due; empty where it can.
    """

    school: School
    path: SchoolPath | None
    machine: EscalationMachine | None
    state: StageState | None
    decision: StageDecision | None
    items: tuple[DueItem, ...]
    problem: str = ""

    @property
    def title(self) -> str:
        """What the stage is called."""
        if self.decision:
            return self.decision.to_title
        if self.machine is None:
            return "None"
        return self.machine.stage_of(self.machine.first_stage).title

    @property
    def order(self) -> int:
        """How far up the path, 0 for the first stage."""
        if self.machine is None or self.state is None:
            return 0
        return [stage.id for stage in self.machine.stage].index(self.state.stage)

    @property
    def open_items(self) -> list[DueItem]:
        """What is not done yet."""
        return [item for item in self.items if item.done_on is None]

    @property
    def overdue(self) -> list[DueItem]:
        """What is late and not done."""
        return [item for item in self.items if item.is_overdue]

    @property
    def next_due(self) -> date | None:
        """When the next time limit ends, or the first that has passed."""
        return min((item.due_on for item in self.open_items), default=None)


def standings(area: Area, schools: Iterable[School]) -> list[Standing]:
    """Where each of many schools stands today; four queries."""
    decisions = last_decisions(area)
    visit_days = first_visits_since(area, decisions)
    review_days = meeting_days_of(area)
    today = services.today()
    return [
        standing_of(
            area,
            school,
            decisions.get(school.urn),
            review_days.get(school.urn, []),
            visit_days.get(school.urn),
            today,
        )
        for school in schools
    ]


def standing(school: School, meetings: Iterable[ReviewMeeting] | None = None) -> Standing:
    """Where one school stands today.

    Parameters
    ----------
    meetings : iterable of ReviewMeeting, optional
        The school's, where they are read already.
    """
    if meetings is None:
        meetings = ReviewMeeting.objects.filter(rows_about([school]), area=school.area)
    days = [row.meeting_date for row in meetings if row.state == MeetingState.HAPPENED]
    rows = StageDecision.objects.filter(rows_about([school]), area=school.area)
    decision = rows.prefetch_related("notes").order_by("-decided_on", "-pk").first()
    visits = first_visits_since(school.area, {school.urn: decision} if decision else {})
    return standing_of(
        school.area, school, decision, days, visits.get(school.urn), services.today()
    )


def standing_of(
    area: Area,
    school: School,
    decision: StageDecision | None,
    review_days: list[date],
    visited_on: date | None,
    today: date,
) -> Standing:
    """Where a school stands, from its record; ``visited_on`` is the first visit of the stage."""
    path = path_of(school)
    machine = escalation_machine(area, path, today) if path else None
    if path is None or machine is None:
        return Standing(school, path, None, None, decision, ())
    stage_ids = {stage.id for stage in machine.stage}
    if decision and (decision.path != path or decision.to_stage not in stage_ids):
        problem = "The stages were changed since the last decision. A meeting decides again."
        return Standing(school, path, None, None, decision, (), problem)
    state = _state(machine, decision, review_days, visited_on, today)
    try:
        items = due_items(machine, state, today, bank_holidays(area))
    except CalendarError as error:
        return Standing(school, path, machine, state, decision, (), str(error))
    return Standing(school, path, machine, state, decision, tuple(items))


def open_steps(row: Standing) -> list[OpenStep]:
    """The steps that a meeting may decide from where a school stands."""
    if row.machine is None or row.state is None:
        return []
    return next_steps(row.machine, row.state, services.today(), bank_holidays(row.school.area))


def last_decisions(area: Area) -> dict[str, StageDecision]:
    """The last step of each school, with what was done since; two queries."""
    # Numbered in one pass: a comparison of each step with each other takes a second for a county.
    number = Window(
        RowNumber(), partition_by=record_urn(), order_by=(F("decided_on").desc(), F("pk").desc())
    )
    rows = StageDecision.objects.filter(area=area).annotate(
        record_urn=record_urn(), number_from_last=number
    )
    last_rows = rows.filter(number_from_last=1).order_by()
    return {
        row.school_urn: row for row in last_rows.select_related("school").prefetch_related("notes")
    }


def first_visits_since(area: Area, decisions: Mapping[str, StageDecision]) -> dict[str, date]:
    """The first visit that was recorded since each school's last step; one query at most."""
    if not decisions:
        return {}
    since = min(row.decided_on for row in decisions.values())
    rows = recorded_visits(area).filter(visited_on__gte=since).order_by("-visited_on")
    days: dict[str, date] = {}
    for urn, day in rows.values_list(record_urn(), "visited_on"):
        if urn in decisions and day >= decisions[urn].decided_on:
            days[urn] = day
    return days


def stage_visits(user: Person, row: Standing) -> list[Visit]:
    """The visits since the last step that a reader may open, the latest first."""
    if row.decision is None:
        return []
    since = row.decision.decided_on
    return [
        visit
        for visit in visits_of(user, row.school)
        if visit.visited_on >= since and visit.state not in DRAFT_STATES
    ]


def decisions_of(school: School) -> list[StageDecision]:
    """Every step of a school, the latest first."""
    rows = StageDecision.objects.filter(rows_about([school]), area=school.area)
    return list(rows.select_related("meeting").prefetch_related("notes"))


def decisions_of_meeting(meeting: ReviewMeeting) -> list[StageDecision]:
    """The steps that a meeting decided."""
    return list(StageDecision.objects.filter(area=meeting.area, meeting=meeting))


def _state(
    machine: EscalationMachine,
    decision: StageDecision | None,
    review_days: list[date],
    visited_on: date | None,
    today: date,
) -> StageState:
    if decision is None:
        return StageState(machine.first_stage, min(machine.starts, today), reviewed_on=review_days)
    days: dict[str, dict[str, date]] = defaultdict(dict)
    for note in decision.notes.all():
        days[note.kind][note.item] = note.done_on
    if visited_on is not None:
        days[ItemKind.DEADLINE].setdefault(VISIT_ITEM, visited_on)
    # The meeting that decided the step is not a review of the stage that it began.
    later_days = [day for day in review_days if day > decision.decided_on]
    return StageState(
        decision.to_stage,
        decision.decided_on,
        informed_on=days[ItemKind.INFORM],
        reviewed_on=later_days,
        done_on=days[ItemKind.DEADLINE],
    )
