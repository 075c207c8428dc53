"""The dashboard knows when a person was last here, and writes it at most once an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stocktake_web.accounts.dashboard.actions import note_visit
from stocktake_web.accounts.models import Area, User, Visit
from stocktake_web.accounts.personal_data.actions import erase_account
from stocktake_web.accounts.personal_data.queries import subject_access_data

pytestmark = pytest.mark.django_db


def test_a_visit_lasts_an_hour(area: Area, users: dict[str, User], moment: datetime) -> None:
    user = users["board_member"]
    assert note_visit(user, area, moment) is None
    assert note_visit(user, area, moment + timedelta(minutes=59)) is None
    assert note_visit(user, area, moment + timedelta(days=2)) == moment
    assert note_visit(user, area, moment + timedelta(days=2, minutes=5)) == moment
    assert note_visit(user, area, moment + timedelta(days=9)) == moment + timedelta(days=2)
    assert Visit.objects.count() == 1


def test_within_the_hour_nothing_is_written(
    area: Area, clock: Any, client_for: Callable[[str], Client]
) -> None:
    def writes() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/example-borough/dashboard/").status_code == 200
        statements = [query["sql"] for query in queries]
        return [sql for sql in statements if "accounts_visit" in sql and "SELECT" not in sql]

    client = client_for("board_member")
    assert len(writes()) == 1
    clock.forward(minutes=40)
    assert writes() == []
    clock.forward(minutes=40)
    assert len(writes()) == 1


def test_each_place_and_person_has_its_own(
    area: Area, other_area: Area, users: dict[str, User], moment: datetime
) -> None:
    note_visit(users["clerk"], area, moment)
    assert note_visit(users["clerk"], other_area, moment + timedelta(days=1)) is None
    assert note_visit(users["governor"], area, moment + timedelta(days=1)) is None


def test_where_it_cannot_be_written_the_page_is_shown(
    area: Area,
    client_for: Callable[[str], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(self: Visit, **kwargs: Any) -> None:
        raise DatabaseError("database or disk is full")

    monkeypatch.setattr(Visit, "save", refuse)
    assert client_for("board_member").get("/example-borough/dashboard/").status_code == 200


def test_it_is_exported_and_erased(area: Area, users: dict[str, User], moment: datetime) -> None:
    user = users["clerk"]
    note_visit(user, area, moment)
    [visit] = subject_access_data(user)["visits of the dashboard"]
    assert visit == {"place": "Example Borough", "began": moment.isoformat()}
    erase_account(user)
    assert not Visit.objects.exists()
