"""The addresses of the API, and a page that says how to use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path

from stocktake_web.accounts.permissions import public_page
from stocktake_web.accounts.permissions.access import ANYONE, Access
from stocktake_web.api.about.views import about
from stocktake_web.api.errors import problem
from stocktake_web.api.query_params import query_faults
from stocktake_web.api.v1 import api

app_name = "api"


def read_only(operation: Callable[..., HttpResponse], pattern: str) -> Callable[..., HttpResponse]:
    """Open an operation to anyone, for reading alone, with the parameters that it has."""

    @wraps(operation)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            response = problem(api, request, 405, "this can only be read")
            response["Allow"] = "GET, HEAD"
            return response
        # The package answers GET alone; the server leaves the body of an answer to HEAD out.
        request.method = "GET"
        faults = query_faults(api, request, pattern)
        if faults:
            return problem(api, request, 400, "the request cannot be read", faults)
        return operation(request, *args, **parts)

    guarded.access = Access({"GET": ANYONE})  # type: ignore[attr-defined]
    return guarded


@public_page
def unknown(request: HttpRequest, rest: str) -> HttpResponse:
    """No operation has this address."""
    return problem(api, request, 404, "there is no such address; see /api/")


_operations, _, _ = api.urls
for _operation in _operations:
    if _operation.callback is not None:
        _operation.callback = read_only(_operation.callback, str(_operation.pattern))

urlpatterns: list[URLPattern | URLResolver] = [
    path("", about, name="about"),
    path("v1/", (_operations, "v1", "v1")),
    path("v1/<path:rest>", unknown, name="unknown"),
]
