"""The three pages on which a head of service takes over what was left open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from academy_rows import worried
from django.test import Client
from school_rows import HARBOUR, OLD_MILL
from statement_rows import draft
from visit_rows import drafted

from stocktake_web.accounts.models import Membership, School, User

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
PAGES: tuple[tuple[str, Callable[[School, User], Any], str], ...] = (
    ("statements", draft, OLD_MILL),
    ("academy-concerns", worried, HARBOUR),
    ("visits", drafted, OLD_MILL),
)


@pytest.mark.parametrize(("page", "begin", "urn"), PAGES)
def test_the_page_says_whose_it_was_and_is_closed_to_others(
    page: str, begin: Callable[[School, User], Any], urn: str,
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    writer = users["improvement_officer"]
    row = begin(schools[urn], writer)
    address = f"{BASE}{page}/{row.pk}/take-over/"
    Membership.objects.filter(user=writer).update(ends=date(2026, 11, 22))
    answer = client_for("head_of_service").get(address)
    assert answer.status_code == 200
    text = " ".join(answer.content.decode().split())
    assert f"{writer.display_name} is no officer here any more." in text
    assert f'name="version" value="{row.version}"' in text
    for role in ("improvement_officer", "analyst", "headteacher", "governor", "trust_leader"):
        assert client_for(role).get(address).status_code == 403, role
    type(row).objects.filter(pk=row.pk).update(owner_user=None)
    assert client_for("head_of_service").get(address).status_code == 200, "an erased account"


@pytest.mark.parametrize(("page", "begin", "urn"), PAGES)
def test_who_left_for_another_role_is_led_nowhere(
    page: str, begin: Callable[[School, User], Any], urn: str,
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    """The draft may still be read by who wrote it, and asks nothing that would be refused."""
    writer = users["improvement_officer"]
    row = begin(schools[urn], writer)
    address = f"{BASE}{page}/{row.pk}/"
    client = client_for("improvement_officer")
    before = re.findall(f'href="({address}[^"]+)"', client.get(address).content.decode())
    Membership.objects.filter(user=writer).update(role="analyst")
    links = re.findall(f'href="({address}[^"]+)"', client.get(address).content.decode())
    assert [link for link in links if client.get(link).status_code != 200] == []
    assert len(links) < len(before)
