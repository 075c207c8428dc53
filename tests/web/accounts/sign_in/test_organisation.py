"""Signing in through an organisation: only who was invited, only by a verified address."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from stocktake_web.accounts.models import User

pytestmark = pytest.mark.django_db

PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "organisation",
                "name": "Example Council",
                "client_id": "x",
                "secret": "y",
                "settings": {"server_url": "https://identity.example"},
            }
        ]
    }
}


def come_back(rf: RequestFactory, email: str, *, verified: bool) -> tuple[HttpResponse, object]:
    """What happens when the organisation sends a person back."""
    from allauth.core import context

    request = rf.get("/accounts/oidc/organisation/login/callback/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    login = SocialLogin(
        provider=get_adapter().get_provider(request, "organisation"),
        user=User(email=email),
        account=SocialAccount(provider="organisation", uid="17", extra_data={}),
        email_addresses=[EmailAddress(email=email, verified=verified, primary=True)],
    )
    with context.request_context(request):
        return complete_social_login(request, login), request.user


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS)
def test_the_page_for_signing_in_names_the_organisation(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Sign in through Example Council" in page
    assert 'href="/accounts/oidc/organisation/login/"' in page


def test_it_does_not_where_there_is_none(client: Client) -> None:
    assert "With your organisation" not in client.get("/accounts/login/").content.decode()


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS)
def test_an_invited_person_comes_in(users: dict[str, User], rf: RequestFactory) -> None:
    answer, user = come_back(rf, users["clerk"].email, verified=True)
    assert answer.status_code == 302
    assert user == users["clerk"]


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDERS)
@pytest.mark.parametrize(
    ("email", "verified"),
    [("stranger@example.org", True), ("example.clerk@example.org", False)],
    ids=["a stranger", "an address that nobody has verified"],
)
def test_nobody_else_does(
    users: dict[str, User], rf: RequestFactory, email: str, verified: bool
) -> None:
    before = User.objects.count()
    answer, user = come_back(rf, email, verified=verified)
    assert isinstance(user, AnonymousUser), answer
    assert User.objects.count() == before
