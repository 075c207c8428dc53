"""Every page says who may enter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.django_db


def test_the_places_are_public(area: Area, client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "Example Borough" in page.content.decode()


def test_the_dashboard_asks_the_public_to_sign_in(area: Area, client: Client) -> None:
    page = client.get("/example-borough/dashboard/")
    assert page.status_code == 302
    assert page["Location"] == "/accounts/login/?next=/example-borough/dashboard/"


def test_the_dashboard_opens_for_a_member(client_for: Callable[[str], Client]) -> None:
    page = client_for("secretary").get("/example-borough/dashboard/")
    assert page.status_code == 200
    assert "Your tasks" in page.content.decode()


def test_a_member_of_one_place_is_nobody_in_another(
    other_area: Area, client_for: Callable[[str], Client]
) -> None:
    page = client_for("administrator").get("/other-town/dashboard/")
    assert page.status_code == 403


def test_an_address_of_before_leads_to_the_same_page(client: Client, area: Area) -> None:
    """Mails and bookmarks name pages under ``desk/``."""
    answer = client.get(f"/{area.slug}/desk/plan/targets/?status=late")
    assert answer.status_code == 301
    assert answer["Location"] == f"/{area.slug}/dashboard/plan/targets/?status=late"
    assert client.get(f"/{area.slug}/desk/")["Location"] == f"/{area.slug}/dashboard/"
    assert client.get("/nowhere/desk/").status_code == 404
