"""Agrees actions, reports what became of them, and checks what was reported."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.records.change import change
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visits.models import DRAFT_STATES, Visit


def agree_action(*, actor: User | None, visit: Visit, values: dict[str, Any]) -> VisitAction:
    """Add an action to a record that is a draft.

    Raises
    ------
    ValidationError
        By field, or the record was sent.
    """
    row = VisitAction(area=visit.area, school=visit.school, visit=visit)
    return change(row, actor=actor, values=values, verb="agree")


def withdraw_action(
    *, actor: User, action: VisitAction, reason: str, expected_version: int
) -> VisitAction:
    """Take an action out of a draft.

    Raises
    ------
    ValidationError
        The record was sent.
    """
    if action.visit.state not in DRAFT_STATES:
        raise ValidationError("Others have read it. Report that it was not done, and why.")
    return change(
        action,
        actor=actor,
        values={"result": ActionResult.WITHDRAWN, "result_text": reason},
        expected_version=expected_version,
        verb="withdraw",
    )


def report_result(
    *, actor: User, action: VisitAction, result: str, text: str, expected_version: int
) -> VisitAction:
    """Say that an action was done and what changed, or that it was not and why.

    Raises
    ------
    ValidationError
        The record is a draft, or an officer has checked what was reported.
    """
    if action.visit.state in DRAFT_STATES:
        raise ValidationError("The record is a draft: nothing can be reported yet.")
    if action.checked_at:
        raise ValidationError("An officer has checked it, so what was reported stays.")
    return change(
        action,
        actor=actor,
        values={
            "result": result,
            "result_text": text,
            "reported_by": actor,
            "reported_at": services.now(),
        },
        expected_version=expected_version,
        verb="report",
    )


def check_result(
    *, actor: User, action: VisitAction, text: str, expected_version: int
) -> VisitAction:
    """Say what an officer saw of a result.

    Raises
    ------
    ValidationError
        Nothing was reported, or who checks reported it.
    """
    if action.is_open:
        raise ValidationError("Nothing was reported of it yet.")
    if action.checked_at:
        raise ValidationError("It was checked already.")
    if action.reported_by_id == actor.pk:
        raise ValidationError("You reported it. Somebody else checks it.")
    return change(
        action,
        actor=actor,
        values={"checked_by": actor, "checked_at": services.now(), "check_text": text},
        expected_version=expected_version,
        verb="check",
    )
