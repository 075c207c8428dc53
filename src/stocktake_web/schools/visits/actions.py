"""Takes a record from a draft to its approval, and adds to it once it is locked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import day
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.interests.queries import has_interest
from stocktake_web.schools.visits.models import (
    SECTIONS,
    Visit,
    VisitAddendum,
    VisitSending,
    VisitState,
)
from stocktake_web.schools.visits.rules import accuracy_rule, earliest_due

A_DAY = timedelta(days=1)
NO_VISIT = "No visit is recorded of the school."


@transaction.atomic
def record_visit(*, actor: User | None, visit: Visit, values: dict[str, Any]) -> Visit:
    """Begin a record as a draft that nobody else sees.

    Raises
    ------
    ValidationError
        The council has no footing to record a visit of the school.
    """
    _require_footing(visit)
    return change(visit, actor=actor, values=values, verb="record")


@transaction.atomic
def send_to_head(*, actor: User, visit: Visit, due: date, expected_version: int) -> Visit:
    """Send a draft to the head, who says by a day whether its facts are right.

    Raises
    ------
    ValidationError
        It is no draft, something is missing, or the day leaves the head too little time.
    """
    _require(visit, VisitState.DRAFT, "It is no draft any more.")
    _require_footing(visit)
    if visit.missing:
        raise ValidationError(visit.missing)
    first = earliest_due(visit.school, services.today()).day or services.today() + A_DAY
    if due < first:
        raise ValidationError(
            {
                "reply_due": f"The day must be {day(first)} or later: the head has "
                f"{accuracy_rule().school_days} school days"
            }
        )
    row = change(
        visit,
        actor=actor,
        values={"state": VisitState.CHECKING, "sent_at": services.now(), "reply_due": due},
        expected_version=expected_version,
        verb="send",
    )
    change(
        VisitSending(area=visit.area, school=visit.school),
        actor=actor,
        values={
            "visit": row,
            "content": content_of(row),
            "due": due,
            "by": actor,
            "at": row.sent_at,
        },
        verb="keep what was sent",
    )
    return row


def take_back(*, actor: User, visit: Visit, expected_version: int, reason: str) -> Visit:
    """Make a draft again of a record that is not approved; it is sent to the head once more.

    Raises
    ------
    ValidationError
        It is a draft, or it is locked.
    """
    if visit.state not in {VisitState.CHECKING, VisitState.READY}:
        raise ValidationError("Only a record that was sent and is not approved can be taken back.")
    return change(
        visit,
        actor=actor,
        values={"state": VisitState.DRAFT, "reply_due": None},
        expected_version=expected_version,
        verb="take back",
        reason=reason,
    )


@transaction.atomic
def approve_visit(*, actor: User, by_role: str, visit: Visit, expected_version: int) -> Visit:
    """Approve a record as a second person, which locks it.

    Raises
    ------
    ValidationError
        It does not wait for approval, evidence or something else is missing, a point of the head
        is not answered, or the person wrote it or has an interest in the school.
    """
    _require(visit, VisitState.READY, "It does not wait for approval.")
    if visit.owner_user_id == actor.pk:
        raise ValidationError("You wrote it. A second person approves it.")
    if has_interest(actor, visit.area, visit.school):
        raise ValidationError(
            "You declared an interest in this school. Somebody else approves the record."
        )
    if visit.missing:
        raise ValidationError(visit.missing)
    if visit.points.filter(decision="open").exists():
        raise ValidationError(
            "The head disputes a point that is not answered yet. Who wrote the record answers it."
        )
    values = {
        "state": VisitState.APPROVED,
        "approved_by": actor,
        "approved_by_role": by_role,
        "approved_at": services.now(),
    }
    return change(
        visit, actor=actor, values=values, expected_version=expected_version, verb="approve"
    )


def discard_visit(*, actor: User, visit: Visit, expected_version: int) -> Visit:
    """Discard a draft.

    Raises
    ------
    ValidationError
        It is no draft, or the head has read it.
    """
    _require(visit, VisitState.DRAFT, "It is no draft any more.")
    if visit.sent_at:
        raise ValidationError("The head has read it. Correct it and send it again.")
    values = {"state": VisitState.DISCARDED}
    return change(
        visit, actor=actor, values=values, expected_version=expected_version, verb="discard"
    )


def add_addendum(*, actor: User, by_role: str, visit: Visit, text: str) -> VisitAddendum:
    """Add to a locked record.

    Raises
    ------
    ValidationError
        It is not locked: it is changed instead.
    """
    if not visit.is_locked:
        raise ValidationError("The record is not locked. Change it instead.")
    values = {"visit": visit, "text": text, "by": actor, "by_role": by_role, "at": services.now()}
    row = VisitAddendum(area=visit.area, school=visit.school)
    return change(row, actor=actor, values=values, verb="add addendum")


def content_of(visit: Visit) -> dict[str, Any]:
    """What a reader reads of a record, as it is kept when it is sent."""
    return {
        "kind": visit.get_kind_display(),
        "visited_on": visit.visited_on.isoformat(),
        "officers": visit.officers,
        **{name: getattr(visit, name) for name in SECTIONS},
        "governors_invited": visit.governors_invited,
        "governors_present": visit.governors_present,
        "actions": [
            f"{row.text} {row.owner_role}, by {day(row.due)}. Shown by: {row.success_measure}"
            for row in visit.actions.exclude(result="withdrawn")
        ],
    }


def _require(visit: Visit, state: VisitState, otherwise: str) -> None:
    if visit.state != state:
        raise ValidationError(otherwise)


def _require_footing(visit: Visit) -> None:
    stance = footing(visit.school)
    if not stance.records_visits:
        raise ValidationError(f"{stance.reason} {NO_VISIT}")
