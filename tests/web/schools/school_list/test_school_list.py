"""The list of schools, and what each role sees of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web.accounts.models import School, User
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.models import CategorySetting

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
SEE_ALL = (
    "analyst", "delivery_lead", "secretary", "board_member", "adviser", "head_of_service",
    "improvement_officer", "councillor",
)  # fmt: skip
SCHOOL_ROLES = ("headteacher", "governor", "clerk", "trust_leader")
NO_ROLES = ("administrator", "provider", "youth_member", "output_checker")
OFFICERS = ("analyst", "head_of_service", "improvement_officer")
TEXT = "Planted: only for those who judge and those who are judged"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def judged_schools(schools: dict[str, School], users: dict[str, User]) -> dict[str, School]:
    set_category(
        actor=None, by_role="Officer", school=schools[OLD_MILL], category="C", reason=TEXT,
        effective_date=date(2026, 11, 1),
    )  # fmt: skip
    return schools


@pytest.mark.parametrize("role", [*SEE_ALL, *SCHOOL_ROLES, *NO_ROLES])
def test_each_role_sees_exactly_what_it_should(
    role: str, judged_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client = client_for(role)
    all_schools = client.get(BASE)
    own_school = client.get(f"{BASE}{OLD_MILL}/")
    other_school = client.get(f"{BASE}{HARBOUR}/")
    assert all_schools.status_code == (200 if role in SEE_ALL else 403)
    assert own_school.status_code == (403 if role in NO_ROLES else 200)
    assert other_school.status_code == (200 if role in SEE_ALL else 403)
    assert (TEXT in text(own_school)) == (role in OFFICERS + SCHOOL_ROLES)
    assert ("C Targeted" in text(all_schools)) == (role in OFFICERS)


def test_a_trust_leader_sees_the_schools_of_the_trust_and_no_other(
    judged_schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    membership = users["trust_leader"].memberships.get()
    membership.school_urn, membership.body_id = "", "trust-90001"
    membership.save()
    client = client_for("trust_leader")
    assert client.get(f"{BASE}{HARBOUR}/").status_code == 200
    assert client.get(f"{BASE}{PIER}/").status_code == 403
    assert client.get(f"{BASE}{OLD_MILL}/").status_code == 403


def test_the_history_of_a_category_is_closed_to_those_who_may_not_read_it(
    judged_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    number = CategorySetting.objects.get().pk
    addresses = [
        f"/example-borough/dashboard/history/{page}"
        for page in ("", f"schools.categorysetting/{number}/")
    ]
    for address in addresses:
        history_page = text(client_for("head_of_service").get(address))
        assert "The category of Old Mill School" in history_page
        for role in ("secretary", "administrator", "delivery_lead"):
            page = text(client_for(role).get(address))
            assert "The category of Old Mill School" not in page
            assert TEXT not in page
    assert TEXT in history_page
    assert "something that was removed" not in history_page


def test_the_list_is_narrowed_by_phase(
    judged_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    page = text(client_for("analyst").get(f"{BASE}?phase=Primary"))
    assert "Pier Primary" in page
    assert "The category of Old Mill School" not in page


def test_a_school_is_found_by_search_by_those_who_may_open_it(
    judged_schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    address = "/example-borough/search/?q=harbour+academy"
    assert f"{BASE}{HARBOUR}/" in text(client_for("councillor").get(address))
    assert f"{BASE}{HARBOUR}/" not in text(client_for("headteacher").get(address))
    assert f"{BASE}{OLD_MILL}/" in text(
        client_for("headteacher").get("/example-borough/search/?q=old+mill")
    )
