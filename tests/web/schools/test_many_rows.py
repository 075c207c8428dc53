"""Lists of 200 schools ask the database as often as lists of two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from level_rows import level_of
from statement_rows import draft

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.levels.models import LevelReply, LevelRound, SchoolLevel
from stocktake_web.schools.statements.models import (
    Statement,
    StatementDocument,
    StatementReply,
    StatementState,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DASHBOARD = "/example-borough/dashboard/"
COUNT = 200
AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def many_schools(area: Area) -> list[School]:
    """Maintained secondary schools."""
    return School.objects.bulk_create(
        School(
            area=area, urn=str(910000 + number), name=f"Mole School {number}",
            phase="Secondary", type_group="maintained",
        )
        for number in range(COUNT)
    )  # fmt: skip


@pytest.fixture
def statements(area: Area, many_schools: list[School], users: dict[str, User]) -> list[Statement]:
    """One about each school: half wait for sign-off, half were sent and have a reply."""
    first = draft(many_schools[0], users["improvement_officer"])
    values = {
        name: getattr(first.document, name)
        for name in ("measure", "verdict", "text", "sha256", "as_of")
    }
    documents = StatementDocument.objects.bulk_create(
        StatementDocument(area=area, school=school, **values) for school in many_schools[1:]
    )
    rows = Statement.objects.bulk_create(
        Statement(
            area=area, school=document.school, document=document, letter="Invented.",
            owner_user=users["improvement_officer"], review_on=date(2027, 9, 30),
            state=StatementState.WAITING if number % 2 else StatementState.DISPATCHED,
            sent_at=None if number % 2 else AT,
        )
        for number, document in enumerate(documents)
    )  # fmt: skip
    StatementReply.objects.bulk_create(
        StatementReply(area=area, school=row.school, statement=row, text="Noted.", at=AT)
        for row in rows
        if row.sent_at
    )
    return rows


@pytest.fixture
def levels(area: Area, many_schools: list[School]) -> list[SchoolLevel]:
    """One of each school, to which each head agreed."""
    level_of(many_schools[0])
    round_ = LevelRound.objects.get(area=area)
    rows = SchoolLevel.objects.bulk_create(
        SchoolLevel(
            area=area, school=school, round=round_, start=Decimal(40), pupil_count=100,
            level=Decimal(45),
        )
        for school in many_schools[1:]
    )  # fmt: skip
    LevelReply.objects.bulk_create(
        LevelReply(
            area=area, school=row.school, school_level=row, capacity="head", level=row.level,
            agrees=True, at=AT,
        )
        for row in rows
    )  # fmt: skip
    return rows


def page_of(client: Client, address: str) -> str:
    answer = client.get(f"{DASHBOARD}{address}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ["improvement_officer", "head_of_service"])
def test_the_list_of_statements(
    role: str,
    statements: list[Statement],
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = client_for(role)
    with django_assert_max_num_queries(14):
        page = page_of(client, "schools/statements/")
    own_draft_count = role == "improvement_officer"
    assert page.count('<th scope="row"') == COUNT - 1 + own_draft_count
    assert page.count("Reply of 1 November 2026") == COUNT / 2


def test_the_list_of_levels(
    levels: list[SchoolLevel],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = client_for("head_of_service")
    with django_assert_max_num_queries(14):
        page = page_of(client, "schools/levels/")
    assert page.count("Mole School ") >= COUNT


def test_the_tasks_of_who_signs(
    statements: list[Statement],
    levels: list[SchoolLevel],
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    client = client_for("head_of_service")
    page_of(client, "")
    with django_assert_max_num_queries(40):
        page = page_of(client, "")
    assert "Sign off the statement about Mole School" in page


def test_the_tasks_of_a_trust_with_every_school(
    area: Area,
    statements: list[Statement],
    levels: list[SchoolLevel],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    membership = users["trust_leader"].memberships.get()
    membership.school_urn, membership.body_id = "", "trust-90009"
    membership.save()
    School.objects.filter(area=area).update(trust_uid="90009")
    client = client_for("trust_leader")
    page_of(client, "")
    with django_assert_max_num_queries(40):
        page_of(client, "")
