"""Makes whoever guesses passwords wait, and nobody else.

Wrong passwords are rows of the database that django-axes counts up, shared by all workers. How
long the next attempt must wait is computed from them here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import services
from stocktake_web.accounts.sign_in.known_browser import browser_known_to
from stocktake_web.accounts.sign_in.wrong_passwords import count_wrong_password, forget_attempts

FREE_COUNT = 5
"""Wrong passwords that one address may give for one account before it must wait."""
WIDE_FREE_COUNT = 50
"""The same of one account from all addresses together, and of one address for all accounts."""
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


class _Count(NamedTuple):
    failures: int
    last: datetime | None


class GrowingDelay(AxesDatabaseHandler):  # type: ignore[misc]
    """Each wrong password beyond the free ones doubles the delay, up to a quarter of an hour.

    Counted for the account and the address together, then more generously for the account and
    for the address alone, so that neither many addresses nor many accounts help who guesses. A
    browser in which the owner has signed in before is counted by itself alone.
    """

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether the next attempt must still wait."""
        return delay_left(request, name_tried(request, credentials)) > timedelta()

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Count a wrong password, and say whether the next attempt must wait.

        The package would also keep what was posted, and the time of the first attempt by a clock
        of its own.
        """
        if request is None:
            return
        email = name_tried(request, credentials)
        address = request.axes_ip_address  # type: ignore[attr-defined]
        # An attempt that had to wait was not looked at: it makes the wait no longer.
        if not self.is_locked(request, credentials):
            name = browser_known_to(request, email)
            agent = request.axes_user_agent if name is None else _agent(name)  # type: ignore[attr-defined]
            count_wrong_password(email, address, agent)
            if not self.is_locked(request, credentials):
                return
        request.axes_locked_out = True  # type: ignore[attr-defined]
        request.axes_credentials = credentials  # type: ignore[attr-defined]
        user_locked_out.send("axes", request=request, username=email, ip_address=address)

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Forget what was wrong before, by the clock of this application."""
        request.axes_attempt_time = services.now()  # type: ignore[attr-defined]
        super().user_logged_in(sender, request, user, **kwargs)

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """One where somebody must wait, so that the package answers with our page."""
        return int(self.is_locked(request, credentials))

    def clean_expired_user_attempts(
        self, request: HttpRequest | None = None, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget wrong passwords a day after the last of them."""
        return forget_attempts(services.now() - FORGOTTEN)


def delay_left(request: HttpRequest, email: str) -> timedelta:
    """How long an attempt on an account must still wait; nothing where it need not."""
    address = request.axes_ip_address  # type: ignore[attr-defined]
    attempts = AccessAttempt.objects.filter(username=email)
    name = browser_known_to(request, email)
    if name is not None:
        limits = [(attempts.filter(user_agent=_agent(name)), WIDE_FREE_COUNT)]
    else:
        limits = [
            (attempts.filter(ip_address=address), FREE_COUNT),
            (attempts, WIDE_FREE_COUNT),
            (AccessAttempt.objects.filter(ip_address=address), WIDE_FREE_COUNT),
        ]
    moment = services.now()
    left = timedelta()
    for rows, free in limits:
        recent = rows.filter(attempt_time__gte=moment - FORGOTTEN)
        count = _Count(
            *recent.aggregate(
                failures=Sum("failures_since_start", default=0), last=Max("attempt_time")
            ).values()
        )
        if count.last is not None:
            left = max(left, count.last + delay_after(count.failures, free) - moment)
    return left


def delay_after(failures: int, free: int = FREE_COUNT) -> timedelta:
    """How long to wait after so many wrong passwords.

    Examples
    --------
    >>> [str(delay_after(failures)) for failures in (4, 5, 6, 8, 500)]
    ['0:00:00', '0:01:00', '0:02:00', '0:08:00', '0:15:00']
    """
    if failures < free:
        return timedelta()
    doubled: int = 2 ** min(failures - free, 10)
    return min(FIRST_DELAY * doubled, LONGEST_DELAY)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address that somebody tried to sign in with, in small letters."""
    data = credentials or {}
    tried = data.get("email") or data.get("username") or data.get("login")
    if not tried and request is not None:
        tried = request.POST.get("login")
    return str(tried or "").strip().lower()[:255]


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page that says how long to wait. It does not say whether there is such an account."""
    seconds = delay_left(request, name_tried(request)).total_seconds()
    minutes = max(1, -int(-seconds // 60))
    response = render(request, "accounts/sign_in/locked_out.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _agent(name: str) -> str:
    return f"known browser {name}"
