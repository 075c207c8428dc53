"""How long an answer may be kept, and when what the client holds is still so."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

CACHE_SECONDS = 60
"""What is recalled must be gone from caches within a minute."""


def etag_of(request: HttpRequest, *parts: object) -> str:
    """The ETag of an answer: what it rests on, and what the request asks for."""
    text = "\0".join([request.get_full_path(), *(str(part) for part in parts)])
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


def not_modified(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The answer 304 where the client holds the same; else None."""
    response = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        return None
    return cacheable(response, etag)


def cacheable(response: HttpResponse, etag: str = "") -> HttpResponse:
    """Say how long an answer may be kept, and by what it is known."""
    response["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    if etag:
        response["ETag"] = etag
    return response
