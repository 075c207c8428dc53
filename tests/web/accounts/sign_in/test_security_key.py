"""A security key from adding it to signing in, with an authenticator that Chromium plays."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from stocktake_web.accounts.models import User
from stocktake_web.audit.models import Event

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "example.secretary@example.org", "an invented pass phrase"
PLAYED = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Any) -> None:
    """Give address and password."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_key_is_added_and_asked_for_and_refused_without(
    users: dict[str, User], page_for: Any, settings: Any
) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the tests' server is without TLS
    page = page_for("public")
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    key = device.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})["authenticatorId"]
    sign_in(page)
    expect(page.get_by_role("heading", name="Your tasks")).to_be_visible()

    page.goto("/accounts/2fa/keys/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What to call this key").fill("Blue key")
    page.get_by_role("button", name="Add the key").click()
    expect(page.locator("h1")).not_to_have_text("Add a security key")
    authenticator = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert authenticator.user == users["secretary"]
    assert Event.objects.filter(verb="add second step").exists()
    page.goto("/accounts/2fa/keys/")
    expect(page.locator("main")).to_contain_text("Blue key")

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Second step")
    page.goto("/example-borough/dashboard/")
    # Not in before the second step: the tasks lead back to it.
    expect(page.locator("h1")).to_have_text("Second step")
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Your tasks")).to_be_visible()

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    other_device = device.send("WebAuthn.addVirtualAuthenticator", {"options": PLAYED})
    assert other_device["authenticatorId"] != key
    sign_in(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_timeout(500)
    expect(page.locator("h1")).to_have_text("Second step")
