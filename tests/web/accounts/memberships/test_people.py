"""Inviting, changing roles, ending them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.invitations.actions import INVITATION_LIFE
from stocktake_web.accounts.memberships.actions import change_role, end_role, give_role
from stocktake_web.accounts.models import Area, Invitation, Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.accounts.permissions import PERMISSIONS, has_permission, has_permission_somewhere
from stocktake_web.audit.models import Event
from stocktake_web.log_redaction import RedactingFormatter
from tests.web.conftest import BODY_ID, SCHOOL_URN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]

PEOPLE = "/example-borough/dashboard/people/"
INVITED = {
    "display_name": "Example Newcomer",
    "email": "New.Comer@Example.org",
    "role": "governor",
    "school_urn": SCHOOL_URN,
    "body_id": "",
}
NEW = {
    "display_name": "Example Newcomer",
    "password": "four green apples sing",
    "again": "four green apples sing",
}


def invited(client: Client, **changes: str) -> str:
    """The address that a person is sent."""
    page = client.post(f"{PEOPLE}invite/?role=governor&school=old+mill", INVITED | changes)
    assert "is on its way to" in page.content.decode()
    match = re.search(r"http://testserver(/accounts/invitation/\S+)", mail.outbox[-1].body)
    assert match
    return match[1]


def test_a_person_is_invited_and_comes_in(
    area: Area, client: Client, client_for: Callable[[str], Client]
) -> None:
    link = invited(client_for("administrator"))
    assert mail.outbox[0].to == ["new.comer@example.org"]
    assert "You will sign in as new.comer@example.org" in client.get(link).content.decode()
    assert client.post(link, NEW)["Location"] == "/example-borough/dashboard/"
    assert client.get("/example-borough/dashboard/").status_code == 200
    person = User.objects.get(email="new.comer@example.org")
    assert person.memberships.get().school_urn == "999001"
    assert [e.verb for e in Event.objects.filter(object_type="accounts.membership")][-1] == (
        "give role"
    )


def test_an_invitation_names_the_place_and_is_shown_to_send_otherwise(
    client: Client, client_for: Callable[[str], Client]
) -> None:
    page = client_for("administrator").post(f"{PEOPLE}invite/", INVITED)
    [message] = mail.outbox
    assert message.subject == "Stocktake: you are invited to Example Borough"
    address = page.content.decode().partition("<code>")[2].partition("</code>")[0]
    assert address in message.body
    assert "no-store" in page["Cache-Control"]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"STOCKTAKE_SENDS_MAIL": False}, "This installation sends no mail: send the address"),
        (
            # Nothing listens there.
            {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": 1,
            },
            "The mail could not be sent: send the address",
        ),
    ],
)
def test_an_invitation_that_could_not_be_mailed_is_not_lost(
    client: Client,
    client_for: Callable[[str], Client],
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    changes: dict[str, Any],
    message: str,
) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    page = client_for("administrator").post(f"{PEOPLE}invite/", INVITED).content.decode()
    assert f"{message} below to new.comer@example.org yourself." in page
    assert "is on its way" not in page
    assert mail.outbox == []
    assert "example.org" not in caplog.text.lower()
    address = page.partition("<code>")[2].partition("</code>")[0]
    assert client.post(address, NEW)["Location"] == "/example-borough/dashboard/"


def test_an_invitation_works_once(client: Client, client_for: Callable[[str], Client]) -> None:
    link = invited(client_for("administrator"))
    client.post(link, NEW)
    again = Client().get(link)
    assert again.status_code == 410
    assert "This invitation is over" in again.content.decode()


def test_an_invitation_is_over_after_two_weeks(
    client: Client, client_for: Callable[[str], Client], clock: object
) -> None:
    link = invited(client_for("administrator"))
    clock.forward(days=14)
    assert client.get(link).status_code == 410


def test_an_invitation_can_be_withdrawn(
    client: Client, client_for: Callable[[str], Client]
) -> None:
    administrator = client_for("administrator")
    link = invited(administrator)
    address = f"{PEOPLE}invitations/{Invitation.objects.get().pk}/withdraw/"
    assert administrator.post(address).status_code == 302
    assert administrator.post(address).status_code == 302
    assert Event.objects.filter(verb="withdraw").count() == 1
    assert client.get(link).status_code == 410


def test_the_link_is_not_in_the_database(client_for: Callable[[str], Client]) -> None:
    token = invited(client_for("administrator")).split("/")[3]
    digest = Invitation.objects.get().token_digest
    assert token not in digest
    contents = [
        str(event.stored_values.content) for event in Event.objects.select_related("stored_values")
    ]
    assert token not in "".join(contents)


def test_who_has_an_account_signs_in_to_accept(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    governor = users["governor"]
    link = invited(client_for("administrator"), email=governor.email, role="clerk")
    stranger = Client()
    assert "Sign in to it" in stranger.get(link).content.decode()
    stranger.post(link, NEW)
    assert not governor.memberships.filter(role="clerk").exists(), "the link is not the password"
    clerk = client_for("clerk")
    clerk.post(link, {})
    assert users["clerk"].memberships.count() == 1, "an invitation is for one person"
    assert client_for("governor").post(link, {}).status_code == 302
    assert governor.memberships.filter(role="clerk").exists()


def test_passwords_that_differ(client: Client, client_for: Callable[[str], Client]) -> None:
    link = invited(client_for("administrator"))
    page = client.post(link, NEW | {"again": "something else"}).content.decode()
    assert "The two passwords are not the same" in page
    assert not User.objects.filter(email="new.comer@example.org").exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"email": ""}, "Enter e-mail address"),
        ({"role": ""}, "Select a role"),
        ({"role": "king"}, "Select a role from the list"),
        ({"school_urn": "12"}, "Select a school of this place that is open"),
        ({"school_urn": ""}, "Select the school that the role of governor is about"),
    ],
)
def test_an_invitation_that_is_not_complete(
    client_for: Callable[[str], Client], changes: dict[str, str], message: str
) -> None:
    page = client_for("administrator").post(f"{PEOPLE}invite/?role=governor", INVITED | changes)
    assert message in page.content.decode()
    assert mail.outbox == []


def test_a_role_is_ended_and_the_history_says_why(
    users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    administrator = client_for("administrator")
    membership = users["clerk"].memberships.get()
    address = f"{PEOPLE}{membership.pk}/end/"
    assert "Enter why" in administrator.post(address, {"version": 1}).content.decode()
    answer = administrator.post(address, {"version": 1, "reason": "moved to another school"})
    assert answer.status_code == 302
    assert client_for("clerk").get("/example-borough/dashboard/").status_code == 403
    page = administrator.get(
        f"/example-borough/dashboard/history/accounts.membership/{membership.pk}/"
    )
    assert "moved to another school" in page.content.decode()
    list_page = administrator.get(PEOPLE).content.decode()
    assert "Whose role has ended" in list_page


def test_a_place_keeps_an_administrator(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    membership = users["administrator"].memberships.get()
    page = client_for("administrator").post(
        f"{PEOPLE}{membership.pk}/end/", {"version": 1, "reason": "leaving"}
    )
    assert "only administrator" in page.content.decode()
    give_role(area=area, actor=None, user=users["analyst"], role=Role.ADMINISTRATOR)
    ended_membership = end_role(
        area=area,
        actor=users["administrator"],
        membership=membership,
        expected_version=1,
        reason="leaving",
    )
    assert ended_membership.ends == date(2026, 11, 22)


def test_the_only_administrator_is_not_erased(
    area: Area, other_area: Area, users: dict[str, User]
) -> None:
    administrator = users["administrator"]
    email = administrator.email
    options = {"reason": "asked", "yes": True, "stdout": StringIO()}
    with pytest.raises(CommandError) as caught:
        call_command("erase_person", email, **options)
    assert str(caught.value) == (
        "nothing was erased. The account is the only administrator of Example Borough "
        "(/example-borough/). Give somebody else that role first: invite them, or change their "
        "role, at /example-borough/dashboard/people/"
    )
    administrator.refresh_from_db()
    assert (administrator.email, administrator.is_active) == (email, True)
    assert has_permission(User.objects.get(pk=administrator.pk), area, "people.change")
    assert not Event.objects.filter(verb="erase").exists()

    give_role(area=area, actor=None, user=users["analyst"], role=Role.ADMINISTRATOR)
    call_command("erase_person", email, **options)
    administrator.refresh_from_db()
    assert administrator.erased_at is not None


def test_neither_an_erased_nor_a_leaving_administrator_keeps_a_place(
    area: Area, users: dict[str, User]
) -> None:
    last_day = date(2026, 12, 31)
    give_role(area=area, actor=None, user=users["analyst"], role=Role.ADMINISTRATOR, ends=last_day)
    User.objects.filter(pk=users["clerk"].pk).update(is_active=False)
    give_role(area=area, actor=None, user=users["clerk"], role=Role.ADMINISTRATOR)
    for leave in (end_role, change_role):
        more = {"role": Role.CLERK, "school_urn": SCHOOL_URN, "body_id": "", "ends": None}
        with pytest.raises(ValidationError, match="only administrator. Give somebody else"):
            leave(
                area=area,
                actor=users["administrator"],
                membership=users["administrator"].memberships.get(),
                expected_version=1,
                reason="leaving",
                **(more if leave is change_role else {}),
            )


def test_a_refusal_is_logged_as_one_line_that_names_nobody(
    users: dict[str, User], client_for: Callable[[str], Client], caplog: pytest.LogCaptureFixture
) -> None:
    assert client_for("governor").get(PEOPLE).status_code == 403
    (line,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert line.getMessage() == f"Forbidden: {PEOPLE}"
    assert line.exc_info is None
    line_text = RedactingFormatter("{levelname} {name}: {message}", style="{").format(line)
    assert line_text == f"WARNING django.request: Forbidden: {PEOPLE}"


def test_a_role_has_its_last_day(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    membership = users["adviser"].memberships.get()
    form = {
        "version": 1,
        "role": "adviser",
        "school_urn": "",
        "body_id": BODY_ID,
        "ends_day": "30",
        "ends_month": "11",
        "ends_year": "2026",
        "reason": "the term ends",
    }
    answer = client_for("administrator").post(f"{PEOPLE}{membership.pk}/", form)
    assert answer.status_code == 302, answer.content.decode()
    membership.refresh_from_db()
    assert membership.ends == date(2026, 11, 30)


def test_a_membership_holds_from_its_first_day_to_its_last(
    area: Area, users: dict[str, User], clock: object
) -> None:
    person = add_account(actor=None, email="p@example.org", display_name="Example P")
    give_role(
        area=area,
        actor=None,
        user=person,
        role=Role.CLERK,
        school_urn=SCHOOL_URN,
        starts=date(2026, 11, 24),
        ends=date(2026, 11, 25),
    )
    permissions_by_day = []
    for _ in range(4):
        permissions_by_day.append(
            has_permission(User.objects.get(pk=person.pk), area, "dashboard.see")
        )
        clock.forward(days=1)
    assert permissions_by_day == [False, True, True, False]


def test_a_right_that_does_not_exist_is_a_fault_not_a_no(
    area: Area, users: dict[str, User]
) -> None:
    with pytest.raises(KeyError):
        has_permission(users["clerk"], area, "people.sea")
    assert "people.see" in PERMISSIONS
    assert has_permission_somewhere(users["administrator"], area, "people.change")
    assert not has_permission_somewhere(users["clerk"], area, "people.change")


def test_an_object_of_another_place_is_never_ones_own(
    area: Area, other_area: Area, users: dict[str, User]
) -> None:
    class ObjectRef:
        area_id = other_area.pk

    assert has_permission(users["administrator"], area, "people.change")
    assert not has_permission(users["administrator"], area, "people.change", ObjectRef())


@pytest.mark.parametrize("slug", ["accounts", "api", "Upper", "a", "1st", "two words"])
def test_a_place_cannot_have_any_address(db: None, slug: str) -> None:
    with pytest.raises(ValidationError):
        add_area(actor=None, slug=slug, name="Example", place_id="la-001")
    assert not Area.objects.filter(place_id="la-001").exists()
    assert timedelta(days=14) == INVITATION_LIFE
