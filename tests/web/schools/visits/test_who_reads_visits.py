"""Who reads which record: planted words in every state, for every role, on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER, agree
from visit_rows import DUE, add_action, approved, drafted, replied, send_draft

from stocktake_web.accounts.models import Area, Membership, School, User
from stocktake_web.schools.visits.actions import send_to_head
from stocktake_web.schools.visits.models import Visit

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
SCHOOL_PEOPLE = {"headteacher", "governor", "clerk", "trust_leader"}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def plant(school: School, users: dict[str, User]) -> dict[str, Visit]:
    """A record in each state, each with a word of its own."""
    officer, head, chief = (
        users[name] for name in ("improvement_officer", "headteacher", "head_of_service")
    )
    rows = {
        "draft": drafted(school, officer, purpose="Planted draft."),
        "checking": send_draft(school, officer, purpose="Planted checking."),
        "ready": replied(send_draft(school, officer, purpose="Planted ready."), head),
        "approved": approved(school, officer, head, chief, purpose="Planted approved."),
    }
    old_note = drafted(school, None, purpose="Planted loaded.")
    Visit.objects.filter(pk=old_note.pk).update(state="loaded")
    return rows | {"loaded": old_note}


def readers_of(state: str) -> set[str]:
    if state == "draft":
        return {"improvement_officer"}
    return OFFICERS if state == "loaded" else OFFICERS | SCHOOL_PEOPLE


@pytest.mark.slow
def test_each_role_reads_what_is_open_to_it_and_nothing_else(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    rows = plant(schools[OLD_MILL], users)
    history = "/example-borough/dashboard/history/"
    for role in users:
        client = client_for(role)
        pages = [
            f"{BASE}{OLD_MILL}/", f"{BASE}{OLD_MILL}/visits/", f"{BASE}visits/",
            f"{BASE}visits/actions/", "/example-borough/dashboard/", history,
            "/example-borough/search/?q=planted",
        ]  # fmt: skip
        for state, row in rows.items():
            reads = role in readers_of(state)
            expected = 200 if reads else 403
            assert client.get(f"{BASE}visits/{row.pk}/").status_code == expected, (role, state)
            answer = client.get(f"{history}schools.visit/{row.pk}/")
            assert reads or "Old Mill" not in text(answer), (role, state)
            for page in pages:
                answer = client.get(page)
                if answer.status_code == 200 and not reads:
                    assert f"Planted {state}." not in text(answer), (role, page)
                    assert f"visits/{row.pk}/" not in text(answer), (role, page)


def test_the_people_of_another_school_read_nothing(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    agree(schools[PIER])
    row = send_draft(schools[PIER], users["improvement_officer"])
    for role in sorted(SCHOOL_PEOPLE):
        assert client_for(role).get(f"{BASE}visits/{row.pk}/").status_code == 403
        assert client_for(role).get(f"{BASE}{PIER}/visits/").status_code == 403
        assert client_for(role).post(f"{BASE}visits/{row.pk}/reply/").status_code == 403


def test_a_trust_leader_reads_the_schools_of_the_trust(
    area: Area, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    Membership.objects.filter(user=users["trust_leader"]).update(
        body_id="trust-90001", school_urn=""
    )
    agree(schools[HARBOUR])
    row = send_draft(schools[HARBOUR], users["improvement_officer"])
    leader = client_for("trust_leader")
    page = text(leader.get(f"{BASE}visits/{row.pk}/"))
    assert "Planted judgement." in page
    assert "required" not in page.lower()
    reply = leader.get(f"{BASE}visits/{row.pk}/reply/")
    assert "You are invited to reply" in text(reply)
    assert "required" not in text(reply).lower()


def test_whose_role_has_ended_reads_nothing(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = send_draft(schools[OLD_MILL], users["improvement_officer"])
    client = client_for("headteacher")
    assert client.get(f"{BASE}visits/{row.pk}/").status_code == 200
    Membership.objects.filter(user=users["headteacher"]).update(ends=date(2026, 11, 22))
    assert client_for("headteacher").get(f"{BASE}visits/{row.pk}/").status_code == 403


def test_another_places_number_is_not_found(
    schools: dict[str, School], users: dict[str, User], other_area: Area,
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    school = School.objects.create(
        area=other_area, urn="999091", name="Far School", type_group="maintained"
    )
    row = send_draft(school, users["improvement_officer"])
    officer = client_for("improvement_officer")
    steps = ("", "change/", "send/", "take-back/", "approve/", "discard/", "add/", "reply/",
             "no-reply/", "actions/add/")  # fmt: skip
    for step in steps:
        assert officer.get(f"{BASE}visits/{row.pk}/{step}").status_code == 404, step
    action = row.actions.get()  # type: ignore[attr-defined]
    for step in ("", "withdraw/", "result/", "check/"):
        assert officer.get(f"{BASE}visits/actions/{action.pk}/{step}").status_code == 404, step
    assert officer.get(f"{BASE}999091/visits/add/").status_code == 404


def test_many_records_cost_no_more_queries(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    officer = users["improvement_officer"]
    for number in range(60):
        row = drafted(schools[OLD_MILL], officer, purpose=f"Visit {number}.")
        for _ in range(3 if number == 59 else 1):
            add_action(row)
        row = send_to_head(actor=officer, visit=row, due=DUE, expected_version=row.version)
        if number % 2:
            replied(row, users["headteacher"], purpose="No.")
    Visit.objects.filter(state="checking").update(state="approved")
    for role in ("improvement_officer", "headteacher"):
        client = client_for(role)
        for page in (f"{BASE}{OLD_MILL}/visits/", f"{BASE}visits/", f"{BASE}visits/actions/"):
            with django_assert_max_num_queries(20):
                client.get(page)
        with django_assert_max_num_queries(40):
            client.get("/example-borough/dashboard/")
        for page in (f"{BASE}visits/{row.pk}/", f"{BASE}{OLD_MILL}/"):
            with django_assert_max_num_queries(20):
                client.get(page)
