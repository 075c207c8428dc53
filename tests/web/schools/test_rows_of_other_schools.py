"""Rows of another school of the area: no form takes them, and no task lets somebody in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from concern_rows import concern
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, agree
from visit_rows import add_action, approved, drafted

from stocktake_web.accounts.models import Membership, School, User
from stocktake_web.schools.concern_entries.models import ConcernEntry
from stocktake_web.schools.specialist_provision.models import Provision
from stocktake_web.schools.visit_actions.models import VisitAction

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
ACTION = {
    "text": "Read aloud.", "owner_role": "Chair", "success_measure": "Nine of ten.",
    "due_day": "18", "due_month": "12", "due_year": "2026",
}  # fmt: skip


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_one_event_is_not_that_of_another_school(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    agree(schools[HARBOUR])
    other_entry = concern(schools[HARBOUR], users["improvement_officer"])
    data = {
        "is_allegation": "no", "source": "attendance", "event": "Attendance fell",
        "evidence": "Figures.", "same_event": other_entry.pk,
        "event_date_day": "16", "event_date_month": "11", "event_date_year": "2026",
    }  # fmt: skip
    answer = client_for("improvement_officer").post(f"{BASE}{OLD_MILL}/concerns/add/", data)
    assert "Select a valid choice" in text(answer)
    assert ConcernEntry.objects.count() == 1


def test_an_action_is_no_task_of_who_may_not_report_it(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    """A governor of another school, or a member of the board, would never be asked for it."""
    officer = users["improvement_officer"]
    visit = drafted(schools[OLD_MILL], officer)
    Membership.objects.filter(user=users["governor"]).update(school_urn=HARBOUR)
    client = client_for("improvement_officer")
    address = f"{BASE}visits/{visit.pk}/actions/add/"
    for role in ("governor", "board_member", "councillor"):
        answer = client.post(address, ACTION | {"assignee": users[role].pk})
        assert "Select a valid choice" in text(answer), role
    for role in ("clerk", "headteacher", "improvement_officer"):
        assert client.post(address, ACTION | {"assignee": users[role].pk}).status_code == 302, role
    assert VisitAction.objects.count() == 3


def test_who_left_the_school_no_longer_has_its_action(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    visit = approved(
        schools[OLD_MILL], users["improvement_officer"], users["headteacher"],
        users["head_of_service"],
    )  # fmt: skip
    VisitAction.objects.filter(visit=visit).update(assignee=users["governor"])
    action = VisitAction.objects.get(visit=visit)
    address = f"{BASE}visits/actions/{action.pk}/result/"
    assert client_for("governor").get(address).status_code == 200
    Membership.objects.filter(user=users["governor"]).update(school_urn=HARBOUR, body_id="")
    assert client_for("governor").get(address).status_code == 403
    assert action.text not in text(client_for("governor").get("/example-borough/dashboard/"))


def test_a_base_that_opens_in_the_last_year_that_is_taken_is_shown(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    data = {
        "title": "Base", "kind": "base", "school": schools[OLD_MILL].pk, "review_months": "36",
        "commissioned_places": "8", "registration": "not_checked",
        "opens_on_day": "31", "opens_on_month": "12", "opens_on_year": "9999",
    }  # fmt: skip
    client = client_for("head_of_service")
    answer = client.post(f"{BASE}specialist-provision/add/", data)
    assert "First day must be in the year 2199 or before" in text(answer)
    data["opens_on_year"] = "2199"
    assert client.post(f"{BASE}specialist-provision/add/", data).status_code == 302
    assert "Base" in text(client.get(f"{BASE}specialist-provision/"))
    row = Provision.objects.get()
    assert client.get(f"{BASE}specialist-provision/{row.pk}/").status_code == 200


def test_an_action_of_a_draft_stays_with_its_record(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    """The record of the address counts, not one that is sent with the form."""
    officer = users["improvement_officer"]
    visit, second_visit = drafted(schools[OLD_MILL], officer), drafted(schools[OLD_MILL], officer)
    action = add_action(visit)
    data = ACTION | {
        "version": action.version,
        "visit": second_visit.pk,
        "school": schools[HARBOUR].pk,
    }
    client_for("improvement_officer").post(f"{BASE}visits/actions/{action.pk}/", data)
    action.refresh_from_db()
    assert (action.text, action.visit_id, action.school_id) == (
        "Read aloud.", visit.pk, schools[OLD_MILL].pk,
    )  # fmt: skip
