"""A record that its own page refuses is in no list, search, task, history or school's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from academy_rows import send_concern, worried
from concern_rows import concern
from django.test import Client
from django.urls import reverse
from power_rows import considered, drafted
from sample_parts import challenge_routes
from school_rows import OLD_MILL
from visit_rows import add_action
from visit_rows import drafted as drafted_visit

from stocktake_web.accounts.models import Area, School, User

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = (
    "analyst", "improvement_officer", "headteacher", "governor", "clerk", "trust_leader",
    "board_member", "councillor",
)  # fmt: skip
BASE = "/example-borough/dashboard/"


def plant(school: School, author: User) -> dict[str, str]:
    """Words that are read nowhere else, by the address of the record that has them."""
    visit = drafted_visit(school, author, purpose="Planted zebra purpose.")
    add_action(visit, text="Planted zebra action.")
    academy = School.objects.get(pk=school.pk)
    academy.type_group = "academy"
    rows: dict[str, tuple[str, Any]] = {
        "Planted zebra": ("visit", visit),
        "Planted yak": ("academy-concern", worried(academy, author, concern="Planted yak.")),
        "Planted ibex": ("academy-concern", send_concern(academy, author, concern="Planted ibex.")),
        "Planted gnu": ("concern-entry", concern(school, author, event="Planted gnu event")),
        "Planted emu": ("power", drafted(school, author, matters="Planted emu.", reason="No.")),
        "The head has a plan.": ("power", considered(school, author)),
    }
    return {
        word: reverse(f"schools:{name}", kwargs={"area": school.area.slug, "pk": row.pk})
        for word, (name, row) in rows.items()
    }


def pages(area: Area) -> list[str]:
    """Every address that shows more than one record."""
    addresses = [f"{BASE}", f"{BASE}history/", "/example-borough/search/?q=planted"]
    addresses += [f"{BASE}schools/", f"{BASE}schools/{OLD_MILL}/"]
    addresses.append(f"{BASE}schools/{OLD_MILL}/history/")
    for route in challenge_routes():
        is_page = route.access and "GET" in route.access.methods and route.address.endswith("/")
        if not is_page or "<int:pk>" in route.address:
            continue
        parts = {"urn": OLD_MILL} if "<int:urn>" in route.address else {}
        if "<str:kind>" not in route.address:
            addresses.append(reverse(route.name, kwargs={"area": area.slug} | parts))
    return addresses


def test_what_a_page_refuses_is_shown_nowhere(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    records = plant(schools[OLD_MILL], users["head_of_service"])
    leaks, refusals = [], set()
    for role in ROLES:
        client = client_for(role)
        hidden_records = {
            word: address
            for word, address in records.items()
            if client.get(address).status_code == 403
        }
        refusals |= {(role, word) for word in hidden_records}
        for page in pages(area):
            text = client.get(page).content.decode()
            leaks += [
                f"{role} {page}: {word}"
                for word, address in hidden_records.items()
                if word in text or f'"{address}"' in text
            ]
    assert leaks == []
    assert {word for _, word in refusals} == set(records)
    assert ("headteacher", "Planted gnu") in refusals
    assert ("improvement_officer", "Planted yak") in refusals
    assert ("trust_leader", "Planted ibex") not in refusals


def test_who_may_see_it_does(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    """The words are found where they may be read, so that the test above can fail."""
    records = plant(schools[OLD_MILL], users["head_of_service"])
    client = client_for("head_of_service")
    texts = [client.get(page).content.decode() for page in pages(area)]
    for word, address in records.items():
        assert any(word in text or f'"{address}"' in text for text in texts), word
