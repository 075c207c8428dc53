"""Statements of the demonstration, from the invented results: drafted, waiting, signed, sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from stocktake.schools import ImprovementStatement
from stocktake.standards import StocktakeError
from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footings
from stocktake_web.schools.statements.actions import (
    draft_statement,
    send_statement,
    sign_statement,
    submit_statement,
)
from stocktake_web.schools.statements.models import Statement, StatementReply
from stocktake_web.services.school_improvement import state_rate

LEVELS = {"Primary": 62.0, "Secondary": 46.0}
"""Which level is asked of a school, as a figure of its best measure."""


def add_statements(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """One of each state; where nothing can be stated of a school, the next one has it.

    The first school is that of the head and the governor: its statement has a reply.
    """
    stances = footings(area, schools)
    documents = _documents(area, [row for row in schools if stances[row.pk].sets_judgements])
    steps = (_reply, _send, _sign, _submit, None)
    for (school, document), step in zip(documents, steps, strict=False):
        statement = _draft(users, school, document)
        if step:
            step(users, statement)


def _documents(area: Area, schools: list[School]) -> Iterator[tuple[School, ImprovementStatement]]:
    by = date(services.today().year + 1, 8, 31)
    for school in schools:
        try:
            level = LEVELS[school.phase]
            yield school, state_rate(area, int(school.urn), level=level, by=by)
        except (KeyError, StocktakeError):
            continue


def _draft(users: dict[str, User], school: School, document: ImprovementStatement) -> Statement:
    return draft_statement(
        actor=users[Role.IMPROVEMENT_OFFICER],
        school=school,
        document=document,
        review_on=services.today() + timedelta(days=300),
    )


def _submit(users: dict[str, User], statement: Statement) -> Statement:
    return submit_statement(
        actor=users[Role.IMPROVEMENT_OFFICER],
        statement=statement,
        expected_version=statement.version,
    )


def _sign(users: dict[str, User], statement: Statement) -> Statement:
    waiting = _submit(users, statement)
    return sign_statement(
        actor=users[Role.HEAD_OF_SERVICE],
        by_role=Role.HEAD_OF_SERVICE.label,
        statement=waiting,
        expected_version=waiting.version,
    )


def _send(users: dict[str, User], statement: Statement) -> Statement:
    signed = _sign(users, statement)
    return send_statement(
        actor=users[Role.HEAD_OF_SERVICE], statement=signed, expected_version=signed.version
    )


def _reply(users: dict[str, User], statement: Statement) -> StatementReply:
    sent_statement = _send(users, statement)
    return change(
        StatementReply(area=statement.area, school=statement.school, statement=sent_statement),
        actor=users[Role.HEADTEACHER],
        values={
            "text": "The figures are right. Two of the teachers of year 6 are new since September.",
            "by": users[Role.HEADTEACHER],
            "by_role": Role.HEADTEACHER.label,
            "at": services.now(),
        },
        verb="reply",
    )
