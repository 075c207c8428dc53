"""A draft of whoever left is taken over by the head of service; the history keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from academy_rows import send_concern, worried
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import HARBOUR

from stocktake_web.accounts.models import Membership, School, User
from stocktake_web.audit.models import Event
from stocktake_web.schools.academy_concerns.models import AcademyConcern
from stocktake_web.schools.left_records.actions import take_over

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/academy-concerns/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def leave(user: User) -> None:
    Membership.objects.filter(user=user).update(ends=date(2026, 11, 22))


def test_the_head_of_service_takes_over_what_somebody_left(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    writer, chief = users["improvement_officer"], users["head_of_service"]
    row = worried(schools[HARBOUR], writer)
    client = client_for("head_of_service")
    assert client.get(f"{BASE}{row.pk}/").status_code == 403
    assert client.post(f"{BASE}{row.pk}/take-over/", {"version": 1}).status_code == 403
    assert "Take over" not in text(client.get(BASE))
    leave(writer)
    client = client_for("head_of_service")
    assert "Take over the draft about Harbour Academy" in text(client.get(BASE))
    task = "Take over the draft of a concern about Harbour Academy"
    assert task in text(client.get("/example-borough/dashboard/"))
    assert "Planted concern." in text(client.get(f"{BASE}{row.pk}/"))
    answer = client.post(f"{BASE}{row.pk}/take-over/", {"version": row.version}, follow=True)
    assert "It is yours to finish." in text(answer)
    assert "Send to the trust" in text(answer)
    row.refresh_from_db()
    assert row.owner_user == chief
    event = Event.objects.filter(verb="take over").get()
    assert event.actor_id == chief.pk
    assert task not in text(client.get("/example-borough/dashboard/"))


def test_nobody_else_reads_or_takes_it(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = worried(schools[HARBOUR], users["head_of_service"])
    leave(users["head_of_service"])
    for role in ("improvement_officer", "analyst", "headteacher", "trust_leader"):
        client = client_for(role)
        assert client.get(f"{BASE}{row.pk}/").status_code == 403, role
        assert client.post(f"{BASE}{row.pk}/take-over/", {"version": 1}).status_code == 403, role
        assert "Take over" not in text(client.get(BASE)), role


def test_what_was_sent_or_is_still_written_is_not_taken_over(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    chief = users["head_of_service"]
    row = send_concern(schools[HARBOUR], users["analyst"])
    with pytest.raises(ValidationError, match="nothing is left to take over"):
        take_over(actor=chief, record=row, expected_version=row.version)
    draft = worried(schools[HARBOUR], users["improvement_officer"])
    with pytest.raises(ValidationError, match="is an officer here"):
        take_over(actor=chief, record=draft, expected_version=draft.version)
    AcademyConcern.objects.filter(pk=draft.pk).update(owner_user=None)
    draft.refresh_from_db()
    assert take_over(actor=chief, record=draft, expected_version=1).owner_user == chief
