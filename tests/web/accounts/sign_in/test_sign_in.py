"""Signing in: with a password, a second step, and not for ever."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client, override_settings

from stocktake_web.accounts.memberships.actions import end_role
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.audit.models import Event

pytestmark = pytest.mark.django_db

PASSWORD = "an invented pass phrase"
EMAIL = "example.secretary@example.org"


def sign_in(client: Client, password: str = PASSWORD, email: str = EMAIL) -> object:
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_signing_in_leads_to_the_dashboard(users: dict[str, User], client: Client) -> None:
    assert sign_in(client)["Location"] == "/accounts/arrived/"
    assert client.get("/accounts/arrived/")["Location"] == "/example-borough/dashboard/"


def test_capitals_in_an_address_do_not_matter(users: dict[str, User], client: Client) -> None:
    assert sign_in(client, email=EMAIL.upper()).status_code == 302


def test_signing_in_leads_back_to_the_page_that_asked(
    users: dict[str, User], client: Client
) -> None:
    form = {"login": EMAIL, "password": PASSWORD, "next": "/example-borough/dashboard/people/"}
    assert client.post("/accounts/login/", form)["Location"] == "/example-borough/dashboard/people/"
    client.logout()
    form["next"] = "https://elsewhere.example/"
    assert client.post("/accounts/login/", form)["Location"] == "/accounts/arrived/"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_a_wrong_password_says_nothing_about_the_account(
    users: dict[str, User], client: Client, email: str
) -> None:
    page = sign_in(client, "not the password", email).content.decode()
    assert "There is a problem" in page
    assert "password you specified are not correct" in page


def test_an_empty_form_says_what_to_enter(users: dict[str, User], client: Client) -> None:
    page = client.post("/accounts/login/", {}).content.decode()
    assert "Enter e-mail address" in page
    assert "Enter password" in page
    assert "<title>Error: Sign in" in page


@override_settings(AXES_ENABLED=True)
def test_five_wrong_passwords_shut_the_account_for_a_while(
    users: dict[str, User], client: Client
) -> None:
    for _ in range(5):
        last = sign_in(client, "wrong")
    assert last.status_code == 429
    shut = sign_in(client)
    assert shut.status_code == 429
    assert "Wait 1 minute and try again" in shut.content.decode()
    elsewhere = client.post(
        "/accounts/login/", {"login": EMAIL, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 302, "a stranger must not be able to shut the owner out"


def test_a_session_ends_after_an_hour_without_a_page(
    users: dict[str, User], client: Client, clock: object
) -> None:
    sign_in(client)
    clock.forward(minutes=59)
    assert client.get("/example-borough/dashboard/").status_code == 200
    clock.forward(minutes=59)
    assert client.get("/example-borough/dashboard/").status_code == 200
    clock.forward(minutes=60)
    assert client.get("/example-borough/dashboard/").status_code == 302


@pytest.mark.slow
def test_a_session_ends_after_twelve_hours_whatever_is_done(
    users: dict[str, User], client: Client, clock: object
) -> None:
    sign_in(client)
    for _ in range(23):
        clock.forward(minutes=30)
        assert client.get("/example-borough/dashboard/").status_code == 200
    clock.forward(minutes=30)
    assert client.get("/example-borough/dashboard/").status_code == 302


def test_a_role_that_has_ended_opens_nothing(
    area: Area, users: dict[str, User], client: Client, clock: object
) -> None:
    sign_in(client)
    membership = users["secretary"].memberships.get()
    end_role(
        area=area,
        actor=users["administrator"],
        membership=membership,
        expected_version=1,
        reason="moved on",
    )
    assert client.get("/example-borough/dashboard/").status_code == 403


def test_nobody_makes_an_account_for_himself(client: Client) -> None:
    page = client.get("/accounts/signup/")
    assert "Accounts are by invitation" in page.content.decode()
    form = {"email": "new@example.org", "password1": PASSWORD}
    assert client.post("/accounts/signup/", form).status_code == 405
    assert not User.objects.exists()


def test_a_forgotten_password(users: dict[str, User], client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": EMAIL})
    (message,) = mail.outbox
    link = re.search(r"/accounts/password/reset/key/\S+", message.body)
    assert link
    form = client.get(link[0])["Location"]
    new = {"password1": "four green apples sing", "password2": "four green apples sing"}
    assert client.post(form, new).status_code == 302
    assert sign_in(client, "four green apples sing").status_code == 302
    assert Event.objects.filter(verb="reset password").exists()
    client.logout()
    assert "does not work any more" in client.get(link[0]).content.decode()


def test_asking_for_a_password_says_nothing_about_the_account(client: Client, db: None) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/accounts/password/reset/done/"


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_a_forgotten_password_without_a_mail_server_says_so(
    users: dict[str, User], client: Client, email: str
) -> None:
    with override_settings(STOCKTAKE_SENDS_MAIL=False):
        page = client.post("/accounts/password/reset/", {"email": email}).content.decode()
        assert "This service has no mail server" in page
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=9,
    ):
        answer = client.post("/accounts/password/reset/", {"email": email})
        assert answer.status_code == 503
        assert "The mail server does not answer" in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("short", "too short"),
        ("123456789012345", "entirely numeric"),
        ("password123456", "too common"),
        ("example secretary", "too similar"),
    ],
)
def test_a_weak_password_is_refused(
    users: dict[str, User], client: Client, password: str, message: str
) -> None:
    sign_in(client)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post("/accounts/password/change/", form).content.decode()
    assert message in page


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirm(client: Client) -> None:
    """Give the password once more, as every change of how an account is protected asks."""
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302


def test_an_authenticator_app_from_setting_up_to_signing_in(
    users: dict[str, User], client: Client
) -> None:
    sign_in(client)
    confirm(client)
    secret = secret_on(client.get("/accounts/2fa/totp/activate/").content.decode())
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    page = client.get(answer["Location"]).content.decode()
    codes = re.findall(r'stocktake-code">([0-9a-f]+)<', page)
    assert len(codes) == 10
    downloaded = client.get("/accounts/2fa/recovery-codes/download/")
    assert downloaded.content.decode().split() == codes
    assert Event.objects.filter(verb="add second step").exists()
    client.logout()

    assert sign_in(client)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/example-borough/dashboard/").status_code == 302, (
        "not in before the second step"
    )
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    permission = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert permission.status_code == 302
    assert client.get("/example-borough/dashboard/").status_code == 200


def secret_on(page: str) -> str:
    match = re.search(r'Secret: <code class="stocktake-code">(\w+)<', page)
    assert match
    return match[1]


def test_the_secret_of_a_second_step_is_stored_encrypted(
    users: dict[str, User], client: Client
) -> None:
    sign_in(client)
    confirm(client)
    secret = secret_on(client.get("/accounts/2fa/totp/activate/").content.decode())
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    stored_secret = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert stored_secret != secret
    assert secret not in stored_secret


def test_changing_the_second_step_asks_for_the_password_again(
    users: dict[str, User], client: Client
) -> None:
    sign_in(client)
    redirect = client.get("/accounts/2fa/totp/activate/")
    assert redirect["Location"].startswith("/accounts/reauthenticate/")
    page = client.get(redirect["Location"]).content.decode()
    assert "Confirm that it is you" in page
    wrong = client.post(redirect["Location"], {"password": "wrong"}).content.decode()
    assert "There is a problem" in wrong
    permission = client.post(redirect["Location"], {"password": PASSWORD})
    assert permission["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.parametrize(
    "address",
    ["", "totp/activate/", "keys/add/", "keys/", "reauthenticate/", "keys/reauthenticate/"],
)
def test_pages_of_the_second_step_are_ours(
    users: dict[str, User], client: Client, address: str
) -> None:
    sign_in(client)
    confirm(client)
    page = client.get(f"/accounts/2fa/{address}", follow=True).content.decode()
    assert 'class="stocktake-header"' in page
    assert page.count("<h1") == 1


@override_settings(STOCKTAKE_DEMO=True)
def test_an_account_of_the_demonstration_opens_nothing_elsewhere(client: Client, db: None) -> None:
    email = "secretary@demo.invalid"
    add_account(actor=None, email=email, display_name="Example", password=PASSWORD)
    assert sign_in(client, email=email).status_code == 302
    assert client.get("/accounts/security/").status_code == 200
    with override_settings(STOCKTAKE_DEMO=False):
        assert client.get("/accounts/security/").status_code == 302, "the session has ended"
        assert sign_in(client, email=email).status_code == 403
