"""Statements of an invented school for tests: the library makes them from invented results."""

from __future__ import annotations

from datetime import date
from typing import Any

from invented_results import P8, SCHOOL, figure_rows, improvement_of, many_starts

from stocktake.schools import ImprovementStatement, StatedLevel, state_improvement
from stocktake_web.accounts.models import School, User
from stocktake_web.schools.statements.actions import draft_statement, submit_statement
from stocktake_web.schools.statements.models import Statement

REVIEW = date(2027, 9, 30)


def document(verdict: str = "cannot_tell", **changes: Any) -> ImprovementStatement:
    """A statement about Progress 8, with the verdict that a test needs."""
    values = {"201516": -0.7, "201617": -0.4, "201718": -0.2}
    data = improvement_of(figure_rows(SCHOOL, P8, values, pupils=120), many_starts())
    statement = state_improvement(data, SCHOOL, StatedLevel(P8, -0.5, date(2019, 8, 31)))
    words = {"cannot_tell": "Cannot tell", "sufficient": "Sufficient"}[verdict]
    return statement.model_copy(update={"verdict": verdict, "verdict_words": words} | changes)


def draft(
    school: School, actor: User | None, verdict: str = "cannot_tell", **changes: Any
) -> Statement:
    """A draft of a person."""
    return draft_statement(
        actor=actor, school=school, document=document(verdict, **changes), review_on=REVIEW
    )


def waiting(school: School, actor: User, verdict: str = "cannot_tell") -> Statement:
    """A statement that waits for sign-off."""
    row = draft(school, actor, verdict)
    return submit_statement(actor=actor, statement=row, expected_version=row.version)
