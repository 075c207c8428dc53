"""Drafts a statement, puts it up for sign-off, signs it off and sends it."""

from __future__ import annotations

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from stocktake.schools import ImprovementStatement, needs_sign_off
from stocktake_web import services
from stocktake_web.accounts.models import School, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.formats import day
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.statements.letter import draft_letter
from stocktake_web.schools.statements.models import (
    Statement,
    StatementDocument,
    StatementState,
)
from stocktake_web.schools.statements.queries import last_sent_verdict
from stocktake_web.schools.visit_actions.queries import agreed_actions

NEEDS_HEAD_OF_SERVICE = (
    "It says “cannot tell” a second time. Only the head of service signs that off, and sends it "
    "where it was signed off before the first was sent."
)


@transaction.atomic
def draft_statement(
    *, actor: User | None, school: School, document: ImprovementStatement, review_on: date
) -> Statement:
    """Keep the library's document and begin a letter from it.

    Raises
    ------
    ValidationError
        The council has no footing to send the school a letter, or the day of review is past.
    """
    stance = footing(school)
    if not stance.sets_judgements:
        raise ValidationError(f"{stance.reason} No letter is imposed.")
    if review_on <= services.today():
        raise ValidationError({"review_on": "The day of review must be in the future"})
    text = document.dumps()
    row = change(
        StatementDocument(area=school.area, school=school),
        actor=actor,
        values={
            "measure": document.measure,
            "verdict": document.verdict,
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "as_of": document.as_of,
        },
        verb="keep document",
    )
    earlier = last_sent_verdict(school, document.measure)
    return change(
        Statement(area=school.area, school=school),
        actor=actor,
        values={
            "document": row,
            "owner_user": actor,
            "letter": draft_letter(
                document,
                place=school.area.name,
                review_on=review_on,
                actions=[
                    f"{row.text} {row.owner_role}, by {day(row.due)}. Shown by: "
                    f"{row.success_measure}"
                    for row in agreed_actions(school)
                ],
            ),
            "review_on": review_on,
            "needs_head": needs_sign_off(earlier, document.verdict),
        },
        verb="draft",
    )


def submit_statement(*, actor: User, statement: Statement, expected_version: int) -> Statement:
    """Put a draft up for sign-off.

    Raises
    ------
    ValidationError
        It is no draft.
    """
    _require(statement, StatementState.DRAFT)
    values = {"state": StatementState.WAITING}
    return change(
        statement, actor=actor, values=values, expected_version=expected_version, verb="submit"
    )


def send_back(
    *, actor: User, statement: Statement, expected_version: int, reason: str
) -> Statement:
    """Give a statement back to who drafted it, with what has to change."""
    _require(statement, StatementState.WAITING)
    return change(
        statement,
        actor=actor,
        values={"state": StatementState.DRAFT},
        expected_version=expected_version,
        verb="send back",
        reason=reason,
    )


def sign_statement(
    *, actor: User, by_role: str, statement: Statement, expected_version: int
) -> Statement:
    """Sign a statement off, as a second person.

    Raises
    ------
    ValidationError
        It does not wait, the person drafted it, or "cannot tell" is said again and the person is
        not the head of service.
    """
    _require(statement, StatementState.WAITING)
    if statement.owner_user_id == actor.pk:
        raise ValidationError("You drafted it. A second person signs it off.")
    may_repeat = has_permission(actor, statement.area, "schools.sign_repeated", statement)
    if not may_repeat and (statement.needs_head or says_cannot_tell_again(statement)):
        raise ValidationError(NEEDS_HEAD_OF_SERVICE)
    values = {
        "state": StatementState.SIGNED,
        "signed_by": actor,
        "signed_by_role": by_role,
        "signed_at": services.now(),
    }
    return change(
        statement, actor=actor, values=values, expected_version=expected_version, verb="sign off"
    )


def send_statement(*, actor: User, statement: Statement, expected_version: int) -> Statement:
    """Send it: from now on the school's people read it here.

    Raises
    ------
    ValidationError
        It is not signed off, or the council has no footing any more.
    """
    _require(statement, StatementState.SIGNED)
    stance = footing(statement.school)
    if not stance.sets_judgements:
        raise ValidationError(f"{stance.reason} No letter is imposed.")
    may_repeat = has_permission(actor, statement.area, "schools.sign_repeated", statement)
    if not (may_repeat or statement.needs_head) and says_cannot_tell_again(statement):
        # Two were signed off before either was sent: nobody agreed to the second as a second.
        raise ValidationError(NEEDS_HEAD_OF_SERVICE)
    values = {"state": StatementState.DISPATCHED, "sent_at": services.now()}
    return change(
        statement, actor=actor, values=values, expected_version=expected_version, verb="send"
    )


def discard_statement(*, actor: User, statement: Statement, expected_version: int) -> Statement:
    """Discard a draft; what it rested on stays."""
    _require(statement, StatementState.DRAFT)
    values = {"state": StatementState.DISCARDED}
    return change(
        statement, actor=actor, values=values, expected_version=expected_version, verb="discard"
    )


def says_cannot_tell_again(statement: Statement) -> bool:
    """Whether "cannot tell" is said again, by what was sent until now and not at the draft."""
    document = statement.document
    earlier = last_sent_verdict(statement.school, document.measure)
    return needs_sign_off(earlier, document.verdict)


def _require(statement: Statement, state: StatementState) -> None:
    if statement.state != state:
        words = {
            StatementState.DRAFT: "It is no draft any more.",
            StatementState.WAITING: "It does not wait for sign-off.",
            StatementState.SIGNED: "It is not signed off.",
        }
        raise ValidationError(words[state])
