"""Ends a session an hour after its last page and twelve hours after signing in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from stocktake_web import services

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
STEP = timedelta(minutes=1)
"""How stale ``seen_at`` may be: a page does not cost a write every time."""


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Middleware that signs out whoever was idle or signed in for too long."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = services.now()
            if _over(request, moment) or is_demonstration_only(request.user.email):
                logout(request)
            elif moment - _moment(request, SEEN_AT, moment - STEP) >= STEP:
                request.session[SEEN_AT] = moment.isoformat()
        return get_response(request)

    return middleware


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, **kwargs: object) -> None:
    """Note when a session began."""
    moment = services.now().isoformat()
    request.session[SIGNED_IN_AT] = moment
    request.session[SEEN_AT] = moment


def is_demonstration_only(email: str) -> bool:
    """Whether an address is of the demonstration and this installation is none.

    A copied database must not carry the demonstration's accounts into a deployment.
    """
    return email.endswith(f"@{settings.STOCKTAKE_DEMO_DOMAIN}") and not settings.STOCKTAKE_DEMO


def _over(request: HttpRequest, moment: datetime) -> bool:
    return (
        moment - _moment(request, SIGNED_IN_AT, moment) >= settings.SESSION_ABSOLUTE
        or moment - _moment(request, SEEN_AT, moment) >= settings.SESSION_IDLE
    )


def _moment(request: HttpRequest, name: str, default: datetime) -> datetime:
    text = request.session.get(name)
    return datetime.fromisoformat(text) if text else default
