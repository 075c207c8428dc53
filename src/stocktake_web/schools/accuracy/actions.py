"""Takes a head's reply, notes that none came, and answers each disputed point."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import User
from stocktake_web.formats import day
from stocktake_web.records.change import change
from stocktake_web.schools.accuracy.models import (
    AccuracyPoint,
    AccuracyReply,
    ReplyOutcome,
)
from stocktake_web.schools.visits.models import SECTIONS, Visit, VisitSending, VisitState

POINTS = SECTIONS | {"governors": "Governors invited and present", "actions": "Actions"}
"""What of a record a head may dispute, as the page calls it."""


@transaction.atomic
def reply_to_record(
    *, actor: User, by_role: str, visit: Visit, reasons: Mapping[str, str], expected_version: int
) -> AccuracyReply:
    """Take a head's reply: accurate where there is no reason, else inaccurate point by point.

    A reply after the day counts too, as long as the record is not approved.

    Parameters
    ----------
    reasons : mapping of str to str
        Why a part is inaccurate, by its name in ``POINTS``.

    Raises
    ------
    ValidationError
        The record does not wait for a reply, or the head replied already.
    """
    sending = _sending_of(visit)
    if sending.replies.exclude(outcome=ReplyOutcome.NO_REPLY).exists():
        raise ValidationError("The school has replied. What it said stays as it is.")
    outcome = ReplyOutcome.INACCURATE if reasons else ReplyOutcome.ACCURATE
    change(
        visit,
        actor=actor,
        values={"state": VisitState.READY},
        expected_version=expected_version,
        verb="take reply",
    )
    reply = _keep_reply(actor, by_role, visit, sending, outcome)
    for name, reason in reasons.items():
        change(
            AccuracyPoint(area=visit.area, school=visit.school),
            actor=actor,
            values={
                "visit": visit,
                "reply": reply,
                "section": POINTS[name],
                "passage": passage_of(sending, name),
                "reason": reason,
            },
            verb="dispute",
        )
    return reply


@transaction.atomic
def record_silence(
    *, actor: User, by_role: str, visit: Visit, expected_version: int
) -> AccuracyReply:
    """Note that no reply came by the day. It is no agreement.

    Raises
    ------
    ValidationError
        The record is not with the head, or the day has not passed.
    """
    if visit.state != VisitState.CHECKING or visit.reply_due is None:
        raise ValidationError("It does not wait for a reply.")
    if visit.reply_due >= services.today():
        raise ValidationError(f"The head may reply until the end of {day(visit.reply_due)}.")
    sending = _sending_of(visit)
    change(
        visit,
        actor=actor,
        values={"state": VisitState.READY},
        expected_version=expected_version,
        verb="note silence",
    )
    return _keep_reply(actor, by_role, visit, sending, ReplyOutcome.NO_REPLY)


def answer_point(
    *, actor: User, point: AccuracyPoint, decision: str, reason: str, expected_version: int
) -> AccuracyPoint:
    """Say what became of a disputed point.

    Raises
    ------
    ValidationError
        The record is locked, or a point that is not followed has no reason.
    """
    if point.visit.state != VisitState.READY:
        raise ValidationError("The record does not wait for approval, so the point stays.")
    return change(
        point,
        actor=actor,
        values={"decision": decision, "decision_reason": reason},
        expected_version=expected_version,
        verb="answer",
    )


def passage_of(sending: VisitSending, name: str) -> str:
    """A part of the record as it was sent."""
    content = sending.content
    if name == "governors":
        return f"{content['governors_invited']} invited, {content['governors_present']} present"
    if name == "actions":
        return "\n".join(content["actions"])
    return str(content[name])


def _sending_of(visit: Visit) -> VisitSending:
    if visit.state not in {VisitState.CHECKING, VisitState.READY}:
        raise ValidationError("It does not wait for a reply.")
    sending = visit.sendings.first()
    if sending is None:
        raise ValidationError("It does not wait for a reply.")
    return sending


def _keep_reply(
    actor: User, by_role: str, visit: Visit, sending: VisitSending, outcome: ReplyOutcome
) -> AccuracyReply:
    values = {
        "visit": visit,
        "sending": sending,
        "outcome": outcome,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    row = AccuracyReply(area=visit.area, school=visit.school)
    return change(row, actor=actor, values=values, verb="reply")
