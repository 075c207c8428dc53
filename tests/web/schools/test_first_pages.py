"""What a school's people see first, and what waits for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from ledger_rows import ask
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.schools.categories.actions import set_category

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", ["headteacher", "governor", "clerk", "trust_leader"])
def test_a_schools_people_see_their_own_school_first(
    role: str, area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    set_category(
        actor=None, by_role="", school=schools[OLD_MILL], category="B", reason="Seen.",
        effective_date=date(2026, 11, 1),
    )  # fmt: skip
    ask(area)
    page = text(client_for(role).get(DASHBOARD))
    assert f"{DASHBOARD}schools/{OLD_MILL}/" in page
    assert "B Light" in page
    assert HARBOUR not in page
    may_return = role in {"headteacher", "trust_leader"}
    assert ("Return predictions: Year 11 predictions, autumn round, Old Mill School" in page) == (
        may_return
    )


def test_officers_have_no_school_of_their_own(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    ask(area)
    for role in ("improvement_officer", "head_of_service", "board_member"):
        assert "Return predictions" not in text(client_for(role).get(DASHBOARD))


def test_the_leader_of_a_large_trust_asks_the_database_as_often_as_of_a_small_one(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    membership = users["trust_leader"].memberships.get()
    membership.school_urn, membership.body_id = "", "trust-90001"
    membership.save()
    client = client_for("trust_leader")
    ask(area)

    def count_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(DASHBOARD).status_code == 200
        return len(queries)

    count_queries()
    few = count_queries()
    for number in range(8):
        School(
            area=area, urn=str(999100 + number), name=f"Mole {number}", phase="Secondary",
            type_group="academy", trust_uid="90001", trust_name="Mole Trust",
        ).save()  # fmt: skip
    ask(area)
    assert count_queries() <= few + 2
