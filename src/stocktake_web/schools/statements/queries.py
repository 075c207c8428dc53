"""Reads statements, as far as a reader may open them."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from stocktake.schools import ImprovementStatement
from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.numbers import rows_about, school_today
from stocktake_web.schools.left_records.writers import has_no_writer
from stocktake_web.schools.statements.models import Statement, StatementDocument, StatementState


def statements(area: Area) -> QuerySet[Statement]:
    """Every statement, the latest first."""
    return (
        Statement.objects.filter(area=area)
        .annotate(is_left_behind=has_no_writer(area))
        .select_related("area", "school", "document", "owner_user")
        .prefetch_related("replies")
    )


def statement(area: Area, pk: int) -> Statement:
    """One statement."""
    return statements(area).get(pk=pk)


def readable(user: Person, area: Area, rows: QuerySet[Statement]) -> list[Statement]:
    """Those that their page opens to a person."""
    return [row for row in rows if has_permission(user, area, "schools.see_statement", row)]


def statements_of(user: Person, school: School) -> list[Statement]:
    """The statements of a school that a person may read, the latest first."""
    rows = statements(school.area).filter(rows_about([school]))
    return readable(user, school.area, rows.exclude(state=StatementState.DISCARDED))


def sent_to(user: Person, area: Area, schools: list[School]) -> list[Statement]:
    """What was sent about some schools and is open to a person, the latest first."""
    rows = statements(area).filter(rows_about(schools), state=StatementState.DISPATCHED)
    return readable(user, area, rows)


def document_of(row: StatementDocument) -> ImprovementStatement:
    """The library's document, as it was kept."""
    return ImprovementStatement.model_validate_json(row.text)


def raw_document(row: StatementDocument) -> dict[str, Any]:
    """The document of any version as plain values, for a page that outlives versions."""
    document: dict[str, Any] = json.loads(row.text)
    return document


def last_sent_verdict(school: School, measure: str) -> str | None:
    """The verdict of a school's last statement that was sent, in a measure of the same stage.

    Whether the school improves fast enough is one question at a key stage, in whichever measure it
    is answered.
    """
    stage = f"{measure.partition('.')[0]}."
    row = (
        Statement.objects.filter(
            rows_about([school_today(school)]),
            area=school.area,
            document__measure__startswith=stage,
            state=StatementState.DISPATCHED,
        )
        .select_related("document")
        .order_by("-sent_at", "-pk")
        .first()
    )
    return row.document.verdict if row else None
