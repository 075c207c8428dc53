"""Takes a concern from the trust to the Regional Director and to its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.records.change import change
from stocktake_web.schools.academy_concerns.models import (
    AcademyConcern,
    ConcernParty,
    ConcernReply,
    ConcernStep,
)
from stocktake_web.schools.agreements.footing import ACADEMIES


def not_an_academy(school: School) -> str:
    """Why no such concern is recorded of a school; empty where one may be."""
    if school.type_group in ACADEMIES:
        return ""
    if not school.type_group:
        return (
            "The list of schools does not say who runs the school. Load the register of schools "
            "again."
        )
    return "The school is no academy: the Regional Director hears of concerns about academies."


def record_concern(
    *, actor: User | None, concern: AcademyConcern, values: dict[str, Any]
) -> AcademyConcern:
    """Begin a concern as a draft that nobody else sees.

    Raises
    ------
    ValidationError
        The school is no academy.
    """
    if problem := not_an_academy(concern.school):
        raise ValidationError(problem)
    return change(concern, actor=actor, values=values, verb="record")


def send_to_trust(
    *, actor: User | None, concern: AcademyConcern, expected_version: int
) -> AcademyConcern:
    """Send a draft to the trust, whose leader reads it here and may reply.

    Raises
    ------
    ValidationError
        It is no draft.
    """
    _require(concern, {ConcernStep.DRAFT}, "It is no draft any more.")
    values = {"step": ConcernStep.WITH_TRUST, "to_trust_on": services.today()}
    return change(
        concern, actor=actor, values=values, expected_version=expected_version, verb="send to trust"
    )


def report_to_director(
    *, actor: User | None, concern: AcademyConcern, day: date, reason: str, expected_version: int
) -> AcademyConcern:
    """Record that the Regional Director was informed.

    Raises
    ------
    ValidationError
        The trust was not informed before, or the day does not fit.
    """
    _require(
        concern, {ConcernStep.WITH_TRUST}, "The Regional Director is informed after the trust was."
    )
    if not (concern.to_trust_on and concern.to_trust_on <= day <= services.today()):
        message = "The day must be on or after the day of the trust, and not in the future"
        raise ValidationError({"to_director_on": message})
    values = {
        "step": ConcernStep.WITH_DIRECTOR,
        "to_director_on": day,
        "director_reason": reason,
    }
    return change(
        concern, actor=actor, values=values, expected_version=expected_version, verb="report"
    )


@transaction.atomic
def reply_to_concern(
    *,
    actor: User | None,
    by_role: str,
    concern: AcademyConcern,
    party: ConcernParty,
    text: str,
    replied_on: date,
) -> ConcernReply:
    """Keep a reply; a later one stands next to it.

    Raises
    ------
    ValidationError
        The party was not informed, or the day does not fit.
    """
    start_date = concern.to_trust_on if party == ConcernParty.TRUST else concern.to_director_on
    if start_date is None or concern.step == ConcernStep.END:
        raise ValidationError("No reply is waited for.")
    if not start_date <= replied_on <= services.today():
        message = "The day must be on or after the day of sending, and not in the future"
        raise ValidationError({"replied_on": message})
    values = {
        "concern": concern,
        "party": party,
        "text": text,
        "replied_on": replied_on,
        "by": actor,
        "by_role": by_role,
        "at": services.now(),
    }
    row = ConcernReply(area=concern.area, school=concern.school)
    return change(row, actor=actor, values=values, verb="reply")


def close_concern(
    *, actor: User | None, concern: AcademyConcern, outcome: str, expected_version: int
) -> AcademyConcern:
    """Close a concern that was sent, with what became of it.

    Raises
    ------
    ValidationError
        It was not sent, or is closed.
    """
    _require(
        concern,
        {ConcernStep.WITH_TRUST, ConcernStep.WITH_DIRECTOR},
        "Only a concern that was sent and is open can be closed.",
    )
    values = {"step": ConcernStep.END, "closed_on": services.today(), "outcome": outcome}
    return change(
        concern, actor=actor, values=values, expected_version=expected_version, verb="close"
    )


def _require(concern: AcademyConcern, steps: set[ConcernStep], otherwise: str) -> None:
    if concern.step not in steps:
        raise ValidationError(otherwise)
