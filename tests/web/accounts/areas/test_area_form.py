"""The page that changes what a place is called."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event

pytestmark = pytest.mark.django_db

PAGE = "/example-borough/dashboard/people/place/"


@pytest.mark.slow
def test_the_name_is_changed_and_recorded(area: Area, client_for: Callable[[str], Client]) -> None:
    client = client_for("administrator")
    answer = client.post(PAGE, {"name": "Example City", "version": area.version}, follow=True)
    assert "The name is changed." in answer.content.decode()
    area.refresh_from_db()
    assert (area.name, area.version) == ("Example City", 2)
    event = Event.objects.filter(object_type="accounts.area", verb="change").get()
    assert event.object_id == str(area.pk)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Enter name of the place"),
        (" ", "Enter name of the place"),
        ("x" * 121, "Ensure this value has at most 120 characters"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_the_page_keeps_the_stored_one(
    area: Area, client_for: Callable[[str], Client], name: str, message: str
) -> None:
    answer = client_for("administrator").post(PAGE, {"name": name, "version": area.version})
    page = answer.content.decode()
    assert message in page
    assert area.name in page.partition("<main")[0].partition("</title>")[2]
    area.refresh_from_db()
    assert (area.name, area.version) == ("Example Borough", 1)


def test_a_name_without_its_version_is_refused(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    answer = client_for("administrator").post(PAGE, {"name": "Example City"})
    assert answer.status_code == 200
    area.refresh_from_db()
    assert area.name == "Example Borough"


def test_only_an_administrator_of_the_place_may(
    area: Area, other_area: Area, client_for: Callable[[str], Client]
) -> None:
    values = {"name": "Example City", "version": 1}
    assert client_for("secretary").post(PAGE, values).status_code == 403
    elsewhere = "/other-town/dashboard/people/place/"
    assert client_for("administrator").post(elsewhere, values).status_code == 403
    other_area.refresh_from_db()
    assert other_area.name == "Other Town"
