"""Which cookies the application sets, read from its settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from stocktake_web.accounts.sign_in.known_browser import COOKIE_LIFE


@dataclass(frozen=True)
class Cookies:
    """The names of the cookies, and how long each lasts at most.

    Parameters
    ----------
    session : str
        Set when somebody signs in, or begins to.
    form : str
        Set with a page that holds a form to send.
    browser : str
        Set when somebody has signed in.
    idle_hours, session_hours : int
        After which a session ends: without a page, and in any case.
    """

    session: str
    form: str
    browser: str
    idle_hours: int
    session_hours: int
    form_days: int
    browser_days: int


def cookies() -> Cookies:
    """The cookies of this installation."""
    hour = timedelta(hours=1)
    return Cookies(
        session=settings.SESSION_COOKIE_NAME,
        form=settings.CSRF_COOKIE_NAME,
        browser=settings.STOCKTAKE_BROWSER_COOKIE,
        idle_hours=settings.SESSION_IDLE // hour,
        session_hours=settings.SESSION_ABSOLUTE // hour,
        form_days=timedelta(seconds=settings.CSRF_COOKIE_AGE).days,
        browser_days=COOKIE_LIFE.days,
    )
