"""Where signing in leads: to the tasks, in the place where one has a role or that one chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from stocktake_web.accounts.memberships.actions import end_role, give_role
from stocktake_web.accounts.models import Area, Membership, Role, User

pytestmark = pytest.mark.django_db

ARRIVED = "/accounts/arrived/"
TASKS, OTHER_TASKS = "/example-borough/dashboard/", "/other-town/dashboard/"


@pytest.fixture
def second_role(other_area: Area, users: dict[str, User]) -> Membership:
    """The secretary of the first place is an adviser in the second."""
    return give_role(
        area=other_area,
        actor=None,
        user=users["secretary"],
        role=Role.ADVISER,
        starts=date(2026, 1, 1),
    )


def test_who_has_one_place_comes_to_the_tasks(client_for: Callable[[str], Client]) -> None:
    client = client_for("secretary")
    assert client.get(ARRIVED)["Location"] == TASKS
    assert "Your tasks" in client.get(ARRIVED, follow=True).content.decode()


def test_who_has_several_places_chooses_once(
    second_role: Membership, client_for: Callable[[str], Client]
) -> None:
    client = client_for("secretary")
    page = client.get(ARRIVED).content.decode()
    assert "Which place do you want to work in?" in page
    assert page.index("Example Borough") < page.index("Other Town")
    assert client.post(ARRIVED, {"place": "other-town"})["Location"] == OTHER_TASKS
    assert client.get(ARRIVED)["Location"] == OTHER_TASKS


@pytest.mark.parametrize(
    ("place", "error"),
    [("", "Select a place"), ("third-town", "Select a place in which you have a role")],
)
def test_a_place_must_be_one_of_ones_own(
    second_role: Membership, client_for: Callable[[str], Client], place: str, error: str
) -> None:
    client = client_for("secretary")
    answer = client.post(ARRIVED, {"place": place})
    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert client.get(ARRIVED).status_code == 200


def test_a_place_that_one_no_longer_belongs_to_is_forgotten(
    second_role: Membership, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    client = client_for("secretary")
    client.post(ARRIVED, {"place": "other-town"})
    end_role(
        area=second_role.area,
        actor=users["administrator"],
        membership=second_role,
        expected_version=1,
        reason="moved on",
    )
    assert client.get(ARRIVED)["Location"] == TASKS


def test_who_has_no_place_sees_the_account(
    users: dict[str, User], area: Area, client_for: Callable[[str], Client]
) -> None:
    membership = users["clerk"].memberships.get()
    end_role(
        area=area,
        actor=users["administrator"],
        membership=membership,
        expected_version=1,
        reason="moved on",
    )
    client = client_for("clerk")
    assert client.get(ARRIVED)["Location"] == "/accounts/security/"
    assert "no role in any place" in client.get(ARRIVED, follow=True).content.decode()
