"""Every error of the API in one shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from stocktake.standards import StocktakeError, StoreError


def answer_errors(api: NinjaAPI) -> None:
    """Let an API answer every error as :class:`~stocktake_web.api.schemas.Problem`."""

    @api.exception_handler(ValidationError)
    def validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
        details = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors]
        return problem(api, request, 400, "the request cannot be read", details)

    @api.exception_handler(StocktakeError)
    def stocktake_error(request: HttpRequest, error: StocktakeError) -> HttpResponse:
        status = 503 if isinstance(error, StoreError) else 400
        return problem(api, request, status, error.summary, [str(fault) for fault in error.faults])

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, "there is no such thing")

    @api.exception_handler(Throttled)
    def throttled(request: HttpRequest, error: Throttled) -> HttpResponse:
        response = problem(api, request, 429, "too many requests; wait and ask again")
        response["Retry-After"] = str(int(error.wait or 60) + 1)
        return response

    @api.exception_handler(DatabaseError)
    def database_error(request: HttpRequest, error: DatabaseError) -> HttpResponse:
        response = problem(api, request, 503, "the database cannot be reached; ask again")
        response["Retry-After"] = "30"
        return response

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(api, request, error.status_code, str(error))


def problem(
    api: NinjaAPI, request: HttpRequest, status: int, message: str, details: Sequence[str] = ()
) -> HttpResponse:
    """An error in the one shape that all have."""
    body: dict[str, Any] = {"status": status, "message": message, "details": list(details)}
    return api.create_response(request, body, status=status)
