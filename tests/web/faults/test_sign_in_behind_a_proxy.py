"""Guessing passwords and using a code twice, through a real server of two workers."""

from __future__ import annotations

import threading
import time
import urllib.request
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from installations import DESK, PASSWORD, Answer, Installation, Server, Visitor

pytestmark = pytest.mark.slow

OWNER = "secretary@example.org"
HOME, STRANGER = "192.0.2.10", "198.51.100.66"


class Forwarded(Visitor):
    """A browser whose requests the proxy passes on; it may claim addresses of its own."""

    def __init__(self, address: str, seen_as: str, claims: str = "") -> None:
        super().__init__(address)
        self.forwarded = f"{claims}, {seen_as}" if claims else seen_as

    def _ask(self, request: urllib.request.Request) -> Answer:
        request.add_header("X-Forwarded-For", self.forwarded)
        # A new connection each time, so that both workers answer.
        request.add_header("Connection", "close")
        return super()._ask(request)

    def try_password(self, password: str, email: str = OWNER) -> int:
        """The status of an attempt to sign in."""
        return self.send("/accounts/login/", login=email, password=password).status


@pytest.fixture
def proxied(installation: Installation) -> Installation:
    """The small place behind one proxy."""
    installation.more["DJANGO_SETTINGS_MODULE"] = "served_behind_proxy"
    return installation


def test_a_stranger_who_guesses_shuts_nobody_else_out(proxied: Installation) -> None:
    with proxied.serve(workers=2) as server:
        owner = Forwarded(server.address, HOME)
        assert owner.try_password(PASSWORD) == 302
        statuses = [
            # What the stranger claims of itself does not make it another.
            Forwarded(server.address, STRANGER, claims=f"203.0.113.{number}").try_password("wrong")
            for number in range(7)
        ]
        assert statuses == [200, 200, 200, 200, 429, 429, 429]
        assert Forwarded(server.address, STRANGER).try_password(PASSWORD) == 429
        assert Forwarded(server.address, "192.0.2.77").try_password(PASSWORD) == 302
        assert (
            Forwarded(server.address, STRANGER).try_password(PASSWORD, "analyst@example.org") == 302
        )
        rows = proxied.rows("SELECT DISTINCT ip_address FROM axes_accessattempt")
        assert [str(address).partition("/")[0] for (address,) in rows] == [STRANGER]
        # The owner at the stranger's own address, in the browser that signed in before.
        owner.forwarded = STRANGER
        owner.post("/accounts/logout/", owner.form("/accounts/logout/"))
        assert owner.get(f"{DESK}/").status == 302
        assert owner.try_password(PASSWORD) == 302


def test_the_wait_of_who_has_one_account_alone_is_counted_by_all_workers(
    proxied: Installation,
) -> None:
    with proxied.serve(workers=2) as server:
        statuses: list[int] = []

        def guess() -> None:
            statuses.append(Forwarded(server.address, STRANGER).try_password("wrong"))

        threads = [threading.Thread(target=guess) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert 429 in statuses
        assert Forwarded(server.address, STRANGER).try_password(PASSWORD) == 429
    failures = proxied.rows("SELECT SUM(failures_since_start) FROM axes_accessattempt")
    assert failures[0][0] >= 5


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_of_the_second_step_is_good_once_whichever_worker_is_asked(
    proxied: Installation, kind: str
) -> None:
    secret, recovery = proxied.ask(
        f"""
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from stocktake_web.accounts.models import User
user = User.objects.get(email={OWNER!r})
secret = generate_totp_secret()
TOTP.activate(user, secret)
codes = RecoveryCodes.activate(user)
[secret, codes.get_unused_codes()]
"""
    )
    with proxied.serve(workers=2) as server:
        # No more than the wrong codes that an account may give within five minutes.
        browsers = [_first_step(server, number) for number in range(4)]
        late = _first_step(server, 9)
        code = _code(secret) if kind == "app" else recovery[0]
        assert _all_at_once(browsers, code) == 1, "one code must open the account once"
        assert _second_step(late, code) == 200


def _code(secret: str) -> str:
    # Not on the edge of the half minute for which a code is good.
    while time.time() % 30 > 20:
        time.sleep(0.5)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _first_step(server: Server, number: int) -> Forwarded:
    browser = Forwarded(server.address, f"192.0.2.{100 + number}")
    assert browser.try_password(PASSWORD) == 302
    return browser


def _second_step(browser: Forwarded, code: str) -> int:
    return browser.send("/accounts/2fa/authenticate/", code=code).status


def _all_at_once(browsers: list[Forwarded], code: str) -> int:
    forms = [browser.form("/accounts/2fa/authenticate/") for browser in browsers]
    answers: list[int] = []
    start = threading.Barrier(len(browsers))

    def enter(browser: Forwarded, fields: dict[str, Any]) -> None:
        start.wait()
        answer = browser.post("/accounts/2fa/authenticate/", fields | {"code": code})
        answers.append(answer.status)

    threads = [
        threading.Thread(target=enter, args=pair) for pair in zip(browsers, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {200, 302}, answers
    return answers.count(302)


def test_the_api_counts_for_all_workers_together(proxied: Installation) -> None:
    with proxied.serve(workers=2) as server:
        for _ in range(6):
            assert Forwarded(server.address, HOME).get("/api/v1/areas").status == 200
        Forwarded(server.address, STRANGER).get("/api/v1/areas")
    counts = proxied.rows("SELECT address, SUM(count) FROM accounts_requestcount GROUP BY address")
    counts_by_address = {str(address).partition("/")[0]: int(count) for address, count in counts}
    assert counts_by_address == {HOME: 6, STRANGER: 1}
