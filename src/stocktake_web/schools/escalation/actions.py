"""Decides a step, and records who was informed and what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import take_step
from stocktake.standards import StocktakeError
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.authored import authorship
from stocktake_web.schools.escalation.models import StageDecision, StageNote
from stocktake_web.schools.escalation.queries import standing
from stocktake_web.schools.review_meetings.models import MeetingState, ReviewMeeting
from stocktake_web.services.working_days import bank_holidays


@transaction.atomic
def decide_step(
    *,
    actor: User | None,
    meeting: ReviewMeeting,
    step: str,
    triggers: Sequence[str],
    evidence: str,
) -> StageDecision:
    """Keep the step that a meeting decided, from where the school stands now.

    Raises
    ------
    ValidationError
        The meeting was not held, the step is not open, or it lacks evidence or what led to it.
    """
    if meeting.state != MeetingState.HAPPENED:
        raise ValidationError("A meeting decides, once it was held. Record it first.")
    school = School.objects.select_for_update().get(pk=meeting.school_id)
    row = standing(school)
    if row.machine is None or row.state is None:
        raise ValidationError(row.problem or "No path of escalation is in use for this school.")
    machine = row.machine
    try:
        state = take_step(
            machine,
            row.state,
            step,
            meeting.meeting_date,
            bank_holidays(school.area),
            evidence=evidence,
            triggers=list(triggers),
        )
    except StocktakeError as error:
        raise ValidationError([_sentence(fault) for fault in error.faults]) from None
    chosen_step = next(item for item in machine.stage_of(row.state.stage).step if item.id == step)
    return change(
        StageDecision(area=school.area, school=school, meeting=meeting),
        actor=actor,
        values={
            "path": machine.path,
            "step": step,
            "step_title": chosen_step.title,
            "direction": chosen_step.direction,
            "from_stage": row.state.stage,
            "from_title": machine.stage_of(row.state.stage).title,
            "to_stage": state.stage,
            "to_title": machine.stage_of(state.stage).title,
            "triggers": list(triggers),
            "trigger_titles": "; ".join(machine.trigger_title(item) for item in triggers),
            "evidence": evidence,
            "decided_on": meeting.meeting_date,
            **authorship(actor, school.area),
        },
        verb="decide step",
    )


def record_done(
    *, actor: User | None, school: School, kind: str, item: str, done_on: date, how: str
) -> StageNote:
    """Keep that somebody was informed, or that something due in the stage was done.

    Raises
    ------
    ValidationError
        Nothing of the kind is due in the stage, it was recorded already, or the day is impossible.
    """
    row = standing(school)
    due = next((due for due in row.items if (due.kind, due.id) == (kind, item)), None)
    if row.decision is None or due is None:
        raise ValidationError("Nothing of the kind is due in the school’s stage.")
    return change(
        StageNote(area=school.area, school=school, decision=row.decision),
        actor=actor,
        values={
            "kind": kind,
            "item": item,
            "title": due.title,
            "done_on": done_on,
            "how": how,
            **authorship(actor, school.area),
        },
        verb="record",
    )


def _sentence(fault: object) -> str:
    """A fault of the library as an error of the form."""
    text = str(fault)
    return text[:1].upper() + text[1:]
