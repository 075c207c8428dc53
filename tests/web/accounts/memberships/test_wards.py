"""A councillor's ward: chosen from the place's list, typed where there is none, seen first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake_web.accounts.invitations.actions import accept_invitation, invite
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.memberships.models import Membership
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.personal_data.queries import subject_access_data
from stocktake_web.audit.models import Event

pytestmark = pytest.mark.django_db
PEOPLE = "/example-borough/dashboard/people"


@pytest.fixture
def membership(users: dict[str, User]) -> Membership:
    return Membership.objects.get(user=users["councillor"])


def change_of(client: Client, membership: Membership, **fields: str) -> str:
    address = f"{PEOPLE}/{membership.pk}/"
    form = {"role": "councillor", "version": membership.version, "reason": "Elected."}
    return str(client.post(address, form | fields, follow=True).content.decode())


def test_a_ward_is_chosen_from_the_list_and_seen_by_the_councillor(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    client = client_for("administrator")
    page = client.get(f"{PEOPLE}/{membership.pk}/").content.decode()
    select = re.findall(r'<select[^>]*name="ward".*?</select>', page, re.S)[0]
    assert len(re.findall("<option", select)) == 22
    assert "Bispham ward" in change_of(client, membership, ward="Bispham")
    membership.refresh_from_db()
    assert membership.ward == "Bispham"
    event = Event.objects.filter(verb="change role").latest("number")
    assert "ward" in event.digests
    assert subject_access_data(membership.user)["roles"][0]["ward"] == "Bispham"


@pytest.mark.parametrize("ward", ["Nowhere", "bispham", "<b>", "x" * 101])
def test_a_ward_that_the_list_does_not_have_is_refused(
    client_for: Callable[[str], Client], membership: Membership, ward: str
) -> None:
    page = change_of(client_for("administrator"), membership, ward=ward)
    assert "Select a ward of this place" in page
    membership.refresh_from_db()
    assert membership.ward == ""


def test_a_ward_that_the_list_lost_since_may_stay(
    client_for: Callable[[str], Client], membership: Membership
) -> None:
    Membership.objects.filter(pk=membership.pk).update(ward="Old Town")
    page = change_of(client_for("administrator"), membership, ward="Old Town")
    assert "Old Town ward" in page


def test_a_place_without_a_list_takes_a_typed_ward(
    client_for: Callable[[str], Client], membership: Membership, area: Area
) -> None:
    Area.objects.filter(pk=area.pk).update(place_id="la-001")
    client = client_for("administrator")
    page = client.get(f"{PEOPLE}/{membership.pk}/").content.decode()
    assert re.search(r'<input[^>]*name="ward"', page)
    assert "St Anne’s ward" in change_of(client, membership, ward=" St Anne’s ")


def test_a_place_may_have_a_list_of_its_own(
    client_for: Callable[[str], Client], membership: Membership, area: Area, tmp_path: Path
) -> None:
    folder = tmp_path / "wards"
    folder.mkdir()
    (folder / "own.toml").write_text(
        'place = "la-001"\ntitle = "Own"\nknown_until = 2026\nwards = ["East", "West"]\n'
        '[source]\ntitle = "The council"\nyear = 2026\nverified = false\n'
        'link = "https://example.org/wards"\n'
    )
    Area.objects.filter(pk=area.pk).update(place_id="la-001", own_definitions=str(tmp_path))
    page = client_for("administrator").get(f"{PEOPLE}/{membership.pk}/").content.decode()
    select = re.findall(r'<select[^>]*name="ward".*?</select>', page, re.S)[0]
    assert re.findall(r'value="(\w+)"', select) == ["East", "West"]


def test_only_a_councillor_has_a_ward(
    client_for: Callable[[str], Client], membership: Membership, area: Area, users: dict[str, User]
) -> None:
    with pytest.raises(ValidationError, match="Only a councillor has a ward"):
        give_role(area=area, actor=None, user=users["analyst"], role=Role.ANALYST, ward="Bispham")
    # Who becomes something else keeps no ward.
    Membership.objects.filter(pk=membership.pk).update(ward="Bispham")
    change_of(client_for("administrator"), membership, role="adviser", ward="Bispham")
    membership.refresh_from_db()
    assert (membership.role, membership.ward) == ("adviser", "")


def test_an_invitation_carries_the_ward(area: Area, users: dict[str, User]) -> None:
    invitation, _ = invite(
        area=area,
        actor=users["administrator"],
        email="new@example.org",
        display_name="New Councillor",
        role=Role.COUNCILLOR,
        ward="Layton",
    )
    user = accept_invitation(
        invitation=invitation, display_name="New Councillor", password="a long enough password"
    )
    assert Membership.objects.get(user=user).ward == "Layton"
