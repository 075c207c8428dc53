"""Where a school stands in its escalation: what is due, what is late, which steps are open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from stocktake.schools.escalation.definition import EscalationMachine, Stage, Step
from stocktake.standards.errors import Fault, UsageError, nearest
from stocktake.standards.working_days import (
    BankHolidays,
    add_working_days,
    count_working_days,
)


@dataclass(frozen=True)
class StageState:
    """A school's present stage and what has been done in it; read from the record.

    Parameters
    ----------
    stage : str
        Id of the stage.
    entered_on : date
        When the meeting decided it.
    informed_on : mapping of str to date
        Recipient's id and the day on which they were informed of the stage.
    reviewed_on : sequence of date
        Days of the review meetings held in the stage.
    done_on : mapping of str to date
        Id of a deadline and the day on which it was met.
    """

    stage: str
    entered_on: date
    informed_on: Mapping[str, date] = field(default_factory=dict)
    reviewed_on: Sequence[date] = ()
    done_on: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class DueItem:
    """Something due in a stage.

    Parameters
    ----------
    kind : str
        ``inform`` (a recipient), ``review`` or ``deadline``.
    id : str
        Recipient or deadline; ``review`` for the review.
    due_on : date
        The last day that is in time.
    done_on : date, optional
        When it was done; a review that is held makes the next one due instead.
    working_days_late : int
        On the day asked about, or on the day it was done; 0 where in time.
    working_days_waiting : int
        Since the count began, to that same day.
    """

    kind: Literal["inform", "review", "deadline"]
    id: str
    title: str
    due_on: date
    done_on: date | None
    working_days_late: int
    working_days_waiting: int

    @property
    def is_overdue(self) -> bool:
        """Whether it is late and still not done."""
        return self.done_on is None and self.working_days_late > 0


@dataclass(frozen=True)
class OpenStep:
    """A step that a meeting may decide.

    Parameters
    ----------
    opens_on : date
        The first day on which it may be decided.
    is_open : bool
        Whether that day has come.
    """

    step: Step
    to_title: str
    triggers: tuple[str, ...]
    opens_on: date
    is_open: bool


def due_items(
    machine: EscalationMachine, state: StageState, on: date, holidays: BankHolidays
) -> list[DueItem]:
    """Everything due in the school's stage, done or not, the earliest first.

    Raises
    ------
    CalendarError
        Where a time limit ends beyond the listed bank holidays.
    """
    stage = machine.stage_of(state.stage)
    items = [*_to_inform(machine, stage, state, on, holidays)]
    if stage.review_within_working_days is not None:
        reviews = [day for day in state.reviewed_on if state.entered_on <= day <= on]
        start = max(reviews, default=state.entered_on)
        limit = stage.review_within_working_days
        items.append(_due("review", "review", "Review meeting", start, limit, None, on, holidays))
    for deadline in stage.deadline:
        done_on = state.done_on.get(deadline.id)
        start, limit = state.entered_on, deadline.working_days
        item = _due("deadline", deadline.id, deadline.title, start, limit, done_on, on, holidays)
        items.append(item)
    return sorted(items, key=lambda item: (item.due_on, item.title))


def overdue_items(
    machine: EscalationMachine, state: StageState, on: date, holidays: BankHolidays
) -> list[DueItem]:
    """What is late on a day and not done, the longest late first."""
    return [item for item in due_items(machine, state, on, holidays) if item.is_overdue]


def people_to_inform(
    machine: EscalationMachine, state: StageState, on: date, holidays: BankHolidays
) -> list[DueItem]:
    """Who is informed that the school entered its stage, by when, and who has been."""
    stage = machine.stage_of(state.stage)
    return _to_inform(machine, stage, state, on, holidays)


def next_steps(
    machine: EscalationMachine, state: StageState, on: date, holidays: BankHolidays
) -> list[OpenStep]:
    """The steps from the school's stage, in the file's order, each with the day it opens."""
    steps = []
    for step in machine.stage_of(state.stage).step:
        opens_on = add_working_days(state.entered_on, step.not_before_working_days, holidays)
        steps.append(
            OpenStep(
                step=step,
                to_title=machine.stage_of(step.to).title,
                triggers=tuple(machine.trigger_title(trigger) for trigger in step.triggers),
                opens_on=opens_on,
                is_open=opens_on <= on,
            )
        )
    return steps


def take_step(
    machine: EscalationMachine,
    state: StageState,
    step_id: str,
    on: date,
    holidays: BankHolidays,
    *,
    evidence: str,
    triggers: Sequence[str] = (),
) -> StageState:
    """The state after a meeting decided a step; nothing is recorded.

    Parameters
    ----------
    on : date
        Day of the decision.
    evidence : str
        What the meeting saw. A step down is refused without it, and so is a step up.
    triggers : sequence of str
        Of a step up: which of its triggers led to it, by id.

    Raises
    ------
    UsageError
        With every reason for which the step cannot be taken.
    """
    faults = []
    steps = {item.step.id: item for item in next_steps(machine, state, on, holidays)}
    chosen_step = steps.get(step_id)
    stage = machine.stage_of(state.stage)
    if on < state.entered_on:
        problem = f"{on.isoformat()} lies before the school entered {stage.title!r}"
        faults.append(Fault("date", problem, f"{state.entered_on.isoformat()} or later"))
    if not evidence.strip():
        faults.append(Fault("evidence", "is empty", "what the meeting saw"))
    if chosen_step is None:
        problem = f"{step_id!r} does not lead from the stage {stage.title!r}"
        faults.append(Fault("step", problem, ", ".join(steps), nearest(step_id, steps)))
    else:
        faults += _step_faults(chosen_step, triggers)
    if faults or chosen_step is None:
        raise UsageError("the step cannot be taken", faults)
    return StageState(stage=chosen_step.step.to, entered_on=on)


def _step_faults(chosen_step: OpenStep, triggers: Sequence[str]) -> list[Fault]:
    step = chosen_step.step
    faults = []
    if not chosen_step.is_open:
        problem = f"{step.title!r} is open from {chosen_step.opens_on.isoformat()}"
        faults.append(Fault("date", problem, "that day or a later one"))
    unknown_triggers = [trigger for trigger in triggers if trigger not in step.triggers]
    known_triggers = ", ".join(step.triggers)
    for trigger in unknown_triggers:
        problem = f"{trigger!r} is no trigger of the step {step.id!r}"
        faults.append(Fault("triggers", problem, known_triggers, nearest(trigger, step.triggers)))
    if step.direction == "up" and not triggers:
        faults.append(Fault("triggers", "none is named", f"one at least of {known_triggers}"))
    return faults


def _to_inform(
    machine: EscalationMachine,
    stage: Stage,
    state: StageState,
    on: date,
    holidays: BankHolidays,
) -> list[DueItem]:
    limit = stage.tell_within_working_days
    if limit is None:
        return []
    return [
        _due(
            "inform",
            recipient,
            machine.recipient_title(recipient),
            state.entered_on,
            limit,
            state.informed_on.get(recipient),
            on,
            holidays,
        )
        for recipient in stage.tell
    ]


def _due(
    kind: Literal["inform", "review", "deadline"],
    identity: str,
    title: str,
    start: date,
    limit: int,
    done_on: date | None,
    on: date,
    holidays: BankHolidays,
) -> DueItem:
    due_on = add_working_days(start, limit, holidays)
    # What is done after the day asked about was not yet done on it.
    done_by_then = done_on if done_on is not None and done_on <= on else None
    last_day = done_by_then or on
    return DueItem(
        kind=kind,
        id=identity,
        title=title,
        due_on=due_on,
        done_on=done_by_then,
        working_days_late=max(count_working_days(due_on, last_day, holidays), 0),
        working_days_waiting=max(count_working_days(start, last_day, holidays), 0),
    )
