"""Knows a browser in which somebody has signed in before, by a signed cookie.

A stranger's wrong passwords then do not keep the owner waiting. The cookie says nothing but
account numbers and a random name of the browser, and opens nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from stocktake_web.accounts.people.models import User

SALT = "stocktake.known-browser"
COOKIE_LIFE = timedelta(days=180)
MOST_ACCOUNTS = 5
_SIGNED_IN = "_stocktake_signed_in"


def remember_browser(get_response: Callable[[HttpRequest], HttpResponse]) -> object:
    """Middleware that sets the cookie with the answer to a sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        number = getattr(request, _SIGNED_IN, None)
        if number is not None:
            name, numbers = _read(request) or (secrets.token_urlsafe(16), [])
            numbers = [number, *(account_id for account_id in numbers if account_id != number)]
            response.set_cookie(
                settings.STOCKTAKE_BROWSER_COOKIE,
                signing.dumps([name, numbers[:MOST_ACCOUNTS]], salt=SALT),
                max_age=COOKIE_LIFE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def browser_known_to(request: HttpRequest, email: str) -> str | None:
    """The name of the browser, if the owner of an account has signed in with it before."""
    name, numbers = _read(request) or ("", [])
    is_known = bool(numbers) and User.objects.filter(pk__in=numbers, email__iexact=email).exists()
    return name if is_known else None


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Have the answer give the cookie."""
    setattr(request, _SIGNED_IN, user.pk)


def _read(request: HttpRequest) -> tuple[str, list[int]] | None:
    text = request.COOKIES.get(settings.STOCKTAKE_BROWSER_COOKIE, "")
    try:
        name, numbers = signing.loads(text, salt=SALT, max_age=COOKIE_LIFE)
    except (signing.BadSignature, json.JSONDecodeError, ValueError, TypeError):
        return None
    return str(name), [int(number) for number in numbers]
