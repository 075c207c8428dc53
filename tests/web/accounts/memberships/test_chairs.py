"""The chair of governors: marked with the role, shown, kept in the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake_web.accounts.invitations.actions import accept_invitation, invite
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.personal_data.queries import subject_access_data
from stocktake_web.audit.models import Event
from tests.web.conftest import SCHOOL_URN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
PEOPLE = "/example-borough/dashboard/people"


@pytest.fixture
def membership(users: dict[str, User]) -> Membership:
    row = Membership.objects.get(user=users["governor"])
    row.is_chair = False
    row.save()
    return row


def change_of(client: Client, membership: Membership, **fields: str) -> str:
    form = {
        "role": "governor", "school_urn": SCHOOL_URN, "version": membership.version,
        "reason": "Elected to the chair.",
    }  # fmt: skip
    address = f"{PEOPLE}/{membership.pk}/"
    return str(client.post(address, form | fields, follow=True).content.decode())


def test_a_governor_becomes_the_chair_and_the_list_and_history_say_so(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    client = client_for("administrator")
    assert "Chair of governors" not in client.get(f"{PEOPLE}/").content.decode()
    assert "Chair of governors" in change_of(client, membership, is_chair="on")
    membership.refresh_from_db()
    assert membership.is_chair
    assert "is_chair" in Event.objects.filter(verb="change role").latest("number").digests
    assert subject_access_data(membership.user)["roles"][0]["chairs the governing body"] is True


def test_the_mark_is_taken_away_and_goes_with_another_role(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    client = client_for("administrator")
    for fields in ({}, {"role": "clerk", "is_chair": "on"}):
        Membership.objects.filter(pk=membership.pk).update(is_chair=True)
        change_of(client, membership, **fields)
        membership.refresh_from_db()
        assert not membership.is_chair


def test_only_the_role_of_governor_offers_the_mark(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    client = client_for("administrator")
    for role in Role.values:
        page = client.get(f"{PEOPLE}/invite/?role={role}").content.decode()
        assert ('name="is_chair"' in page) == (role == Role.GOVERNOR), role


def test_nobody_else_is_given_the_mark(area: Area, users: dict[str, User]) -> None:
    with pytest.raises(ValidationError, match="Only a governor chairs the governing body"):
        give_role(
            area=area, actor=None, user=users["clerk"], role=Role.CLERK, school_urn=SCHOOL_URN,
            is_chair=True,
        )  # fmt: skip


def test_a_governor_cannot_mark_themself(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    client = client_for("governor")
    address = f"{PEOPLE}/{membership.pk}/"
    form = {"role": "governor", "school_urn": SCHOOL_URN, "version": "1", "is_chair": "on"}
    assert client.post(address, form).status_code == 403
    membership.refresh_from_db()
    assert not membership.is_chair


def test_an_invitation_carries_the_mark(area: Area, users: dict[str, User]) -> None:
    invitation, _ = invite(
        area=area,
        actor=users["administrator"],
        email="new@example.org",
        display_name="New Chair",
        role=Role.GOVERNOR,
        school_urn=SCHOOL_URN,
        is_chair=True,
    )
    assert invitation.role_title == "Chair of governors"
    user = accept_invitation(
        invitation=invitation, display_name="New Chair", password="a long enough password"
    )
    assert Membership.objects.get(user=user).is_chair
