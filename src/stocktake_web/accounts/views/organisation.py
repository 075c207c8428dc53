"""Signing in through an organisation: the sign-in package's views, when the provider answers."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.providers.openid_connect import views as package
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from stocktake_web.accounts.rights import public_page

log = logging.getLogger("stocktake_web")


@public_page
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the organisation's identity provider."""
    return _answered(package.login, request, provider_id)


@public_page
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from it."""
    return _answered(package.callback, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    """The view's answer, or a page that says that the provider gave none.

    Where everything is at the provider is asked of it anew for each sign-in; that it is down is
    no fault of ours or of who signs in.
    """
    try:
        answer: HttpResponse = view(request, provider_id)
    except RequestException as error:
        log.error("the identity provider does not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)
    return answer
