"""Five wrong passwords shut an account from that address for a quarter of an hour."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The e-mail address that somebody tried to sign in with, in small letters."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or given.get("login")
    if not tried and request is not None:
        tried = request.POST.get("login")
    return str(tried or "").strip().lower()


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page that says how long to wait. It does not say whether there is such an account."""
    return render(request, "accounts/locked_out.html", status=429)
