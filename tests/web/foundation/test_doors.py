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


def test_the_desk_asks_the_public_to_sign_in(area: Area, client: Client) -> None:
    page = client.get("/example-borough/desk/")
    assert page.status_code == 302
    assert page["Location"] == "/accounts/login/?next=/example-borough/desk/"


def test_the_desk_opens_for_a_member(client_for: Callable[[str], Client]) -> None:
    page = client_for("secretary").get("/example-borough/desk/")
    assert page.status_code == 200
    assert "What needs me" in page.content.decode()


def test_a_member_of_one_place_is_nobody_in_another(
    other_area: Area, client_for: Callable[[str], Client]
) -> None:
    page = client_for("administrator").get("/other-town/desk/")
    assert page.status_code == 403
