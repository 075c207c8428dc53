"""Signing in through an organisation's identity provider, with one that really answers."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from playwright.sync_api import expect

from stocktake_web.accounts.models import User

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/organisation/login/"


def _support() -> Any:
    """The identity provider beside this file."""
    spec = importlib.util.spec_from_file_location("identity", Path(__file__).parent / "identity.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


identity = _support()


@pytest.fixture
def issuer(settings: Any) -> Iterator[Any]:
    """A provider at which the example clerk is signed in, set up as an installation does."""
    with identity.Issuer() as issuer:
        issuer.person = {
            "sub": "17",
            "email": "example.clerk@example.org",
            "email_verified": True,
            "name": "Example Clerk",
        }
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "organisation",
                        "name": "Example Council",
                        "client_id": identity.CLIENT,
                        "secret": identity.SECRET,
                        "settings": {"server_url": issuer.address, "verified_email": []},
                    }
                ],
            }
        }
        yield issuer


def sign_in(client: Client) -> Any:
    """Go to the provider and come back, as a browser does; the answer to coming back."""
    redirect = client.get(LOGIN)
    assert redirect.status_code == 302, redirect.content.decode()
    back = requests.get(redirect["Location"], allow_redirects=False, timeout=10)
    return client.get(back.headers["Location"])


def is_in(client: Client) -> bool:
    return client.get("/example-borough/dashboard/").status_code == 200


@pytest.mark.slow
def test_an_invited_person_signs_in_and_is_known_the_next_time(
    users: dict[str, User], client: Client, issuer: Any
) -> None:
    answer = sign_in(client)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/arrived/"
    assert is_in(client)
    account = SocialAccount.objects.get()
    assert (account.uid, account.user) == ("17", users["clerk"])
    (query,) = issuer.queries
    assert set(query["scope"].split()) == {"openid", "profile", "email"}
    assert query["code_challenge_method"] == "S256"
    assert query["redirect_uri"] == "http://testserver/accounts/oidc/organisation/login/callback/"

    client.logout()
    assert not is_in(client)
    issuer.person |= {"email": "renamed.clerk@example.org"}
    sign_in(client)
    assert is_in(client), "the provider's number of a person stays, whatever the address"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org"},
        {"email_verified": False},
        {"email": None},
    ],
    ids=["a stranger", "an address that nobody verified", "no address"],
)
def test_nobody_else_comes_in(
    users: dict[str, User], client: Client, issuer: Any, claims: dict[str, Any]
) -> None:
    issuer.person |= claims
    before = User.objects.count()
    page = sign_in(client)
    assert page.status_code < 500
    assert not is_in(client)
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_provider_that_verifies_its_own_domain_without_saying_so(
    users: dict[str, User], client: Client, issuer: Any, settings: Any
) -> None:
    del issuer.person["email_verified"]
    sign_in(client)
    assert not is_in(client)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["verified_email"] = ["example.org"]
    sign_in(client)
    assert is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [{"aud": "another-client"}, {"iss": "https://elsewhere.example"}, {"exp": 1_000_000_000}],
    ids=["for another client", "of another provider", "too old"],
)
def test_a_token_that_is_not_for_us_is_refused(
    users: dict[str, User], client: Client, issuer: Any, wrong: dict[str, Any]
) -> None:
    issuer.wrong = wrong
    page = sign_in(client)
    assert "Sign" in page.content.decode()
    assert not is_in(client)


def test_a_token_works_once(users: dict[str, User], client: Client, issuer: Any) -> None:
    issuer.wrong = {"jti": "the-same-again"}
    sign_in(client)
    assert is_in(client)
    client.logout()
    sign_in(client)
    assert not is_in(client)


def test_a_code_is_for_the_browser_that_asked(
    users: dict[str, User], client: Client, issuer: Any
) -> None:
    redirect = client.get(LOGIN)
    back = requests.get(redirect["Location"], allow_redirects=False, timeout=10).headers["Location"]
    other_client = Client()
    assert other_client.get(back).status_code < 500
    assert not is_in(other_client)
    state = parse_qs(urlsplit(back).query)["state"][0]
    made_up = back.replace(state, "made-up")
    client.get(made_up)
    assert not is_in(client)
    client.get(back)
    assert is_in(client)
    again = Client()
    again.get(back)
    assert not is_in(again)


@pytest.mark.parametrize("error", ["access_denied", "server_error"])
def test_who_is_refused_there_is_told_here(
    users: dict[str, User], client: Client, issuer: Any, error: str
) -> None:
    issuer.refuses = error
    redirect = client.get(LOGIN)
    back = requests.get(redirect["Location"], allow_redirects=False, timeout=10)
    page = client.get(back.headers["Location"], follow=True)
    assert page.content.decode().count("<h1") == 1
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_said_so(
    users: dict[str, User],
    client: Client,
    issuer: Any,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    page = client.get(LOGIN)
    assert page.status_code == 503
    assert "Your organisation could not sign you in" in page.content.decode()
    (line,) = [record for record in caplog.records if record.name == "stocktake_web"]
    assert line.getMessage() == "the identity provider does not answer: ConnectionError"
    assert all(record.exc_info is None for record in caplog.records)


def test_a_provider_that_falls_silent_on_the_way_back_is_said_so(
    users: dict[str, User], client: Client, issuer: Any, settings: Any
) -> None:
    redirect = client.get(LOGIN)
    back = requests.get(redirect["Location"], allow_redirects=False, timeout=10)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    assert client.get(back.headers["Location"]).status_code == 503
    assert not is_in(client)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_works_in_a_browser_whose_policy_lets_no_form_leave(
    users: dict[str, User], browser: Any, live_server: Any, issuer: Any
) -> None:
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/example-borough/dashboard/people/")
    page.get_by_role("link", name="Sign in through Example Council").click()
    expect(page.get_by_role("heading", name="Your tasks")).to_be_visible()
    context.close()
