"""Pages of signing in and of one's own account; the rest are the sign-in package's own."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.views import password_reset
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.openid_connect import views as package
from django.conf import settings
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from stocktake_web import services
from stocktake_web.accounts.memberships.queries import areas_of
from stocktake_web.accounts.permissions import account_of, public_page, signed_in_page

log = logging.getLogger("stocktake_web")


@signed_in_page
def show_account(request: HttpRequest) -> HttpResponse:
    """One's own account: password, second step, where one has a role."""
    context = {
        "areas": areas_of(account_of(request), services.today()),
        "second_step": is_mfa_enabled(account_of(request)),
    }
    return render(request, "accounts/sign_in/security.html", context)


@public_page(post=True)
def ask_for_link(request: HttpRequest) -> HttpResponse:
    """Send the link to set a new password, or say that none can be sent; alike for every address.

    The mail server is tried before anybody looks whether there is such an account, so that its
    failure does not tell.
    """
    if not settings.STOCKTAKE_SENDS_MAIL:
        return render(request, "accounts/sign_in/no_mail.html", {"set_up": False})
    if request.method == "POST":
        try:
            connection = get_connection()
            connection.open()
            connection.close()
        except (OSError, SMTPException):
            return render(request, "accounts/sign_in/no_mail.html", {"set_up": True}, status=503)
    response: HttpResponse = password_reset(request)
    return response


@public_page
def go_to_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the organisation's identity provider."""
    return _call_provider(package.login, request, provider_id)


@public_page
def return_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from it."""
    return _call_provider(package.callback, request, provider_id)


def _call_provider(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """The answer of the package's view, or a page that says that the provider gave none.

    Where everything is at the provider is read from it for each sign-in; that it is down is
    no fault of ours or of who signs in.
    """
    try:
        response: HttpResponse = view(request, provider_id)
    except RequestException as error:
        log.error("the identity provider does not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)
    return response
