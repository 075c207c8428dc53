"""What stands around every request: pages for faults, and what a browser may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake_web import errors

Respond = Callable[[HttpRequest], HttpResponse]

BROWSER_RIGHTS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def faults(get_response: Respond) -> Any:
    """Turn a conflict, a refusal of the library and a lost database into pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.answer_to(request, error)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def browser_rights(get_response: Respond) -> Respond:
    """Say which of the device's powers pages use (none), and keep signed-in pages out of caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", BROWSER_RIGHTS)
        # Asking who it is would fail again where the database does not answer.
        user = getattr(request, "user", None) if response.status_code < 500 else None
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware
