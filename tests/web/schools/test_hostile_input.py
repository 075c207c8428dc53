"""What nobody sends by a form: no page breaks over it, and none breaks over what was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from page_forms import form_of
from sample_parts import challenge_routes, parts_for, sample_parts

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions.matrix import NO, ROLES, cell_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LONG_WORD = "W" * 5000
CONTROL = "Read\x00\x07\x1b[2J\x0b\u202e\ufffe daily <script>alert(1)</script> {{ 7*7 }}"
BAD_CONTENT = (
    (CONTROL, "-1", ("1", "1", "1"), lambda values: "' OR 1=1 --"),
    (LONG_WORD, "9" * 40, ("31", "12", "99999999"), lambda values: values[-1]),
    ("W" * 100, "1", ("31", "12", "9999"), lambda values: values[0]),
    ("=cmd|' /C calc'!A0", "NaN", ("²", "Ⅳ", "٢٠٢٦"), lambda values: "9" * 40),
)
"""Text, number, date in three boxes, and which choice."""
GOOD_CONTENT = {
    "the year 1000": ("W" * 100, "1", ("1", "1", "1000"), lambda values: values[-1]),
    "the end of time": ("W" * 100, "1", ("31", "12", "2199"), lambda values: values[0]),
    "today": ("W" * 100, "2", ("23", "11", "2026"), lambda values: values[-1]),
}
"""The same, of which some is kept."""


def role_for(permission: str) -> str:
    """A role that has the permission, the head of service first."""
    allowed = [role for role in ROLES if cell_of(permission, role) != NO]
    order = ("head_of_service", "improvement_officer", "headteacher", "trust_leader", *allowed)
    return next(role for role in order if role in allowed)


class Browsing:
    """Every address of challenge and support, opened by a role that may open it."""

    def __init__(self, area: Area, parts: dict[str, Any], client_for: Any) -> None:
        self.area, self.parts = area, parts
        self.clients: dict[str, Client] = {role: client_for(role) for role in ROLES}

    def addresses(self, method: str) -> list[tuple[Client, str]]:
        """Who opens which address."""
        addresses = []
        for route in challenge_routes():
            permission = route.access.methods.get(method) if route.access else None
            if permission is None:
                continue
            role = role_for(permission)
            parts = parts_for(self.parts.get(route.name, {}), role)
            address = reverse(route.name, kwargs={"area": self.area.slug} | parts)
            addresses.append((self.clients[role], address))
        return addresses

    def send(self, *content: Any) -> list[tuple[Client, str]]:
        """Send the same by every form; the pages to which those lead that were taken."""
        pages = []
        for client, address in self.addresses("POST"):
            form = form_of(client.get(address).content)
            with transaction.atomic():
                answer: Any = client.post(address, form.data_of(*content))
            assert answer.status_code in {200, 302, 403, 404, 409}, (address, answer.status_code)
            if answer.status_code == 302:
                pages.append((client, answer["Location"]))
        return pages


@pytest.fixture
def browsing(
    area: Area, users: dict[str, User], moment: datetime, client_for: Callable[[str], Client]
) -> Browsing:
    """With rows at every address."""
    return Browsing(area, sample_parts(area, users, moment), client_for)


def test_no_page_breaks_over_what_it_refuses(browsing: Browsing) -> None:
    for content in BAD_CONTENT:
        browsing.send(*content)


@pytest.mark.parametrize("kind", GOOD_CONTENT)
def test_no_page_breaks_over_what_was_taken(kind: str, browsing: Browsing) -> None:
    kept_pages = browsing.send(*GOOD_CONTENT[kind])
    assert len(kept_pages) > {"today": 25}.get(kind, 8)
    pages = [
        (browsing.clients[role], f"/example-borough/{page}")
        for role in ("head_of_service", "headteacher")
        for page in ("dashboard/", "dashboard/schools/999001/", "search/?q=WWW")
    ]
    for client, page in (*kept_pages, *browsing.addresses("GET"), *pages):
        assert client.get(page).status_code in {200, 302, 403, 404}, page
