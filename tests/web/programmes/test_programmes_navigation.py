"""Who finds the pages of programmes in the navigation: each role its own way in, and one alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area

pytestmark = pytest.mark.django_db
DESK = "/example-borough/dashboard/"
PAGES = ("programmes/", "programmes/proposals/", "programmes/asks/")


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("head_of_service", PAGES[:2]),
        ("councillor", PAGES[:1]),
        ("provider", PAGES[1:2]),
        ("headteacher", PAGES[2:]),
    ],
)
def test_each_role_has_its_own_way_in(
    role: str, pages: tuple[str, ...], area: Area, client_for: Callable[[str], Client]
) -> None:
    text = client_for(role).get(DESK).content.decode().partition("<main")[0]
    assert tuple(page for page in PAGES if f'href="{DESK}{page}"' in text) == pages
