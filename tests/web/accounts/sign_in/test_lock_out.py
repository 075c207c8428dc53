"""Who guesses passwords waits longer each time; whose account it is does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory, override_settings

from stocktake_web.accounts.models import User
from stocktake_web.accounts.sign_in.client_address import client_address
from stocktake_web.accounts.sign_in.lock_out import LONGEST_DELAY, delay_after
from stocktake_web.accounts.sign_in.shared_limits import SharedLimits

PASSWORD = "an invented pass phrase"
EMAIL = "example.secretary@example.org"
OTHER_EMAIL = "example.analyst@example.org"


def sign_in(client: Client, password: str, address: str = "192.0.2.1", email: str = EMAIL) -> int:
    form = {"login": email, "password": password}
    return client.post("/accounts/login/", form, REMOTE_ADDR=address).status_code


def sign_out(client: Client) -> None:
    """Leave as a browser does, which keeps its other cookies."""
    client.post("/accounts/logout/")


@pytest.mark.parametrize(
    ("count", "header", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1, 10.0.0.4", "198.51.100.1"),
        (2, "198.51.100.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "198.51.100.1:4711", "198.51.100.1"),
        (1, "[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::"),
        (1, "::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_address_that_our_outermost_proxy_saw_counts(
    count: int, header: str, address: str
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)
    with override_settings(STOCKTAKE_TRUSTED_PROXY_COUNT=count):
        assert client_address(request) == address


def test_the_delay_is_never_longer_than_a_quarter_of_an_hour() -> None:
    delays = [delay_after(failures) for failures in range(1_000)]
    assert delays == sorted(delays)
    assert max(delays) == LONGEST_DELAY == timedelta(minutes=15)


@pytest.mark.django_db
@override_settings(AXES_ENABLED=True)
def test_each_further_wrong_password_doubles_the_wait(
    users: dict[str, User], client: Client, clock: Any
) -> None:
    assert [sign_in(client, "wrong") for _ in range(5)] == [200, 200, 200, 200, 429]
    clock.forward(seconds=61)
    assert sign_in(client, "wrong") == 429
    clock.forward(seconds=61)
    assert sign_in(client, PASSWORD) == 429, "now two minutes"
    clock.forward(seconds=61)
    assert sign_in(client, PASSWORD) == 302
    sign_out(client)
    assert sign_in(Client(), "wrong") == 200, "the owner came in: counted from the beginning"


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(AXES_ENABLED=True)
def test_many_addresses_against_one_account_wait_and_its_owner_does_not(
    users: dict[str, User], client: Client
) -> None:
    assert sign_in(client, PASSWORD) == 302
    sign_out(client)
    statuses = [sign_in(Client(), "wrong", f"198.51.100.{number // 2}") for number in range(60)]
    assert 429 not in statuses[:49]
    assert set(statuses[50:]) == {429}
    assert sign_in(Client(), PASSWORD, "192.0.2.99") == 429
    assert sign_in(client, PASSWORD, "192.0.2.99") == 302, "the browser is known"


@pytest.mark.slow
@pytest.mark.django_db
@override_settings(AXES_ENABLED=True)
def test_one_address_against_many_accounts_waits(client: Client, users: dict[str, User]) -> None:
    statuses = [
        sign_in(Client(), "wrong", email=f"person.{number}@example.org") for number in range(52)
    ]
    assert 429 not in statuses[:49]
    assert statuses[51] == 429
    assert sign_in(Client(), PASSWORD, "192.0.2.99") == 302


@pytest.mark.django_db
@override_settings(AXES_ENABLED=True)
def test_a_known_browser_is_known_to_its_owners_account_alone(
    users: dict[str, User], client: Client
) -> None:
    assert sign_in(client, PASSWORD) == 302
    sign_out(client)
    for _ in range(5):
        sign_in(Client(), "wrong", email=OTHER_EMAIL)
    assert sign_in(client, PASSWORD, email=OTHER_EMAIL) == 429
    client.cookies["stocktake_browser"] = client.cookies["stocktake_browser"].value[:-2] + "xx"
    for _ in range(5):
        sign_in(Client(), "wrong")
    assert sign_in(client, PASSWORD) == 429, "a cookie that we did not sign"


@pytest.mark.django_db
def test_the_cookie_of_a_known_browser_opens_nothing_and_names_nobody(
    users: dict[str, User], client: Client
) -> None:
    assert sign_in(client, PASSWORD) == 302
    cookie = client.cookies["stocktake_browser"]
    assert cookie["httponly"]
    assert EMAIL not in cookie.value
    stranger = Client()
    stranger.cookies["stocktake_browser"] = cookie.value
    assert stranger.get("/example-borough/dashboard/").status_code == 302


@pytest.mark.django_db
def test_of_two_who_add_the_same_limit_one_is_told_no() -> None:
    cache = SharedLimits("", {})
    assert cache.add("code", "used", timeout=30)
    assert not cache.add("code", "used", timeout=30)
    cache.set("count", [1.5, 2.5], timeout=-1)
    assert cache.get("count", "none") == "none", "expired"
    assert cache.add("count", [3.5])
    assert cache.get("count") == [3.5]
    assert cache.delete("count")
